//! What stands in front of every request of an account: limits, then faults; and behind it, latency and counting.

use std::time::Instant;

use super::faults::RequestKind;
use super::language::Language;
use super::refusal;
use super::reply::{Delivery, Reply};
use super::request::Request;
use super::throttle::Admission;
use super::vault::AccountId;
use super::world::World;

/// Who asks, as far as the request tells without being believed.
pub struct Caller<'a> {
    pub kind: RequestKind,
    /// The account whose host was asked, if there is such an account.
    pub account: Option<AccountId>,
    /// The integration it says it is.
    pub client_id: Option<&'a str>,
    /// When, for the limits.
    pub at: Instant,
}

/// Lets a request through to its `handler`, or to what goes wrong instead.
pub fn handle(
    world: &mut World,
    request: &Request,
    caller: &Caller<'_>,
    handler: impl FnOnce(&mut World, Language) -> Reply,
) -> Reply {
    let language = Language::of(request, world.platform);
    let admission = match (&mut world.throttle, caller.account) {
        (Some(throttle), Some(account)) => throttle.admit(account, caller.client_id, caller.at),
        (None, _) | (_, None) => Admission::Allowed,
    };
    let reply = match admission {
        Admission::Blocked => refusal::blocked(),
        Admission::TooMany(seconds) => refusal::too_many_requests(language, seconds),
        Admission::Allowed => match world.faults.take(caller.kind, caller.account) {
            None => handler(world, language),
            Some(fault) => fault.answer(language, || handler(world, language)),
        },
    };
    let outcome = match reply.delivery {
        Delivery::Dropped => "dropped".to_owned(),
        Delivery::Whole | Delivery::Cut | Delivery::Endless => reply.status.to_string(),
    };
    let counts = match caller.kind {
        RequestKind::Token(grant) => {
            world.stats.token_requests.entry(grant.to_owned()).or_default()
        }
        RequestKind::Api => &mut world.stats.api_requests,
    };
    *counts.entry(outcome).or_default() += 1;
    reply.delayed(world.latency)
}
