//! `kill -9` at every step and at random moments: the old file or the new one, and the next save works.
#![cfg(unix)]

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::*;

const FOLDER: &str = "AMOKEY_TEST_SEALED_KILLED";

/// What the process says after each save.
const SAVED: &str = "saved";

/// Starts this very program again as a process that saves until it is killed.
fn saves(folder: &Path, kill_at: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "store::file::tests::killed::save_until_killed"])
        .env(FOLDER, folder)
        .env("AMOKEY_KILL_AT", kill_at)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The other side of [`saves`].
#[test]
fn save_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let store = with(Path::new(&folder), &raw(1));
    let acme = name("acme");
    loop {
        let generation = store.load(&acme).unwrap().unwrap().generation + 1;
        store.save(&acme, &record(generation)).unwrap();
        // Whoever is not read any more is about to be killed.
        let _ = writeln!(io::stdout(), "{SAVED}");
    }
}

/// What is there after a kill is whole, and can be gone on with.
fn goes_on(scene: &Scene, case: &str) -> u64 {
    let store = scene.store();
    let found = store.load(&name("acme")).unwrap().unwrap();
    assert_eq!(found, record(found.generation), "{case}");
    for (n, profile) in PROFILES.into_iter().enumerate().skip(1) {
        let read = store.load(&name(profile));
        assert_eq!(read, Ok(Some(record(n as u64))), "{case}");
    }
    store.check().unwrap();
    let left: Vec<_> = fs::read_dir(scene.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["secrets.sealed", "secrets.lock"].contains(&&**name))
        .collect();
    assert_eq!(left, [""; 0], "{case}");
    found.generation
}

#[test]
fn at_every_step() {
    let scene = Scene::new();
    let mut before = 0;
    for (step, saved) in [("begun", 0), ("written", 0), ("synced", 0), ("renamed", 1)] {
        let status = saves(scene.folder(), step).wait().unwrap();
        assert_eq!(status.signal(), Some(9), "{step}: {status}");
        let found = goes_on(&scene, step);
        assert_eq!(found, before + saved, "{step}");
        before = found;
    }
}

#[test]
fn at_random_moments() {
    let scene = Scene::new();
    let mut last = 0;
    for moment in 0..40_u64 {
        let mut child = saves(scene.folder(), "");
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(said.any(|line| line.unwrap().contains(SAVED)));
        // Not to wait for anything: the moment itself is what is tried.
        std::thread::sleep(Duration::from_micros(moment * 997 % 20_000));
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(9));
        let found = goes_on(&scene, &format!("moment {moment}"));
        assert!(found > last, "{found} after {last}");
        last = found;
    }
}
