//! What can be made to go wrong, by name, in the order in which it was asked for.

use std::collections::{HashMap, VecDeque};
use std::str::FromStr;
use std::time::Duration;

use serde_json::Value;

use super::door::Door;
use super::language::Language;
use super::problem::{self, Problem};
use super::reply::{Delivery, Reply};
use super::vault::AccountId;

/// One thing that goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// `500`: JSON.
    InternalError,
    /// `504`: HTML.
    GatewayTimeout,
    /// `402`: the subscription is over.
    PaymentRequired,
    /// `403_html`: blocked by nginx.
    Blocked,
    /// `403_json`: no rights.
    Forbidden,
    /// `404`: as after a rename.
    NotFound,
    /// `401`: the API's own 401, without a hint.
    Unauthorized,
    /// `429`: JSON, `retry_after` 300.
    TooMany,
    /// `429_text`: not JSON.
    TooManyText,
    /// `301`: HTML, to another host.
    Moved,
    /// `307`: to another host; who follows it gives the secret away.
    MovedWithBody,
    /// `html_200`: a page where JSON was expected.
    Page,
    /// `empty_200`: nothing where JSON was expected.
    Empty,
    /// `huge`: a body without end.
    Huge,
    /// `drop_before`: the connection closes, nothing was done.
    DropBefore,
    /// `drop_after_rotation`: everything was done, and then the connection closes.
    DropAfter,
    /// `cut`: everything was done, and half of the answer arrives.
    Cut,
    /// `slow`, or `slow:MILLISECONDS`: everything was done, and the answer comes late.
    Slow(Duration),
    /// `no_refresh_token`: a pair without its second half.
    NoRefreshToken,
    /// `no_server_time`: allowed, and rare.
    NoServerTime,
    /// Any refusal of the token endpoint, by the names in [`Problem::NAMED`].
    Refused(Problem),
}

/// A name that no fault has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a fault; known are {list}", list = Fault::names().join(", "))]
pub struct UnknownFault(pub String);

/// Slower than the official library's patience of 15 seconds.
const SLOW: Duration = Duration::from_secs(20);

const NAMED: [(&str, Fault); 20] = [
    ("500", Fault::InternalError),
    ("504", Fault::GatewayTimeout),
    ("402", Fault::PaymentRequired),
    ("403_html", Fault::Blocked),
    ("403_json", Fault::Forbidden),
    ("404", Fault::NotFound),
    ("401", Fault::Unauthorized),
    ("429", Fault::TooMany),
    ("429_text", Fault::TooManyText),
    ("301", Fault::Moved),
    ("307", Fault::MovedWithBody),
    ("html_200", Fault::Page),
    ("empty_200", Fault::Empty),
    ("huge", Fault::Huge),
    ("drop_before", Fault::DropBefore),
    ("drop_after_rotation", Fault::DropAfter),
    ("cut", Fault::Cut),
    ("slow", Fault::Slow(SLOW)),
    ("no_refresh_token", Fault::NoRefreshToken),
    ("no_server_time", Fault::NoServerTime),
];

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(name: &str) -> Result<Self, UnknownFault> {
        let named = || {
            NAMED
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, fault)| *fault)
        };
        let refused = || {
            Problem::NAMED
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, problem)| Self::Refused(*problem))
        };
        let slow = || {
            let milliseconds = name.strip_prefix("slow:")?.parse().ok()?;
            Some(Self::Slow(Duration::from_millis(milliseconds)))
        };
        named()
            .or_else(refused)
            .or_else(slow)
            .ok_or_else(|| UnknownFault(name.to_owned()))
    }
}

impl Fault {
    /// Every name there is.
    pub fn names() -> Vec<&'static str> {
        let refusals = Problem::NAMED.iter().map(|(name, _)| *name);
        NAMED
            .iter()
            .map(|(name, _)| *name)
            .chain(refusals)
            .collect()
    }

    /// What is answered instead of doing anything; `None` when the request is to be done first.
    pub fn instead(self, language: Language) -> Option<Reply> {
        let elsewhere = "https://www.amocrm.ru/oauth2/access_token".to_owned();
        Some(match self {
            Self::InternalError => problem::internal_error(language),
            Self::GatewayTimeout => problem::gateway_timeout(),
            Self::PaymentRequired => problem::payment_required(language),
            Self::Blocked => problem::blocked(),
            Self::Forbidden => problem::forbidden(language),
            Self::NotFound => problem::not_found(language),
            Self::Unauthorized => problem::unauthorized(language),
            Self::TooMany => problem::too_many_requests(language, 300),
            Self::TooManyText => Reply::text(429, "Too many requests"),
            Self::Moved => problem::moved(elsewhere),
            Self::MovedWithBody => {
                Reply::nginx(307, "Temporary Redirect").with("location", elsewhere)
            }
            Self::Page => Reply::html(
                200,
                "<!doctype html><title>amoCRM</title><p>amoCRM".to_owned(),
            ),
            Self::Empty => Reply::empty(200),
            Self::Huge => Reply {
                body: "{\"token_type\":\"".to_owned(),
                delivery: Delivery::Endless,
                ..Reply::json(200, &Value::Null)
            },
            Self::DropBefore => Reply::empty(200).delivered(Delivery::Dropped),
            Self::Refused(problem) => problem.reply(language),
            Self::DropAfter
            | Self::Cut
            | Self::Slow(_)
            | Self::NoRefreshToken
            | Self::NoServerTime => {
                return None;
            }
        })
    }

    /// What becomes of an honest answer.
    pub fn spoil(self, reply: Reply) -> Reply {
        match self {
            Self::DropAfter => reply.delivered(Delivery::Dropped),
            Self::Cut => reply.delivered(Delivery::Cut),
            Self::Slow(delay) => reply.delayed(delay),
            Self::NoRefreshToken => without(reply, "refresh_token"),
            Self::NoServerTime => without(reply, "server_time"),
            Self::InternalError
            | Self::GatewayTimeout
            | Self::PaymentRequired
            | Self::Blocked
            | Self::Forbidden
            | Self::NotFound
            | Self::Unauthorized
            | Self::TooMany
            | Self::TooManyText
            | Self::Moved
            | Self::MovedWithBody
            | Self::Page
            | Self::Empty
            | Self::Huge
            | Self::DropBefore
            | Self::Refused(_) => reply,
        }
    }

    /// Whether it can happen at this door. One that cannot waits for the next request that fits.
    fn fits(self, door: Door) -> bool {
        let tokens_only = matches!(
            self,
            Self::NoRefreshToken | Self::NoServerTime | Self::DropAfter | Self::Refused(_)
        );
        match door {
            Door::Token => true,
            Door::Api => !tokens_only,
        }
    }
}

/// The faults still to come, first in, first out: of one account, and of whoever asks next.
#[derive(Debug, Default)]
pub struct FaultQueue(HashMap<Option<AccountId>, VecDeque<Fault>>);

impl FaultQueue {
    /// Adds faults at the end.
    pub fn push(&mut self, account: Option<AccountId>, faults: impl IntoIterator<Item = Fault>) {
        self.0.entry(account).or_default().extend(faults);
    }

    /// The one that befalls this request.
    pub fn take(&mut self, door: Door, account: Option<AccountId>) -> Option<Fault> {
        let mut take = |of| {
            let queue = self.0.get_mut(&of)?;
            queue.front()?.fits(door).then(|| queue.pop_front())?
        };
        account
            .and_then(|account| take(Some(account)))
            .or_else(|| take(None))
    }
}

fn without(reply: Reply, field: &str) -> Reply {
    let Ok(Value::Object(mut fields)) = serde_json::from_str(&reply.body) else {
        return reply;
    };
    fields.remove(field);
    Reply {
        body: Value::Object(fields).to_string(),
        ..reply
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_and_none_is_used_twice() {
        let mut names = Fault::names();
        assert!(names.iter().all(|name| name.parse::<Fault>().is_ok()));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMED.len() + Problem::NAMED.len());
        assert_eq!("slow:5".parse(), Ok(Fault::Slow(Duration::from_millis(5))));
        assert!("slow:soon".parse::<Fault>().is_err());
        assert_eq!("501".parse::<Fault>(), Err(UnknownFault("501".to_owned())));
    }

    #[test]
    fn faults_come_in_order_and_wait_for_their_door() {
        let mut queue = FaultQueue::default();
        queue.push(None, [Fault::InternalError, Fault::DropAfter, Fault::Cut]);
        queue.push(Some(2), [Fault::TooMany]);
        let mut take = |door, account| queue.take(door, Some(account));
        assert_eq!(take(Door::Api, 1), Some(Fault::InternalError));
        assert_eq!(take(Door::Api, 1), None);
        assert_eq!(take(Door::Token, 1), Some(Fault::DropAfter));
        assert_eq!(take(Door::Api, 2), Some(Fault::TooMany));
        assert_eq!(take(Door::Api, 2), Some(Fault::Cut));
        assert_eq!(take(Door::Token, 2), None);
    }

    #[test]
    fn a_fault_replaces_the_answer_or_spoils_it_never_both() {
        let honest = Reply::json(
            200,
            &serde_json::json!({"refresh_token": "r", "server_time": 1}),
        );
        for name in Fault::names() {
            let fault: Fault = name.parse().unwrap();
            let replaces = fault.instead(Language::English).is_some();
            let spoils = fault.spoil(honest.clone()) != honest;
            assert!(replaces != spoils, "{name}");
        }
    }
}
