//! Random sequences of what can happen: nothing throws a usable token away, calls a dead one good, or takes a
//! network error for a lost authorization.

use proptest::prelude::*;

use super::*;
use crate::domain::trouble::Severity;
use crate::sandbox::Fault;
use crate::service::token::valid;
use crate::store::StoreError;

#[derive(Clone, Debug)]
enum Step {
    Refresh,
    Token,
    Network(usize),
    LostAnswer,
    StoreFails(usize),
    Clock(i64),
    Hours(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Refresh),
        Just(Step::Token),
        (1_usize..6).prop_map(Step::Network),
        Just(Step::LostAnswer),
        (1_usize..9).prop_map(Step::StoreFails),
        (-50_i64..50).prop_map(Step::Clock),
        (1_i64..40).prop_map(Step::Hours),
    ]
}

async fn walk(rotation: Rotation, steps: Vec<Step>) {
    let scene = Scene::set(Options {
        rotation,
        ..Options::default()
    })
    .await;
    // Whether the server may have rotated and we may not know.
    let mut lost = false;
    for step in steps {
        match step {
            Step::Refresh => drop(scene.forced().await),
            Step::Token => {
                let least = SignedDuration::from_mins(5);
                let token = valid(&scene.context, &scene.name, least, true, &nobody()).await;
                if let Ok(token) = token {
                    assert_eq!(token, scene.grant().tokens.access);
                }
            }
            Step::Network(times) => scene.sandbox.fault(vec![Fault::InternalError; times]),
            Step::LostAnswer => {
                scene.sandbox.fault([Fault::DropAfter]);
                lost = true;
            }
            Step::StoreFails(nth) => {
                scene.store.fail_from(nth, StoreError::Full);
                drop(scene.forced().await);
                scene.store.mend();
                lost = true;
            }
            Step::Clock(hours) => scene.skew.store(hours * 3600, Ordering::SeqCst),
            Step::Hours(hours) => scene.pass(SignedDuration::from_hours(hours)),
        }
        let needs = scene.record().needs_authorization;
        match rotation {
            Rotation::Grace => assert_eq!(needs, None),
            Rotation::Strict if !lost => assert_eq!(needs, None),
            Rotation::Strict => {
                if let Some(needs) = needs {
                    assert!(needs.lost_at.is_some(), "{needs:?}");
                    return;
                }
            }
        }
    }
    // Faults are over after a few more requests; then all that is not lost works.
    for _ in 0..40 {
        match scene.forced().await {
            Ok(_) => {
                assert!(scene.works().await);
                return;
            }
            Err(Cause::AnswerLost { .. }) if rotation == Rotation::Strict && lost => return,
            Err(cause) => assert_eq!(cause.severity(), Severity::Temporary, "{cause:?}"),
        }
    }
    panic!("it never came to rest");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_usable_is_lost(strict in any::<bool>(), steps in prop::collection::vec(step(), 1..14)) {
        let rotation = if strict { Rotation::Strict } else { Rotation::Grace };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(walk(rotation, steps));
    }
}
