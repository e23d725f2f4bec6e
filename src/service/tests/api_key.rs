//! The API key of an old account: the code comes from the server's side, without a state, and only then is it taken.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::attempt::Attempt;
use super::port::free_port;
use super::*;
use crate::domain::api_key::ApiKey;
use crate::domain::consent::{Entrance, NewConnection, Order, Progress, WayIn};

async fn scene(redirect_uri: String) -> Scene {
    Scene::set(Options {
        redirect_uri,
        ..Options::default()
    })
    .await
}

impl Scene {
    fn key(&self) -> ApiKey {
        let (login, key) = self.sandbox.api_key(None).unwrap();
        ApiKey {
            login,
            key: Secret::new(key),
        }
    }

    fn pending(&self) -> Vec<crate::domain::pending::Pending> {
        self.context.ledger.pending(self.context.now()).unwrap()
    }

    fn begins(self, entrance: Entrance, credentials: Credentials) -> Attempt {
        let at = self.at();
        let new = NewConnection {
            profile: ProfileName::parse("old").unwrap(),
            host: at.host,
            credentials,
            sandbox: at.sandbox,
        };
        Attempt::begin(self, Order::New(new, entrance))
    }

    fn begins_with_key(self) -> Attempt {
        let (entrance, credentials) = (Entrance::ApiKey(self.key()), self.credentials());
        self.begins(entrance, credentials)
    }
}

async fn get(port: u16, query: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = format!("GET /callback?{query} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn the_code_that_comes_for_a_key_is_exchanged() {
    let uri = format!("http://localhost:{}/callback", free_port());
    let mut attempt = scene(uri).await.begins_with_key();
    let profile = attempt.ends().await.unwrap();
    assert!(profile.refresh.is_some() && profile.account.is_some());
    assert_eq!(attempt.scene.pending(), []);
}

#[tokio::test]
async fn whatever_does_not_fit_is_refused_and_waiting_goes_on() {
    let port = free_port();
    let mut scene = scene("https://example.com/hook".into()).await;
    scene.context.handed_on = LoopbackTarget::on(port);
    let mut attempt = scene.begins_with_key();
    assert_eq!(attempt.waits().await.way_in, WayIn::ApiKey);
    let code = attempt.scene.sandbox.fresh_code(None).unwrap();
    let ready = attempt.scene.sandbox.ready().clone();
    let (id, host) = (ready.client_id, ready.account);
    let mut told = false;
    for query in [
        format!("code={code}&referer={host}&client_id={id}"),
        format!("code={code}&referer={host}&client_id={id}&from_exchange=0"),
        format!("code={code}&referer={host}&from_exchange=1"),
        format!("code={code}&referer=other.amocrm.ru&client_id={id}&from_exchange=1"),
        format!("code={code}&referer={host}&client_id=someone&from_exchange=1"),
        "error=access_denied&from_exchange=1".to_owned(),
    ] {
        let answer = get(port, &query).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{query}: {answer}");
        if std::mem::replace(&mut told, true) {
            // Of a kind, one is told a minute.
            continue;
        }
        let stray = attempt
            .next(|progress| match progress {
                Progress::Stray(trouble) => Some(trouble.cause),
                _ => None,
            })
            .await;
        assert_eq!(stray, Cause::WrongAttempt, "{query}");
    }
    // From the log of the site, as a person finds it there.
    let found = format!("code={code}&referer={host}&client_id={id}&from_exchange=1");
    let pasted = crate::domain::pasted::parse(&found).unwrap();
    attempt.pastes.send(pasted).await.unwrap();
    assert!(attempt.ends().await.is_ok());
}

#[tokio::test]
async fn without_a_key_given_no_such_code_is_taken() {
    let port = free_port();
    let scene = scene(format!("http://localhost:{port}/callback")).await;
    let credentials = scene.credentials();
    let mut attempt = scene.begins(Entrance::Consent, credentials);
    assert_eq!(attempt.waits().await.way_in, WayIn::Consent);
    let code = attempt.scene.sandbox.fresh_code(None).unwrap();
    let ready = attempt.scene.sandbox.ready();
    let query = format!(
        "code={code}&referer={}&client_id={}&from_exchange=1",
        ready.account, ready.client_id
    );
    assert!(get(port, &query).await.starts_with("HTTP/1.1 400"));
}

#[tokio::test]
async fn a_refused_key_and_a_refused_integration_are_told_apart_and_nothing_waits() {
    let uri = format!("http://localhost:{}/callback", free_port());
    let wrong = ApiKey {
        login: "anna@acme.example".into(),
        key: Secret::new("0a".repeat(20)),
    };
    let first = scene(uri.clone()).await;
    let credentials = first.credentials();
    let mut attempt = first.begins(Entrance::ApiKey(wrong), credentials);
    assert_eq!(attempt.ends().await, Err(Cause::ApiKeyRefused));
    assert_eq!(attempt.scene.pending(), []);

    let second = scene(uri).await;
    let entrance = Entrance::ApiKey(second.key());
    let credentials = Credentials {
        client_secret: ClientSecret::parse(&"z9".repeat(32)).unwrap(),
        ..second.credentials()
    };
    let mut attempt = second.begins(entrance, credentials);
    assert_eq!(attempt.ends().await, Err(Cause::WrongClient));
    assert_eq!(attempt.scene.pending(), []);
}
