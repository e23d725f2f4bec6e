//! A token is handed out when it is good, and never otherwise.

use super::*;
use crate::service::access::token::stored;
use crate::service::profiles::forget::forget;

const FIVE: SignedDuration = SignedDuration::from_mins(5);

#[tokio::test]
async fn a_fresh_one_costs_one_look_into_the_store() {
    let scene = Scene::grace().await;
    let _held = scene.context.lock(&scene.name, &nobody()).await.unwrap();
    let (calls, asked) = (scene.store.calls(), scene.sandbox.stats());
    let token = scene.token_for(FIVE).await.unwrap();
    assert_eq!(token, scene.grant().tokens.access);
    assert_eq!(scene.store.calls(), calls + 1);
    assert_eq!(scene.sandbox.stats(), asked);
}

#[tokio::test]
async fn a_stale_one_is_refreshed_where_that_is_allowed() {
    let scene = Scene::grace().await;
    scene.pass(SignedDuration::from_hours(24));
    let as_it_is = valid(&scene.context, &scene.name, FIVE, false, &nobody()).await;
    assert_eq!(as_it_is, Err(TokenError::Stale));
    let token = scene.token_for(FIVE).await.unwrap();
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
        assert_eq!(scene.token_for(least).await, too_long);
    }
    assert_eq!(scene.sandbox.stats(), asked);
}

#[tokio::test]
async fn a_clock_that_is_off_is_measured_and_causes_no_storm() {
    let scene = Scene::grace().await;
    for hours in [-30, 30, -2000, 2000, 0] {
        scene.skew.store(hours * 3600, Ordering::SeqCst);
        scene.token_for(FIVE).await.unwrap();
        assert!(scene.works().await);
        let events = scene.history().len();
        for _ in 0..3 {
            scene.token_for(FIVE).await.unwrap();
        }
        assert_eq!(scene.history().len(), events);
    }
}

/// What another program has forgotten is not called something that has to be authorized.
#[tokio::test]
async fn of_a_profile_that_is_gone_that_is_told() {
    let scene = Scene::grace().await;
    forget(&scene.another(), &scene.name).await.unwrap();
    let trouble = stored(&scene.context, &scene.name).await.unwrap_err();
    assert!(matches!(trouble.cause, Cause::NoSuchProfile { .. }), "{trouble}");
}
