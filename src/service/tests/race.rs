//! Many owners of one refresh token: one request, and everybody has the same token.

use super::*;

#[tokio::test]
async fn owners_that_want_a_token_at_once_share_one_refresh() {
    let scene = Scene::strict().await;
    for round in 1..=5 {
        scene.pass(SignedDuration::from_hours(25));
        let owners: Vec<_> = (0..12)
            .map(|_| {
                let (context, name) = (scene.another(), scene.name.clone());
                tokio::spawn(async move {
                    valid(&context, &name, SignedDuration::from_mins(5), true, &nobody()).await
                })
            })
            .collect();
        for owner in owners {
            let token = owner.await.unwrap();
            assert_eq!(token, Ok(scene.grant().tokens.access));
        }
        let events = scene.history();
        let rotated = events.iter().filter(|it| it.outcome == Outcome::Rotated);
        assert_eq!(rotated.count(), round);
        assert!(scene.works().await);
    }
}

#[tokio::test]
async fn two_that_insist_do_not_refresh_twice() {
    let scene = Scene::strict().await;
    let (one, other) = (scene.another(), scene.another());
    // Both have read the record before either holds the lock.
    let held = scene.context.lock(&scene.name, &nobody()).await.unwrap();
    let calls = scene.store.calls();
    let watcher = nobody();
    let first = refresh(&one, &scene.name, Need::Forced, &watcher);
    let second = refresh(&other, &scene.name, Need::Forced, &watcher);
    let release = async {
        while scene.store.calls() < calls + 2 {
            tokio::task::yield_now().await;
        }
        drop(held);
    };
    let (first, second, ()) = tokio::join!(first, second, release);
    let mut outcomes = [first.unwrap().outcome, second.unwrap().outcome];
    outcomes.sort_by_key(|outcome| *outcome != Outcome::Rotated);
    assert_eq!(outcomes, [Outcome::Rotated, Outcome::MovedUnderUs]);
}

#[tokio::test]
async fn who_is_held_too_long_is_told_so() {
    let scene = Scene::grace().await;
    let _held = scene.context.lock(&scene.name, &nobody()).await.unwrap();
    let mut other = scene.another();
    other.timeouts.lock = Duration::from_millis(1200);
    let other = Scene { context: other, ..scene };
    let (result, told) = other.watched(Need::Forced).await;
    let trouble = result.unwrap_err();
    let [Refreshing::Held { holder: Some(holder) }] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert!(holder.contains(&std::process::id().to_string()), "{holder}");
    assert!(matches!(trouble.cause, Cause::Busy { .. }), "{trouble}");
    assert_eq!(other.history()[0].outcome, Outcome::Busy);
}

#[tokio::test]
async fn a_refresh_that_nobody_waits_for_any_more_is_finished() {
    let scene = Scene::slow().await;
    let before = scene.grant().tokens.refresh;
    {
        let refreshing = scene.refresh(Need::Forced);
        tokio::pin!(refreshing);
        // Until the mark is there, and the request with it under way.
        while scene.grant().refreshing_since.is_none() {
            tokio::select! {
                _ = &mut refreshing => panic!("it was too quick to be dropped"),
                () = tokio::task::yield_now() => {}
            }
        }
    }
    // Whoever comes next waits for its end, and finds the new pair.
    drop(scene.context.lock(&scene.name, &nobody()).await.unwrap());
    assert_ne!(scene.grant().tokens.refresh, before);
    assert!(scene.works().await);
}
