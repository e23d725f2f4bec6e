//! Requests that a person writes: sent as they are, answered as it comes, and explained where they are refused.

use std::collections::BTreeMap;

use reqwest::Method as Verb;
use reqwest::header::{CONTENT_LENGTH, COOKIE, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::http_client::HttpRequest;
use super::problem::{self, EndpointKind};
use super::{Client, Endpoint};
use crate::domain::api_request::{ApiRequest, Method};
use crate::domain::lang::Lang;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};

/// The bytes of an answer; none, where nothing was found.
pub type ResponseBody = Zeroizing<Vec<u8>>;

/// A request that was answered with something else than a success, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRefusal {
    pub trouble: Trouble,
    pub body: ResponseBody,
}

impl From<Trouble> for ApiRefusal {
    fn from(trouble: Trouble) -> Self {
        let body = ResponseBody::default();
        Self { trouble, body }
    }
}

impl AsRef<Trouble> for ApiRefusal {
    fn as_ref(&self) -> &Trouble {
        &self.trouble
    }
}

impl Client {
    /// Sends a request once. `lang` is the language in which amoCRM explains itself.
    pub async fn request(
        &self,
        at: &Endpoint,
        access: &Secret,
        request: &ApiRequest,
        lang: Lang,
    ) -> Result<ResponseBody, ApiRefusal> {
        let (host, path) = (at.host.as_str(), request.target.path());
        let mut sent = HttpRequest::new(verb(request.method), host, path, self.limits.request)
            .bearer(access)?;
        let headers = &mut sent.headers;
        let language = HeaderValue::from_str(&format!("user_lang={}", lang.code()));
        headers.extend(language.ok().map(|language| (COOKIE, language)));
        for header in &request.headers {
            let name = HeaderName::from_bytes(header.name.as_bytes()).ok();
            let value = HeaderValue::from_str(&header.value).ok();
            let unusable = || Trouble::noted(Cause::Internal, "a header cannot be sent");
            let (name, value) = name.zip(value).ok_or_else(unusable)?;
            headers.insert(name, value);
        }
        if request.body.is_none() && request.method.has_body() {
            // The library says nothing of a body that is not there, and some servers wait for a word (411).
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        sent.body.clone_from(&request.body);
        sent.max_body = self.limits.page;
        let response = self.send(at.sandbox.as_ref(), sent).await?;
        let trouble = match response.status {
            // The API answers no pages: this one is of something in between, or of another service.
            200..=299 if response.content_type().starts_with("text/html") => {
                response.unreadable("the answer is a page")
            }
            200..=299 => return Ok(response.body?),
            _ => problem::trouble(EndpointKind::Api, &response),
        };
        Err(ApiRefusal { trouble, body: response.body.unwrap_or_default() })
    }
}

const fn verb(method: Method) -> Verb {
    match method {
        Method::Get => Verb::GET,
        Method::Post => Verb::POST,
        Method::Patch => Verb::PATCH,
        Method::Put => Verb::PUT,
        Method::Delete => Verb::DELETE,
        Method::Head => Verb::HEAD,
    }
}

/// One page of a list. What is in it is passed on as amoCRM wrote it.
#[derive(Debug)]
pub struct ApiPage {
    pub next: Option<String>,
    pub lists: BTreeMap<String, Vec<Box<RawValue>>>,
}

#[derive(Deserialize)]
struct Hal {
    #[serde(rename = "_links", default)]
    links: Links,
    #[serde(rename = "_embedded", default)]
    embedded: BTreeMap<String, Box<RawValue>>,
}

#[derive(Default, Deserialize)]
struct Links {
    next: Option<Link>,
}

#[derive(Deserialize)]
struct Link {
    href: String,
}

impl ApiPage {
    pub fn read(body: &[u8]) -> Option<Self> {
        let hal: Hal = serde_json::from_slice(body).ok()?;
        let list = |(name, raw): (String, Box<RawValue>)| {
            let list = serde_json::from_str(raw.get()).ok()?;
            Some((name, list))
        };
        Some(Self {
            next: hal.links.next.map(|link| link.href),
            lists: hal.embedded.into_iter().filter_map(list).collect(),
        })
    }
}
