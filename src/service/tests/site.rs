//! A redirect URI on the person's own site: its page hands the callback on, or the address is pasted.

use super::*;
use crate::domain::authorize::Waiting;

const PAGE: &str = "https://example.com/amokey.html";

/// An authorization that waits for consent, and where.
async fn begin(port: u16) -> (Attempt, Waiting) {
    let mut scene = Scene::set(Options { redirect_uri: PAGE.into(), ..Options::default() }).await;
    scene.context.handed_on = LoopbackTarget::on(port);
    let order = AuthorizationRequest::New(scene.named("site"), CodeSource::Consent);
    let mut attempt = Attempt::begin(scene, order);
    let waiting = attempt.waits().await;
    (attempt, waiting)
}

#[tokio::test]
async fn what_the_page_hands_on_is_the_callback() {
    let port = free_port();
    let (mut attempt, waiting) = begin(port).await;
    // The browser does not come back to us by itself, so nothing is said that would promise it.
    assert_eq!(waiting.local_url, None);

    let landed = attempt.landed(&waiting, None);
    let query = landed.strip_prefix(PAGE).unwrap();
    let answer = asked(port, &format!("/callback{query}")).await;
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let (_, page) = answer.split_once("\r\nLocation: ").unwrap();
    let page = asked(port, page.split("\r\n").next().unwrap()).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    // The sandbox has compared the redirect URI of the exchange with the registered one.
    assert_eq!(attempt.ends().await.unwrap().name.as_str(), "site");
}

#[tokio::test]
async fn a_port_that_is_taken_leaves_the_paste() {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = held.local_addr().unwrap().port();
    let (mut attempt, waiting) = begin(port).await;
    attempt.is_pasted(&attempt.landed(&waiting, None));
    assert_eq!(attempt.ends().await.unwrap().name.as_str(), "site");
}
