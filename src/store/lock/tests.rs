use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::tests::samples::acme;
use super::*;

fn try_now(dir: &Path) -> Result<ProfileLock, LockError> {
    ProfileLock::acquire(&[dir], &acme(), Duration::ZERO, |_| {})
}

fn holder(dir: &Path) -> Option<Holder> {
    match try_now(dir) {
        Err(LockError::Busy { holder }) => holder,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_profile_is_held_once_and_free_when_it_is_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let lock = try_now(dir.path()).unwrap();
    let this = Holder::this_process();
    assert_eq!(holder(dir.path()), Some(this));
    let other = ProfileName::parse("Acme").unwrap();
    assert!(ProfileLock::acquire(&[dir.path()], &other, Duration::ZERO, |_| {}).is_ok());
    drop(lock);
    assert!(try_now(dir.path()).is_ok());
}

#[test]
fn whoever_waits_is_told_for_whom_and_gets_it() {
    let dir = tempfile::tempdir().unwrap();
    let mut held = Some(try_now(dir.path()).unwrap());
    let mut told = None;
    let lock = ProfileLock::acquire(&[dir.path()], &acme(), WAIT, |holder| {
        told = holder.cloned();
        held = None;
    });
    assert!(lock.is_ok());
    assert_eq!(told.unwrap().pid, std::process::id());
}

#[test]
fn never_two_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let inside = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..20 {
                    let lock = ProfileLock::acquire(&[dir.path()], &acme(), WAIT, |_| {}).unwrap();
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(lock);
                }
            });
        }
    });
}

#[test]
fn a_killed_process_frees_it_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = hold_elsewhere(dir.path());
    assert_eq!(holder(dir.path()).unwrap().pid, child.id());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(try_now(dir.path()).is_ok());
}

/// Starts this very program again as a process that holds the lock and waits to be killed.
fn hold_elsewhere(dir: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::lock::tests::hold", "--nocapture"])
        .env(HOLD, dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    assert!(
        stdout.lines().any(|line| line.unwrap().contains("holding")),
        "the other process did not get the lock"
    );
    child
}

const HOLD: &str = "AMOKEY_TEST_HOLD";

/// The other side of [`hold_elsewhere`]; without it there is nothing to hold.
#[test]
fn hold() {
    let Some(dir) = std::env::var_os(HOLD) else {
        return;
    };
    let _lock = try_now(Path::new(&dir)).unwrap();
    println!("holding");
    // Until the other side is gone.
    let _ = io::stdin().read_line(&mut String::new());
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_not_a_lock() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(try_now(&file.join("locks")), Err(LockError::Io(_))));
}

#[cfg(unix)]
#[test]
fn files_and_folder_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let locks = dir.path().join("locks");
    let _lock = try_now(&locks).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&locks), 0o700);
    for entry in fs::read_dir(&locks).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}
