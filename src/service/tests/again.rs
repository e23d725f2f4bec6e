//! A profile that is authorized again: whose account has moved, or whose last attempt was killed.

use super::attempt::Attempt;
use super::*;
use crate::domain::consent::{Again, Entrance, Order, Progress};
use crate::domain::pasted;
use crate::domain::record::Draft;
use crate::service::unfinished;

/// The profile once more, by consent; where the browser landed is pasted.
async fn asks_again(options: Options) -> Attempt {
    let scene = Scene::set(Options {
        redirect_uri: "https://example.com/landed".into(),
        ..options
    })
    .await;
    begins(scene)
}

fn begins(scene: Scene) -> Attempt {
    let order = Order::Again(Again::consent(scene.name.clone()));
    Attempt::begin(scene, order)
}

/// Allows access for an account, and pastes where that leads.
async fn allows(attempt: &mut Attempt, account: Option<&str>) -> Result<Profile, Cause> {
    let waiting = attempt.waits().await;
    let link = waiting.consent_url.expose();
    let landed = attempt.scene.sandbox.consent(link, account).unwrap();
    let pasted = pasted::parse(&landed).unwrap();
    attempt.pastes.send(pasted).await.unwrap();
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
    let mut attempt = asks_again(Options {
        accounts: 2,
        ..Options::default()
    })
    .await;
    let exchanged = |scene: &Scene| {
        let stats = scene.sandbox.stats();
        stats.token_requests("authorization_code", "200")
    };
    let before = exchanged(&attempt.scene);
    let refused = allows(&mut attempt, Some("demo2")).await;
    assert!(matches!(refused, Err(Cause::WrongAccount { .. })));
    assert_eq!(exchanged(&attempt.scene), before);
    assert!(attempt.scene.works().await);
}

#[tokio::test]
async fn another_account_at_the_place_of_a_renamed_one_gets_a_name_of_its_own() {
    let mut attempt = asks_again(Options {
        accounts: 2,
        ..Options::default()
    })
    .await;
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
        credentials: Credentials {
            client_secret: secret,
            ..scene.credentials()
        },
    };
    let keep = |record: &mut Record| record.draft = Some(draft);
    scene.context.change(name, keep).await.unwrap();
}

#[tokio::test]
async fn what_a_killed_attempt_left_does_not_win_over_the_connection() {
    let scene = Scene::strict().await;
    left_behind(&scene, &scene.name).await;
    let code = Secret::new(scene.sandbox.fresh_code(None).unwrap());
    let order = Order::Again(Again {
        profile: scene.name.clone(),
        secret: None,
        entrance: Entrance::Code(code),
    });
    let mut attempt = Attempt::begin(scene, order);
    attempt.ends().await.unwrap();
    assert_eq!(attempt.scene.record().draft, None);
}

#[tokio::test]
async fn cleaning_leaves_no_secret_key_of_what_nobody_waits_for() {
    let attempt = asks_again(Options::default()).await;
    let mut attempt = attempt;
    attempt.waits().await;
    let scene = &attempt.scene;
    let [one, two] = ["one", "two"].map(|name| ProfileName::parse(name).unwrap());
    left_behind(scene, &one).await;
    left_behind(scene, &two).await;
    let abandoned = unfinished::abandoned(&scene.context).await.unwrap();
    assert_eq!(abandoned, [one.clone(), two]);
    assert_eq!(unfinished::clean(&scene.context).await, Ok(2));
    assert_eq!(scene.store.inner().load(&one).unwrap(), None);
    // What is waited for stays, until nobody waits for it any more.
    assert!(scene.record().draft.is_some());
    scene.pass(SignedDuration::from_mins(16));
    assert_eq!(unfinished::clean(&scene.context).await, Ok(1));
    assert_eq!(scene.record().draft, None);
    assert!(scene.record().connection.is_some());
}

#[tokio::test]
async fn an_account_of_the_old_domain_is_asked_where_the_callback_says() {
    let scene = Scene::set(Options {
        platform: sandbox::Platform::Kommo,
        redirect_uri: "https://example.com/landed".into(),
        ..Options::default()
    })
    .await;
    let mut attempt = begins(scene);
    let waiting = attempt.waits().await;
    let link = waiting.consent_url.expose();
    let landed = attempt.scene.sandbox.consent(link, None).unwrap();
    let landed = landed.replace("demo.kommo.com", "demo.amocrm.com");
    attempt
        .pastes
        .send(pasted::parse(&landed).unwrap())
        .await
        .unwrap();
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
    scene.store.fail_from(1, crate::store::StoreError::Locked);
    unfinished::tidy(&scene.context).await;
    scene.store.mend();
    assert!(scene.record().draft.is_some());
    let ended = |scene: &Scene| scene.context.ledger.ended(scene.context.now()).unwrap();
    assert_eq!(ended(scene).len(), 1);
    unfinished::tidy(&scene.context).await;
    assert_eq!(scene.record().draft, None);
    assert_eq!(ended(scene), []);
}
