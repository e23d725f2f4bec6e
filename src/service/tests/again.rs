//! A profile that is authorized again: whose account has moved, or whose last attempt was killed.

use super::*;
use crate::domain::tokens::record::Draft;
use crate::service::authorize::drafts;

/// The profile once more, by consent; where the browser landed is pasted.
async fn asks_again(options: Options) -> Attempt {
    let scene = Scene::pasted(options).await;
    let order = scene.again(CodeSource::Consent);
    Attempt::begin(scene, order)
}

/// Allows access for an account, and pastes where that leads.
async fn allows(attempt: &mut Attempt, account: Option<&str>) -> Result<Profile, Cause> {
    let waiting = attempt.waits().await;
    attempt.is_pasted(&attempt.landed(&waiting, account));
    attempt.ends().await
}

#[tokio::test]
async fn an_account_that_was_revoked_and_renamed_is_known_by_its_number() {
    let mut attempt = asks_again(Options::default()).await;
    let scene = &attempt.scene;
    scene.sandbox.revoke("demo");
    assert!(scene.sandbox.rename("demo", "acme"));
    let profile = allows(&mut attempt, None).await.unwrap();
    assert_eq!(profile.name, attempt.scene.name);
    assert_eq!(profile.host.as_str(), "acme.amocrm.ru");
    assert!(attempt.scene.works().await);
}

#[tokio::test]
async fn another_account_is_refused_and_nothing_is_sent_to_it() {
    let mut attempt = asks_again(Options { accounts: 2, ..Options::default() }).await;
    let exchanged =
        |scene: &Scene| scene.sandbox.stats().token_requests("authorization_code", "200");
    let before = exchanged(&attempt.scene);
    let refused = allows(&mut attempt, Some("demo2")).await;
    assert!(matches!(refused, Err(Cause::WrongAccount { .. })));
    assert_eq!(exchanged(&attempt.scene), before);
    assert!(attempt.scene.works().await);
}

#[tokio::test]
async fn another_account_at_the_place_of_a_renamed_one_gets_a_name_of_its_own() {
    let mut attempt = asks_again(Options { accounts: 2, ..Options::default() }).await;
    attempt.scene.sandbox.revoke("demo");
    assert!(attempt.scene.sandbox.rename("demo", "acme"));
    let before = attempt.scene.record().connection;
    let profile = allows(&mut attempt, Some("demo2")).await.unwrap();
    assert_eq!(profile.name.as_str(), "demo2");
    assert_eq!(attempt.scene.record().connection, before);
}

/// A draft with a mistyped secret key, as a killed program leaves it.
pub async fn left_behind(scene: &Scene, name: &ProfileName) {
    let at = scene.at();
    let secret = ClientSecret::parse(&"z9".repeat(32)).unwrap();
    let draft = Draft {
        host: at.host,
        sandbox: at.sandbox,
        credentials: Credentials { client_secret: secret, ..scene.credentials() },
    };
    scene.context.change(name, |record| record.draft = Some(draft)).await.unwrap();
}

#[tokio::test]
async fn what_a_killed_attempt_left_does_not_win_over_the_connection() {
    let scene = Scene::strict().await;
    left_behind(&scene, &scene.name).await;
    let order = scene.again(scene.code());
    let mut attempt = Attempt::begin(scene, order);
    attempt.ends().await.unwrap();
    assert_eq!(attempt.scene.record().draft, None);
}

#[tokio::test]
async fn cleaning_leaves_no_secret_key_of_what_nobody_waits_for() {
    let mut attempt = asks_again(Options::default()).await;
    attempt.waits().await;
    let scene = &attempt.scene;
    let [one, two] = ["one", "two"].map(|name| ProfileName::parse(name).unwrap());
    left_behind(scene, &one).await;
    left_behind(scene, &two).await;
    let abandoned = drafts::abandoned(&scene.context).await.unwrap();
    assert_eq!(abandoned, [one.clone(), two]);
    assert_eq!(drafts::clean(&scene.context).await, Ok(2));
    assert_eq!(scene.stored("one"), None);
    // What is waited for stays, until nobody waits for it any more.
    assert!(scene.record().draft.is_some());
    scene.pass(SignedDuration::from_mins(16));
    assert_eq!(drafts::clean(&scene.context).await, Ok(1));
    assert_eq!(scene.record().draft, None);
    assert!(scene.record().connection.is_some());
}

#[tokio::test]
async fn an_account_of_the_old_domain_is_asked_where_the_callback_says() {
    let platform = sandbox::Platform::Kommo;
    let mut attempt = asks_again(Options { platform, ..Options::default() }).await;
    let waiting = attempt.waits().await;
    let landed = attempt.landed(&waiting, None).replace("demo.kommo.com", "demo.amocrm.com");
    attempt.is_pasted(&landed);
    let told = attempt
        .next(|progress| match progress {
            Progress::Connected(profile, _) => Some(Ok(profile.host.to_string())),
            Progress::Failed(trouble) => Some(Err(trouble.cause)),
            _ => None,
        })
        .await;
    // The sandbox plays no account of the old domain: that it was asked there is what counts.
    assert!(
        matches!(&told, Ok(host) if host == "demo.amocrm.com")
            || matches!(told, Err(Cause::NoSuchAccount)),
        "{told:?}"
    );
}

#[tokio::test]
async fn what_has_ended_goes_by_itself_and_its_secret_key_before_it() {
    let mut attempt = asks_again(Options::default()).await;
    attempt.waits().await;
    let scene = &attempt.scene;
    scene.pass(SignedDuration::from_mins(16));
    // A store that fails leaves both for the next time.
    scene.store.fail_from(1, StoreError::Locked);
    drafts::tidy(&scene.context).await;
    scene.store.mend();
    assert!(scene.record().draft.is_some());
    let ended = |scene: &Scene| scene.context.ledger.ended(scene.context.now()).unwrap();
    assert_eq!(ended(scene).len(), 1);
    drafts::tidy(&scene.context).await;
    assert_eq!(scene.record().draft, None);
    assert_eq!(ended(scene), []);
}
