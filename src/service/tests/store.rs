//! A store that fails at each call: before the request nothing is spent, after it the pair is kept until it is saved.

use super::*;

const ERRORS: [StoreError; 4] =
    [StoreError::Locked, StoreError::Full, StoreError::ReadOnly, StoreError::TimedOut];

#[tokio::test]
async fn one_failure_anywhere_loses_nothing() {
    for rotation in [Rotation::Grace, Rotation::Strict] {
        for error in ERRORS {
            for nth in 1..=4 {
                for after in [false, true] {
                    let scene = Scene::set(Options { rotation, ..Options::default() }).await;
                    scene.store.fail_once(nth, error.clone(), after);
                    let result = scene.refresh(Need::Forced).await;
                    // Two reads and the mark come before the request; the save is tried again.
                    match nth {
                        1..=3 => {
                            let trouble = result.unwrap_err();
                            assert_eq!(trouble.cause.severity(), Severity::Store);
                            assert_eq!(scene.pairs(), 0);
                        }
                        _ => assert_eq!(result.unwrap().outcome, Outcome::Rotated),
                    }
                    assert!(scene.works().await);
                    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
                    assert!(scene.works().await);
                }
            }
        }
    }
}

#[tokio::test]
async fn a_store_that_stays_broken_is_told_and_grace_helps_afterwards() {
    let scene = Scene::grace().await;
    let before = scene.grant().tokens;
    scene.store.fail_from(4, StoreError::Full);
    let (result, told) = scene.watched(Need::Forced).await;
    let trouble = result.unwrap_err();
    assert_eq!(trouble.cause, Cause::StoreFull);
    // Said at each failure, and that it is given up.
    let yet = Refreshing::NotSavedYet(trouble.clone());
    let given_up = Refreshing::NotSaved(trouble);
    assert_eq!(
        told,
        [Refreshing::Asking, Refreshing::Saving, yet.clone(), yet.clone(), yet, given_up]
    );
    assert_eq!(scene.grant().tokens, before);
    assert_eq!(scene.history()[0].outcome, Outcome::StoreUnavailable);
    scene.store.mend();
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    assert!(scene.works().await);
}

#[tokio::test]
async fn without_grace_it_is_known_since_when_the_pair_is_missing() {
    let scene = Scene::strict().await;
    let began = scene.context.now();
    scene.store.fail_from(4, StoreError::ReadOnly);
    assert_eq!(scene.forced().await, Err(Cause::StoreReadOnly));
    scene.store.mend();
    scene.pass(SignedDuration::from_hours(1));
    let Err(Cause::AnswerLost { at: lost }) = scene.forced().await else {
        panic!("it is lost");
    };
    assert!((lost.as_second() - began.as_second()).abs() <= 1);
}
