//! `/_sandbox/…`: what tests and other people's scripts may ask the stand-in to do. Loopback hosts only.
//!
//! | wish | body | does |
//! |---|---|---|
//! | `GET stats` | | counts of token requests by grant and status, of API requests by status |
//! | `GET accounts` | | every account's host, and login and API key for `exchange_api_key` |
//! | `POST code` | `{"account"?, "client_id"?}` | a fresh code from the settings page |
//! | `POST long_lived` | `{"days", "account"?}` | a long-lived token |
//! | `POST clock` | `{"advance_seconds"}` | lets time pass |
//! | `POST faults` | `{"next": […], "account"?}` | what goes wrong with the next requests, by the names of [`Fault`] |
//! | `POST revoke` | `{"account"}` | takes all access to an account away |
//! | `POST rename` | `{"account", "to"}` | gives an account another subdomain |
//! | `POST integration` | `{"redirect_uri"?}` | a second integration |
//! | `POST secret` | `{"client_id"?}` | a new client secret, which takes all its access away |
//! | `POST unblock` | | lifts the block that follows repeated 429s |

use std::time::Duration;

use hyper::{Method, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::consent;
use super::faults::{Fault, UnknownFault};
use super::reply::Reply;
use super::request::Request;
use super::vault::Bearer;
use super::world::World;

/// Answers one wish; a wish that cannot be understood changes nothing and is answered 400 with the reason.
pub fn answer(world: &mut World, request: &Request) -> Reply {
    // Scripts do not send `Origin`; a web page that would like to steer the sandbox cannot help it.
    if request.header(header::ORIGIN).is_some() {
        return Reply::json(403, &json!({"error": "not for web pages"}));
    }
    let wish = request.path.trim_start_matches("/_sandbox/");
    let granted = match (&request.method, wish) {
        (&Method::GET, "stats") => Ok(json!(world.stats)),
        (&Method::GET, "accounts") => Ok(accounts(world)),
        (&Method::POST, "code") => read(request).and_then(|wish| code(world, &wish)),
        (&Method::POST, "long_lived") => read(request).and_then(|wish| long_lived(world, &wish)),
        (&Method::POST, "clock") => read(request).map(|wish| clock(world, &wish)),
        (&Method::POST, "faults") => read(request).and_then(|wish| faults(world, &wish)),
        (&Method::POST, "revoke") => read(request).and_then(|wish| revoke(world, &wish)),
        (&Method::POST, "rename") => read(request).and_then(|wish| rename(world, &wish)),
        (&Method::POST, "integration") => read(request).and_then(|wish| integration(world, wish)),
        (&Method::POST, "secret") => read(request).and_then(|wish| secret(world, &wish)),
        (&Method::POST, "unblock") => {
            world.limits.lift();
            Ok(json!({"unblocked": true}))
        }
        _ => {
            return Reply::json(
                404,
                &json!({"error": format!("no such wish: {} {wish}", request.method)}),
            );
        }
    };
    match granted {
        Ok(body) => Reply::json(200, &body),
        Err(reason) => Reply::json(400, &json!({"error": reason})),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    account: Option<String>,
    client_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LongLived {
    days: u32,
    account: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Next {
    next: Vec<String>,
    account: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Revoke {
    account: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    account: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewIntegration {
    redirect_uri: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewSecret {
    client_id: Option<String>,
}

fn read<T: DeserializeOwned>(request: &Request) -> Result<T, String> {
    let body: &[u8] = if request.body.is_empty() {
        b"{}"
    } else {
        &request.body
    };
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

fn accounts(world: &World) -> Value {
    let accounts: Vec<_> = world
        .accounts
        .iter()
        .map(|account| {
            json!({
                "id": account.id, "host": world.host_of(account), "name": account.name,
                "login": account.login, "api_key": account.api_key,
            })
        })
        .collect();
    json!({"accounts": accounts})
}

/// The bearer that two optional names stand for, with the account's host.
fn bearer(
    world: &World,
    account: Option<&str>,
    client_id: Option<&str>,
) -> Result<(Bearer, String), String> {
    let account = world
        .account_or_first(account)
        .ok_or_else(|| no_account(account.unwrap_or_default()))?;
    let integration = match client_id {
        Some(client_id) => world.integration(client_id),
        None => world.integrations.first(),
    };
    let client_id = integration.ok_or("no such integration")?.client_id.clone();
    let bearer = Bearer {
        account: account.id,
        client_id,
    };
    Ok((bearer, world.host_of(account)))
}

fn no_account(name: &str) -> String {
    format!("no such account: {name}")
}

fn code(world: &mut World, wish: &Code) -> Result<Value, String> {
    let (bearer, host) = bearer(world, wish.account.as_deref(), wish.client_id.as_deref())?;
    Ok(json!({"account": host, "code": world.issue_code(bearer)}))
}

fn long_lived(world: &mut World, wish: &LongLived) -> Result<Value, String> {
    // One day to five years, as the real form offers.
    if !(1..=1827).contains(&wish.days) {
        return Err("days must be 1 to 1827".to_owned());
    }
    let (bearer, host) = bearer(world, wish.account.as_deref(), None)?;
    let lifetime = Duration::from_secs(24 * 60 * 60 * u64::from(wish.days));
    let token = world.issue_long_lived(bearer, lifetime);
    Ok(json!({"account": host, "access_token": token}))
}

fn clock(world: &mut World, wish: &Advance) -> Value {
    world
        .clock
        .advance(Duration::from_secs(wish.advance_seconds));
    json!({"now": world.clock.now()})
}

fn faults(world: &mut World, wish: &Next) -> Result<Value, String> {
    let faults = wish.next.iter().map(|name| name.parse());
    let faults: Vec<Fault> = faults
        .collect::<Result<_, _>>()
        .map_err(|error: UnknownFault| error.to_string())?;
    let account = match &wish.account {
        Some(name) => Some(world.account(name).ok_or_else(|| no_account(name))?.id),
        None => None,
    };
    world.faults.push(account, faults);
    Ok(json!({"queued": wish.next.len()}))
}

fn revoke(world: &mut World, wish: &Revoke) -> Result<Value, String> {
    if !world.revoke(&wish.account) {
        return Err(no_account(&wish.account));
    }
    Ok(json!({"revoked": wish.account}))
}

fn rename(world: &mut World, wish: &Rename) -> Result<Value, String> {
    if !world.rename(&wish.account, &wish.to) {
        return Err(format!("cannot rename {} to {}", wish.account, wish.to));
    }
    Ok(json!({"account": format!("{}.{}", wish.to, world.platform.domain())}))
}

fn integration(world: &mut World, wish: NewIntegration) -> Result<Value, String> {
    let own = world.integrations.first();
    let redirect_uri = wish
        .redirect_uri
        .or_else(|| own.map(|own| own.redirect_uri.clone()))
        .unwrap_or_default();
    if !consent::is_redirect_uri(&redirect_uri) {
        return Err(format!("not a redirect URI: {redirect_uri}"));
    }
    let made = world.create_integration(redirect_uri);
    Ok(json!({
        "client_id": made.client_id, "client_secret": made.client_secret, "redirect_uri": made.redirect_uri,
    }))
}

fn secret(world: &mut World, wish: &NewSecret) -> Result<Value, String> {
    let (bearer, _) = bearer(world, None, wish.client_id.as_deref())?;
    let secret = world.regenerate_secret(&bearer.client_id);
    Ok(json!({"client_id": bearer.client_id, "client_secret": secret}))
}
