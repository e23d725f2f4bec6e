//! A profile is held from before anything is sent until what was received is saved, whichever way it came.

use super::*;
use crate::service::locked_profile::LockedProfile;

/// Connects an account under a name, by a code from the settings.
fn connects(scene: &Scene, name: &str, account: &str) -> AuthorizationRequest {
    let host = AccountHost::parse(&format!("{account}.amocrm.ru")).unwrap();
    let code = Secret::new(scene.sandbox.fresh_code(Some(account)).unwrap());
    let new = NewConnection { host, ..scene.named(name) };
    AuthorizationRequest::New(new, CodeSource::Code(code))
}

/// That the token stored under a name opens this account.
async fn opens(scene: &Scene, name: &str, account: &str) {
    assert!(scene.opens(name).await);
    let host = scene.stored(name).unwrap().connection.unwrap().host;
    assert_eq!(host.subdomain(), account);
}

#[tokio::test]
async fn a_ledger_that_fails_at_that_moment_is_a_warning_and_the_row_follows() {
    let mut scene = Scene::strict().await;
    scene.context.timeouts.save = const { &[SOON; 200] };
    let order = connects(&scene, "second", "demo");
    let other = rusqlite::Connection::open(scene.folder.path().join("ledger")).unwrap();
    let deaf =
        "CREATE TRIGGER deaf BEFORE INSERT ON profiles BEGIN SELECT RAISE(FAIL, 'deaf'); END";
    other.execute_batch(deaf).unwrap();
    let mut attempt = Attempt::begin(scene, order);
    let told = attempt.next(|progress| match progress {
        Progress::Refreshing(Refreshing::NotShown(trouble)) => Some(Ok(trouble)),
        Progress::Failed(trouble) => Some(Err(trouble)),
        _ => None,
    });
    told.await.unwrap();
    attempt.ends().await.unwrap();
    other.execute_batch("DROP TRIGGER deaf").unwrap();
    let context = &attempt.scene.context;
    context.in_flight.end().await;
    let second = ProfileName::parse("second").unwrap();
    assert!(context.ledger.profile(&second).unwrap().is_some());
}

#[tokio::test]
async fn a_name_that_was_free_and_is_taken_meanwhile_stays_with_whoever_was_first() {
    let scene = Scene::two_accounts(Rotation::Grace).await;
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
        opens(&attempt.scene, profile.name.as_str(), account).await;
    }
}

#[tokio::test]
async fn a_wizard_that_waits_does_not_take_a_name_that_was_connected_meanwhile() {
    let scene = Scene::pasted(Options { accounts: 2, ..Options::default() }).await;
    let AuthorizationRequest::New(new, _) = connects(&scene, "shop", "demo") else {
        panic!("it is new");
    };
    let mut waits = Attempt::begin(scene, AuthorizationRequest::New(new, CodeSource::Consent));
    let waiting = waits.waits().await;
    // In another window another account is connected under that name.
    let order = connects(&waits.scene, "shop", "demo2");
    let connected = connected_beside(&waits.scene.context, order).await;
    assert_eq!(connected.name.as_str(), "shop");

    waits.is_pasted(&waits.landed(&waiting, None));
    let profile = waits.ends().await.unwrap();
    assert_eq!(profile.name.as_str(), "demo-2");
    opens(&waits.scene, "shop", "demo2").await;
    opens(&waits.scene, "demo-2", "demo").await;
    // Nothing is left of what was kept for it under the name that was asked for.
    assert_eq!(waits.scene.stored("shop").unwrap().draft, None);
}

/// Runs an order to its end in another process.
async fn connected_beside(context: &Context, order: AuthorizationRequest) -> Profile {
    match ended(context, order).await {
        Progress::Connected(profile, _) => *profile,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_token_that_does_not_look_like_one_of_amocrm_is_kept_and_said() {
    let scene = Scene::strict().await;
    let (watcher, told) = listening();
    let profile = LockedProfile::acquire(&scene.context, &scene.name, &nobody()).await;
    let mut profile = profile.unwrap();
    let usual = profile.record.clone();
    let mut odd = usual.clone();
    grant(&mut odd).tokens.access = Secret::new("x".repeat(100_000));
    profile.save_patiently(usual, &watcher).await.unwrap();
    profile.save_patiently(odd, &watcher).await.unwrap();
    let name = scene.name.clone();
    let length = 100_000;
    let expected = [Refreshing::Saving, Refreshing::Saving, Refreshing::OddToken { name, length }];
    assert_eq!(*told.lock().unwrap(), expected);
}
