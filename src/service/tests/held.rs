//! A profile is held from before anything is sent until what was received is saved, whichever way it came.

use tokio::sync::{mpsc, oneshot};

use super::attempt::Attempt;
use super::*;
use crate::domain::consent::{Entrance, NewConnection, Order, Progress};
use crate::domain::pasted;
use crate::service::authorize::{Person, authorize};
use crate::service::locked_profile::LockedProfile;
use crate::store::StoreError;

/// A sandbox with two accounts, and the profile `demo` in the first one.
async fn two_accounts() -> Scene {
    Scene::set(Options {
        accounts: 2,
        ..Options::default()
    })
    .await
}

/// Connects an account under a name, by a code from the settings.
fn connects(scene: &Scene, name: &str, account: &str) -> Order {
    let host = AccountHost::parse(&format!("{account}.amocrm.ru")).unwrap();
    let code = Secret::new(scene.sandbox.fresh_code(Some(account)).unwrap());
    let new = NewConnection {
        profile: ProfileName::parse(name).unwrap(),
        host,
        credentials: scene.credentials(),
        sandbox: scene.at().sandbox,
    };
    Order::New(new, Entrance::Code(code))
}

impl Scene {
    /// Whether the token that is stored under a name opens the account it is stored for.
    async fn opens(&self, name: &str) -> String {
        let name = ProfileName::parse(name).unwrap();
        let record = self.store.inner().load(&name).unwrap().unwrap();
        let connection = record.connection.unwrap();
        let at = Endpoint {
            host: connection.host.clone(),
            sandbox: connection.sandbox.clone(),
        };
        let account = self.context.oauth.account(&at, connection.access()).await;
        account.unwrap();
        connection.host.subdomain().to_owned()
    }
}

#[tokio::test]
async fn nothing_is_sent_while_somebody_holds_the_profile() {
    let mut scene = Scene::strict().await;
    scene.context.patience.lock = Duration::from_millis(50);
    let context = scene.context.clone();
    let held = context.lock(&scene.name).await.unwrap();
    let order = connects(&scene, "demo", "demo");
    let asked = scene.sandbox.stats();
    let mut attempt = Attempt::begin(scene, order.clone());
    assert!(matches!(attempt.ends().await, Err(Cause::Busy { .. })));
    assert_eq!(attempt.scene.sandbox.stats(), asked);
    drop(held);
    // The code is as good as it was.
    let mut attempt = Attempt::begin(attempt.scene, order);
    attempt.ends().await.unwrap();
}

#[tokio::test]
async fn a_new_authorization_is_saved_as_patiently_as_a_refresh() {
    let mut scene = Scene::strict().await;
    scene.context.patience.save = const { &[SOON; 40] };
    let order = connects(&scene, "second", "demo");
    let store = Arc::clone(&scene.store);
    // The check of the store, the two looks for what is there; then the save, which fails again and again.
    store.fail_from(4, StoreError::Full);
    let mut attempt = Attempt::begin(scene, order);
    let told = attempt.next(|progress| match progress {
        Progress::Told(news @ Refreshing::NotSavedYet(_)) => Some(news),
        _ => None,
    });
    assert!(told.await.is_unsaved());
    store.mend();
    let profile = attempt.ends().await.unwrap();
    assert_eq!(attempt.scene.opens(profile.name.as_str()).await, "demo");
}

#[tokio::test]
async fn a_ledger_that_fails_at_that_moment_is_a_warning_and_the_row_follows() {
    let mut scene = Scene::strict().await;
    scene.context.patience.save = const { &[SOON; 200] };
    let order = connects(&scene, "second", "demo");
    let other = rusqlite::Connection::open(scene.folder.path().join("ledger")).unwrap();
    let deaf =
        "CREATE TRIGGER deaf BEFORE INSERT ON profiles BEGIN SELECT RAISE(FAIL, 'deaf'); END";
    other.execute_batch(deaf).unwrap();
    let mut attempt = Attempt::begin(scene, order);
    let told = attempt.next(|progress| match progress {
        Progress::Told(Refreshing::NotShown(trouble)) => Some(Ok(trouble)),
        Progress::Failed(trouble) => Some(Err(trouble)),
        _ => None,
    });
    told.await.unwrap();
    attempt.ends().await.unwrap();
    other.execute_batch("DROP TRIGGER deaf").unwrap();
    let context = &attempt.scene.context;
    context.under_way.end().await;
    let second = ProfileName::parse("second").unwrap();
    assert!(context.ledger.profile(&second).unwrap().is_some());
}

#[tokio::test]
async fn a_name_that_was_free_and_is_taken_meanwhile_stays_with_whoever_was_first() {
    let scene = two_accounts().await;
    let first = connects(&scene, "shop", "demo");
    let second = connects(&scene, "shop", "demo2");
    let context = scene.context.clone();
    // Both have looked before either can have the name.
    let shop = ProfileName::parse("shop").unwrap();
    let held = LockedProfile::acquire(&context, &shop, &nobody()).await;
    let mut attempt = Attempt::begin(scene, first);
    let beside = tokio::spawn(async move { connected_beside(&context, second).await });
    drop(held);
    let one = attempt.ends().await.unwrap();
    let other = beside.await.unwrap();
    assert_ne!(one.name, other.name);
    assert!(one.name == shop || other.name == shop);
    for (profile, account) in [(one, "demo"), (other, "demo2")] {
        let ledger = &attempt.scene.context.ledger;
        let row = ledger.profile(&profile.name).unwrap().unwrap();
        assert_eq!(row.host.subdomain(), account);
        assert!(row.account.is_some());
        assert_eq!(attempt.scene.opens(profile.name.as_str()).await, account);
    }
}

#[tokio::test]
async fn a_wizard_that_waits_does_not_take_a_name_that_was_connected_meanwhile() {
    let scene = Scene::set(Options {
        accounts: 2,
        redirect_uri: "https://example.com/landed".into(),
        ..Options::default()
    })
    .await;
    let Order::New(new, _) = connects(&scene, "shop", "demo") else {
        panic!("it is new");
    };
    let mut waits = Attempt::begin(scene, Order::New(new, Entrance::Consent));
    let waiting = waits.waits().await;
    // In another window another account is connected under that name.
    let order = connects(&waits.scene, "shop", "demo2");
    let connected = connected_beside(&waits.scene.context, order).await;
    assert_eq!(connected.name.as_str(), "shop");

    let link = waiting.consent_url.expose();
    let landed = waits.scene.sandbox.consent(link, None).unwrap();
    waits
        .pastes
        .send(pasted::parse(&landed).unwrap())
        .await
        .unwrap();
    let profile = waits.ends().await.unwrap();
    assert_eq!(profile.name.as_str(), "demo-2");
    assert_eq!(waits.scene.opens("shop").await, "demo2");
    assert_eq!(waits.scene.opens("demo-2").await, "demo");
    // Nothing is left of what was kept for it under the name that was asked for.
    let shop = ProfileName::parse("shop").unwrap();
    let record = waits.scene.store.inner().load(&shop).unwrap().unwrap();
    assert_eq!(record.draft, None);
}

/// Runs an order to its end in another process.
async fn connected_beside(context: &Context, order: Order) -> Profile {
    let (_pastes, arriving) = mpsc::channel(1);
    let (_gives_up, giving_up) = oneshot::channel();
    let (tell, mut told) = mpsc::unbounded_channel();
    let person = Person {
        pastes: arriving,
        gives_up: giving_up,
    };
    authorize(context, order, person, move |progress| {
        drop(tell.send(progress));
    })
    .await;
    while let Some(progress) = told.recv().await {
        if let Progress::Connected(profile, _) = progress {
            return *profile;
        }
    }
    panic!("it ended without tokens");
}

#[tokio::test]
async fn a_token_that_does_not_look_like_one_of_amocrm_is_kept_and_said() {
    let scene = Scene::strict().await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let watcher: Watcher = Arc::new(move |news| heard.lock().unwrap().push(news));
    let profile = LockedProfile::acquire(&scene.context, &scene.name, &nobody()).await;
    let mut profile = profile.unwrap();
    let usual = profile.record.clone();
    let mut odd = usual.clone();
    if let Some(Grant::OAuth(grant)) = odd.connection.as_mut().map(|it| &mut it.grant) {
        grant.tokens.access = Secret::new("x".repeat(100_000));
    }
    profile.save_patiently(usual, &watcher).await.unwrap();
    profile.save_patiently(odd, &watcher).await.unwrap();
    let name = scene.name.clone();
    let length = 100_000;
    let expected = [
        Refreshing::Saving,
        Refreshing::Saving,
        Refreshing::OddToken { name, length },
    ];
    assert_eq!(*told.lock().unwrap(), expected);
}
