//! An answer as the rules give it: a plain value, no sockets.

use std::time::Duration;

use serde_json::Value;

/// An answer, and how it reaches the client.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// Date, length and request id are added on the way out.
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
    pub delivery: Delivery,
    /// How long it is held back first.
    pub delay: Duration,
    /// The address to call, once answered (`exchange_api_key`).
    pub callback: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    Whole,
    /// The first half of the body; then the connection closes.
    Cut,
    /// The body, and then filler without end.
    Endless,
    /// The connection closes without a byte.
    Dropped,
}

impl Reply {
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: String::new(),
            delivery: Delivery::Whole,
            delay: Duration::ZERO,
            callback: None,
        }
    }

    pub fn new(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::empty(status).with("content-type", content_type) }
    }

    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    pub fn html(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
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
    pub fn found(location: &str) -> Self {
        Self::empty(302).with("location", location)
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    #[must_use]
    pub fn delivered(self, delivery: Delivery) -> Self {
        Self { delivery, ..self }
    }

    #[must_use]
    pub fn delayed(self, by: Duration) -> Self {
        Self { delay: self.delay.saturating_add(by), ..self }
    }
}
