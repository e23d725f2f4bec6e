//! The HTTP client: TLS, proxy, time-outs, size limits.

use std::error::Error;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::dns::{Name, Resolve, Resolving};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Certificate, Method, redirect, retry};
use serde::Serialize;
use tokio::time::timeout;
use url::Url;
use zeroize::Zeroizing;

use super::Client;
use super::http_response::HttpResponse;
use super::sanitize::sanitize;
use crate::domain::account::SandboxOrigin;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};

/// Bytes of a response: real ones have a few kilobytes.
const MAX_BODY: usize = 256 * 1024;

/// A request to one of the platforms' hosts.
pub struct HttpRequest<'a> {
    method: Method,
    host: &'a str,
    path: &'a str,
    pub headers: HeaderMap,
    /// JSON, where no header says otherwise.
    pub body: Option<Vec<u8>>,
    /// What is secret in the body.
    secrets: Vec<Secret>,
    /// For all of it, from the connection to the last byte.
    timeout: Duration,
    /// Bytes of a response.
    pub max_body: usize,
}

impl<'a> HttpRequest<'a> {
    pub fn new(method: Method, host: &'a str, path: &'a str, timeout: Duration) -> Self {
        Self {
            method,
            host,
            path,
            headers: HeaderMap::new(),
            body: None,
            secrets: Vec::new(),
            timeout,
            max_body: MAX_BODY,
        }
    }

    /// Adds a header with a secret: it is not printed, and not compressed where it could be guessed at. `None` where it
    /// cannot be a header.
    pub fn secret_header(mut self, name: HeaderName, value: &Secret, prefix: &str) -> Option<Self> {
        let text = Zeroizing::new(format!("{prefix}{}", value.expose()));
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Some(self)
    }

    pub fn bearer(self, access: &Secret) -> Result<Self, Trouble> {
        self.secret_header(AUTHORIZATION, access, "Bearer ")
            .ok_or_else(|| Trouble::noted(Cause::Unauthorized, "the access token is garbled"))
    }

    /// Adds a body, and what is secret in it.
    pub fn json(mut self, body: &impl Serialize, secrets: Vec<Secret>) -> Result<Self, Trouble> {
        let body = serde_json::to_vec(body)
            .map_err(|_| Trouble::noted(Cause::Internal, "the request cannot be written"))?;
        (self.body, self.secrets) = (Some(body), secrets);
        Ok(self)
    }
}

impl Client {
    /// Sends one request once, and takes whatever is answered.
    pub(super) async fn send(
        &self,
        sandbox: Option<&SandboxOrigin>,
        request: HttpRequest<'_>,
    ) -> Result<HttpResponse, Trouble> {
        let began = Instant::now();
        // What is searched for is the person's own affair.
        let path = request.path.split('?').next().unwrap_or_default();
        let (host, timeout) = (request.host, request.timeout);
        let response = within(timeout, self.transmit(sandbox, request)).await;
        let elapsed_ms = began.elapsed().as_millis();
        match &response {
            Ok(response) => {
                let request_id = response.detail().request_id;
                tracing::debug!(host, path, status = response.status, ?request_id, elapsed_ms);
            }
            Err(trouble) => tracing::debug!(host, path, %trouble, elapsed_ms),
        }
        response
    }

    async fn transmit(
        &self,
        sandbox: Option<&SandboxOrigin>,
        request: HttpRequest<'_>,
    ) -> Result<HttpResponse, Trouble> {
        let pool = self.pool(sandbox)?;
        let HttpRequest { method, host, path, headers, body, mut secrets, max_body, .. } = request;
        let scheme = sandbox.map_or("https", SandboxOrigin::scheme);
        let url = Url::parse(&format!("{scheme}://{host}{path}"))
            .ok()
            .filter(|url| url.authority() == host)
            .ok_or_else(|| Trouble::noted(Cause::Internal, "the path leads to another host"))?;
        let sensitive = headers.values().filter(|value| value.is_sensitive());
        let texts = sensitive.filter_map(|value| value.to_str().ok()?.rsplit(' ').next());
        secrets.extend(texts.map(Secret::new));
        let typed = headers.contains_key(CONTENT_TYPE);
        let mut request = pool.request(method, url).headers(headers);
        if let Some(body) = body {
            request = request.body(body);
            if !typed {
                request = request.header(CONTENT_TYPE, "application/json");
            }
        }
        let mut response = request.send().await.map_err(on_the_way)?;
        Ok(HttpResponse {
            status: response.status().as_u16(),
            headers: std::mem::take(response.headers_mut()),
            body: read(response, max_body).await,
            secrets,
        })
    }
}

/// The last part of a time limit.
const LAST: Duration = Duration::from_secs(1);

/// Waits for so long. Whoever was stopped meanwhile finds the time over and the answer in the socket: so the last part of
/// the limit begins when the rest of it is seen to be over.
async fn within<T>(
    time: Duration,
    work: impl Future<Output = Result<T, Trouble>>,
) -> Result<T, Trouble> {
    let mut work = pin!(work);
    let last = LAST.min(time / 2);
    for part in [time.saturating_sub(last), last] {
        if let Ok(result) = timeout(part, work.as_mut()).await {
            return result;
        }
    }
    Err(Cause::TimedOut.into())
}

/// Reads a body up to a limit. `Content-Length` is not asked: it is only what the other side says.
async fn read(
    mut response: reqwest::Response,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, Trouble> {
    let mut body = Zeroizing::new(Vec::with_capacity(8 * 1024));
    while let Some(chunk) = response.chunk().await.map_err(on_the_way)? {
        if body.len() + chunk.len() > limit {
            return Err(Trouble::noted(Cause::BadAnswer, "the answer is too large"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

pub fn pool(
    sandbox: Option<&SandboxOrigin>,
    connect: Duration,
) -> Result<reqwest::Client, Trouble> {
    // Whoever was first has installed one, and any will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder()
        .user_agent(concat!("amokey/", env!("CARGO_PKG_VERSION")))
        // A 307 would post the secret wherever it points.
        .redirect(redirect::Policy::none())
        // Trying again is decided by whoever knows what a token is worth.
        .retry(retry::never())
        .referer(false)
        .connect_timeout(connect)
        .pool_idle_timeout(Duration::from_secs(10));
    let builder = match sandbox {
        None => builder.https_only(true).tls_certs_merge(own_authorities()?),
        Some(origin) => {
            let builder = builder.no_proxy().dns_resolver(Arc::new(Everywhere(origin.address)));
            if origin.scheme() == "https" {
                builder.tls_certs_merge(own_authorities()?)
            } else {
                // Plain http reads no certificates, so it works where there are none.
                builder.tls_certs_only([])
            }
        }
    };
    builder.build().map_err(|error| {
        let note = sanitize(&chain(&error.without_url())).unwrap_or_default();
        Trouble::noted(Cause::Untrusted, note)
    })
}

/// Every name is at one address: the sandbox plays all accounts.
struct Everywhere(SocketAddr);

impl Resolve for Everywhere {
    fn resolve(&self, _: Name) -> Resolving {
        let addresses: reqwest::dns::Addrs = Box::new(std::iter::once(self.0));
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

/// The authorities of `SSL_CERT_FILE`. On Linux the system's verifier reads the variable itself; on
/// macOS and Windows it does not.
fn own_authorities() -> Result<Vec<Certificate>, Trouble> {
    let Some(path) = std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) else {
        return Ok(Vec::new());
    };
    let unusable = |why: &dyn std::fmt::Display| {
        Trouble::noted(Cause::Untrusted, format!("SSL_CERT_FILE {}: {why}", path.display()))
    };
    let pem = std::fs::read(&path).map_err(|error| unusable(&error))?;
    let authorities = Certificate::from_pem_bundle(&pem).unwrap_or_default();
    if authorities.is_empty() {
        return Err(unusable(&"no certificate in it"));
    }
    Ok(authorities)
}

/// What went wrong before an answer was whole.
fn on_the_way(error: reqwest::Error) -> Trouble {
    // The URL is known, and a library that prints URLs is not trusted with what they may hold.
    let error = error.without_url();
    let cause = if distrusts(&error) {
        Cause::Untrusted
    } else if error.is_connect() {
        // In time or not: nothing was sent.
        Cause::Unreachable
    } else if error.is_timeout() {
        Cause::TimedOut
    } else if error.is_builder() {
        Cause::Internal
    } else {
        // The request was sent and the answer was lost.
        Cause::BadAnswer
    };
    let note = sanitize(&chain(&error)).unwrap_or_default();
    Trouble::noted(cause, note)
}

/// Whether a certificate was refused, however deep the reason lies.
fn distrusts(error: &(dyn Error + 'static)) -> bool {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        use rustls::Error::{InvalidCertificate, NoCertificatesPresented};
        return matches!(tls, InvalidCertificate(_) | NoCertificatesPresented);
    }
    // An `io::Error` does not name what it wraps as its source.
    match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        Some(wrapped) => distrusts(wrapped),
        None => error.source().is_some_and(distrusts),
    }
}

/// The reasons of an error, the outermost aside: it only says that there was an error.
fn chain(error: &reqwest::Error) -> String {
    let mut reasons: Vec<String> = Vec::new();
    let mut next = error.source();
    while let Some(error) = next {
        let reason = error.to_string();
        // Many wrappers repeat what they wrap.
        if reasons.last() != Some(&reason) {
            reasons.push(reason);
        }
        next = error.source();
    }
    if reasons.is_empty() { error.to_string() } else { reasons.join(": ") }
}
