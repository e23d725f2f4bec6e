//! `POST /oauth2/access_token`: both grants, refused in the order in which the real server looks.

use std::time::Instant;

use hyper::Method;
use serde_json::{Value, json};

use super::faults::RequestKind;
use super::language::Language;
use super::middleware::{self, Caller};
use super::refusal::{TokenRefusal, api_error};
use super::reply::Reply;
use super::request::Request;
use super::vault::{AccountId, Bearer, TokenPair};
use super::world::World;

/// Answers a request at an account's host; `account` is `None` where no account lives (any more).
pub fn answer(
    world: &mut World,
    request: &Request,
    account: Option<AccountId>,
    at: Instant,
) -> Reply {
    if request.method != Method::POST {
        return api_error(405, Language::English);
    }
    let fields = Fields::of(request);
    let grant = match fields.get("grant_type") {
        Some("authorization_code") => "authorization_code",
        Some("refresh_token") => "refresh_token",
        _ => "other",
    };
    let kind = RequestKind::Token(grant);
    let caller = Caller { kind, account, client_id: fields.get("client_id"), at };
    middleware::handle(world, request, &caller, |world, language| {
        match exchange(world, &fields, grant, account) {
            Ok(pair) => granted(world, &pair),
            Err(refusal) => refusal.reply(language),
        }
    })
}

/// The fields of a JSON body. What is not JSON has none, and is refused as such.
pub struct Fields(Value);

impl Fields {
    pub fn of(request: &Request) -> Self {
        Self(request.json().unwrap_or_default())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    pub fn need(&self, name: &'static str) -> Result<&str, TokenRefusal> {
        self.get(name).ok_or(TokenRefusal::Missing(name))
    }
}

fn exchange(
    world: &mut World,
    fields: &Fields,
    grant: &str,
    account: Option<AccountId>,
) -> Result<TokenPair, TokenRefusal> {
    if grant == "other" {
        return Err(TokenRefusal::UnsupportedGrant);
    }
    let (client_id, secret) = (fields.need("client_id")?, fields.need("client_secret")?);
    let integration = world.authenticated(client_id, secret).ok_or(TokenRefusal::InvalidClient)?;
    if fields.need("redirect_uri")? != integration.redirect_uri {
        return Err(TokenRefusal::RedirectUri);
    }
    let bearer = |account| Bearer { account, client_id: client_id.to_owned() };
    let now = world.clock.now();
    if grant == "authorization_code" {
        let code = fields.need("code")?;
        let bearer = bearer(world.vault.spend_code(code, client_id, account, now)?);
        let pair = world.mint_pair(&bearer).ok_or(TokenRefusal::InvalidAccount)?;
        world.vault.begin(bearer, &pair, now);
        return Ok(pair);
    }
    let token = fields.need("refresh_token")?;
    let account = account.ok_or(TokenRefusal::NoSuchAccount)?;
    let family = world.vault.refreshable(token, client_id, account, now)?;
    let pair = world.mint_pair(&bearer(account)).ok_or(TokenRefusal::NoSuchAccount)?;
    world.vault.rotate(family, token, &pair, now);
    Ok(pair)
}

fn granted(world: &World, pair: &TokenPair) -> Reply {
    let answer = json!({
        "token_type": "Bearer",
        "expires_in": world.access_ttl,
        "server_time": world.clock.now(),
        "access_token": pair.access,
        "refresh_token": pair.refresh,
    });
    Reply::json(200, &answer).with("cache-control", "no-store")
}
