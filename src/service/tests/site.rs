//! A redirect URI on the person's own site: its page hands the callback on, or the address is pasted.

use std::net::TcpListener;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};

use super::*;
use crate::domain::consent::{Entrance, NewConnection, Order, Progress, Waiting};
use crate::domain::pasted::{self, Pasted};
use crate::service::authorize::{Person, authorize};

const PAGE: &str = "https://example.com/amokey.html";

/// An authorization that waits for consent.
struct Attempt {
    scene: Scene,
    waiting: Waiting,
    pastes: mpsc::Sender<Pasted>,
    told: mpsc::UnboundedReceiver<Progress>,
    _patience: oneshot::Sender<()>,
}

impl Attempt {
    async fn begin(port: u16) -> Self {
        let mut scene = Scene::set(Options {
            redirect_uri: PAGE.into(),
            ..Options::default()
        })
        .await;
        scene.context.handed_on = LoopbackTarget::on(port);
        let at = scene.at();
        let order = Order::New(
            NewConnection {
                profile: ProfileName::parse("site").unwrap(),
                host: at.host,
                credentials: scene.credentials(),
                sandbox: at.sandbox,
            },
            Entrance::Consent,
        );
        let (pastes, clipboard) = mpsc::channel(1);
        let (patience, end) = oneshot::channel();
        let (tell, mut told) = mpsc::unbounded_channel();
        let context = scene.context.clone();
        tokio::spawn(async move {
            let person = Person {
                pastes: clipboard,
                gives_up: end,
            };
            authorize(&context, order, person, |progress| {
                drop(tell.send(progress));
            })
            .await;
        });
        let waiting = loop {
            if let Progress::Waiting(waiting) = told.recv().await.unwrap() {
                break waiting;
            }
        };
        Self {
            scene,
            waiting,
            pastes,
            told,
            _patience: patience,
        }
    }

    /// Where the browser is sent after «Разрешить».
    fn landed(&self) -> String {
        let link = self.waiting.consent_url.expose();
        self.scene.sandbox.consent(link, None).unwrap()
    }

    async fn connected(&mut self) -> String {
        loop {
            match self.told.recv().await.expect("it ended without tokens") {
                Progress::Connected(profile, None) => return profile.name.to_string(),
                Progress::Connected(_, Some(trouble)) | Progress::Failed(trouble) => {
                    panic!("{trouble:?}")
                }
                _ => {}
            }
        }
    }
}

fn free_port() -> (TcpListener, u16) {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = held.local_addr().unwrap().port();
    (held, port)
}

#[tokio::test]
async fn what_the_page_hands_on_is_the_callback() {
    let (held, port) = free_port();
    drop(held);
    let mut attempt = Attempt::begin(port).await;
    // The browser does not come back to us by itself, so nothing is said that would promise it.
    assert_eq!(attempt.waiting.local_url, None);

    let landed = attempt.landed();
    let query = landed.strip_prefix(PAGE).unwrap();
    let mut browser = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = format!("GET /callback{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    browser.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    browser.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    // The sandbox has compared the redirect URI of the exchange with the registered one.
    assert_eq!(attempt.connected().await, "site");
}

#[tokio::test]
async fn a_port_that_is_taken_leaves_the_paste() {
    let (_held, port) = free_port();
    let mut attempt = Attempt::begin(port).await;
    let pasted = pasted::parse(&attempt.landed()).unwrap();
    attempt.pastes.send(pasted).await.unwrap();
    assert_eq!(attempt.connected().await, "site");
}
