//! Requests that belong to no attempt. Any page in the browser can send them as fast as it likes: they are counted,
//! per kind and minute.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::profile::ProfileName;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::loopback::CallbackRequest;
use crate::service::context::Context;

/// The strays of one attempt, by their kind.
#[derive(Debug, Default)]
pub struct Strays(BTreeMap<String, Minute>);

#[derive(Debug)]
struct Minute {
    number: i64,
    /// How many came after the first one.
    more: u64,
}

impl Strays {
    /// Counts one. For the first of its kind in this minute: how many more came in the minute before.
    pub fn first(&mut self, kind: &str, now: Timestamp) -> Option<u64> {
        let number = now.as_second() / 60;
        match self.0.get_mut(kind) {
            Some(minute) if minute.number == number => {
                minute.more += 1;
                None
            }
            Some(minute) => Some(std::mem::replace(minute, Minute { number, more: 0 }).more),
            None => {
                self.0.insert(kind.to_owned(), Minute { number, more: 0 });
                Some(0)
            }
        }
    }

    /// How many of which kind are not told yet.
    pub fn rest(self) -> impl Iterator<Item = (String, u64)> {
        let counted = self.0.into_iter().map(|(kind, minute)| (kind, minute.more));
        counted.filter(|(_, more)| *more > 0)
    }
}

/// Counts a request that is not ours, and writes it into the history; whether it is worth telling.
pub async fn log_stray(context: &Context, strays: &mut Strays, from: Sender, reason: &str) -> bool {
    let Some(before) = strays.first(reason, context.now()) else {
        return false;
    };
    log_more(context, reason, before).await;
    log(context, None, from, Outcome::Refused, Some(reason.to_owned())).await;
    true
}

/// Notes how many strays were not told yet.
pub async fn log_rest(context: &Context, strays: Strays) {
    for (reason, more) in strays.rest() {
        log_more(context, &reason, more).await;
    }
}

async fn log_more(context: &Context, reason: &str, more: u64) {
    if more > 0 {
        let detail = format!("{reason} ({more} more within a minute)");
        log(context, None, Sender::default(), Outcome::Refused, Some(detail)).await;
    }
}

/// The browser behind a request, as far as it says; nobody where something was pasted.
#[derive(Clone, Debug, Default)]
pub struct Sender {
    peer: Option<String>,
    user_agent: Option<String>,
}

impl Sender {
    pub fn of(request: &CallbackRequest) -> Self {
        Self { peer: Some(request.peer.to_string()), user_agent: request.user_agent.clone() }
    }
}

pub async fn log(
    context: &Context,
    profile: Option<ProfileName>,
    from: Sender,
    outcome: Outcome,
    detail: Option<String>,
) {
    let event = Event::new(context.now(), profile, Action::Callback, outcome);
    context
        .log_event(Event { peer: from.peer, user_agent: from.user_agent, detail, ..event })
        .await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_kind_and_minute_is_told_and_the_others_are_counted() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut strays = Strays::default();
        assert_eq!(strays.first("no state", at(0)), Some(0));
        assert_eq!(strays.first("unknown", at(1)), Some(0));
        assert_eq!(strays.first("no state", at(2)), None);
        assert_eq!(strays.first("no state", at(59)), None);
        assert_eq!(strays.first("no state", at(60)), Some(2));
        assert_eq!(strays.first("no state", at(61)), None);
        let rest: Vec<_> = strays.rest().collect();
        assert_eq!(rest, [("no state".to_owned(), 1)]);
    }
}
