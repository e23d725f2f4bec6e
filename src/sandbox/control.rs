//! `/_sandbox/…`: what tests and other people's scripts may tell the stand-in. Loopback hosts only.
//!
//! `GET stats`: counts of token requests by grant and status, of API requests by status. `GET accounts`: every
//! account's host, and login and API key for `exchange_api_key`. Everything else is a `POST` of a [`ControlCommand`].

use std::time::Duration;

use hyper::{Method, header};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::faults::Fault;
use super::reply::Reply;
use super::request::Request;
use super::throttle::Throttle;
use super::world::World;

/// The command is named by the path; the body, a JSON object, has its fields.
#[derive(Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
enum ControlCommand {
    /// A fresh code from the settings page.
    Code { account: Option<String>, client_id: Option<String> },
    /// A long-lived token.
    LongLived { days: u32, account: Option<String> },
    /// Lets time pass.
    Clock { advance_seconds: u64 },
    /// What goes wrong with the next requests, by the names of [`Fault`].
    Faults { next: Vec<String>, account: Option<String> },
    /// Takes all access to an account away.
    Revoke { account: String },
    /// Gives an account another subdomain.
    Rename { account: String, to: String },
    /// A second integration.
    Integration { redirect_uri: Option<String> },
    /// A new client secret, which takes all its access away.
    Secret { client_id: Option<String> },
    /// Lifts the block that follows repeated 429s.
    Unblock {},
    #[serde(other)]
    Unknown,
}

/// Runs a command; one that cannot be understood changes nothing and is answered 400 with the reason.
pub fn answer(world: &mut World, request: &Request) -> Reply {
    // Scripts do not send `Origin`; a web page that would like to control the sandbox cannot help it.
    if request.header(header::ORIGIN).is_some() {
        return Reply::json(403, &json!({"error": "not for web pages"}));
    }
    let name = request.path.trim_start_matches("/_sandbox/");
    let command = match (&request.method, name) {
        (&Method::GET, "stats") => return Reply::json(200, &json!(world.stats)),
        (&Method::GET, "accounts") => return Reply::json(200, &accounts(world)),
        (&Method::POST, _) => parse(name, &request.body).map_err(|error| error.to_string()),
        _ => Ok(ControlCommand::Unknown),
    };
    let refused = if matches!(command, Ok(ControlCommand::Unknown)) { 404 } else { 400 };
    match command.and_then(|command| run(world, command)) {
        Ok(body) => Reply::json(200, &body),
        Err(reason) => Reply::json(refused, &json!({"error": reason})),
    }
}

fn parse(name: &str, body: &[u8]) -> serde_json::Result<ControlCommand> {
    let body: &[u8] = if body.is_empty() { b"{}" } else { body };
    let mut fields: Map<String, Value> = serde_json::from_slice(body)?;
    fields.insert("command".to_owned(), json!(name));
    serde_json::from_value(Value::Object(fields))
}

fn accounts(world: &World) -> Value {
    let accounts = world.accounts.iter().map(|account| {
        json!({
            "id": account.id, "host": world.host_of(account), "name": account.name,
            "login": account.login, "api_key": account.api_key,
        })
    });
    json!({"accounts": accounts.collect::<Vec<_>>()})
}

fn run(world: &mut World, command: ControlCommand) -> Result<Value, String> {
    Ok(match command {
        ControlCommand::Code { account, client_id } => {
            let host = world.host_of(world.account(account.as_deref())?);
            let bearer = world.bearer(account.as_deref(), client_id.as_deref())?;
            json!({"account": host, "code": world.issue_code(bearer)})
        }
        ControlCommand::LongLived { days, account } => {
            // One day to five years, as the real form offers.
            if !(1..=1827).contains(&days) {
                return Err("days must be 1 to 1827".to_owned());
            }
            let host = world.host_of(world.account(account.as_deref())?);
            let bearer = world.bearer(account.as_deref(), None)?;
            let lifetime = Duration::from_secs(24 * 60 * 60 * u64::from(days));
            json!({"account": host, "access_token": world.issue_long_lived(bearer, lifetime)})
        }
        ControlCommand::Clock { advance_seconds } => {
            world.clock.advance(Duration::from_secs(advance_seconds));
            json!({"now": world.clock.now()})
        }
        ControlCommand::Faults { next, account } => {
            let faults = next.iter().map(|name| name.parse());
            let faults = faults.collect::<Result<Vec<Fault>, _>>()?;
            world.fault(account.as_deref(), faults)?;
            json!({"queued": next.len()})
        }
        ControlCommand::Revoke { account } => {
            world.revoke(&account)?;
            json!({"revoked": account})
        }
        ControlCommand::Rename { account, to } => {
            json!({"account": world.rename(&account, &to)?})
        }
        ControlCommand::Integration { redirect_uri } => {
            let own = world.integrations.first().map(|own| own.redirect_uri.clone());
            let made = world.create_integration(redirect_uri.or(own).unwrap_or_default())?;
            json!({
                "client_id": made.client_id, "client_secret": made.client_secret,
                "redirect_uri": made.redirect_uri,
            })
        }
        ControlCommand::Secret { client_id } => {
            let client_id = world.bearer(None, client_id.as_deref())?.client_id;
            json!({"client_id": client_id, "client_secret": world.regenerate_secret(&client_id)})
        }
        ControlCommand::Unblock {} => {
            world.throttle = world.throttle.is_some().then(Throttle::default);
            json!({"unblocked": true})
        }
        ControlCommand::Unknown => return Err("no such command".to_owned()),
    })
}
