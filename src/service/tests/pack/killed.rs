//! `kill -9` at every step, in a process of its own. Between two steps a profile may be in nobody's use; then what is
//! said to go on brings it to one place, and nobody else ever has it.
#![cfg(unix)]

use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};

use super::*;

const HOME: &str = "AMOKEY_TEST_PACK_HOME";
const FILE: &str = "AMOKEY_TEST_PACK_FILE";
const VERB: &str = "AMOKEY_TEST_PACK_VERB";

/// Has another process pack or unpack in a home, and die after a step.
fn dies(verb: &str, home: &Home, file: &Path, step: &str) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "service::tests::pack::killed::the_one_that_is_killed"])
        .env(HOME, &home.folder)
        .env(FILE, file)
        .env(VERB, verb)
        .env("AMOKEY_KILL_AT", step)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.signal(), Some(9), "{verb}, {step}: {status}");
}

/// The other side of [`dies`].
#[tokio::test]
async fn the_one_that_is_killed() {
    let Some(folder) = std::env::var_os(HOME) else {
        return;
    };
    let file = PathBuf::from(std::env::var_os(FILE).unwrap());
    let context = Scene::bare(&Options::default()).context;
    let home = Home::at(folder.into(), &context);
    if std::env::var(VERB).unwrap() == "pack" {
        home.packs(&file, Purpose::Move).await.unwrap();
    } else {
        home.unpacks(&file).await;
    }
}

impl Journey {
    fn owners(&self, profile: &str) -> usize {
        [&self.old, &self.new].into_iter().filter(|home| home.owns(profile)).count()
    }

    async fn packed_until(&self, step: &str) {
        dies("pack", &self.old, &self.file, step);
        for profile in BOTH {
            assert!(self.owners(profile) <= 1, "{step}");
        }
        if step == "named" {
            assert_eq!(unfinished(&self.file), None);
            return;
        }
        // What is not finished gives nothing away.
        let part = unfinished(&self.file).unwrap();
        assert!(!self.file.exists(), "{step}");
        let refused = take_back(&self.new.context, &part).await;
        let expected = PackError::at(&part, PackFault::Unfinished);
        assert_eq!(refused.unwrap_err(), expected, "{step}");
    }
}

const STEPS: [&str; 4] = ["packed", "marked-away", "all-away", "named"];

#[tokio::test]
async fn packing_again_finishes_what_was_killed() {
    let journey = Journey::begins().await;
    for step in STEPS {
        journey.packed_until(step).await;
        if step != "named" {
            let given = journey.old.packs(&journey.file, Purpose::Move).await.unwrap();
            assert_eq!((given.packed.len(), given.left.len()), (2, 0), "{step}");
        }
        let taken = journey.new.unpacks(&journey.file).await;
        assert_eq!(taken, BOTH.map(|profile| (profile.to_owned(), Ok(Took::Taken))), "{step}");
        journey.is_in_use_in(&journey.new, step).await;
        for profile in BOTH {
            let refused = journey.old.forced(profile).await;
            assert!(matches!(refused, Err(Cause::Packed { .. })), "{step}: {refused:?}");
        }
        // And home again, for the next step.
        fs::remove_file(&journey.file).unwrap();
        journey.new.packs(&journey.file, Purpose::Move).await.unwrap();
        journey.old.unpacks(&journey.file).await;
        journey.is_in_use_in(&journey.old, step).await;
        fs::remove_file(&journey.file).unwrap();
    }
}

#[tokio::test]
async fn whoever_is_killed_may_take_everything_back() {
    let journey = Journey::begins().await;
    let old = &journey.old;
    for step in STEPS {
        journey.packed_until(step).await;
        if let Some(part) = unfinished(&journey.file) {
            match take_back(&old.context, &part).await {
                Ok(back) => assert!(!back.is_empty() && !part.exists(), "{step}"),
                // Nothing was marked yet.
                Err(_) => assert_eq!(step, "packed"),
            }
        } else {
            let opened = old.opens(&journey.file, &[], false).await;
            let warned = opened.warnings(&old.context).await.unwrap();
            let names = BOTH.map(name).to_vec();
            assert_eq!(warned, [Warning::ComesBack(names)], "{step}");
            opened.take(&old.context).await.unwrap();
        }
        journey.is_in_use_in(old, step).await;
    }
}

#[tokio::test]
async fn unpacking_again_finishes_what_was_killed_and_nobody_else_comes_in_between() {
    let journey = Journey::begins().await;
    let third = Home::at(journey.file.with_file_name("третья"), &journey.scene.context);
    for step in ["claimed", "taken", "listed"] {
        journey.old.packs(&journey.file, Purpose::Move).await.unwrap();
        dies("unpack", &journey.new, &journey.file, step);
        for profile in BOTH {
            assert!(journey.owners(profile) <= 1 && !journey.old.owns(profile), "{step}");
        }
        for other in [&journey.old, &third] {
            for (_, refused) in other.unpacks(&journey.file).await {
                assert!(matches!(refused, Err(Refusal::TakenBefore(_))), "{step}: {refused:?}");
            }
        }
        let taken = journey.new.unpacks(&journey.file).await;
        assert!(taken.iter().all(|(_, took)| took.is_ok()), "{step}: {taken:?}");
        journey.is_in_use_in(&journey.new, step).await;
        // It is done: an older pack does not come to life again.
        for (_, refused) in journey.new.unpacks(&journey.file).await {
            assert!(matches!(refused, Err(Refusal::TakenBefore(_))), "{step}: {refused:?}");
        }
        fs::remove_file(&journey.file).unwrap();
        journey.new.packs(&journey.file, Purpose::Move).await.unwrap();
        journey.old.unpacks(&journey.file).await;
        fs::remove_file(&journey.file).unwrap();
    }
}
