//! `POST /oauth2/access_token`: both grants, refused in the order in which the real server looks.

use std::time::Instant;

use hyper::Method;
use serde_json::{Value, json};

use super::door::{self, Door, Visitor};
use super::language::Language;
use super::problem::{self, Problem};
use super::reply::Reply;
use super::request::Request;
use super::vault::{AccountId, Bearer, Pair};
use super::world::World;

/// Answers a request at an account's host; `account` is `None` where no account lives (any more).
pub fn answer(
    world: &mut World,
    request: &Request,
    account: Option<AccountId>,
    at: Instant,
) -> Reply {
    if request.method != Method::POST {
        return problem::method_not_allowed();
    }
    // What is not JSON carries no fields, and is refused as such.
    let fields = Fields(request.json().unwrap_or(Value::Null));
    let visitor = Visitor {
        door: Door::Token,
        account,
        client_id: fields.get("client_id"),
        at,
    };
    let reply = door::pass(world, request, &visitor, |world, language| {
        match exchange(world, &fields, account) {
            Ok(pair) => granted(world, &pair),
            Err(refusal) => refusal.reply(language),
        }
    });
    let grant = match fields.grant() {
        Some(Grant::AuthorizationCode) => "authorization_code",
        Some(Grant::RefreshToken) => "refresh_token",
        None => "other",
    };
    world.stats.count_token(grant, door::outcome(&reply));
    reply
}

enum Grant {
    AuthorizationCode,
    RefreshToken,
}

enum Refusal {
    Problem(Problem),
    /// A refresh at a host without an account: never there, or renamed.
    NoSuchAccount,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Refusal {
    fn reply(self, language: Language) -> Reply {
        match self {
            Self::Problem(problem) => problem.reply(language),
            Self::NoSuchAccount => problem::not_found(language),
        }
    }
}

/// The fields of the request, as far as it has any.
struct Fields(Value);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    fn need(&self, name: &'static str) -> Result<&str, Problem> {
        self.get(name).ok_or(Problem::Missing(name))
    }

    fn grant(&self) -> Option<Grant> {
        match self.get("grant_type")? {
            "authorization_code" => Some(Grant::AuthorizationCode),
            "refresh_token" => Some(Grant::RefreshToken),
            _ => None,
        }
    }
}

fn exchange(
    world: &mut World,
    fields: &Fields,
    account: Option<AccountId>,
) -> Result<Pair, Refusal> {
    let grant = fields.grant().ok_or(Problem::UnsupportedGrant)?;
    let client_id = fields.need("client_id")?;
    let client_secret = fields.need("client_secret")?;
    let integration = world
        .integration(client_id)
        .filter(|integration| integration.client_secret == client_secret)
        .ok_or(Problem::InvalidClient)?;
    if fields.need("redirect_uri")? != integration.redirect_uri {
        return Err(Problem::RedirectUri.into());
    }
    let bearer = |account| Bearer {
        account,
        client_id: client_id.to_owned(),
    };
    let now = world.clock.now();
    match grant {
        Grant::AuthorizationCode => {
            let code = fields.need("code")?;
            let bearer = bearer(world.vault.spend_code(code, client_id, account, now)?);
            let pair = world.mint_pair(&bearer).ok_or(Problem::InvalidAccount)?;
            world.vault.begin(bearer, &pair, now);
            Ok(pair)
        }
        Grant::RefreshToken => {
            let token = fields.need("refresh_token")?;
            let account = account.ok_or(Refusal::NoSuchAccount)?;
            let line = world.vault.refreshable(token, client_id, account, now)?;
            let pair = world
                .mint_pair(&bearer(account))
                .ok_or(Refusal::NoSuchAccount)?;
            world.vault.rotate(line, token, &pair, now);
            Ok(pair)
        }
    }
}

fn granted(world: &World, pair: &Pair) -> Reply {
    let answer = json!({
        "token_type": "Bearer",
        "expires_in": world.access_ttl,
        "server_time": world.clock.now(),
        "access_token": pair.access,
        "refresh_token": pair.refresh,
    });
    Reply::json(200, &answer).with("cache-control", "no-store")
}
