//! Tokens of another program prove themselves beside what is connected, and are nobody else's.

use super::import::cause;
use super::*;
use crate::domain::handing::{Form, Found, read};
use crate::sandbox::Fault;
use crate::service::import::{ImportError, Said};

/// Another pair of an account, of which nobody here knows yet; its access token is left out.
async fn another_pair(scene: &Scene, account: Option<&str>) -> Found {
    let at = match account {
        Some(account) => Endpoint {
            host: AccountHost::parse(&format!("{account}.amocrm.ru")).unwrap(),
            ..scene.at()
        },
        None => scene.at(),
    };
    let code = Secret::new(scene.sandbox.fresh_code(account).unwrap());
    let oauth = &scene.context.oauth;
    let answer = oauth
        .exchange(&at, &scene.credentials(), &code)
        .await
        .unwrap();
    Found {
        refresh: Some(answer.refresh),
        host: Some(scene.at().host),
        ..Found::default()
    }
}

#[tokio::test]
async fn what_is_connected_stays_in_use_until_the_imported_pair_has_proven_itself() {
    let scene = Scene::set(Options {
        rotation: Rotation::Strict,
        latency: Duration::from_millis(100),
        ..Options::default()
    })
    .await;
    let found = another_pair(&scene, None).await;
    let before = scene.record();
    let (context, name) = (scene.context.clone(), scene.name.clone());
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
        let least = SignedDuration::ZERO;
        let token = crate::service::token::valid(&context, &name, least, true, &nobody()).await;
        assert_eq!(
            token.as_ref(),
            Ok(before.connection.as_ref().unwrap().access())
        );
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
    let found = another_pair(&scene, None).await;
    let mut left = scene.record().connection;
    if let Some(Connection {
        grant: Grant::OAuth(grant),
        ..
    }) = &mut left
    {
        grant.tokens.refresh = found.refresh.clone().unwrap();
        grant.refreshing_since = Some(scene.context.now());
    }
    let candidate = left.clone();
    scene
        .context
        .change(&scene.name, |record| record.candidate = candidate)
        .await
        .unwrap();
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    assert!(scene.works().await);
    // It can be imported again.
    scene
        .imports(found, Some("demo"), scene.everything())
        .await
        .unwrap();
    assert_eq!(scene.record().candidate, None);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn one_refresh_token_is_kept_under_one_name() {
    let scene = Scene::strict().await;
    let found = another_pair(&scene, None).await;
    let alone = |access| Found {
        access,
        ..found.clone()
    };
    scene
        .imports(found.clone(), Some("one"), scene.everything())
        .await
        .unwrap();
    let one = ProfileName::parse("one").unwrap();
    let kept = scene.store.inner().load(&one).unwrap().unwrap();
    let grant = kept.oauth().unwrap();
    let again = Found {
        refresh: Some(grant.tokens.refresh.clone()),
        ..alone(Some(grant.tokens.access.clone()))
    };
    for name in ["two", "demo"] {
        let refused = scene
            .imports(again.clone(), Some(name), scene.everything())
            .await;
        let name = "one".to_owned();
        assert_eq!(cause(refused), Cause::TokenOfAnotherProfile { name });
    }
    // Taken back under its own name.
    scene
        .imports(again, Some("one"), scene.everything())
        .await
        .unwrap();
    // What was handed over has another owner, wherever that one keeps it.
    let text = scene
        .hands_over(Form::Json, None)
        .await
        .unwrap()
        .text
        .unwrap();
    let handed = read(&text).unwrap();
    scene
        .imports(handed, Some("three"), scene.everything())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_long_lived_token_takes_the_place_of_a_pair_only_when_it_is_asked_for() {
    let scene = Scene::strict().await;
    let before = scene.record();
    let month = Duration::from_secs(30 * 86_400);
    let found = Found {
        access: Some(Secret::new(scene.sandbox.long_lived(None, month).unwrap())),
        ..Found::default()
    };
    let refused = scene.imports(found.clone(), None, scene.everything()).await;
    let name = scene.name.clone();
    assert_eq!(refused, Err(ImportError::ChangesGrant { name }));
    assert_eq!(scene.record(), before);
    let beside = scene
        .imports(found.clone(), Some("bot"), scene.everything())
        .await;
    assert!(beside.unwrap().refresh.is_none());
    // And the other way round.
    let pair = another_pair(&scene, None).await;
    scene
        .imports(found, Some("demo"), scene.everything())
        .await
        .unwrap();
    assert!(scene.row().refresh.is_none());
    scene
        .imports(pair, Some("demo"), scene.everything())
        .await
        .unwrap();
    assert!(scene.row().refresh.is_some());
}

#[tokio::test]
async fn the_tokens_of_two_accounts_are_no_pair() {
    let scene = Scene::set(Options {
        accounts: 2,
        rotation: Rotation::Strict,
        ..Options::default()
    })
    .await;
    let access = scene.grant().tokens.access;
    let mixed = Found {
        access: Some(access),
        ..another_pair(&scene, Some("demo2")).await
    };
    let refused = scene.imports(mixed, Some("new"), scene.everything()).await;
    assert!(matches!(cause(refused), Cause::AnotherAccount { .. }));
    let new = ProfileName::parse("new").unwrap();
    assert_eq!(scene.store.inner().load(&new).unwrap(), None);
    assert_eq!(
        scene.sandbox.stats().token_requests("refresh_token", "200"),
        0
    );
}

#[tokio::test]
async fn tokens_that_turn_out_to_be_of_another_account_get_a_name_of_their_own() {
    let scene = Scene::set(Options {
        accounts: 2,
        rotation: Rotation::Strict,
        ..Options::default()
    })
    .await;
    let before = scene.record();
    let found = Found {
        host: Some(AccountHost::parse("demo2.amocrm.ru").unwrap()),
        ..another_pair(&scene, Some("demo2")).await
    };
    let said = Said {
        host: None,
        ..scene.everything()
    };
    let profile = scene.imports(found, Some("demo"), said).await.unwrap();
    assert_eq!(profile.name.as_str(), "demo2");
    let after = scene.record();
    assert_eq!(
        (after.connection, after.candidate),
        (before.connection, None)
    );
    assert!(scene.works().await);
    let refreshed = refresh(&scene.context, &profile.name, Need::Forced, &nobody()).await;
    assert_eq!(refreshed.unwrap().outcome(), Outcome::Rotated);
}

#[tokio::test]
async fn an_import_that_is_refused_leaves_no_trace() {
    let scene = Scene::strict().await;
    let before = scene.record();
    let found = another_pair(&scene, None).await;
    scene.sandbox.fault([Fault::InternalError; 4]);
    for name in ["demo", "new"] {
        scene.sandbox.fault([Fault::InternalError; 4]);
        let refused = scene
            .imports(found.clone(), Some(name), scene.everything())
            .await;
        assert_eq!(cause(refused), Cause::ServerError);
    }
    assert_eq!(scene.record().connection, before.connection);
    assert_eq!(scene.record().candidate, None);
    let new = ProfileName::parse("new").unwrap();
    assert_eq!(scene.store.inner().load(&new).unwrap(), None);
    assert_eq!(scene.row().last_refresh, None);
}
