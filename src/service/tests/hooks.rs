//! Commands that are run when something happens: once, in nobody's way, and told nothing secret.

use super::*;
use crate::domain::hook::{Happening, Hook};

impl Scene {
    pub fn hooks(&self, on: Happening, script: &str) {
        self.runs(on, &["/bin/sh", "-c", script]);
    }

    fn runs(&self, on: Happening, command: &[&str]) {
        let command = command.iter().map(ToString::to_string).collect();
        let hook = Hook { on, days: None, command };
        self.context.ledger.put_hook(&hook).unwrap();
    }

    fn seen(&self) -> PathBuf {
        self.folder.path().join("seen")
    }

    /// A script that writes down what it was told.
    pub fn notes(&self) -> String {
        format!(
            "env | grep -E ^AMOKEY_.*'(EVENT|PROFILE|SECRET|KEY)=' | sort >> {0}; cat >> {0}",
            self.seen().display()
        )
    }

    pub async fn follows(&self) {
        self.context.in_flight.end().await;
    }

    pub fn told(&self) -> String {
        fs::read_to_string(self.seen()).unwrap()
    }

    async fn failed(&self) -> String {
        self.rotates().await;
        let (outcome, why) = self.ran().remove(0);
        assert_eq!(outcome, Outcome::Failed);
        why
    }

    /// Refreshes, and waits for what follows.
    pub async fn rotates(&self) {
        assert_eq!(self.forced().await, Ok(Outcome::Rotated));
        self.follows().await;
    }

    fn ran(&self) -> Vec<(Outcome, String)> {
        self.noted(Action::Hook)
    }
}

#[tokio::test]
async fn new_tokens_are_told_each_time_without_anything_secret() {
    let scene = Scene::grace().await;
    scene.hooks(Happening::Rotated, &scene.notes());
    scene.rotates().await;
    // The end of its input is the end of the command: nobody waits for a person.
    let told = scene.told();
    assert_eq!(told, "AMOKEY_EVENT=rotated\nAMOKEY_PROFILE=demo\n");
    assert!(scene.refresh(Need::Due).await.is_ok());
    scene.follows().await;
    assert_eq!(scene.told(), told);
    scene.rotates().await;
    assert_eq!(scene.told(), told.repeat(2));
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
    assert_eq!(scene.told(), "AMOKEY_EVENT=needs-person\nAMOKEY_PROFILE=demo\n");
}

#[tokio::test]
async fn a_person_is_called_until_the_call_went_well() {
    let scene = Scene::strict().await;
    let works = scene.folder.path().join("works");
    scene.hooks(Happening::NeedsPerson, &format!("cat {}", works.display()));
    assert!(scene.sandbox.revoke("demo"));
    assert!(scene.forced().await.is_err());
    scene.follows().await;
    let looks = async || {
        let rows = [scene.row()];
        after_refresh::catch_up(&scene.context, &rows).await.unwrap();
        scene.follows().await;
        scene.ran()
    };
    assert_eq!(looks().await.len(), 2, "the first call failed");
    fs::write(works, "").unwrap();
    for _ in 0..2 {
        assert_eq!(looks().await.len(), 3, "the third one went well");
    }
    // Another command was never told, whatever the one before it was.
    scene.hooks(Happening::NeedsPerson, &scene.notes());
    for _ in 0..2 {
        looks().await;
        assert_eq!(scene.told(), "AMOKEY_EVENT=needs-person\nAMOKEY_PROFILE=demo\n");
    }
    // The same one, set once more.
    scene.hooks(Happening::NeedsPerson, &scene.notes());
    assert_eq!(looks().await.len(), 4);
}

#[tokio::test]
async fn an_end_that_comes_near_is_told_once() {
    let scene = Scene::grace().await;
    scene.hooks(Happening::Ending, &scene.notes());
    // Nobody answers, week after week: the refresh token grows old.
    let ill = || scene.sandbox.fault([Fault::InternalError; 4]);
    for days in [30, 40, 10, 1] {
        scene.pass(SignedDuration::from_hours(24 * days));
        ill();
        assert_eq!(scene.refresh(Need::Due).await.unwrap_err().cause, Cause::ServerError);
        scene.follows().await;
        assert_eq!(scene.seen().exists(), days < 30, "{days}");
    }
    assert_eq!(scene.told(), "AMOKEY_EVENT=ending\nAMOKEY_PROFILE=demo\n");
}

#[tokio::test]
async fn what_fails_is_in_the_history_and_the_tokens_are_there() {
    let mut scene = Scene::grace().await;
    scene.context.timeouts.hook = Duration::from_millis(300);
    for (script, why) in [
        ("exit 3", ": it ended with exit status: 3"),
        ("exec sleep 60", ": it was ended because it took too long"),
    ] {
        scene.hooks(Happening::Rotated, script);
        assert_eq!(scene.failed().await, format!("rotated /bin/sh{why}"));
    }
    scene.runs(Happening::Rotated, &["/no/such/program"]);
    let why = scene.failed().await;
    assert!(why.starts_with("rotated /no/such/program: it could not be started"), "{why}");
    assert!(scene.works().await);
    assert_eq!(scene.context.ledger.remove_hook(Happening::Rotated), Ok(true));
    assert_eq!(scene.context.ledger.remove_hook(Happening::Rotated), Ok(false));
    assert_eq!(scene.context.ledger.hooks(), Ok(vec![]));
}

#[tokio::test]
async fn what_a_hook_has_started_ends_with_it_and_a_relative_program_is_not_run() {
    let mut scene = Scene::grace().await;
    // Enough for a shell on a busy computer to start something.
    scene.context.timeouts.hook = Duration::from_secs(1);
    let pid = scene.folder.path().join("pid");
    scene.hooks(Happening::Rotated, &format!("sleep 60 & echo $! > {}; wait", pid.display()));
    scene.rotates().await;
    let pid = fs::read_to_string(pid).unwrap();
    let stat = format!("/proc/{}/stat", pid.trim());
    let begun = Instant::now();
    // It ends when it is its turn, and nobody has to have waited for it yet.
    while let Ok(state) = fs::read_to_string(&stat)
        && !state.contains(") Z ")
    {
        assert!(begun.elapsed() < Duration::from_secs(20), "{state}");
        tokio::task::yield_now().await;
    }
    scene.runs(Happening::Rotated, &["./true"]);
    let why = scene.failed().await;
    assert!(why.contains("its path is relative"), "{why}");
}
