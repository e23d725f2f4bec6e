//! A token is handed out when it is good, and never otherwise.

use super::*;
use crate::service::token::{TokenError, valid};

const FIVE: SignedDuration = SignedDuration::from_mins(5);

async fn ask(scene: &Scene, least: SignedDuration, may: bool) -> Result<Secret, TokenError> {
    valid(&scene.context, &scene.name, least, may, &nobody()).await
}

#[tokio::test]
async fn a_fresh_one_costs_one_look_into_the_store() {
    let scene = Scene::grace().await;
    let _held = scene.context.lock(&scene.name).await.unwrap();
    let (calls, asked) = (scene.store.calls(), scene.sandbox.stats());
    let token = ask(&scene, FIVE, true).await.unwrap();
    assert_eq!(token, scene.grant().tokens.access);
    assert_eq!(scene.store.calls(), calls + 1);
    assert_eq!(scene.sandbox.stats(), asked);
}

#[tokio::test]
async fn a_stale_one_is_refreshed_where_that_is_allowed() {
    let scene = Scene::grace().await;
    scene.pass(SignedDuration::from_hours(24));
    assert_eq!(ask(&scene, FIVE, false).await, Err(TokenError::Stale));
    let token = ask(&scene, FIVE, true).await.unwrap();
    assert_eq!(token, scene.grant().tokens.access);
    assert!(scene.works().await);
}

#[tokio::test]
async fn no_token_is_good_for_longer_than_its_life() {
    let scene = Scene::grace().await;
    let life = SignedDuration::from_hours(24);
    let asked = scene.sandbox.stats();
    for least in [life, SignedDuration::MAX] {
        let too_long = Err(TokenError::LongerThanLife { life });
        assert_eq!(ask(&scene, least, true).await, too_long);
    }
    assert_eq!(scene.sandbox.stats(), asked);
}

#[tokio::test]
async fn a_dead_one_is_never_called_good() {
    let scene = Scene::grace().await;
    scene.sandbox.revoke("demo");
    scene.forced().await.unwrap_err();
    let Err(TokenError::Trouble(trouble)) = ask(&scene, FIVE, true).await else {
        panic!("a dead token was handed out");
    };
    assert_eq!(
        trouble.cause,
        Cause::NeedsAuthorization {
            name: "demo".into()
        }
    );
}

#[tokio::test]
async fn a_clock_that_is_off_is_measured_and_causes_no_storm() {
    let scene = Scene::grace().await;
    for hours in [-30, 30, -2000, 2000, 0] {
        scene.skew.store(hours * 3600, Ordering::SeqCst);
        ask(&scene, FIVE, true).await.unwrap();
        assert!(scene.works().await);
        let events = scene.history().len();
        for _ in 0..3 {
            ask(&scene, FIVE, true).await.unwrap();
        }
        assert_eq!(scene.history().len(), events);
    }
}

#[tokio::test]
async fn a_long_lived_token_simply_ends() {
    let scene = Scene::grace().await;
    let token = Secret::new(
        scene
            .sandbox
            .long_lived(None, Duration::from_secs(86_400))
            .unwrap(),
    );
    let issued_at = scene.context.now();
    let grant = Grant::LongLived {
        token: token.clone(),
        expires_at: issued_at + SignedDuration::from_hours(24),
        issued_at,
    };
    let change = |record: &mut Record| record.connection.as_mut().unwrap().grant = grant;
    scene.context.change(&scene.name, change).await.unwrap();
    assert_eq!(ask(&scene, FIVE, true).await, Ok(token));
    assert_eq!(scene.forced().await, Ok(Outcome::StillFresh));
    scene.pass(SignedDuration::from_hours(25));
    assert!(matches!(
        ask(&scene, FIVE, true).await,
        Err(TokenError::Trouble(_))
    ));
}
