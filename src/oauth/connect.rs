//! The one place where a request leaves the house.

use std::error::Error;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::dns::{Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Certificate, Method, redirect, retry};
use tokio::time::timeout;
use url::Url;
use zeroize::Zeroizing;

use super::Client;
use super::answer::Answer;
use super::plain::plain;
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};

/// A request to one of the platforms' hosts.
pub struct Ask<'a> {
    pub method: Method,
    pub host: &'a str,
    /// Begins with a slash.
    pub path: &'a str,
    pub headers: HeaderMap,
    /// JSON, where no header says otherwise.
    pub body: Option<Vec<u8>>,
    /// What is secret in it.
    pub secrets: Vec<Secret>,
    /// For all of it, from the connection to the last byte.
    pub within: Duration,
    /// Bytes of an answer.
    pub at_most: usize,
}

/// A header with a secret: it is not printed, and not compressed where it could be guessed at.
pub fn secret_header(name: HeaderName, value: &Secret, prefix: &str) -> Option<HeaderMap> {
    let text = Zeroizing::new(format!("{prefix}{}", value.expose()));
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(HeaderMap::from_iter([(name, value)]))
}

/// What is secret in headers.
fn sensitive(headers: &HeaderMap) -> Vec<Secret> {
    let values = headers.values().filter(|value| value.is_sensitive());
    let texts = values.filter_map(|value| value.to_str().ok());
    texts
        .filter_map(|text| text.rsplit(' ').next())
        .map(Secret::new)
        .collect()
}

impl Client {
    /// Sends one request once, and takes whatever is answered.
    pub(super) async fn ask(
        &self,
        sandbox: Option<&SandboxOrigin>,
        ask: Ask<'_>,
    ) -> Result<Answer, Trouble> {
        let began = Instant::now();
        // What is searched for is the person's own affair.
        let path = ask.path.split('?').next().unwrap_or_default();
        let (host, time) = (ask.host, ask.within);
        let answer = within(time, self.send(sandbox, ask)).await;
        let elapsed_ms = began.elapsed().as_millis();
        match &answer {
            Ok(answer) => {
                let request_id = answer.detail().request_id;
                tracing::debug!(host, path, status = answer.status, ?request_id, elapsed_ms);
            }
            Err(trouble) => tracing::debug!(host, path, %trouble, elapsed_ms),
        }
        answer
    }

    async fn send(&self, sandbox: Option<&SandboxOrigin>, ask: Ask<'_>) -> Result<Answer, Trouble> {
        let pool = self.pool(sandbox)?;
        let scheme = sandbox.map_or("https", SandboxOrigin::scheme);
        let url = Url::parse(&format!("{scheme}://{}{}", ask.host, ask.path))
            .ok()
            .filter(|url| url.authority() == ask.host)
            .ok_or_else(|| Trouble::noted(Cause::Internal, "the path leads to another host"))?;
        let secrets = ask.secrets;
        let secrets = secrets.into_iter().chain(sensitive(&ask.headers)).collect();
        let typed = ask.headers.contains_key(CONTENT_TYPE);
        let mut request = pool.request(ask.method, url).headers(ask.headers);
        if let Some(body) = ask.body {
            request = request.body(body);
            if !typed {
                request = request.header(CONTENT_TYPE, "application/json");
            }
        }
        let mut response = request.send().await.map_err(on_the_way)?;
        Ok(Answer {
            status: response.status().as_u16(),
            headers: std::mem::take(response.headers_mut()),
            body: read(response, ask.at_most).await,
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

/// The connections of a mode.
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
            let builder = builder
                .no_proxy()
                .dns_resolver(Arc::new(Everywhere(origin.address())));
            if origin.scheme() == "https" {
                builder.tls_certs_merge(own_authorities()?)
            } else {
                // Plain http reads no certificates, so it works where there are none.
                builder.tls_certs_only([])
            }
        }
    };
    builder.build().map_err(|error| {
        let note = plain(&chain(&error.without_url())).unwrap_or_default();
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
        Trouble::noted(
            Cause::Untrusted,
            format!("SSL_CERT_FILE {}: {why}", path.display()),
        )
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
    let note = plain(&chain(&error)).unwrap_or_default();
    Trouble::noted(cause, note)
}

/// Whether a certificate was refused, however deep the reason lies.
fn distrusts(error: &reqwest::Error) -> bool {
    matches!(
        error.source().and_then(tls_error),
        Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented)
    )
}

fn tls_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    if let Some(tls) = error.downcast_ref() {
        return Some(tls);
    }
    // An `io::Error` does not name what it wraps as its source.
    match error
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref)
    {
        Some(wrapped) => tls_error(wrapped),
        None => error.source().and_then(tls_error),
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
    if reasons.is_empty() {
        error.to_string()
    } else {
        reasons.join(": ")
    }
}
