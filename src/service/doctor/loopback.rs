//! The way back from the browser: our own listener on the registered port, and real requests to it.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use url::Url;

use super::{Check, Finding, Verdict, bounded, millis_since};
use crate::domain::account::Platform;
use crate::domain::landing::Landing;
use crate::domain::profile::Profile;
use crate::domain::redirect_uri::{LoopbackTarget, RedirectUri};
use crate::loopback::{BindError, Limits, Listener, PageWords, Settings, bind};

/// How long a request to this computer may take.
const ROUND_TRIP: Duration = Duration::from_secs(2);

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// No redirect URI leads to this computer.
    NotOurs,
    /// A request to each address came through, and so did its answer.
    Works {
        /// The port.
        port: u16,
        /// The addresses.
        addresses: Vec<IpAddr>,
        /// How long all of them took.
        took_ms: u64,
    },
    /// Somebody else listens there.
    Taken {
        /// The port.
        port: u16,
        /// Who, where the system tells.
        holder: Option<String>,
    },
    /// The system does not let us.
    Forbidden {
        /// The port.
        port: u16,
    },
    /// The port was opened, and the request or its answer was lost.
    Lost {
        /// The address and port.
        address: String,
        /// What was seen instead.
        reason: String,
    },
}

impl Seen {
    /// Without the way back the code has to be pasted.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::NotOurs => Verdict::NotApplicable,
            Self::Works { .. } => Verdict::Ok,
            Self::Taken { .. } | Self::Forbidden { .. } | Self::Lost { .. } => Verdict::Failed,
        }
    }
}

/// Tries every port that a redirect URI names; the usual one where nothing is connected.
pub async fn check(profiles: &[Profile]) -> Vec<Check> {
    let usual = RedirectUri::parse(RedirectUri::DEFAULT).ok();
    let registered = profiles.iter().filter_map(|row| row.redirect_uri.clone());
    let uris: Vec<RedirectUri> = match profiles {
        [] => usual.into_iter().collect(),
        [_, ..] => registered.collect(),
    };
    let targets: BTreeMap<u16, LoopbackTarget> = uris
        .iter()
        .filter_map(RedirectUri::loopback)
        .map(|target| (target.port, target))
        .collect();
    if targets.is_empty() {
        return vec![Check::new("loopback", Finding::Loopback(Seen::NotOurs))];
    }
    let mut checks = Vec::new();
    for (port, target) in targets {
        let seen = round_trip(target).await;
        checks.push(Check::about("loopback", port, Finding::Loopback(seen)));
    }
    checks
}

async fn round_trip(target: LoopbackTarget) -> Seen {
    let (port, begun) = (target.port, Instant::now());
    // Only our own listener knows it.
    let mark = format!("check-{}", std::process::id());
    let settings = match settings(target.clone(), mark.clone()) {
        Ok(settings) => settings,
        Err(error) => return lost(port, error.to_string()),
    };
    let mut listener = match bounded(move || bind(settings)).await {
        Some(Ok(listener)) => listener,
        Some(Err(BindError::Taken { port, holder })) => return Seen::Taken { port, holder },
        Some(Err(BindError::Forbidden { port })) => return Seen::Forbidden { port },
        Some(Err(BindError::Other(error))) => return lost(port, error.to_string()),
        None => return lost(port, "the listener did not start".to_owned()),
    };
    let mut addresses = vec![IpAddr::V4(Ipv4Addr::LOCALHOST)];
    let ipv6 = IpAddr::V6(Ipv6Addr::LOCALHOST);
    if TcpListener::bind((ipv6, 0)).await.is_ok() {
        addresses.push(ipv6);
    }
    for address in &addresses {
        let to = SocketAddr::new(*address, port);
        match timeout(ROUND_TRIP, visit(&mut listener, to, &target, &mark)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return lost(to, error.to_string()),
            Err(_) => return lost(to, format!("no answer in {} s", ROUND_TRIP.as_secs())),
        }
    }
    let took_ms = millis_since(begun);
    // It waits for its thread.
    bounded(move || listener.stop()).await;
    Seen::Works {
        port,
        addresses,
        took_ms,
    }
}

fn lost(address: impl std::fmt::Display, reason: String) -> Seen {
    Seen::Lost {
        address: address.to_string(),
        reason,
    }
}

fn settings(target: LoopbackTarget, mark: String) -> Result<Settings, url::ParseError> {
    Ok(Settings {
        target,
        consent_url: Url::parse(Platform::AmoCrm.consent_page())?,
        words: Arc::new(move |_: &Landing| PageWords {
            lang: "en".to_owned(),
            title: mark.clone(),
            sentence: mark.clone(),
            hint: None,
        }),
        notes: None,
        limits: Limits::default(),
    })
}

/// What a browser does after consent, and what the listener hands over; the page must be ours.
async fn visit(
    listener: &mut Listener,
    to: SocketAddr,
    target: &LoopbackTarget,
    mark: &str,
) -> io::Result<()> {
    let query = match &target.query {
        Some(registered) => format!("{registered}&error={mark}"),
        None => format!("error={mark}"),
    };
    let mut stream = TcpStream::connect(to).await?;
    let request = format!(
        "GET {}?{query} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
        target.path,
        to.port()
    );
    stream.write_all(request.as_bytes()).await?;
    loop {
        let arrival = listener.next().await;
        let arrival = arrival.ok_or_else(|| io::Error::other("the listener ended"))?;
        let ours = arrival.query.expose() == query;
        arrival.answer(Landing::NobodyWaits);
        // Anybody on this computer may knock meanwhile.
        if ours {
            break;
        }
    }
    let mut page = String::new();
    stream.read_to_string(&mut page).await?;
    if page.contains(mark) {
        Ok(())
    } else {
        Err(io::Error::other("another page was answered"))
    }
}
