//! The client against the stand-in for amoCRM, which was written without knowing it.

use std::time::Duration;

use super::super::{Client, Endpoint, HttpLimits};
use super::limited;
use crate::domain::account::AccountHost;
use crate::domain::account::sandbox_origin::SandboxOrigin;
use crate::domain::authorize::credentials::{ClientId, ClientSecret, Credentials};
use crate::domain::authorize::redirect_uri::RedirectUri;
use crate::domain::secret::Secret;
use crate::domain::tokens::TokenResponse;
use crate::domain::trouble::{Cause, Trouble};
use crate::sandbox::{Fault, Options, Sandbox, start};

struct Scene {
    sandbox: Sandbox,
    client: Client,
    at: Endpoint,
    credentials: Credentials,
}

impl Scene {
    fn new() -> Self {
        // What is counted here is answers, not how many there may be in a second.
        let sandbox = start(&Options { limits: false, ..Options::default() }).unwrap();
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
        let client = limited(HttpLimits { token: Duration::from_secs(2), ..HttpLimits::default() });
        Self { sandbox, client, at, credentials }
    }

    async fn refresh(&self, token: &Secret) -> Result<TokenResponse, Trouble> {
        self.client.refresh(&self.at, &self.credentials, token).await
    }

    async fn pair(&self) -> TokenResponse {
        let code = Secret::new(self.sandbox.fresh_code(None).unwrap());
        self.client.exchange(&self.at, &self.credentials, &code).await.unwrap()
    }
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
    let scene = Scene::new();
    for name in Fault::names() {
        let pair = scene.pair().await;
        scene.sandbox.fault([name.parse().unwrap()]);
        let told = scene.refresh(&pair.refresh).await;
        let Some(cause) = expected(&name) else {
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
