//! A redirect URI on the person's own site: its page hands the callback on, or the address is pasted.

use std::net::TcpListener;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::attempt::Attempt;
use super::port::free_port;
use super::*;
use crate::domain::consent::{Entrance, NewConnection, Order, Waiting};
use crate::domain::pasted;

const PAGE: &str = "https://example.com/amokey.html";

/// An authorization that waits for consent, and where.
async fn begin(port: u16) -> (Attempt, Waiting) {
    let mut scene = Scene::set(Options {
        redirect_uri: PAGE.into(),
        ..Options::default()
    })
    .await;
    scene.context.handed_on = LoopbackTarget::on(port);
    let at = scene.at();
    let new = NewConnection {
        profile: ProfileName::parse("site").unwrap(),
        host: at.host,
        credentials: scene.credentials(),
        sandbox: at.sandbox,
    };
    let mut attempt = Attempt::begin(scene, Order::New(new, Entrance::Consent));
    let waiting = attempt.waits().await;
    (attempt, waiting)
}

/// Where the browser is sent after «Разрешить».
fn landed(attempt: &Attempt, waiting: &Waiting) -> String {
    let link = waiting.consent_url.expose();
    attempt.scene.sandbox.consent(link, None).unwrap()
}

#[tokio::test]
async fn what_the_page_hands_on_is_the_callback() {
    let port = free_port();
    let (mut attempt, waiting) = begin(port).await;
    // The browser does not come back to us by itself, so nothing is said that would promise it.
    assert_eq!(waiting.local_url, None);

    let landed = landed(&attempt, &waiting);
    let query = landed.strip_prefix(PAGE).unwrap();
    let answer = asks(port, &format!("/callback{query}")).await;
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let (_, page) = answer.split_once("\r\nLocation: ").unwrap();
    let page = asks(port, page.split("\r\n").next().unwrap()).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    // The sandbox has compared the redirect URI of the exchange with the registered one.
    assert_eq!(attempt.ends().await.unwrap().name.as_str(), "site");
}

async fn asks(port: u16, path: &str) -> String {
    let mut browser = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    browser.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    browser.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_port_that_is_taken_leaves_the_paste() {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = held.local_addr().unwrap().port();
    let (mut attempt, waiting) = begin(port).await;
    let pasted = pasted::parse(&landed(&attempt, &waiting)).unwrap();
    attempt.pastes.send(pasted).await.unwrap();
    assert_eq!(attempt.ends().await.unwrap().name.as_str(), "site");
}
