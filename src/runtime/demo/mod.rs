//! The demo: sandboxes inside the process, everything in memory and in a folder that goes away.

mod cast;
mod profiles;

use std::fmt::Display;
use std::io;
use std::net::{Ipv4Addr, TcpListener};

use super::clock;
use super::home::Home;
use super::tui::{self, Demo, Session};
use crate::app::model::StartAt;
use crate::app::settings::DemoAccount;
use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::{ClientId, ClientSecret, Credentials, RedirectUri};
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::trouble::{Cause, Trouble};
use crate::sandbox::{self, Platform, Sandbox};

pub use profiles::{DemoProfile, furnish};

/// Shows the whole main job on a machine with nothing but a terminal; with so many profiles, the dashboard as well.
pub fn run(lang: Lang, browser: bool, count: usize) -> Result<tui::End, Trouble> {
    let folder = tempfile::Builder::new().prefix("amokey-demo-").tempdir().map_err(internal)?;
    let [amocrm, kommo] = start().map_err(internal)?;
    let profiles = profiles::all([&amocrm, &kommo], count, clock::now()).map_err(internal)?;
    let account = DemoAccount {
        host: AccountHost::parse(&amocrm.ready().account).map_err(internal)?,
        credentials: credentials(&amocrm).map_err(internal)?,
    };
    let origin = SandboxOrigin::parse(amocrm.origin()).map_err(internal)?;
    let consent = move |link: &str, host: &AccountHost| {
        let asked = [&amocrm, &kommo].into_iter().find(|it| link.starts_with(it.origin()))?;
        // Of an account that it does not have, the first one answers, as another account would.
        asked.consent(link, Some(host.as_str())).or_else(|| asked.consent(link, None))
    };
    tui::run(Session {
        home: Home::at(folder.path().to_path_buf())?,
        store: StoreKind::Memory,
        lang,
        at: StartAt::Home,
        profile: None,
        sandbox: Some(origin),
        browser,
        demo: Some(Demo { account, consent: Box::new(consent), profiles }),
    })
}

fn credentials(sandbox: &Sandbox) -> Result<Credentials, String> {
    let ready = sandbox.ready();
    Ok(Credentials {
        client_id: ClientId::parse(&ready.client_id).map_err(|error| error.to_string())?,
        client_secret: ClientSecret::parse(&ready.client_secret)
            .map_err(|error| error.to_string())?,
        redirect_uri: RedirectUri::parse(&ready.redirect_uri).map_err(|error| error.to_string())?,
    })
}

fn internal(error: impl Display) -> Trouble {
    Trouble::noted(Cause::Internal, error)
}

/// Where redirect URIs of demos may be: the usual port, and those behind it.
const PORTS: std::ops::Range<u16> = 18497..18547;

/// amoCRM and Kommo, with a redirect URI whose port is free on this computer. The stand-in itself holds a port that
/// belongs to it: another demo, which may wait for its consent at any time, takes the next pair.
fn start() -> io::Result<[Sandbox; 2]> {
    let free = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
    let held = PORTS.filter(|port| free(*port)).find_map(|port| {
        let beside = port.checked_add(PORTS.end - PORTS.start)?;
        Some((port, play(Platform::AmoCrm, port, beside).ok()?))
    });
    let (port, amocrm) = match held {
        Some(held) => held,
        None => (PORTS.start, play(Platform::AmoCrm, PORTS.start, 0)?),
    };
    Ok([amocrm, play(Platform::Kommo, port, 0)?])
}

fn play(platform: Platform, callback: u16, port: u16) -> io::Result<Sandbox> {
    sandbox::start(&sandbox::Options {
        port,
        platform,
        redirect_uri: format!("http://localhost:{callback}/callback"),
        ..sandbox::Options::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demos_beside_each_other_wait_at_different_ports() {
        let [(one, _), (other, _)] = [(), ()].map(|()| {
            let [amocrm, kommo] = start().unwrap();
            let uri = amocrm.ready().redirect_uri.clone();
            assert_eq!(uri, kommo.ready().redirect_uri);
            (uri, [amocrm, kommo])
        });
        assert_ne!(one, other);
    }
}
