//! The API key of an old account: the code comes from the server's side, without a state, and only then is it taken.

use super::*;
use crate::domain::authorize::AuthMethod;
use crate::domain::authorize::api_key::ApiKey;

async fn scene(redirect_uri: String) -> Scene {
    Scene::set(Options { redirect_uri, ..Options::default() }).await
}

impl Scene {
    fn key(&self) -> ApiKey {
        let (login, key) = self.sandbox.api_key(None).unwrap();
        ApiKey { login, key: Secret::new(key) }
    }

    fn pending(&self) -> Vec<crate::domain::authorize::pending::Pending> {
        self.context.ledger.pending(self.context.now()).unwrap()
    }

    fn begins(self, code_source: CodeSource, credentials: Credentials) -> Attempt {
        let new = NewConnection { credentials, ..self.named("old") };
        Attempt::begin(self, AuthorizationRequest::New(new, code_source))
    }
}

#[tokio::test]
async fn whatever_does_not_fit_is_refused_and_waiting_goes_on() {
    let port = free_port();
    let mut scene = scene("https://example.com/hook".into()).await;
    scene.context.handed_on = LoopbackTarget::on(port);
    let (key, credentials) = (scene.key(), scene.credentials());
    let mut attempt = scene.begins(CodeSource::ApiKey(key), credentials);
    assert_eq!(attempt.waits().await.auth_method, AuthMethod::ApiKey);
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
        let answer = asked(port, &format!("/callback?{query}")).await;
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
    attempt.is_pasted(&found);
    assert!(attempt.ends().await.is_ok());
    assert_eq!(attempt.scene.pending(), []);
}

#[tokio::test]
async fn without_a_key_given_no_such_code_is_taken() {
    let port = free_port();
    let scene = scene(format!("http://localhost:{port}/callback")).await;
    let credentials = scene.credentials();
    let mut attempt = scene.begins(CodeSource::Consent, credentials);
    assert_eq!(attempt.waits().await.auth_method, AuthMethod::Consent);
    let code = attempt.scene.sandbox.fresh_code(None).unwrap();
    let ready = attempt.scene.sandbox.ready();
    let query = format!(
        "code={code}&referer={}&client_id={}&from_exchange=1",
        ready.account, ready.client_id
    );
    assert!(asked(port, &format!("/callback?{query}")).await.starts_with("HTTP/1.1 400"));
}

#[tokio::test]
async fn a_refused_key_and_a_refused_integration_are_told_apart_and_nothing_waits() {
    let uri = format!("http://localhost:{}/callback", free_port());
    for cause in [Cause::ApiKeyRefused, Cause::WrongClient] {
        let scene = scene(uri.clone()).await;
        let (mut key, mut credentials) = (scene.key(), scene.credentials());
        if cause == Cause::ApiKeyRefused {
            key = ApiKey { login: "anna@acme.example".into(), key: Secret::new("0a".repeat(20)) };
        } else {
            credentials.client_secret = ClientSecret::parse(&"z9".repeat(32)).unwrap();
        }
        let mut attempt = scene.begins(CodeSource::ApiKey(key), credentials);
        assert_eq!(attempt.ends().await, Err(cause));
        assert_eq!(attempt.scene.pending(), []);
    }
}
