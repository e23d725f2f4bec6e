//! The proxy on the way to the platform: which one, whether it can be read, whether it answers.

use std::time::Instant;

use hyper::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::asked::Host;
use super::{PATIENCE, Verdict, millis_since};

/// What the environment says. The value may hold a password: it is not printed.
#[derive(Clone)]
pub struct Settings {
    /// The variable that decides, and its value: `HTTPS_PROXY`, else `ALL_PROXY`.
    pub variable: Option<(String, String)>,
    /// The rules as the HTTP client has them.
    pub rules: std::sync::Arc<Matcher>,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").finish_non_exhaustive()
    }
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Every profile is played by a sandbox, which is never reached through a proxy.
    Sandbox,
    /// None is set.
    None,
    /// One is set, and `NO_PROXY` excepts this server.
    Excepted {
        /// The server.
        host: String,
    },
    /// A connection to it stood.
    Answers {
        /// Where it is, without its password.
        proxy: String,
        /// How long it took.
        took_ms: u64,
    },
    /// What is set cannot be read, so it is not used.
    Malformed {
        /// The variable.
        variable: String,
    },
    /// It is of a kind that amokey does not speak.
    Unsupported {
        /// Where it is.
        proxy: String,
    },
    /// It does not answer.
    Silent {
        /// Where it is.
        proxy: String,
        /// What the system said; nothing, where the time was over.
        reason: Option<String>,
    },
}

impl Seen {
    /// What is set and does not work stops everything.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Sandbox | Self::None => Verdict::NotApplicable,
            Self::Excepted { .. } | Self::Answers { .. } => Verdict::Ok,
            Self::Malformed { .. } | Self::Unsupported { .. } | Self::Silent { .. } => {
                Verdict::Failed
            }
        }
    }
}

/// Finds the proxy of the first real server, and connects to it.
pub async fn check(settings: &Settings, hosts: &[Host]) -> Seen {
    let Some(host) = hosts.iter().find(|host| host.sandbox.is_none()) else {
        return Seen::Sandbox;
    };
    let Ok(target) = format!("https://{}/", host.name).parse::<Uri>() else {
        return Seen::None;
    };
    match (settings.rules.intercept(&target), &settings.variable) {
        (Some(proxy), _) => connect(proxy.uri()).await,
        (None, None) => Seen::None,
        // The same value without exceptions tells which of the two it is.
        (None, Some((variable, value))) => {
            let alone = Matcher::builder().https(value.clone()).build();
            if alone.intercept(&target).is_some() {
                let host = host.name.clone();
                Seen::Excepted { host }
            } else {
                let variable = variable.clone();
                Seen::Malformed { variable }
            }
        }
    }
}

async fn connect(proxy: &Uri) -> Seen {
    let (scheme, host) = (
        proxy.scheme_str().unwrap_or("http"),
        proxy.host().unwrap_or_default(),
    );
    let usual = if scheme == "https" { 443 } else { 80 };
    let port = proxy.port_u16().unwrap_or(usual);
    let named = format!("{scheme}://{host}:{port}");
    if !matches!(scheme, "http" | "https") {
        return Seen::Unsupported { proxy: named };
    }
    let begun = Instant::now();
    // Brackets belong to an address in a URI and not to the address.
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match timeout(PATIENCE / 2, TcpStream::connect((address, port))).await {
        Ok(Ok(_)) => Seen::Answers {
            proxy: named,
            took_ms: millis_since(begun),
        },
        Ok(Err(error)) => Seen::Silent {
            proxy: named,
            reason: Some(error.to_string()),
        },
        Err(_) => Seen::Silent {
            proxy: named,
            reason: None,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::sync::Arc;

    use super::*;
    use crate::domain::sandbox_origin::SandboxOrigin;

    fn real() -> Host {
        Host {
            name: "acme.amocrm.ru".into(),
            sandbox: None,
        }
    }

    async fn seen(value: &str, except: &str) -> Seen {
        let rules = Matcher::builder().https(value.to_owned());
        let settings = Settings {
            variable: (!value.is_empty()).then(|| ("HTTPS_PROXY".into(), value.into())),
            rules: Arc::new(rules.no(except.to_owned()).build()),
        };
        check(&settings, &[real()]).await
    }

    #[tokio::test]
    async fn what_is_set_is_read_as_the_client_reads_it_and_connected_to() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let variable = || "HTTPS_PROXY".to_owned();
        assert_eq!(seen("", "").await, Seen::None);
        for value in [
            format!("http://{address}"),
            format!("http://me:hunter2@{address}/"),
            address.to_string(),
        ] {
            let Seen::Answers { proxy, .. } = seen(&value, "").await else {
                panic!("{value}");
            };
            assert_eq!(proxy, format!("http://{address}"));
        }
        assert_eq!(
            seen(&format!("http://{address}"), "localhost,.amocrm.ru").await,
            Seen::Excepted { host: real().name }
        );
        for garbage in ["http://", "::::", "ftp://proxy:21", "my proxy"] {
            assert_eq!(
                seen(garbage, "").await,
                Seen::Malformed {
                    variable: variable()
                },
                "{garbage}"
            );
        }
        assert_eq!(
            seen("socks5://me:hunter2@127.0.0.1:1080", "").await,
            Seen::Unsupported {
                proxy: "socks5://127.0.0.1:1080".into()
            }
        );
        drop(listener);
        let silent = seen(&format!("http://me:hunter2@{address}"), "").await;
        assert!(
            matches!(&silent, Seen::Silent { proxy, reason: Some(_) } if *proxy == format!("http://{address}")),
            "{silent:?}"
        );
        assert!(!format!("{silent:?}").contains("hunter2"));
    }

    #[tokio::test]
    async fn a_sandbox_needs_none() {
        let settings = Settings {
            variable: Some(("HTTPS_PROXY".into(), "::::".into())),
            rules: Arc::new(Matcher::builder().build()),
        };
        let host = Host {
            sandbox: Some(SandboxOrigin::parse("http://127.0.0.1:9").unwrap()),
            ..real()
        };
        assert_eq!(check(&settings, &[host]).await, Seen::Sandbox);
        assert!(!format!("{settings:?}").contains("::::"));
    }
}
