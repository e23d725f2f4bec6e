//! The demo: a sandbox inside the process, everything in memory and in a folder that goes away.

use std::fmt::Display;
use std::io;

use super::home::Home;
use super::tui::{self, Session};
use crate::app::model::StartAt;
use crate::app::settings::DemoAccount;
use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::{ClientId, ClientSecret, Credentials, RedirectUri};
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::trouble::{Cause, Trouble};
use crate::sandbox::{self, Sandbox};

/// Shows the whole main job on a machine with nothing but a terminal.
pub fn run(lang: Lang, browser: bool) -> Result<tui::End, Trouble> {
    let folder = tempfile::Builder::new().prefix("amokey-demo-").tempdir().map_err(internal)?;
    let sandbox = start().map_err(internal)?;
    let ready = sandbox.ready();
    let demo = DemoAccount {
        host: AccountHost::parse(&ready.account).map_err(internal)?,
        credentials: Credentials {
            client_id: ClientId::parse(&ready.client_id).map_err(internal)?,
            client_secret: ClientSecret::parse(&ready.client_secret).map_err(internal)?,
            redirect_uri: RedirectUri::parse(&ready.redirect_uri).map_err(internal)?,
        },
    };
    let origin = SandboxOrigin::parse(sandbox.origin()).map_err(internal)?;
    tui::run(Session {
        home: Home::at(folder.path().to_path_buf())?,
        store: StoreKind::Memory,
        lang,
        at: StartAt::Home,
        profile: None,
        sandbox: Some(origin),
        browser,
        demo: Some((demo, Box::new(move |link| sandbox.consent(link, None)))),
    })
}

fn internal(error: impl Display) -> Trouble {
    Trouble::noted(Cause::Internal, error)
}

/// A sandbox whose redirect URI is free on this machine: the usual one, or the next that nobody holds.
fn start() -> io::Result<Sandbox> {
    let free = |port: &u16| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let port = (18497..18597).find(free).unwrap_or(18497);
    sandbox::start(&sandbox::Options {
        redirect_uri: format!("http://localhost:{port}/callback"),
        ..sandbox::Options::default()
    })
}
