//! The client against the stand-in for amoCRM, which was written without knowing it.

use std::time::Duration;

use super::super::{Client, Endpoint, Limits, Whereabouts, consent_url};
use crate::domain::account::{AccountHost, Platform};
use crate::domain::callback::{self, Callback};
use crate::domain::credentials::{ClientId, ClientSecret, Credentials};
use crate::domain::pending::State;
use crate::domain::redirect_uri::RedirectUri;
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::secret::Secret;
use crate::domain::token::TokenAnswer;
use crate::domain::trouble::{Cause, Trouble};
use crate::sandbox::{Fault, Options, Rotation, Sandbox, start};

struct Scene {
    sandbox: Sandbox,
    client: Client,
    at: Endpoint,
    credentials: Credentials,
}

impl Scene {
    fn set(options: Options) -> Self {
        // What is counted here is answers, not how many there may be in a second.
        let options = Options {
            limits: false,
            ..options
        };
        let sandbox = start(&options).unwrap();
        let ready = sandbox.ready();
        let at = Endpoint {
            host: AccountHost::parse(&ready.account).unwrap(),
            sandbox: Some(SandboxOrigin::parse(&ready.origin).unwrap()),
        };
        let credentials = Credentials {
            client_id: ClientId::parse(&ready.client_id).unwrap(),
            client_secret: ClientSecret::parse(&ready.client_secret).unwrap(),
            redirect_uri: RedirectUri::parse(&ready.redirect_uri).unwrap(),
        };
        let client = Client::limited(Limits {
            token: Duration::from_secs(2),
            ..Limits::default()
        });
        Self {
            sandbox,
            client,
            at,
            credentials,
        }
    }

    async fn exchange(&self, code: &str) -> Result<TokenAnswer, Trouble> {
        let code = Secret::new(code);
        self.client
            .exchange(&self.at, &self.credentials, &code)
            .await
    }

    async fn refresh(&self, token: &Secret) -> Result<TokenAnswer, Trouble> {
        self.client
            .refresh(&self.at, &self.credentials, token)
            .await
    }

    async fn pair(&self) -> TokenAnswer {
        let code = self.sandbox.fresh_code(None).unwrap();
        self.exchange(&code).await.unwrap()
    }
}

fn cause<T: std::fmt::Debug>(result: Result<T, Trouble>) -> Cause {
    result.unwrap_err().cause
}

#[tokio::test]
async fn from_consent_to_the_accounts_name_and_a_second_pair() {
    for platform in Platform::ALL {
        let scene = Scene::set(Options {
            platform: platform.id().parse().unwrap(),
            ..Options::default()
        });
        let state = State::from_random([7; 32]);
        let id = &scene.credentials.client_id;
        let url = consent_url(platform, id, &state, scene.at.sandbox.as_ref());
        let redirected = scene.sandbox.consent(&url, None).unwrap();
        let (_, query) = redirected.split_once('?').unwrap();
        let Callback::Granted(granted) = callback::parse(query).unwrap() else {
            panic!("{redirected}");
        };
        assert_eq!(granted.state.as_ref(), Some(state.secret()));

        let first = scene.exchange(granted.code.expose()).await.unwrap();
        let clock = first.server_time.unwrap().as_second();
        assert!((scene.sandbox.now() - clock).abs() <= 1);
        assert_eq!(first.expires_in, 86_400);
        let facts = scene
            .client
            .account(&scene.at, &first.access)
            .await
            .unwrap();
        assert!(!facts.name.is_empty() && facts.user_id.is_some());

        let second = scene.refresh(&first.refresh).await.unwrap();
        assert_ne!(second.refresh, first.refresh);
        let again = scene.client.account(&scene.at, &second.access).await;
        assert_eq!(again, Ok(facts));
        // The new pair was used, so the old one is over.
        assert_eq!(
            cause(scene.refresh(&first.refresh).await),
            Cause::TokenRevoked
        );
    }
}

#[tokio::test]
async fn real_refusals_have_their_causes() {
    let mut scene = Scene::set(Options::default());
    let code = scene.sandbox.fresh_code(None).unwrap();
    let pair = scene.exchange(&code).await.unwrap();
    assert_eq!(cause(scene.exchange(&code).await), Cause::CodeUsed);
    assert_eq!(
        cause(scene.exchange(&"def50200".repeat(110)).await),
        Cause::CodeGarbled
    );
    let late = scene.sandbox.fresh_code(None).unwrap();
    scene.sandbox.advance(Duration::from_secs(21 * 60));
    assert_eq!(cause(scene.exchange(&late).await), Cause::CodeExpired);

    let right = scene.credentials.clone();
    scene.credentials.client_secret = ClientSecret::parse(&"z9Y8".repeat(16)).unwrap();
    assert_eq!(
        cause(scene.refresh(&pair.refresh).await),
        Cause::WrongClient
    );
    scene.credentials = right.clone();
    let slashed = format!("{}/", right.redirect_uri);
    scene.credentials.redirect_uri = RedirectUri::parse(&slashed).unwrap();
    let code = scene.sandbox.fresh_code(None).unwrap();
    assert_eq!(
        cause(scene.exchange(&code).await),
        Cause::RedirectUriMismatch
    );
    scene.credentials = right;

    let garbled = Secret::new("def50200".repeat(100));
    assert_eq!(cause(scene.refresh(&garbled).await), Cause::TokenGarbled);
    scene.sandbox.advance(Duration::from_secs(100 * 86_400));
    assert_eq!(
        cause(scene.refresh(&pair.refresh).await),
        Cause::TokenExpired
    );
    let ended = scene.client.account(&scene.at, &pair.access).await;
    assert_eq!(cause(ended), Cause::Unauthorized);

    let pair = scene.pair().await;
    assert!(scene.sandbox.revoke("demo"));
    assert_eq!(
        cause(scene.refresh(&pair.refresh).await),
        Cause::TokenRevoked
    );
}

#[tokio::test]
async fn every_fault_has_its_cause_and_a_request_id() {
    let missing = |name: &str| Cause::MissingParameter { name: name.into() };
    let limit = |retry_after| Cause::TooManyRequests { retry_after };
    let expected = |fault: &str| match fault {
        "500" | "504" | "401" => Some(Cause::ServerError),
        "402" => Some(Cause::SubscriptionOver),
        "403_html" => Some(Cause::Blocked),
        "403_json" => Some(Cause::Forbidden),
        "404" | "301" | "307" => Some(Cause::NoSuchAccount),
        "invalid_client" => Some(Cause::WrongClient),
        "429" => Some(limit(Some(300))),
        "429_text" => Some(limit(None)),
        "html_200"
        | "empty_200"
        | "huge"
        | "drop_before"
        | "drop_after_rotation"
        | "cut"
        | "no_refresh_token" => Some(Cause::BadAnswer),
        "slow" => Some(Cause::TimedOut),
        "no_server_time" => None,
        "unsupported_grant" | "unknown_hint" => Some(Cause::Refused),
        "redirect_uri" => Some(Cause::RedirectUriMismatch),
        "code_expired" => Some(Cause::CodeExpired),
        "code_revoked" => Some(Cause::CodeUsed),
        "code_garbled" | "code_malformed" => Some(Cause::CodeGarbled),
        "code_not_linked" => Some(Cause::CodeOfAnotherIntegration),
        "invalid_account" => Some(Cause::InvalidAccount),
        "token_revoked" => Some(Cause::TokenRevoked),
        "token_not_linked" => Some(Cause::TokenOfAnotherIntegration),
        "token_garbled" => Some(Cause::TokenGarbled),
        "token_expired" => Some(Cause::TokenExpired),
        other => Some(missing(other.strip_prefix("missing_").unwrap())),
    };
    let scene = Scene::set(Options::default());
    for name in Fault::names() {
        let pair = scene.pair().await;
        scene.sandbox.fault([name.parse().unwrap()]);
        let told = scene.refresh(&pair.refresh).await;
        let Some(cause) = expected(name) else {
            // Without `server_time` there is still the header.
            assert!(told.unwrap().server_time.is_some(), "{name}");
            continue;
        };
        let trouble = told.unwrap_err();
        assert_eq!(trouble.cause, cause, "{name}: {trouble}");
        let answered = trouble.detail.status.is_some();
        assert_eq!(trouble.detail.request_id.is_some(), answered, "{name}");
        assert!(!format!("{trouble:?}").contains(pair.refresh.expose()));
    }
}

#[tokio::test]
async fn an_answer_lost_after_the_rotation_is_mended_by_grace_and_only_by_grace() {
    for (rotation, works) in [(Rotation::Grace, true), (Rotation::Strict, false)] {
        let scene = Scene::set(Options {
            rotation,
            ..Options::default()
        });
        let pair = scene.pair().await;
        scene.sandbox.fault([Fault::DropAfter]);
        assert_eq!(cause(scene.refresh(&pair.refresh).await), Cause::BadAnswer);
        assert_eq!(scene.refresh(&pair.refresh).await.is_ok(), works);
        // Once each: nothing below us tries again by itself.
        assert_eq!(scene.sandbox.stats().token_requests_total(), 3);
    }
}

#[tokio::test]
async fn a_renamed_account_is_found_again() {
    let mut scene = Scene::set(Options::default());
    let pair = scene.pair().await;
    let look = async |scene: &Scene| {
        scene
            .client
            .renamed(&scene.at, &pair.access, &pair.refresh)
            .await
    };
    assert_eq!(look(&scene).await, Ok(Whereabouts::Here));
    assert!(scene.sandbox.rename("demo", "acme-new"));
    assert_eq!(
        cause(scene.refresh(&pair.refresh).await),
        Cause::NoSuchAccount
    );
    let Ok(Whereabouts::Moved(new)) = look(&scene).await else {
        panic!("it was renamed");
    };
    assert_eq!(new.as_str(), "acme-new.amocrm.ru");
    scene.at.host = new;
    assert!(scene.refresh(&pair.refresh).await.is_ok());
}
