//! The demo's consent: what a browser would do when «Разрешить» is pressed.

use std::net::Ipv4Addr;

use crate::domain::account::AccountHost;
use crate::domain::secret::Secret;

/// From the address of a consent page, and the account that is chosen there, to the address that the browser would be sent
/// to, if to any.
pub type DemoConsent = Box<dyn Fn(&str, &AccountHost) -> Option<String> + Send>;

/// Goes to the callback and on to its page. Only `http://localhost` is reached.
pub async fn follow(callback: Secret) {
    // Plain http needs no TLS, yet the client wants to have a provider of it; whoever was first has installed one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let browser = reqwest::Client::builder()
        .user_agent("amokey demo")
        .no_proxy()
        .tls_certs_only([])
        .resolve("localhost", (Ipv4Addr::LOCALHOST, 0).into())
        .build();
    let answered = match browser {
        Ok(browser) => browser.get(callback.expose()).send().await,
        Err(error) => Err(error),
    };
    if let Err(error) = answered {
        let error = error.without_url();
        tracing::warn!(%error, "the sandbox's callback did not arrive");
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[tokio::test]
    async fn the_demo_follows_a_callback_to_its_page_as_a_browser_does() {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = tokio::spawn(async move {
            let mut asked = Vec::new();
            for answer in
                ["HTTP/1.1 303 See Other\r\nLocation: /page\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"]
            {
                let (mut browser, _) = listener.accept().await.unwrap();
                let mut head = [0; 200];
                let length = browser.read(&mut head).await.unwrap();
                let head = String::from_utf8_lossy(&head[..length]).into_owned();
                asked.push(head.lines().next().unwrap().to_owned());
                browser.write_all(answer.as_bytes()).await.unwrap();
            }
            asked
        });
        follow(Secret::new(format!("http://localhost:{port}/callback?code=c"))).await;
        let asked = server.await.unwrap();
        assert_eq!(asked, ["GET /callback?code=c HTTP/1.1", "GET /page HTTP/1.1"]);
    }
}
