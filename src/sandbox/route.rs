//! Which host and path lead to whom.

use std::time::Instant;

use super::language::Language;
use super::reply::Reply;
use super::request::Request;
use super::vault::AccountId;
use super::world::World;
use super::{api, consent, control, exchange_api_key, refusal, token_endpoint};

/// What a `Host` header means here.
enum VirtualHost {
    /// `127.0.0.1`, `localhost`: the platform's own pages, control, and, for who is led here without a host of its
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

fn virtual_host(world: &World, host: &str) -> VirtualHost {
    if matches!(host, "127.0.0.1" | "localhost") {
        return VirtualHost::Loopback;
    }
    if matches!(host, "www.amocrm.ru" | "www.kommo.com") {
        let own = host.ends_with(world.platform.domain());
        return if own { VirtualHost::Front } else { VirtualHost::OtherFront };
    }
    let Some(rest) = host.strip_suffix(world.platform.domain()) else {
        return VirtualHost::Elsewhere;
    };
    match rest.strip_suffix('.') {
        None if rest.is_empty() => VirtualHost::Bare,
        Some(label) if label.starts_with("api-") => VirtualHost::ApiDomain,
        Some(label) if !label.is_empty() && !label.contains('.') => {
            VirtualHost::Account(world.account(Some(label)).ok().map(|account| account.id))
        }
        None | Some(_) => VirtualHost::Elsewhere,
    }
}

/// Answers any request at all.
pub fn answer(world: &mut World, request: &Request, at: Instant) -> Reply {
    let path = request.path.as_str();
    match virtual_host(world, &request.host) {
        VirtualHost::Loopback if path.starts_with("/_sandbox/") => control::answer(world, request),
        VirtualHost::Loopback if path.starts_with("/api/v4/") => {
            let bearer = world.vault.issued_to(request.bearer().unwrap_or_default());
            let account = bearer.map(|bearer| bearer.account);
            api::answer(world, request, account, at)
        }
        VirtualHost::Front if path == "/oauth2/account/subdomain" => {
            api::current_subdomain(world, request, at)
        }
        VirtualHost::Loopback | VirtualHost::Front => match path {
            "/oauth" | "/oauth/" => consent::answer(world, request),
            "/" => consent::home(world.platform),
            _ => nowhere(),
        },
        VirtualHost::OtherFront => match path {
            "/" => consent::home(world.platform),
            "/oauth" | "/oauth/" => Reply::found("/"),
            _ => nowhere(),
        },
        VirtualHost::Bare => {
            let location = format!("https://www.{}{path}", world.platform.domain());
            Reply::nginx(301, "Moved Permanently").with("location", location)
        }
        VirtualHost::ApiDomain => match path {
            "/oauth2/account/current/subdomain" => api::current_subdomain(world, request, at),
            _ => nowhere(),
        },
        VirtualHost::Account(account) => match path {
            "/oauth2/access_token" => token_endpoint::answer(world, request, account, at),
            "/oauth2/exchange_api_key" => exchange_api_key::answer(world, request, account, at),
            _ if path.starts_with("/api/v4/") => api::answer(world, request, account, at),
            _ => refusal::api_error(404, Language::of(request, world.platform)),
        },
        VirtualHost::Elsewhere => nowhere(),
    }
}

fn nowhere() -> Reply {
    Reply::nginx(404, "Not Found")
}
