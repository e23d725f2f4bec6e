//! The n8n export: a variable, written through its public API.
//!
//! A variable of n8n holds a thousand characters, and an access token of amoCRM has a few more: what does not fit goes
//! into a second one. An API key is sent to the address it was given for, and never follows a redirect.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, redirect, retry};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::domain::secret::Secret;
use crate::domain::token_files::{ACCESS_TOKEN, N8nUrl};

const TIMEOUT: Duration = Duration::from_secs(10);

/// As much as a variable of n8n holds.
const LONGEST: usize = 1000;

/// The largest list that is read.
const LARGEST: usize = 4 * 1024 * 1024;

/// As many variables as n8n gives at once.
const PAGE: u16 = 250;

/// How often a next page is asked for.
const PAGES: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum N8nError {
    #[error("n8n does not accept the API key")]
    KeyRefused,
    /// 403: the key may not, or the licence has no variables.
    #[error(
        "n8n does not allow variables: the API key has no right to them, or the licence has none"
    )]
    NotAllowed,
    #[error("n8n cannot be reached")]
    Unreachable,
    #[error("n8n does not answer in time")]
    TimedOut,
    #[error("n8n answered with {0}")]
    Answered(u16),
    #[error("n8n gave an answer that cannot be read")]
    Unreadable,
}

pub struct N8n {
    url: N8nUrl,
    key: HeaderValue,
    client: reqwest::Client,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VariableList {
    data: Vec<Variable>,
    #[serde(default)]
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Variable {
    id: String,
    key: String,
}

#[derive(Serialize)]
struct NewVariable<'a> {
    key: &'a str,
    value: &'a str,
}

impl N8n {
    pub fn new(url: N8nUrl, key: &Secret) -> Result<Self, N8nError> {
        let mut key = HeaderValue::from_str(key.expose()).map_err(|_| N8nError::KeyRefused)?;
        key.set_sensitive(true);
        // Whoever was first has installed one, and any will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .user_agent(concat!("amokey/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .connect_timeout(Duration::from_secs(5))
            .timeout(TIMEOUT);
        let builder = if url.is_https() {
            builder.https_only(true)
        } else {
            // Plain http on this computer reads no certificates, so it works where there are none.
            builder.no_proxy().tls_certs_only([])
        };
        let client = builder.build().map_err(|error| unreachable(&error))?;
        Ok(Self { url, key, client })
    }

    /// Writes the token, and says in how many variables.
    pub async fn write(&self, token: &Secret) -> Result<usize, N8nError> {
        let there = self.variables().await?;
        let mut parts: Vec<Zeroizing<String>> = token
            .expose()
            .as_bytes()
            .chunks(LONGEST)
            .map(|part| Zeroizing::new(String::from_utf8_lossy(part).into_owned()))
            .collect();
        let count = parts.len();
        // A longer token before this one left more.
        while there.iter().any(|known| known.key == name(parts.len())) {
            parts.push(Zeroizing::default());
        }
        // The last first: whoever reads in between has a token that ends wrongly, for a moment, either way.
        for (index, value) in parts.iter().enumerate().rev() {
            let key = name(index);
            let known = there.iter().find(|known| known.key == key);
            self.put(known, &key, value).await?;
        }
        Ok(count)
    }

    async fn variables(&self) -> Result<Vec<Variable>, N8nError> {
        let mut all = Vec::new();
        let mut path = format!("/api/v1/variables?limit={PAGE}");
        for _ in 0..PAGES {
            let body = self.send(Method::GET, &path, None).await?;
            let list: VariableList =
                serde_json::from_slice(&body).map_err(|_| N8nError::Unreadable)?;
            all.extend(list.data);
            let Some(cursor) = list.next_cursor else {
                break;
            };
            path = format!("/api/v1/variables?limit={PAGE}&cursor={}", encoded(&cursor));
        }
        Ok(all)
    }

    async fn put(&self, known: Option<&Variable>, key: &str, value: &str) -> Result<(), N8nError> {
        let body =
            serde_json::to_vec(&NewVariable { key, value }).map_err(|_| N8nError::Unreadable)?;
        let (method, path) = match known {
            None => (Method::POST, "/api/v1/variables".to_owned()),
            Some(known) => (Method::PUT, format!("/api/v1/variables/{}", encoded(&known.id))),
        };
        self.send(method, &path, Some(body)).await.map(drop)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<Zeroizing<Vec<u8>>, N8nError> {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.url))
            .header(HeaderName::from_static("x-n8n-api-key"), self.key.clone());
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body);
        }
        let mut response = request.send().await.map_err(|error| unreachable(&error))?;
        match response.status().as_u16() {
            200..=299 => {}
            401 => return Err(N8nError::KeyRefused),
            403 => return Err(N8nError::NotAllowed),
            other => return Err(N8nError::Answered(other)),
        }
        let mut body = Zeroizing::new(Vec::new());
        while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
            if body.len() + chunk.len() > LARGEST {
                return Err(N8nError::Unreadable);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// The name of a part: the first has the whole name.
fn name(index: usize) -> String {
    match index {
        0 => ACCESS_TOKEN.to_owned(),
        _ => format!("{ACCESS_TOKEN}_{}", index + 1),
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Why there was no answer. What the library says of it may hold what was sent.
fn unreachable(error: &reqwest::Error) -> N8nError {
    if error.is_timeout() { N8nError::TimedOut } else { N8nError::Unreachable }
}

#[cfg(test)]
pub mod tests;
