//! An answer as it came: nothing in it is believed yet.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, LOCATION, RETRY_AFTER};
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::plain::plain;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Detail, Trouble};

/// An answer with its body, or with the reason why the body could not be read.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// It may hold tokens, so it is wiped like one.
    pub body: Result<Zeroizing<Vec<u8>>, Trouble>,
    /// What was sent and must not come back in words.
    pub secrets: Vec<Secret>,
}

impl Answer {
    /// What is kept of every answer, good or bad.
    pub fn detail(&self) -> Detail {
        Detail {
            status: Some(self.status),
            request_id: self.header("x-request-id").and_then(|id| self.plain(id)),
            ..Detail::default()
        }
    }

    /// A text of this answer, made fit to be shown.
    pub fn plain(&self, text: &str) -> Option<String> {
        let mut text = Zeroizing::new(text.to_owned());
        for secret in self.secrets.iter().filter(|secret| secret.chars() > 0) {
            text = Zeroizing::new(text.replace(secret.expose(), "…"));
        }
        plain(&text)
    }

    /// This answer as a trouble.
    pub fn trouble(&self, cause: Cause, note: Option<String>) -> Trouble {
        let detail = Detail {
            note,
            ..self.detail()
        };
        Trouble { cause, detail }
    }

    /// An answer that cannot be read. The note is ours: a parser's message may quote the body.
    pub fn unreadable(&self, note: &str) -> Trouble {
        self.trouble(Cause::BadAnswer, Some(note.to_owned()))
    }

    /// The body as JSON of a known shape.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Trouble> {
        let body = match &self.body {
            Ok(body) => body,
            Err(trouble) => {
                let Trouble { cause, detail } = trouble.clone();
                return Err(self.trouble(cause, detail.note));
            }
        };
        if body.is_empty() {
            return Err(self.unreadable("the answer is empty"));
        }
        serde_json::from_slice(body).map_err(|error| {
            self.unreadable(match error.classify() {
                serde_json::error::Category::Eof => "the answer is cut",
                serde_json::error::Category::Data => "the answer is JSON of another shape",
                serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
                    "the answer is not JSON"
                }
            })
        })
    }

    /// Whether it calls itself JSON.
    pub fn claims_json(&self) -> bool {
        self.header(CONTENT_TYPE.as_str())
            .is_some_and(|kind| kind.to_ascii_lowercase().contains("json"))
    }

    /// Whether it calls itself a page.
    pub fn claims_html(&self) -> bool {
        self.header(CONTENT_TYPE.as_str())
            .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/html"))
    }

    /// The server's clock, by the `Date` header.
    pub fn date(&self) -> Option<Timestamp> {
        http_date(self.header(DATE.as_str())?)
    }

    /// Seconds to wait, by the `Retry-After` header: a number, or a date.
    pub fn retry_after(&self) -> Option<i64> {
        let text = self.header(RETRY_AFTER.as_str())?.trim();
        text.parse().ok().or_else(|| {
            let wait = http_date(text)?.as_second() - self.date()?.as_second();
            Some(wait)
        })
    }

    /// The host a redirect leads to.
    pub fn leads_to(&self) -> Option<String> {
        let target = url::Url::parse(self.header(LOCATION.as_str())?).ok()?;
        plain(target.host_str()?)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}
