//! The demo: a sandbox inside the process, everything in memory and in a folder that goes away.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::home::Home;
use super::tui::{self, Session};
use crate::app::model::{Demo, Entry};
use crate::domain::account::AccountHost;
use crate::domain::credentials::{ClientId, ClientSecret, Credentials};
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::redirect_uri::RedirectUri;
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};
use crate::sandbox::{self, Sandbox};

/// Presses «Разрешить» in the sandbox, as the person would in a browser.
#[derive(Clone)]
pub struct Consenting(Arc<Sandbox>);

impl Consenting {
    /// Goes through the consent page, and to where the browser would be sent.
    pub fn consent(&self, link: &Secret) -> impl Future<Output = ()> + Send + use<> {
        let callback = self.0.consent(link.expose(), None).map(Secret::new);
        async move {
            if let Some(callback) = callback
                && let Err(error) = visit(callback.expose()).await
            {
                tracing::warn!(%error, "the sandbox's callback did not arrive");
            }
        }
    }
}

/// What a browser does with a redirect to a loopback address: it asks for the page and shows what comes.
async fn visit(callback: &str) -> io::Result<()> {
    let url = url::Url::parse(callback).map_err(io::Error::other)?;
    let port = url.port_or_known_default().unwrap_or(80);
    let query = url.query().unwrap_or_default();
    let mut browser = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    let head = format!(
        "GET {}?{query} HTTP/1.1\r\nHost: localhost:{port}\r\nUser-Agent: amokey demo\r\n\r\n",
        url.path()
    );
    browser.write_all(head.as_bytes()).await?;
    browser.read_to_end(&mut Vec::new()).await?;
    Ok(())
}

/// Shows the whole main job on a machine with nothing but a terminal.
pub fn run(lang: Lang, browser: bool) -> Result<tui::End, Trouble> {
    let internal = |error: io::Error| Trouble::noted(Cause::Internal, error);
    let folder = tempfile::Builder::new()
        .prefix("amokey-demo-")
        .tempdir()
        .map_err(internal)?;
    let sandbox = Arc::new(start().map_err(internal)?);
    let ready = sandbox.ready();
    let invalid = |error: &dyn std::fmt::Display| Trouble::noted(Cause::Internal, error);
    let demo = Demo {
        host: AccountHost::parse(&ready.account).map_err(|error| invalid(&error))?,
        credentials: Credentials {
            client_id: ClientId::parse(&ready.client_id).map_err(|error| invalid(&error))?,
            client_secret: ClientSecret::parse(&ready.client_secret)
                .map_err(|error| invalid(&error))?,
            redirect_uri: RedirectUri::parse(&ready.redirect_uri)
                .map_err(|error| invalid(&error))?,
        },
    };
    let origin = SandboxOrigin::parse(sandbox.origin()).map_err(|error| invalid(&error))?;
    tui::run(Session {
        home: Home::at(folder.path().to_path_buf())?,
        store: StoreKind::Memory,
        lang,
        at: Entry::Home,
        profile: None,
        sandbox: Some(origin),
        browser,
        demo: Some((demo, Consenting(sandbox))),
    })
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
