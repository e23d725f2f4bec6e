//! Requests that a person writes: sent as they are, answered as it comes, and explained where they are refused.

use std::collections::BTreeMap;

use reqwest::Method as Verb;
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, COOKIE, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::connect::{Ask, secret_header};
use super::problem::{self, Place};
use super::{Client, Endpoint};
use crate::domain::api_request::{ApiRequest, Method};
use crate::domain::lang::Lang;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};

/// The bytes of an answer; none, where nothing was found.
pub type Body = Zeroizing<Vec<u8>>;

/// A request that was answered with something else than a success, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub trouble: Trouble,
    /// What was answered.
    pub body: Body,
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Self {
        let body = Body::default();
        Self { trouble, body }
    }
}

impl AsRef<Trouble> for Refusal {
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
    ) -> Result<Body, Refusal> {
        let garbled = || Trouble::noted(Cause::Unauthorized, "the access token is garbled");
        let mut headers = secret_header(AUTHORIZATION, access, "Bearer ").ok_or_else(garbled)?;
        let language = HeaderValue::from_str(&format!("user_lang={}", lang.code()));
        headers.extend(language.ok().map(|language| (COOKIE, language)));
        for header in &request.headers {
            let name = HeaderName::from_bytes(header.name.as_bytes()).ok();
            let value = HeaderValue::from_str(&header.value).ok();
            let unusable = || Trouble::noted(Cause::Internal, "a header cannot be sent");
            let (name, value) = name.zip(value).ok_or_else(unusable)?;
            headers.insert(name, value);
        }
        if request.body.is_none() && request.method.brings_something() {
            // The library says nothing of a body that is not there, and some servers wait for a word (411).
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let ask = Ask {
            method: verb(request.method),
            host: at.host.as_str(),
            path: request.target.path(),
            headers,
            body: request.body.clone(),
            secrets: Vec::new(),
            within: self.limits().request,
            at_most: self.limits().page,
        };
        let answer = self.ask(at.sandbox.as_ref(), ask).await?;
        let trouble = match answer.status {
            // The API answers no pages: this one is of something in between, or of another service.
            200..=299 if answer.claims_html() => answer.unreadable("the answer is a page"),
            200..=299 => return Ok(answer.body?),
            _ => problem::trouble(Place::Api, &answer),
        };
        Err(Refusal {
            trouble,
            body: answer.body.unwrap_or_default(),
        })
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
pub struct Page {
    /// The address of the next one.
    pub next: Option<String>,
    /// The lists that are embedded in it, by their names.
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

impl Page {
    /// Reads a page; `None`, where it is something else.
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
