//! The proxy on the way to the platform: which one, whether it can be read, whether it answers.

use std::sync::Arc;
use std::time::Instant;

use hyper::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::bounded::TIMEOUT;
use super::check::Check;
use super::hosts::PlatformHost;

/// The proxy of the environment. The value may hold a password: it is not printed.
#[derive(Clone)]
pub struct ProxySettings {
    /// The variable that decides, and its value: `HTTPS_PROXY`, else `ALL_PROXY`.
    pub variable: Option<(String, String)>,
    /// The rules as the HTTP client has them.
    pub rules: Arc<Matcher>,
}

impl std::fmt::Debug for ProxySettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProxySettings").finish_non_exhaustive()
    }
}

/// Finds the proxy of the first real server, and connects to it. What is set and does not work stops everything.
pub async fn check(settings: &ProxySettings, hosts: &[PlatformHost]) -> Check {
    let none = Check::not_applicable("proxy", "doctor-proxy-none");
    let Some(host) = hosts.iter().find(|host| host.sandbox.is_none()) else {
        return Check::not_applicable("proxy", "doctor-proxy-sandbox");
    };
    let Ok(target) = format!("https://{}/", host.name).parse::<Uri>() else {
        return none;
    };
    match (settings.rules.intercept(&target), &settings.variable) {
        (Some(proxy), _) => connect(proxy.uri()).await,
        (None, None) => none,
        // The same value without exceptions tells which of the two it is.
        (None, Some((variable, value))) => {
            let alone = Matcher::builder().https(value.clone()).build();
            if alone.intercept(&target).is_some() {
                Check::ok("proxy", "doctor-proxy-excepted").text("host", &host.name)
            } else {
                Check::failed("proxy", "doctor-proxy-malformed")
                    .text("variable", variable)
                    .run(format_args!("export {variable}=http://HOST:PORT"))
            }
        }
    }
}

async fn connect(proxy: &Uri) -> Check {
    let (scheme, host) = (proxy.scheme_str().unwrap_or("http"), proxy.host().unwrap_or_default());
    let usual = if scheme == "https" { 443 } else { 80 };
    let port = proxy.port_u16().unwrap_or(usual);
    let begun = Instant::now();
    let check = if matches!(scheme, "http" | "https") {
        // Brackets belong to an address in a URI and not to the address.
        let address = host.trim_start_matches('[').trim_end_matches(']');
        match timeout(TIMEOUT / 2, TcpStream::connect((address, port))).await {
            Ok(Ok(_)) => {
                Check::ok("proxy", "doctor-proxy-answers").number("ms", begun.elapsed().as_millis())
            }
            Ok(Err(error)) => Check::failed("proxy", "doctor-proxy-silent")
                .text("reason", error)
                .fix("doctor-proxy-mend"),
            Err(_) => Check::failed("proxy", "doctor-proxy-timed-out").fix("doctor-proxy-mend"),
        }
    } else {
        Check::failed("proxy", "doctor-proxy-unsupported")
            .run("export HTTPS_PROXY=http://HOST:PORT")
    };
    // Without its password.
    check.text("proxy", format_args!("{scheme}://{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::super::check::{CheckStatus, Fact};
    use super::*;
    use crate::domain::account::sandbox_origin::SandboxOrigin;

    fn real() -> PlatformHost {
        PlatformHost { name: "acme.amocrm.ru".into(), sandbox: None }
    }

    async fn checked(value: &str, except: &str) -> Check {
        let rules = Matcher::builder().https(value.to_owned());
        let settings = ProxySettings {
            variable: (!value.is_empty()).then(|| ("HTTPS_PROXY".into(), value.into())),
            rules: Arc::new(rules.no(except.to_owned()).build()),
        };
        check(&settings, &[real()]).await
    }

    #[tokio::test]
    async fn what_is_set_is_read_as_the_client_reads_it_and_connected_to() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let at = ("proxy", Fact::Text(format!("http://{address}")));
        let with_password = format!("http://me:hunter2@{address}/");
        for value in [&format!("http://{address}"), &with_password, &address.to_string()] {
            let answers = checked(value, "").await;
            assert_eq!((answers.status, answers.id), (CheckStatus::Ok, "doctor-proxy-answers"));
            assert!(answers.facts.contains(&at), "{value}");
        }
        drop(listener);
        let silent = checked(&with_password, "").await;
        assert_eq!((silent.status, silent.id), (CheckStatus::Failed, "doctor-proxy-silent"));
        assert!(silent.facts.contains(&at) && !format!("{silent:?}").contains("hunter2"));

        let none = Check::not_applicable("proxy", "doctor-proxy-none");
        let excepted = Check::ok("proxy", "doctor-proxy-excepted").text("host", "acme.amocrm.ru");
        let unsupported = Check::failed("proxy", "doctor-proxy-unsupported")
            .run("export HTTPS_PROXY=http://HOST:PORT")
            .text("proxy", "socks5://127.0.0.1:1080");
        let malformed = Check::failed("proxy", "doctor-proxy-malformed")
            .text("variable", "HTTPS_PROXY")
            .run("export HTTPS_PROXY=http://HOST:PORT");
        for (value, except, expected) in [
            ("", "", &none),
            ("http://127.0.0.1:9", "localhost,.amocrm.ru", &excepted),
            ("socks5://me:hunter2@127.0.0.1:1080", "", &unsupported),
            ("http://", "", &malformed),
            ("::::", "", &malformed),
            ("ftp://proxy:21", "", &malformed),
            ("my proxy", "", &malformed),
            ("me:hunter2@:::", "", &malformed),
        ] {
            assert_eq!(&checked(value, except).await, expected, "{value}");
        }
    }

    #[tokio::test]
    async fn a_sandbox_needs_none() {
        let settings = ProxySettings {
            variable: Some(("HTTPS_PROXY".into(), "::::".into())),
            rules: Arc::new(Matcher::builder().build()),
        };
        let sandbox = SandboxOrigin::parse("http://127.0.0.1:9").unwrap();
        let host = PlatformHost { sandbox: Some(sandbox), ..real() };
        let unused = Check::not_applicable("proxy", "doctor-proxy-sandbox");
        assert_eq!(check(&settings, &[host]).await, unused);
        assert!(!format!("{settings:?}").contains("::::"));
    }
}
