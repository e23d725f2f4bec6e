//! What a command is given: a token that lasts, and the account it opens.

use super::*;
use crate::service::access::exec::given;

#[tokio::test]
async fn without_a_sandbox_the_account_has_its_own_address() {
    let scene = Scene::grace().await;
    scene.change(|record| record.connection.as_mut().unwrap().sandbox = None).await;
    let given = given(&scene.context, &scene.name, &nobody()).await.unwrap();
    assert_eq!(given.base_url, "https://demo.amocrm.ru");
}

#[tokio::test]
async fn a_token_that_ends_soon_is_refreshed_first() {
    let scene = Scene::grace().await;
    scene.pass(SignedDuration::from_secs(24 * 3600 - 200));
    let before = scene.grant().tokens.access;
    let given = given(&scene.context, &scene.name, &nobody()).await.unwrap();
    assert_ne!(given.access_token, before);
    assert_eq!(given.access_token, scene.grant().tokens.access);
}

/// Half of a short life is as much as can be asked for without a refresh every time.
#[tokio::test]
async fn tokens_that_live_shorter_are_refreshed_at_half_their_life() {
    let scene =
        Scene::set(Options { access_ttl: Duration::from_secs(120), ..Options::default() }).await;
    for (passes, pairs) in [(50, 0), (20, 1), (50, 1), (20, 2)] {
        scene.pass(SignedDuration::from_secs(passes));
        given(&scene.context, &scene.name, &nobody()).await.unwrap();
        assert_eq!(scene.pairs(), pairs);
        assert!(scene.works().await);
    }
}

#[tokio::test]
async fn a_long_lived_token_is_used_to_its_end() {
    let scene = Scene::grace().await;
    let token = scene.is_long_lived(Duration::from_secs(86_400)).await;
    assert_eq!(scene.forced().await, Ok(Outcome::StillFresh));
    scene.pass(SignedDuration::from_secs(86_400 - 100));
    let last = given(&scene.context, &scene.name, &nobody()).await.unwrap();
    assert_eq!(last.access_token, token);
    scene.pass(SignedDuration::from_secs(100));
    let Err(TokenError::Trouble(trouble)) = given(&scene.context, &scene.name, &nobody()).await
    else {
        panic!("an ended token was given");
    };
    assert_eq!(trouble.cause, Cause::LongLivedEnded);
}
