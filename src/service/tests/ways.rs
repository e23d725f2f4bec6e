//! The ways in besides consent: the code from the settings, and the token that is pasted once.

use super::*;
use crate::domain::authorize::NewLongLived;

const DAY: Duration = Duration::from_secs(86_400);

impl Scene {
    async fn orders(&self, order: AuthorizationRequest) -> Result<Profile, Cause> {
        match ended(&self.context, order).await {
            Progress::Connected(profile, None) => Ok(*profile),
            Progress::Failed(trouble) => Err(trouble.cause),
            other => panic!("{other:?}"),
        }
    }

    fn long_lived(&self, account: Option<&str>, name: &str) -> NewLongLived {
        let at = self.at();
        NewLongLived {
            profile: ProfileName::parse(name).unwrap(),
            host: at.host,
            sandbox: at.sandbox,
            token: Secret::new(self.sandbox.long_lived(account, DAY).unwrap()),
        }
    }
}

#[tokio::test]
async fn a_code_that_is_refused_leaves_the_tokens_as_they_were() {
    let scene = Scene::strict().await;
    let before = scene.grant();
    let used = scene.code();
    assert!(scene.orders(scene.again(used.clone())).await.is_ok());
    let now = scene.grant();
    assert_ne!(now.tokens, before.tokens);
    assert_eq!(scene.orders(scene.again(used)).await, Err(Cause::CodeUsed));
    assert_eq!(scene.grant(), now);
    assert!(scene.works().await);
}

#[tokio::test]
async fn a_new_secret_key_alone_is_enough() {
    let scene = Scene::grace().await;
    let wrong = ClientSecret::parse(&"z9".repeat(32)).unwrap();
    let order = |secret| {
        let (again, code_source) = (Reauthorize::consent(scene.name.clone()), scene.code());
        AuthorizationRequest::Reauthorize(Reauthorize {
            secret: Some(secret),
            code_source,
            ..again
        })
    };
    let refused = scene.orders(order(wrong)).await;
    assert_eq!(refused, Err(Cause::WrongClient));
    let right = scene.credentials().client_secret;
    assert!(scene.orders(order(right)).await.is_ok());
}

/// In the integration it was changed; here the old one is kept.
#[tokio::test]
async fn a_new_redirect_uri_is_kept_once_a_code_was_exchanged_with_it() {
    let scene = Scene::strict().await;
    let old = RedirectUri::parse("https://example.com/old").unwrap();
    scene.change_grant(|grant| grant.credentials.redirect_uri = old.clone()).await;
    let before = scene.grant();
    assert_eq!(scene.forced().await, Err(Cause::RedirectUriMismatch));
    // Nothing is lost, and nobody is called for what a person may not know of.
    assert_eq!((scene.grant(), scene.record().needs_authorization), (before.clone(), None));
    let order = |uri: &RedirectUri, code_source| {
        let again = Reauthorize::consent(scene.name.clone());
        let redirect_uri = Some(uri.clone());
        AuthorizationRequest::Reauthorize(Reauthorize { redirect_uri, code_source, ..again })
    };
    let typo = RedirectUri::parse("https://example.com/typo").unwrap();
    let refused = scene.orders(order(&typo, scene.code())).await;
    assert_eq!((refused, scene.grant()), (Err(Cause::RedirectUriMismatch), before));
    let new = scene.credentials().redirect_uri;
    scene.orders(order(&new, scene.code())).await.unwrap();
    assert_eq!(
        (scene.grant().credentials.redirect_uri, scene.row().redirect_uri),
        (new.clone(), Some(new))
    );
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn a_name_keeps_its_integration() {
    let scene = Scene::grace().await;
    let before = scene.record();
    let mut new = scene.named("demo");
    new.credentials.client_id = ClientId::parse("00000000-1111-4222-8333-444444444444").unwrap();
    let order = AuthorizationRequest::New(new, scene.code());
    assert_eq!(scene.orders(order).await, Err(Cause::WrongIntegration));
    assert_eq!(scene.record(), before);
}

#[tokio::test]
async fn a_name_of_amocrm_stays_there() {
    let scene = Scene::grace().await;
    scene.change(|record| record.connection.as_mut().unwrap().sandbox = None).await;
    let (before, asked) = (scene.record(), scene.sandbox.stats());
    for order in [
        AuthorizationRequest::New(scene.named("demo"), scene.code()),
        AuthorizationRequest::LongLived(scene.long_lived(None, "demo")),
    ] {
        let refused = scene.orders(order).await;
        assert!(matches!(refused, Err(Cause::MovesServer { .. })), "{refused:?}");
    }
    assert_eq!((scene.record(), scene.sandbox.stats()), (before, asked));
}

#[tokio::test]
async fn a_long_lived_token_is_verified_before_it_is_kept_and_never_refreshed() {
    let scene = Scene::grace().await;
    let new = scene.long_lived(None, "bot");
    let token = new.token.clone();
    let profile = scene.orders(AuthorizationRequest::LongLived(new)).await.unwrap();
    assert!(profile.refresh.is_none() && profile.account.is_some());
    let bot = ProfileName::parse("bot").unwrap();
    let least = SignedDuration::ZERO;
    let given = valid(&scene.context, &bot, least, true, &nobody()).await;
    assert_eq!(given, Ok(token));
    assert_eq!(scene.pairs(), 0);
}

#[tokio::test]
async fn a_long_lived_token_that_is_of_no_use_is_refused_by_name() {
    let scene = Scene::set(Options { accounts: 2, ..Options::default() }).await;
    let garbled =
        NewLongLived { token: Secret::new("eyJ0.e30.c2ln"), ..scene.long_lived(None, "bot") };
    let refused = scene.orders(AuthorizationRequest::LongLived(garbled)).await;
    assert_eq!(refused, Err(Cause::LongLivedGarbled));
    let ended = scene.long_lived(None, "bot");
    scene.pass(SignedDuration::from_hours(25));
    let refused = scene.orders(AuthorizationRequest::LongLived(ended)).await;
    assert_eq!(refused, Err(Cause::LongLivedEnded));
    scene.sandbox.fault([Fault::Unauthorized]);
    let refused =
        scene.orders(AuthorizationRequest::LongLived(scene.long_lived(None, "bot"))).await;
    assert_eq!(refused.map_err(|cause| cause.severity()), Err(Severity::Person));
    assert_eq!(scene.stored("bot"), None);
}
