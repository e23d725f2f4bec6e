//! `POST /oauth2/exchange_api_key`: 202 without tokens, then a callback from the server's side, without a state.

use std::time::Instant;

use hyper::Method;
use serde_json::Value;

use super::consent;
use super::door::{self, Door, Visitor};
use super::language::Language;
use super::problem::{self, Problem};
use super::reply::Reply;
use super::request::Request;
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
        return problem::method_not_allowed();
    }
    let fields = request.json().unwrap_or(Value::Null);
    let visitor = Visitor {
        door: Door::Api,
        account,
        client_id: fields.get("client_uuid").and_then(Value::as_str),
        at,
    };
    let reply = door::pass(world, request, &visitor, |world, language| {
        exchange(world, &fields, account, language).unwrap_or_else(|refusal| refusal)
    });
    world.stats.count_api(door::outcome(&reply));
    reply
}

fn exchange(
    world: &mut World,
    fields: &Value,
    account: Option<AccountId>,
    language: Language,
) -> Result<Reply, Reply> {
    let need = |name: &'static str| {
        fields
            .get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| Problem::Missing(name).reply(language))
    };
    let (client_id, client_secret) = (need("client_uuid")?, need("client_secret")?);
    let (login, api_key) = (need("login")?, need("api_key")?);
    let integration = world
        .integration(client_id)
        .filter(|integration| integration.client_secret == client_secret)
        .cloned()
        .ok_or_else(|| Problem::InvalidClient.reply(language))?;
    let account = account
        .and_then(|id| world.account_by_id(id))
        .filter(|account| account.login == login && account.api_key == api_key)
        .ok_or_else(|| problem::unauthorized(language))?;
    let (id, host) = (account.id, world.host_of(account));
    let code = world.issue_code(Bearer {
        account: id,
        client_id: integration.client_id.clone(),
    });
    let callback = consent::callback(
        &integration.redirect_uri,
        &[
            ("code", &code),
            ("referer", &host),
            ("platform", world.platform.number()),
            ("client_id", client_id),
            ("from_exchange", "1"),
        ],
    );
    Ok(Reply {
        callback: Some(callback),
        ..Reply::empty(202)
    })
}
