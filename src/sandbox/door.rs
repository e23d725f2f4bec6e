//! What stands in front of every request of an account: limits, then faults; and behind it, counting and latency.

use std::time::Instant;

use super::language::Language;
use super::limits::Verdict;
use super::problem;
use super::reply::{Delivery, Reply};
use super::request::Request;
use super::vault::AccountId;
use super::world::World;

/// Which door a request comes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The token endpoint.
    Token,
    /// Any other request of an account.
    Api,
}

/// Who comes: as far as the request tells without being believed.
pub struct Visitor<'a> {
    /// The door.
    pub door: Door,
    /// The account whose host was asked, if there is such an account.
    pub account: Option<AccountId>,
    /// The integration it says it is.
    pub client_id: Option<&'a str>,
    /// When, for the limits.
    pub at: Instant,
}

/// Lets a request through to its `honest` answer, or to what goes wrong instead.
pub fn pass(
    world: &mut World,
    request: &Request,
    visitor: &Visitor<'_>,
    honest: impl FnOnce(&mut World, Language) -> Reply,
) -> Reply {
    let language = Language::of(request, world.platform);
    let verdict = visitor.account.map_or(Verdict::Allowed, |account| {
        world.limits.admit(account, visitor.client_id, visitor.at)
    });
    let reply = match verdict {
        Verdict::Blocked => problem::blocked(),
        Verdict::TooMany(seconds) => problem::too_many_requests(language, seconds),
        Verdict::Allowed => match world.faults.take(visitor.door, visitor.account) {
            None => honest(world, language),
            Some(fault) => fault
                .instead(language)
                .unwrap_or_else(|| fault.spoil(honest(world, language))),
        },
    };
    reply.delayed(world.latency)
}

/// The word under which an answer is counted.
pub fn outcome(reply: &Reply) -> String {
    match reply.delivery {
        Delivery::Dropped => "dropped".to_owned(),
        Delivery::Whole | Delivery::Cut | Delivery::Endless => reply.status.to_string(),
    }
}
