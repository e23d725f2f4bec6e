//! An answer as the rules give it: a plain value, no sockets.

use std::time::Duration;

use serde_json::Value;

/// An answer, and how it reaches the client.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Headers; date, length and request id are added on the way out.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
    /// How it is delivered.
    pub delivery: Delivery,
    /// How long it is held back first.
    pub delay: Duration,
    /// The address to call, once answered (`exchange_api_key`).
    pub callback: Option<String>,
}

/// How an answer reaches the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// As it should.
    Whole,
    /// The first half of the body; then the connection closes.
    Cut,
    /// The body, and then filler without end.
    Endless,
    /// Not at all: the connection closes without a byte.
    Dropped,
}

impl Reply {
    fn new(status: u16, content_type: &str, body: String) -> Self {
        Self {
            status,
            headers: vec![("content-type", content_type.to_owned())],
            body,
            delivery: Delivery::Whole,
            delay: Duration::ZERO,
            callback: None,
        }
    }

    /// No body at all.
    pub fn empty(status: u16) -> Self {
        Self {
            headers: Vec::new(),
            ..Self::new(status, "", String::new())
        }
    }

    /// Plain JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// The API's JSON.
    pub fn hal(body: &Value) -> Self {
        Self::new(200, "application/hal+json", body.to_string())
    }

    /// An error in JSON.
    pub fn problem(status: u16, body: &Value) -> Self {
        Self::new(status, "application/problem+json", body.to_string())
    }

    /// A page.
    pub fn html(status: u16, body: String) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
    }

    /// Text that is neither JSON nor a page.
    pub fn text(status: u16, body: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", body.to_owned())
    }

    /// The page nginx answers with by itself.
    pub fn nginx(status: u16, reason: &str) -> Self {
        Self::html(
            status,
            format!(
                "<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n\
                 <center><h1>{status} {reason}</h1></center>\r\n<hr><center>nginx</center>\r\n\
                 </body>\r\n</html>\r\n"
            ),
        )
    }

    /// A redirect without a page.
    pub fn found(location: String) -> Self {
        Self::empty(302).with("location", location)
    }

    /// With one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Delivered otherwise.
    #[must_use]
    pub fn delivered(self, delivery: Delivery) -> Self {
        Self { delivery, ..self }
    }

    /// Held back longer.
    #[must_use]
    pub fn delayed(self, by: Duration) -> Self {
        Self {
            delay: self.delay.saturating_add(by),
            ..self
        }
    }
}
