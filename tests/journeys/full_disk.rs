//! The disk under the ledger is full: tokens live in the keychain, and none is lost.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use amokey::sandbox::{Fault, Options, Rotation};

use crate::person::Person;
use crate::script::{
    REFRESH, ended, has_a_good_token, program, script, sealed, status, strict, until_given,
    waits_for_an_answer,
};

/// A small disk instead of the folder, with what is in the folder on it; it goes with the process. `$0` is the
/// binary.
const SMALL_DISK: &str = r#"
set -e
folder=$AMOKEY_HOME
rm -rf "$folder.copy"
cp -a "$folder" "$folder.copy"
mount -t tmpfs -o size=1m,mode=0700 tmpfs "$folder"
cp -a "$folder.copy/." "$folder"
fill() { cat /dev/zero > "$folder/filler" 2>/dev/null || true; }
"#;

/// Runs a script of the shell where it may mount: as root, or as a user in a space of names of its own.
pub fn in_a_small_disk(person: &Person, script: &str) -> Child {
    program(person, "unshare")
        .args(["--user", "--map-current-user", "--keep-caps", "--mount"])
        .args(["sh", "-c", &format!("{SMALL_DISK}\n{script}"), env!("CARGO_BIN_EXE_amokey")])
        .stdin(Stdio::piped())
        .spawn()
        .expect("unshare; tests/run installs it")
}

/// The disk fills up while the server is asked: the pair that comes is saved, and the ledger catches up when
/// there is room.
#[test]
#[ignore = "needs a Secret Service and small disks: tests/run"]
fn a_disk_that_fills_up_while_the_server_is_asked() {
    for (lang, words, next) in [
        ("en", "The disk is full", "Make room"),
        ("ru", "Диск заполнен", "Освободите место"),
        ("uk", "Диск заповнено", "Звільніть місце"),
    ] {
        let person = strict(lang);
        let before = has_a_good_token(&person);
        person.sandbox.fault([Fault::Slow(Duration::from_secs(1))]);
        let mut child =
            in_a_small_disk(&person, r#""$0" refresh --force & read -r _; fill; wait $!"#);
        until_given(&person, 0);
        child.stdin.take().unwrap().write_all(b"\n").unwrap();
        let (out, errors) = ended(&child.wait_with_output().unwrap(), 0);
        assert!(out.starts_with("demo: "), "{out}");
        assert!(errors.contains(words) && errors.contains(next), "{errors}");
        assert_ne!(has_a_good_token(&person), before);
        // There is room again: what is shown follows what is kept.
        assert_eq!(script(&person, &REFRESH).status.code(), Some(0));
        assert_eq!(status(&person)["profiles"][0]["health"], "ok");
    }
}

/// Files may not grow any more once the token is spent (`LimitFSIZE`, `ulimit -f`): that ends nothing, and the pair is
/// saved as soon as it can be.
#[test]
fn a_limit_of_file_sizes_while_the_server_is_asked() {
    let options = Options { rotation: Rotation::Strict, ..Options::default() };
    let person = sealed("en", &options);
    let before = has_a_good_token(&person);
    let mut child = waits_for_an_answer(&person, Duration::from_millis(500));
    limit_sizes(&child, "100:");
    let mut told = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("NOT SAVED YET") {
        line.clear();
        assert!(told.read_line(&mut line).unwrap() > 0, "{:?}", child.wait());
    }
    limit_sizes(&child, "unlimited:");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_ne!(has_a_good_token(&person), before);
}

fn limit_sizes(child: &Child, limit: &str) {
    let status = Command::new("prlimit")
        .args(["--pid", &child.id().to_string(), &format!("--fsize={limit}")])
        .status()
        .expect("prlimit; tests/run installs it");
    assert!(status.success());
}
