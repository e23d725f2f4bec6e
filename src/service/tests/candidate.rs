//! Tokens of another program prove themselves beside what is connected, and are nobody else's.

use super::import::{cause, same};
use super::*;
use crate::domain::token_files::{Form, ImportedTokens, read};
use crate::service::transfer::import::{ImportError, Overrides};

/// What another program has of an account, but for its access token.
async fn refresh_token_of(scene: &Scene, account: &str) -> ImportedTokens {
    ImportedTokens { access: None, ..scene.pair_of(account).await }
}

#[tokio::test]
async fn what_is_connected_stays_in_use_until_the_imported_pair_has_proven_itself() {
    let scene = Scene::slow().await;
    let found = refresh_token_of(&scene, "demo").await;
    let before = scene.record();
    {
        let importing = scene.imports(found, Some("demo"), scene.everything());
        tokio::pin!(importing);
        while scene.record().candidate.is_none() {
            tokio::select! {
                _ = &mut importing => panic!("it was too quick"),
                () = tokio::task::yield_now() => {}
            }
        }
        // Whoever is killed now leaves this behind, and whoever asks meanwhile is served.
        assert_eq!(scene.record().connection, before.connection);
        let token = scene.token_for(SignedDuration::ZERO).await;
        assert_eq!(token.as_ref(), Ok(before.connection.as_ref().unwrap().access()));
        importing.await.unwrap();
    }
    let after = scene.record();
    assert_eq!(after.candidate, None);
    assert_ne!(after.connection, before.connection);
    assert!(scene.works().await);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn what_a_killed_import_left_is_in_nobodys_way() {
    let scene = Scene::strict().await;
    let found = refresh_token_of(&scene, "demo").await;
    let mut left = scene.record();
    grant(&mut left).tokens.refresh = found.refresh.clone().unwrap();
    grant(&mut left).refreshing_since = Some(scene.context.now());
    scene.change(|record| record.candidate = left.connection).await;
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    assert!(scene.works().await);
    // It can be imported again.
    scene.imports(found, Some("demo"), scene.everything()).await.unwrap();
    assert_eq!(scene.record().candidate, None);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn one_refresh_token_is_kept_under_one_name() {
    let scene = Scene::strict().await;
    let found = refresh_token_of(&scene, "demo").await;
    scene.imports(found.clone(), Some("one"), scene.everything()).await.unwrap();
    let kept = scene.stored("one").unwrap();
    let grant = kept.oauth().unwrap();
    let TokenPair { access, refresh, .. } = grant.tokens.clone();
    let again = ImportedTokens { access: Some(access), refresh: Some(refresh), ..found };
    for name in ["two", "demo"] {
        let refused = scene.imports(again.clone(), Some(name), scene.everything()).await;
        let name = "one".to_owned();
        assert_eq!(cause(refused), Cause::TokenOfAnotherProfile { name });
    }
    // Taken back under its own name.
    scene.imports(again, Some("one"), scene.everything()).await.unwrap();
    // What was handed over has another owner, wherever that one keeps it.
    let text = scene.hands_over(Form::Json, None).await.unwrap().text.unwrap();
    let handed = read(&text).unwrap();
    scene.imports(handed, Some("three"), scene.everything()).await.unwrap();
}

#[tokio::test]
async fn a_long_lived_token_takes_the_place_of_a_pair_only_when_it_is_asked_for() {
    let scene = Scene::strict().await;
    let before = scene.record();
    let access = Some(Secret::new(scene.sandbox.long_lived(None, acceptance::MONTH).unwrap()));
    let found = ImportedTokens { access, ..ImportedTokens::default() };
    let refused = scene.imports(found.clone(), None, scene.everything()).await;
    let name = scene.name.clone();
    assert_eq!(refused, Err(ImportError::ChangesGrant { name }));
    assert_eq!(scene.record(), before);
    let beside = scene.imports(found.clone(), Some("bot"), scene.everything()).await;
    assert!(beside.unwrap().refresh.is_none());
    // And the other way round.
    let pair = refresh_token_of(&scene, "demo").await;
    scene.imports(found, Some("demo"), scene.everything()).await.unwrap();
    assert!(scene.row().refresh.is_none());
    scene.imports(pair, Some("demo"), scene.everything()).await.unwrap();
    assert!(scene.row().refresh.is_some());
}

#[tokio::test]
async fn the_tokens_of_two_accounts_are_no_pair() {
    let scene = Scene::two_accounts(Rotation::Strict).await;
    let access = scene.grant().tokens.access;
    let mixed = ImportedTokens { access: Some(access), ..scene.pair_of("demo2").await };
    let refused = scene.imports(mixed, Some("new"), scene.everything()).await;
    assert!(matches!(cause(refused), Cause::AnotherAccount { .. }));
    assert_eq!(scene.stored("new"), None);
    assert_eq!(scene.pairs(), 0);
}

#[tokio::test]
async fn tokens_that_turn_out_to_be_of_another_account_get_a_name_of_their_own() {
    let scene = Scene::two_accounts(Rotation::Strict).await;
    let before = scene.record();
    let found = refresh_token_of(&scene, "demo2").await;
    let said = Overrides { host: None, ..scene.everything() };
    let profile = scene.imports(found, Some("demo"), said).await.unwrap();
    assert_eq!(profile.name.as_str(), "demo2");
    let after = scene.record();
    assert_eq!((after.connection, after.candidate), (before.connection, None));
    assert!(scene.works().await);
    assert_eq!(scene.forced_of(&profile.name).await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn an_import_that_is_refused_leaves_no_trace() {
    let scene = Scene::strict().await;
    let before = scene.record();
    let found = refresh_token_of(&scene, "demo").await;
    for name in ["demo", "new"] {
        scene.sandbox.fault([Fault::InternalError; 4]);
        let refused = scene.imports(found.clone(), Some(name), scene.everything()).await;
        assert_eq!(cause(refused), Cause::ServerError);
    }
    assert!(same(&scene.record(), &before));
    assert_eq!(scene.stored("new"), None);
    assert_eq!(scene.row().last_refresh, None);
    assert!(scene.imports(found, Some("demo"), scene.everything()).await.is_ok());
}
