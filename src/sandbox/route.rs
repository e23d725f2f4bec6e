//! Which host and path lead to whom.

use std::time::Instant;

use super::language::Language;
use super::reply::Reply;
use super::request::Request;
use super::vault::AccountId;
use super::world::World;
use super::{api, consent, exchange_api_key, problem, steering, token_endpoint};

/// What a `Host` header means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// `127.0.0.1`, `localhost`: the platform's own pages, steering, and, for who is led here without a host of its
    /// own, the API of whatever account the token opens.
    Loopback,
    /// `www`: the platform's own pages.
    Front,
    /// The other platform's `www`, where none of our integrations exists.
    OtherFront,
    /// The domain itself.
    Bare,
    /// `api-*`: knows every account whatever its name is.
    ApiDomain,
    /// An account's host; `None` where no account lives, or one that moved away.
    Account(Option<AccountId>),
    /// Nothing of ours.
    Elsewhere,
}

fn place(world: &World, host: &str) -> Place {
    if matches!(host, "127.0.0.1" | "localhost") {
        return Place::Loopback;
    }
    if matches!(host, "www.amocrm.ru" | "www.kommo.com") {
        let own = host.ends_with(world.platform.domain());
        return if own { Place::Front } else { Place::OtherFront };
    }
    let Some(rest) = host.strip_suffix(world.platform.domain()) else {
        return Place::Elsewhere;
    };
    match rest.strip_suffix('.') {
        None if rest.is_empty() => Place::Bare,
        Some(label) if label.starts_with("api-") => Place::ApiDomain,
        Some(label) if !label.is_empty() && !label.contains('.') => {
            Place::Account(world.account(label).map(|account| account.id))
        }
        None | Some(_) => Place::Elsewhere,
    }
}

/// Answers any request at all.
pub fn answer(world: &mut World, request: &Request, at: Instant) -> Reply {
    let path = request.path.as_str();
    match place(world, &request.host) {
        Place::Loopback if path.starts_with("/_sandbox/") => steering::answer(world, request),
        Place::Loopback if path.starts_with("/api/v4/") => {
            let token = request.bearer().unwrap_or_default();
            let account = world.vault.account_of(token);
            api::answer(world, request, account, at)
        }
        Place::Front if path == "/oauth2/account/subdomain" => {
            api::current_subdomain(world, request, at)
        }
        Place::Loopback | Place::Front => match path {
            "/oauth" | "/oauth/" => consent::answer(world, request),
            "/" => consent::home(world.platform),
            _ => nowhere(),
        },
        Place::OtherFront => match path {
            "/" => consent::home(world.platform),
            "/oauth" | "/oauth/" => Reply::found("/".to_owned()),
            _ => nowhere(),
        },
        Place::Bare => problem::moved(format!("https://www.{}{path}", world.platform.domain())),
        Place::ApiDomain => match path {
            "/oauth2/account/current/subdomain" => api::current_subdomain(world, request, at),
            _ => nowhere(),
        },
        Place::Account(account) => match path {
            "/oauth2/access_token" => token_endpoint::answer(world, request, account, at),
            "/oauth2/exchange_api_key" => exchange_api_key::answer(world, request, account, at),
            _ if path.starts_with("/api/v4/") => api::answer(world, request, account, at),
            _ => problem::not_found(Language::of(request, world.platform)),
        },
        Place::Elsewhere => nowhere(),
    }
}

fn nowhere() -> Reply {
    Reply::nginx(404, "Not Found")
}
