//! Commands that are run when something happens: once, in nobody's way, and told nothing secret.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::domain::history::Action;
use crate::domain::hook::{Happening, Hook};
use crate::service::aftermath;

impl Scene {
    fn hooks(&self, on: Happening, script: &str) {
        let command = ["/bin/sh", "-c", script].map(ToOwned::to_owned).to_vec();
        let hook = Hook {
            on,
            days: None,
            command,
        };
        self.context.ledger.put_hook(&hook).unwrap();
    }

    fn seen(&self) -> PathBuf {
        self.folder.path().join("seen")
    }

    /// A script that writes down what it was told.
    fn notes(&self) -> String {
        format!(
            "env | grep -E ^AMOKEY_.*'(EVENT|PROFILE|SECRET|KEY)=' | sort >> {0}; cat >> {0}",
            self.seen().display()
        )
    }

    async fn follows(&self) {
        self.context.under_way.end().await;
    }

    fn ran(&self) -> Vec<(Outcome, String)> {
        let events = self.history().into_iter();
        events
            .filter(|event| event.action == Action::Hook)
            .map(|event| (event.outcome, event.detail.unwrap()))
            .collect()
    }
}

#[tokio::test]
async fn new_tokens_are_told_each_time_without_anything_secret() {
    let scene = Scene::grace().await;
    scene.hooks(Happening::Rotated, &scene.notes());
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    scene.follows().await;
    // The end of its input is the end of the command: nobody waits for a person.
    let told = fs::read_to_string(scene.seen()).unwrap();
    assert_eq!(told, "AMOKEY_EVENT=rotated\nAMOKEY_PROFILE=demo\n");
    assert!(scene.refresh(Need::Due).await.is_ok());
    scene.follows().await;
    assert_eq!(fs::read_to_string(scene.seen()).unwrap(), told);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    scene.follows().await;
    assert_eq!(fs::read_to_string(scene.seen()).unwrap(), told.repeat(2));
    let ran = (Outcome::Ran, "rotated /bin/sh".to_owned());
    assert_eq!(scene.ran(), [ran.clone(), ran]);
}

#[tokio::test]
async fn a_person_is_called_once() {
    let scene = Scene::strict().await;
    scene.hooks(Happening::NeedsPerson, &scene.notes());
    assert!(scene.sandbox.revoke("demo"));
    for _ in 0..3 {
        assert!(scene.refresh(Need::Due).await.is_ok() || scene.forced().await.is_err());
        assert!(scene.forced().await.is_err());
        scene.follows().await;
    }
    let told = fs::read_to_string(scene.seen()).unwrap();
    assert_eq!(told, "AMOKEY_EVENT=needs-person\nAMOKEY_PROFILE=demo\n");
}

#[tokio::test]
async fn a_person_is_called_until_the_call_went_well() {
    let scene = Scene::strict().await;
    scene.hooks(Happening::NeedsPerson, "exit 1");
    assert!(scene.sandbox.revoke("demo"));
    assert!(scene.forced().await.is_err());
    scene.follows().await;
    let looks = async || {
        let rows = [scene.row()];
        aftermath::catch_up(&scene.context, &rows).await.unwrap();
        scene.follows().await;
        scene.ran()
    };
    assert_eq!(looks().await.len(), 2, "the first call failed");
    // Another command was never told, whatever the one before it was.
    for hook in ["exit 0", &scene.notes()] {
        scene.hooks(Happening::NeedsPerson, hook);
        for _ in 0..2 {
            looks().await;
        }
    }
    let told = fs::read_to_string(scene.seen()).unwrap();
    assert_eq!(told, "AMOKEY_EVENT=needs-person\nAMOKEY_PROFILE=demo\n");
    // The same one, set once more.
    scene.hooks(Happening::NeedsPerson, &scene.notes());
    assert_eq!(looks().await.len(), 4);
}

#[tokio::test]
async fn of_two_processes_that_see_the_same_one_calls() {
    let scene = Scene::strict().await;
    let slowly = format!("sleep 0.3; {}", scene.notes());
    scene.hooks(Happening::NeedsPerson, &slowly);
    assert!(scene.sandbox.revoke("demo"));
    assert!(scene.forced().await.is_err());
    let other = scene.another();
    aftermath::catch_up(&other, &[scene.row()]).await.unwrap();
    other.under_way.end().await;
    scene.follows().await;
    assert_eq!(scene.ran().len(), 1);
}

#[tokio::test]
async fn an_end_that_comes_near_is_told_once() {
    let scene = Scene::grace().await;
    scene.hooks(Happening::Ending, &scene.notes());
    // Nobody answers, week after week: the refresh token grows old.
    let ill = || scene.sandbox.fault([sandbox::Fault::InternalError; 4]);
    for days in [30, 40, 10, 1] {
        scene.pass(SignedDuration::from_hours(24 * days));
        ill();
        assert_eq!(
            scene.refresh(Need::Due).await.unwrap_err().cause,
            Cause::ServerError
        );
        scene.follows().await;
        assert_eq!(scene.seen().exists(), days < 30, "{days}");
    }
    let told = fs::read_to_string(scene.seen()).unwrap();
    assert_eq!(told, "AMOKEY_EVENT=ending\nAMOKEY_PROFILE=demo\n");
}

#[tokio::test]
async fn what_fails_is_in_the_history_and_the_tokens_are_there() {
    let mut scene = Scene::grace().await;
    scene.context.patience.hook = Duration::from_millis(300);
    for (script, why) in [
        ("exit 3", ": it ended with exit status: 3"),
        ("exec sleep 60", ": it was ended because it took too long"),
    ] {
        scene.hooks(Happening::Rotated, script);
        assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
        scene.follows().await;
        let expected = (Outcome::Failed, format!("rotated /bin/sh{why}"));
        assert_eq!(scene.ran()[0], expected);
    }
    let hook = Hook {
        on: Happening::Rotated,
        days: None,
        command: vec!["/no/such/program".into()],
    };
    scene.context.ledger.put_hook(&hook).unwrap();
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    scene.follows().await;
    let (outcome, why) = scene.ran().remove(0);
    assert_eq!(outcome, Outcome::Failed);
    assert!(
        why.starts_with("rotated /no/such/program: it could not be started"),
        "{why}"
    );
    assert!(scene.works().await);
    assert_eq!(
        scene.context.ledger.remove_hook(Happening::Rotated),
        Ok(true)
    );
    assert_eq!(
        scene.context.ledger.remove_hook(Happening::Rotated),
        Ok(false)
    );
    assert_eq!(scene.context.ledger.hooks(), Ok(vec![]));
}

#[tokio::test]
async fn what_a_hook_has_started_ends_with_it_and_a_relative_program_is_not_run() {
    let mut scene = Scene::grace().await;
    scene.context.patience.hook = Duration::from_millis(300);
    let pid = scene.folder.path().join("pid");
    scene.hooks(
        Happening::Rotated,
        &format!("sleep 60 & echo $! > {}; wait", pid.display()),
    );
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    scene.follows().await;
    let pid = fs::read_to_string(pid).unwrap();
    // Nobody has to have waited for it yet.
    let state = fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    assert!(state.is_empty() || state.contains(") Z "), "{state}");
    let hook = Hook {
        on: Happening::Rotated,
        days: None,
        command: vec!["./true".into()],
    };
    scene.context.ledger.put_hook(&hook).unwrap();
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    scene.follows().await;
    let (outcome, why) = scene.ran().remove(0);
    assert_eq!(outcome, Outcome::Failed);
    assert!(why.contains("its path is relative"), "{why}");
}
