//! What is written, and what could be, is for nobody else: files, folders, logs, memory.

use std::os::unix::process::ExitStatusExt as _;

use amokey::sandbox::Options;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::files::mode;
use crate::person::Person;
use crate::script::{REFRESH, command, connect, ended, program, sealed, shell, works};

/// Neither wide open nor shut to its owner, whatever the umask is.
#[test]
fn the_umask_changes_nothing() {
    for umask in ["0000", "0777"] {
        let person = Person::new("en");
        let data = person.home.path().join("new/folder/data");
        let person = person.finding("AMOKEY_HOME", data.to_str().unwrap());
        let output = shell(&person, &format!("umask {umask}; exec \"$0\" status")).output();
        ended(&output.unwrap(), 0);
        for folder in [&data, &data.join("logs"), &data.join("locks")] {
            assert_eq!(mode(folder), 0o700, "{umask}: {}", folder.display());
        }
        assert_eq!(mode(&data.join("ledger.sqlite")), 0o600, "{umask}");
        let parent = data.parent().unwrap();
        assert_eq!(mode(parent) & 0o700, 0o700, "{umask}");
        for log in std::fs::read_dir(data.join("logs")).unwrap() {
            assert_eq!(mode(&log.unwrap().path()), 0o600, "{umask}");
        }
    }
}

/// However much is asked for, the log has our own lines and none of a library, which nobody has read for secrets.
#[test]
fn the_log_is_our_own() {
    let person = sealed("en", &Options::default()).finding("AMOKEY_LOG", "trace");
    works(&person, &REFRESH);
    let logs = person.logs();
    let targets: Vec<&str> =
        logs.lines().filter_map(|line| line.split_whitespace().nth(2)).collect();
    assert!(!targets.is_empty());
    assert!(targets.iter().all(|target| target.starts_with("amokey")), "{targets:?}");
}

#[test]
fn no_core_is_dumped() {
    let person = Person::new("en");
    let binary = env!("CARGO_BIN_EXE_amokey");
    let mut child = program(&person, "prlimit")
        .args(["--core=unlimited", binary, "sandbox"])
        .current_dir(person.home.path())
        .spawn()
        .unwrap();
    // When it is ready.
    let mut line = String::new();
    let out = child.stdout.as_mut().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).unwrap();
    kill(Pid::from_raw(child.id().try_into().unwrap()), Signal::SIGABRT).unwrap();
    let status = child.wait().unwrap();
    assert_eq!(status.signal(), Some(6));
    assert!(!status.core_dumped());
}

/// Another process of ours, into which nobody looks, is named all the same.
#[test]
fn who_holds_the_port_is_named() {
    let person = Person::new("en");
    let (terminal, _) = person.asks_for_consent();
    let ready = person.sandbox.ready();
    let output = command(&person, &connect(&person, "other", &ready.account, &["--browser"]))
        .env("AMOKEY_CLIENT_SECRET", &ready.client_secret)
        .output()
        .unwrap();
    let (_, errors) = ended(&output, 1);
    assert!(errors.contains(&format!("amokey (pid {})", terminal.pid())), "{errors}");
}
