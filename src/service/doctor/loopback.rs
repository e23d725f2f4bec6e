//! The way back from the browser: our own listener on the registered port, and real requests to it.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use url::Url;

use super::bounded::bounded;
use super::check::Check;
use crate::domain::account::Platform;
use crate::domain::authorize::callback_page::CallbackPage;
use crate::domain::authorize::{LoopbackTarget, RedirectUri};
use crate::domain::profile::Profile;
use crate::loopback::{BindError, Listener, ListenerLimits, ListenerSettings, PageWords, bind};

/// How long a request to this computer may take.
const ROUND_TRIP: Duration = Duration::from_secs(2);

/// Tries every port that a redirect URI names; the usual one where nothing is connected. Without the way back the code
/// has to be pasted.
pub async fn check(profiles: &[Profile]) -> Vec<Check> {
    let usual = RedirectUri::parse(RedirectUri::DEFAULT).ok();
    let registered = profiles.iter().filter_map(|row| row.redirect_uri.clone());
    let uris: Vec<RedirectUri> = match profiles {
        [] => usual.into_iter().collect(),
        [_, ..] => registered.collect(),
    };
    let targets: BTreeMap<u16, LoopbackTarget> =
        uris.iter().filter_map(RedirectUri::loopback).map(|target| (target.port, target)).collect();
    if targets.is_empty() {
        return vec![Check::not_applicable("loopback", "doctor-loopback-not-ours")];
    }
    let mut checks = Vec::new();
    for target in targets.into_values() {
        checks.push(round_trip(target).await);
    }
    checks
}

async fn round_trip(target: LoopbackTarget) -> Check {
    let (port, begun) = (target.port, Instant::now());
    let name = format!("loopback:{port}");
    let lost = |address: &dyn Display, reason: &dyn Display| {
        Check::failed(&name, "doctor-loopback-lost")
            .text("address", address)
            .text("reason", reason)
            .fix("doctor-loopback-firewall")
    };
    // Only our own listener knows it.
    let mark = format!("check-{}", std::process::id());
    let settings = match settings(target.clone(), mark.clone()) {
        Ok(settings) => settings,
        Err(error) => return lost(&port, &error),
    };
    let mut listener = match bounded(move || bind(settings)).await {
        Ok(Ok(listener)) => listener,
        Ok(Err(BindError::Taken { port, holder })) => return taken(&name, port, holder),
        Ok(Err(BindError::Forbidden { .. })) => {
            return Check::failed(&name, "doctor-loopback-forbidden").fix("doctor-loopback-higher");
        }
        Ok(Err(BindError::Other(error))) => return lost(&port, &error),
        Err(_) => return lost(&port, &"the listener did not start"),
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
            Ok(Err(error)) => return lost(&to, &error),
            Err(_) => {
                return lost(&to, &format_args!("no answer in {} s", ROUND_TRIP.as_secs()));
            }
        }
    }
    let took = begun.elapsed();
    // It waits for its thread.
    let _ = bounded(move || listener.stop()).await;
    let addresses: Vec<_> = addresses.iter().map(ToString::to_string).collect();
    Check::ok(&name, "doctor-loopback-works")
        .text("addresses", addresses.join(", "))
        .number("ms", took.as_millis())
}

/// Somebody else listens there: `holder`, where the system tells.
fn taken(name: &str, port: u16, holder: Option<String>) -> Check {
    let check = match holder {
        Some(holder) => Check::failed(name, "doctor-loopback-taken-by").text("holder", holder),
        None => Check::failed(name, "doctor-loopback-taken"),
    };
    let who_listens = if cfg!(target_os = "linux") {
        format!("ss -ltnp 'sport = :{port}'")
    } else if cfg!(windows) {
        format!("netstat -ano | findstr :{port}")
    } else {
        format!("lsof -nP -iTCP:{port} -sTCP:LISTEN")
    };
    check.text("command", who_listens).fix("doctor-loopback-free")
}

fn settings(target: LoopbackTarget, mark: String) -> Result<ListenerSettings, url::ParseError> {
    Ok(ListenerSettings {
        target,
        consent_url: Url::parse(&Platform::AmoCrm.consent_page())?,
        words: Arc::new(move |_: &CallbackPage| PageWords {
            lang: "en".to_owned(),
            title: mark.clone(),
            sentence: mark.clone(),
            hint: None,
        }),
        notes: None,
        limits: ListenerLimits::default(),
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
        arrival.answer(CallbackPage::NobodyWaits);
        // Anybody on this computer may knock meanwhile.
        if ours {
            break;
        }
    }
    let mut page = String::new();
    stream.read_to_string(&mut page).await?;
    if page.contains(mark) { Ok(()) } else { Err(io::Error::other("another page was answered")) }
}
