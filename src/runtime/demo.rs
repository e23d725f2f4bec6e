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

/// What a browser does with a redirect to a loopback address: it asks for the page, follows where that leads, and shows
/// what comes.
async fn visit(callback: &str) -> io::Result<()> {
    let callback = url::Url::parse(callback).map_err(io::Error::other)?;
    let answer = fetched(&callback).await?;
    let location = answer
        .lines()
        .find_map(|line| line.strip_prefix("Location: "));
    if let Some(page) = location {
        let page = callback.join(page).map_err(io::Error::other)?;
        fetched(&page).await?;
    }
    Ok(())
}

async fn fetched(page: &url::Url) -> io::Result<String> {
    let port = page.port_or_known_default().unwrap_or(80);
    let query = page.query().map(|query| format!("?{query}"));
    let mut browser = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    let head = format!(
        "GET {}{} HTTP/1.1\r\nHost: localhost:{port}\r\nUser-Agent: amokey demo\r\n\r\n",
        page.path(),
        query.unwrap_or_default()
    );
    browser.write_all(head.as_bytes()).await?;
    let mut answer = String::new();
    browser.read_to_string(&mut answer).await?;
    Ok(answer)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_demo_follows_a_callback_to_its_page_as_a_browser_does() {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = tokio::spawn(async move {
            let mut asked = Vec::new();
            for answer in [
                "HTTP/1.1 303 See Other\r\nLocation: /page\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
            ] {
                let (mut browser, _) = listener.accept().await.unwrap();
                let mut head = [0; 200];
                let length = browser.read(&mut head).await.unwrap();
                let head = String::from_utf8_lossy(&head[..length]).into_owned();
                asked.push(head.lines().next().unwrap().to_owned());
                browser.write_all(answer.as_bytes()).await.unwrap();
            }
            asked
        });
        let callback = format!("http://localhost:{port}/callback?code=c");
        visit(&callback).await.unwrap();
        let asked = server.await.unwrap();
        assert_eq!(
            asked,
            ["GET /callback?code=c HTTP/1.1", "GET /page HTTP/1.1"]
        );
    }
}
