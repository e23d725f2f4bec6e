//! A knock at a server's door: whether it is reached and believed, and what time it is there.

use jiff::Timestamp;
use reqwest::Method;
use reqwest::header::HeaderMap;

use super::Client;
use super::connect::Ask;
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::trouble::Trouble;

/// What is learned from any answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its status; what it says about the request does not matter here.
    pub status: u16,
    /// The server's clock.
    pub date: Option<Timestamp>,
}

impl Client {
    /// Asks a server for nothing, with nothing secret.
    pub async fn hear(
        &self,
        host: &str,
        sandbox: Option<&SandboxOrigin>,
    ) -> Result<Heard, Trouble> {
        let ask = Ask {
            method: Method::HEAD,
            host,
            path: "/",
            headers: HeaderMap::new(),
            body: None,
            secrets: Vec::new(),
            within: self.limits().optional,
            at_most: self.limits().body,
        };
        let answer = self.ask(sandbox, ask).await?;
        Ok(Heard {
            status: answer.status,
            date: answer.date(),
        })
    }
}
