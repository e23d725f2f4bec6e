//! What can be made to go wrong, by name, in the order in which it was asked for.

use std::collections::{HashMap, VecDeque};
use std::str::FromStr;
use std::time::Duration;

use clap::ValueEnum;
use serde_json::Value;

use super::language::Language;
use super::refusal::{self, TokenRefusal};
use super::reply::{Delivery, Reply};
use super::vault::AccountId;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestKind {
    /// A token request; the grant is the one it is counted under.
    Token(&'static str),
    /// Any other request of an account.
    Api,
}

/// One thing that goes wrong with one request. Its name is the one given here, else its own in snake case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Fault {
    /// In JSON, as the API writes errors.
    #[value(name = "500")]
    InternalError,
    /// nginx's page.
    #[value(name = "504")]
    GatewayTimeout,
    /// The subscription is over.
    #[value(name = "402")]
    PaymentRequired,
    /// nginx's page: the address is blocked.
    #[value(name = "403_html")]
    Blocked,
    /// No rights.
    #[value(name = "403_json")]
    Forbidden,
    /// As after a rename.
    #[value(name = "404")]
    NotFound,
    /// The API's own 401, without a hint.
    #[value(name = "401")]
    Unauthorized,
    /// JSON, `retry_after` 300.
    #[value(name = "429")]
    TooMany,
    /// The same, not JSON.
    #[value(name = "429_text")]
    TooManyText,
    /// HTML, to another host.
    #[value(name = "301")]
    Moved,
    /// To another host; who follows it gives the secret away.
    #[value(name = "307")]
    MovedWithBody,
    /// A page where JSON was expected.
    #[value(name = "html_200")]
    Page,
    /// Nothing where JSON was expected.
    #[value(name = "empty_200")]
    Empty,
    /// A body without end.
    Huge,
    /// The connection closes, nothing was done.
    DropBefore,
    /// Everything was done, and then the connection closes.
    #[value(name = "drop_after_rotation")]
    DropAfter,
    /// Everything was done, and half of the answer arrives.
    Cut,
    /// A pair without its second half.
    NoRefreshToken,
    /// Allowed, and rare.
    NoServerTime,
    /// `slow`, or `slow:MILLISECONDS`: everything was done, and the answer comes late.
    #[value(skip)]
    Slow(Duration),
    /// A refusal of the token endpoint, by the names of [`TokenRefusal::named`].
    #[value(skip)]
    Refused(TokenRefusal),
}

/// Slower than the official library's patience of 15 seconds.
const SLOW: Duration = Duration::from_secs(20);

impl FromStr for Fault {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if let Some((_, fault)) = Self::named().find(|(known, _)| known == name) {
            return Ok(fault);
        }
        let slow = name.strip_prefix("slow:").and_then(|milliseconds| milliseconds.parse().ok());
        slow.map(|milliseconds| Self::Slow(Duration::from_millis(milliseconds))).ok_or_else(|| {
            format!("`{name}` is not a fault; known are {}", Self::names().join(", "))
        })
    }
}

impl Fault {
    /// Every name there is.
    pub fn names() -> Vec<String> {
        Self::named().map(|(name, _)| name).collect()
    }

    fn named() -> impl Iterator<Item = (String, Self)> {
        let plain = Self::value_variants().iter();
        plain
            .filter_map(|fault| Some((fault.to_possible_value()?.get_name().to_owned(), *fault)))
            .chain([("slow".to_owned(), Self::Slow(SLOW))])
            .chain(TokenRefusal::named().map(|(name, refusal)| (name, Self::Refused(refusal))))
    }

    /// What is answered instead of the honest answer, or what becomes of it; asking for it does what was requested.
    pub fn answer(self, language: Language, honest: impl FnOnce() -> Reply) -> Reply {
        let elsewhere = "https://www.amocrm.ru/oauth2/access_token";
        match self {
            Self::InternalError => refusal::api_error(500, language),
            Self::GatewayTimeout => Reply::nginx(504, "Gateway Time-out"),
            Self::PaymentRequired => refusal::api_error(402, language),
            Self::Blocked => refusal::blocked(),
            Self::Forbidden => refusal::api_error(403, language),
            Self::NotFound => refusal::api_error(404, language),
            Self::Unauthorized => refusal::api_error(401, language),
            Self::TooMany => refusal::too_many_requests(language, 300),
            Self::TooManyText => Reply::new(429, "text/plain; charset=utf-8", "Too many requests"),
            Self::Moved => Reply::nginx(301, "Moved Permanently").with("location", elsewhere),
            Self::MovedWithBody => {
                Reply::nginx(307, "Temporary Redirect").with("location", elsewhere)
            }
            Self::Page => Reply::html(200, "<!doctype html><title>amoCRM</title><p>amoCRM"),
            Self::Empty => Reply::empty(200),
            Self::Huge => Reply::new(200, "application/json", "{\"token_type\":\"")
                .delivered(Delivery::Endless),
            Self::DropBefore => Reply::empty(200).delivered(Delivery::Dropped),
            Self::Refused(refusal) => refusal.reply(language),
            Self::DropAfter => honest().delivered(Delivery::Dropped),
            Self::Cut => honest().delivered(Delivery::Cut),
            Self::Slow(delay) => honest().delayed(delay),
            Self::NoRefreshToken => without(honest(), "refresh_token"),
            Self::NoServerTime => without(honest(), "server_time"),
        }
    }

    /// Whether it can happen to such a request. One that cannot waits for the next that fits.
    fn fits(self, kind: RequestKind) -> bool {
        let only_tokens = matches!(
            self,
            Self::NoRefreshToken | Self::NoServerTime | Self::DropAfter | Self::Refused(_)
        );
        kind != RequestKind::Api || !only_tokens
    }
}

/// The faults still to come, first in, first out: of one account, and of whoever asks next.
#[derive(Default)]
pub struct FaultQueue(HashMap<Option<AccountId>, VecDeque<Fault>>);

impl FaultQueue {
    pub fn push(&mut self, account: Option<AccountId>, faults: impl IntoIterator<Item = Fault>) {
        self.0.entry(account).or_default().extend(faults);
    }

    /// The one that befalls this request.
    pub fn take(&mut self, kind: RequestKind, account: Option<AccountId>) -> Option<Fault> {
        let mut take = |of| {
            let queue = self.0.get_mut(&of)?;
            queue.front()?.fits(kind).then(|| queue.pop_front())?
        };
        account.and_then(|account| take(Some(account))).or_else(|| take(None))
    }
}

fn without(reply: Reply, field: &str) -> Reply {
    let Ok(Value::Object(mut fields)) = serde_json::from_str(&reply.body) else {
        return reply;
    };
    fields.remove(field);
    Reply { body: Value::Object(fields).to_string(), ..reply }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_and_none_is_used_twice() {
        let mut names = Fault::names();
        assert!(names.iter().all(|name| name.parse::<Fault>().is_ok()));
        assert_eq!(names.len(), 39);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 39);
        assert_eq!("slow:5".parse(), Ok(Fault::Slow(Duration::from_millis(5))));
        assert!("slow:soon".parse::<Fault>().is_err());
        let unknown = "501".parse::<Fault>().unwrap_err();
        assert!(unknown.starts_with("`501` is not a fault; known are 500, 504, "), "{unknown}");
    }

    #[test]
    fn faults_come_in_order_and_wait_for_a_request_they_fit() {
        let token = RequestKind::Token("other");
        let mut queue = FaultQueue::default();
        queue.push(None, [Fault::InternalError, Fault::DropAfter, Fault::Cut]);
        queue.push(Some(2), [Fault::TooMany]);
        let mut take = |kind, account| queue.take(kind, Some(account));
        assert_eq!(take(RequestKind::Api, 1), Some(Fault::InternalError));
        assert_eq!(take(RequestKind::Api, 1), None);
        assert_eq!(take(token, 1), Some(Fault::DropAfter));
        assert_eq!(take(RequestKind::Api, 2), Some(Fault::TooMany));
        assert_eq!(take(RequestKind::Api, 2), Some(Fault::Cut));
        assert_eq!(take(token, 2), None);
    }
}
