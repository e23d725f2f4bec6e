//! Whether a server is reached and believed, and what time it is there.

use jiff::Timestamp;
use reqwest::Method;

use super::Client;
use super::http_client::HttpRequest;
use crate::domain::account::SandboxOrigin;
use crate::domain::trouble::Trouble;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProbeReply {
    /// What it says about the request does not matter here.
    pub status: u16,
    /// The server's clock.
    pub date: Option<Timestamp>,
}

impl Client {
    /// Asks a server for nothing, with nothing secret.
    pub async fn probe(
        &self,
        host: &str,
        sandbox: Option<&SandboxOrigin>,
    ) -> Result<ProbeReply, Trouble> {
        let request = HttpRequest::new(Method::HEAD, host, "/", self.limits.optional);
        let response = self.send(sandbox, request).await?;
        Ok(ProbeReply { status: response.status, date: response.date() })
    }
}
