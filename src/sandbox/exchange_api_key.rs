//! `POST /oauth2/exchange_api_key`: 202 without tokens, then a callback from the server's side, without a state.

use std::time::Instant;

use hyper::Method;

use super::consent;
use super::faults::RequestKind;
use super::language::Language;
use super::middleware::{self, Caller};
use super::refusal::{TokenRefusal, api_error};
use super::reply::Reply;
use super::request::Request;
use super::token_endpoint::Fields;
use super::vault::{AccountId, Bearer};
use super::world::World;

/// Answers a request at an account's host.
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
    let client_id = fields.get("client_uuid");
    let caller = Caller { kind: RequestKind::Api, account, client_id, at };
    middleware::handle(world, request, &caller, |world, language| {
        match callback(world, &fields, account) {
            Ok(Some(url)) => Reply { callback: Some(url), ..Reply::empty(202) },
            Ok(None) => api_error(401, language),
            Err(refusal) => refusal.reply(language),
        }
    })
}

/// The address to call with a code; `None` where login and key do not fit the account.
fn callback(
    world: &mut World,
    fields: &Fields,
    account: Option<AccountId>,
) -> Result<Option<String>, TokenRefusal> {
    let (client_id, secret) = (fields.need("client_uuid")?, fields.need("client_secret")?);
    let (login, api_key) = (fields.need("login")?, fields.need("api_key")?);
    let integration = world.authenticated(client_id, secret).ok_or(TokenRefusal::InvalidClient)?;
    let redirect_uri = integration.redirect_uri.clone();
    let Some(account) = account
        .and_then(|id| world.account_by_id(id))
        .filter(|account| account.login == login && account.api_key == api_key)
    else {
        return Ok(None);
    };
    let (id, host) = (account.id, world.host_of(account));
    let code = world.issue_code(Bearer { account: id, client_id: client_id.to_owned() });
    let platform = world.platform.number();
    let pairs = [
        ("code", code.as_str()),
        ("referer", &host),
        ("platform", platform),
        ("client_id", client_id),
        ("from_exchange", "1"),
    ];
    Ok(Some(consent::callback(&redirect_uri, &pairs)))
}
