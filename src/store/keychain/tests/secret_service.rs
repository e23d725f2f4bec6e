//! The real Secret Service: each test in a login of its own, with its own bus, home and keyring.

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dbus_secret_service::{EncryptionType, SecretService};

use super::super::super::bounded::CallTimeouts;
use super::super::super::{Bounded, system_keychain};
use super::*;

const INSIDE: &str = "AMOKEY_TEST_INSIDE";

/// A keyring that is unlocked, as after a login.
const UNLOCKED: &str = "gnome-keyring-daemon --unlock";

/// A daemon for which nobody ever made a keyring.
const NEVER_UNLOCKED: &str = "gnome-keyring-daemon --start";

/// Starts a daemon with the password `test`, and waits until it is on the bus in place of whoever
/// was there before.
fn daemon(command: &str) -> String {
    format!(
        "owner() {{ dbus-send --session --print-reply --dest=org.freedesktop.DBus \
         /org/freedesktop/DBus org.freedesktop.DBus.GetNameOwner \
         string:org.freedesktop.secrets 2>/dev/null | grep string; }}; \
         was=$(owner); printf test | {command} --components=secrets >/dev/null; \
         until is=$(owner) && [ \"$is\" != \"$was\" ]; do :; done; "
    )
}

/// Runs the test itself.
const TEST: &str = "exec \"$@\"";

/// Runs a test of this program again, inside a login made by `script`. Inside, it says `false`, and
/// the test goes on.
fn outside(test: &str, script: &str) -> bool {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new("dbus-run-session");
    command.args(["--config-file", &bus(home.path()), "--"]).args(["sh", "-c", script, "sh"]);
    run_inside(test, command, home.path())
}

/// The same, in a login with a keyring that is unlocked.
fn outside_unlocked(test: &str) -> bool {
    outside(test, &(daemon(UNLOCKED) + TEST))
}

/// The keychain is given up, in time.
fn times_out(store: &dyn Store) {
    let begun = Instant::now();
    assert_eq!(store.load(&acme()), Err(StoreError::TimedOut));
    assert!(begun.elapsed() < Duration::from_secs(9));
}

fn run_inside(test: &str, mut command: Command, home: &std::path::Path) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return false;
    }
    std::fs::set_permissions(home, std::fs::Permissions::from_mode(0o700)).unwrap();
    let status = command
        .arg(std::env::current_exe().unwrap())
        .args(["--ignored", "--nocapture", "--exact"])
        .arg(format!("store::keychain::tests::secret_service::{test}"))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env(INSIDE, test)
        .stdin(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    true
}

/// A bus that starts nothing by itself but what is in `services` of the login's home.
fn bus(home: &std::path::Path) -> String {
    let services = home.join("services");
    std::fs::create_dir(&services).unwrap();
    let config = home.join("bus.conf");
    let text = format!(
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>\
         <servicedir>{}</servicedir><policy context=\"default\"><allow send_destination=\"*\" \
         eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
        services.display()
    );
    std::fs::write(&config, text).unwrap();
    config.to_str().unwrap().to_owned()
}

fn keychain_here() -> Bounded<Keychain> {
    system_keychain(HomeId::First, |_| {})
}

/// Locks the keyring, as a person does or a screen saver.
fn lock() {
    let service = SecretService::connect(EncryptionType::Plain).unwrap();
    service.get_default_collection().unwrap().lock().unwrap();
}

/// Every call is refused with one error, long before anybody would lose timeouts.
fn refused(store: &dyn Store, error: &StoreError) {
    let begun = Instant::now();
    contract::is_refused_by(store, error);
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn the_contract_is_kept() {
    if outside_unlocked("the_contract_is_kept") {
        return;
    }
    contract::is_kept_by(&keychain_here());
    // Two processes.
    let process = || Keychain::system(HomeId::First, Unlocking::new(|_| {}));
    contract::is_kept_between(&process(), &process());
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn another_program_can_read_what_is_stored() {
    if outside_unlocked("another_program_can_read_what_is_stored") {
        return;
    }
    let record = samples::of_size(5000);
    keychain_here().save(&acme(), &record).unwrap();
    let told = |args: &[&str]| Command::new("secret-tool").args(args).output().unwrap().stdout;
    let secret = told(&["lookup", "service", "amokey", "username", "acme"]);
    assert_eq!(encoding::decode(&secret), Ok(record));
    let text = told(&["search", "service", "amokey"]);
    let text = String::from_utf8_lossy(&text);
    assert!(text.contains("label = amokey: acme"), "{text}");
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_locked_keyring_is_not_an_empty_one() {
    if outside_unlocked("a_locked_keyring_is_not_an_empty_one") {
        return;
    }
    let store = keychain_here();
    store.save(&acme(), &Record::default()).unwrap();
    lock();
    refused(&store, &StoreError::Locked);
    refused(&keychain_here(), &StoreError::Locked);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_daemon_without_a_keyring_is_not_an_empty_one() {
    if outside("a_daemon_without_a_keyring_is_not_an_empty_one", NEVER_UNLOCKED) {
        return;
    }
    refused(&keychain_here(), &StoreError::Locked);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_bus_without_a_service_has_no_keychain() {
    if outside("a_bus_without_a_service_has_no_keychain", TEST) {
        return;
    }
    refused(&keychain_here(), &StoreError::Missing);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn without_a_bus_there_is_no_keychain() {
    let home = tempfile::tempdir().unwrap();
    for address in [None, Some("unix:path=/nonexistent/bus"), Some("nonsense")] {
        let mut command = Command::new("env");
        if let Some(address) = address {
            command.arg(format!("DBUS_SESSION_BUS_ADDRESS={address}"));
        }
        if run_inside("without_a_bus_there_is_no_keychain", command, home.path()) {
            continue;
        }
        return refused(&keychain_here(), &StoreError::Missing);
    }
}

/// A bus that takes connections and never says a word.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_bus_that_hangs_is_given_up() {
    let home = tempfile::tempdir().unwrap();
    let socket = home.path().join("bus");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let mut command = Command::new("env");
    command.arg(format!("DBUS_SESSION_BUS_ADDRESS=unix:path={}", socket.display()));
    if run_inside("a_bus_that_hangs_is_given_up", command, home.path()) {
        return;
    }
    times_out(&keychain_here());
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_service_that_was_restarted_is_found_again() {
    if outside_unlocked("a_service_that_was_restarted_is_found_again") {
        return;
    }
    let store = keychain_here();
    store.save(&acme(), &samples::of_size(1000)).unwrap();
    let restart = daemon("gnome-keyring-daemon --replace --unlock");
    assert!(Command::new("sh").args(["-c", &restart]).status().unwrap().success());
    assert_eq!(store.load(&acme()), Ok(Some(samples::of_size(1000))));
}

/// A daemon that is there and does not answer.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_service_that_hangs_is_given_up_and_found_again() {
    if outside_unlocked("a_service_that_hangs_is_given_up_and_found_again") {
        return;
    }
    let signal = |signal: &str| {
        let script = format!(
            "pid=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus \
             /org/freedesktop/DBus org.freedesktop.DBus.GetConnectionUnixProcessID \
             string:org.freedesktop.secrets) && kill -{signal} ${{pid##* }}"
        );
        assert!(Command::new("sh").args(["-c", &script]).status().unwrap().success());
    };
    let store = keychain_here();
    store.save(&acme(), &Record::default()).unwrap();
    signal("STOP");
    times_out(&store);
    signal("CONT");
    assert_eq!(store.load(&acme()), Ok(Some(Record::default())));
}

/// A screen is there, but nobody answers: the program that would ask never shows up.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_person_is_waited_for_and_the_screen_is_told() {
    let prompter = "printf '[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\n\
                    Exec=/bin/sleep 60\n' >$HOME/services/prompter.service; ";
    let script = format!("{prompter}{}DISPLAY=:77 {TEST}", daemon(UNLOCKED));
    if outside("a_person_is_waited_for_and_the_screen_is_told", &script) {
        return;
    }
    let told = Arc::new(Mutex::new(Vec::new()));
    let unlocking = Unlocking::new({
        let told = Arc::clone(&told);
        move |asked| told.lock().unwrap().push(asked)
    });
    let timeouts = CallTimeouts {
        usual: Duration::from_secs(1),
        person: Duration::from_secs(3),
        unseen: false,
    };
    let keychain = Keychain::system(HomeId::First, unlocking.clone());
    keychain.save(&acme(), &Record::default()).unwrap();
    lock();
    let store = Bounded::with_timeouts(keychain, unlocking, timeouts);
    let begun = Instant::now();
    assert_eq!(store.load(&acme()), Err(StoreError::Locked));
    let waited = begun.elapsed();
    assert!(waited >= timeouts.person, "{waited:?}");
    assert_eq!(*told.lock().unwrap(), [true]);
}
