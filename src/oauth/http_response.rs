//! A response as it came: nothing in it is believed yet.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, LOCATION, RETRY_AFTER};
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::sanitize::sanitize;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Detail, Trouble};

/// A response with its body, or with the reason why the body could not be read.
pub struct HttpResponse {
    pub status: u16,
    pub headers: HeaderMap,
    /// It may hold tokens, so it is wiped like one.
    pub body: Result<Zeroizing<Vec<u8>>, Trouble>,
    /// What was sent and must not come back in words.
    pub secrets: Vec<Secret>,
}

impl HttpResponse {
    /// What is kept of every response, good or bad.
    pub fn detail(&self) -> Detail {
        Detail {
            status: Some(self.status),
            request_id: self.header("x-request-id").and_then(|id| self.sanitized(id)),
            ..Detail::default()
        }
    }

    pub fn sanitized(&self, text: &str) -> Option<String> {
        let mut text = Zeroizing::new(text.to_owned());
        for secret in self.secrets.iter().filter(|secret| secret.chars() > 0) {
            text = Zeroizing::new(text.replace(secret.expose(), "…"));
        }
        sanitize(&text)
    }

    /// A response that cannot be read. The note is ours: a parser's message may quote the body.
    pub fn unreadable(&self, note: &str) -> Trouble {
        let detail = Detail { note: Some(note.to_owned()), ..self.detail() };
        Trouble { cause: Cause::BadAnswer, detail }
    }

    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Trouble> {
        let body = self.body.as_ref().map_err(|lost| {
            let detail = Detail { note: lost.detail.note.clone(), ..self.detail() };
            Trouble { cause: lost.cause.clone(), detail }
        })?;
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

    /// `Content-Type`, in lower case.
    pub fn content_type(&self) -> String {
        self.header(CONTENT_TYPE.as_str()).unwrap_or_default().to_ascii_lowercase()
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
        sanitize(target.host_str()?)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}
