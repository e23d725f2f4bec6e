//! What follows a refresh, whether or not anything was refreshed: exports that are kept, and hooks.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use amokey::sandbox::Options;

use crate::person::Person;
use crate::script::{command, given_lines, has_a_good_token, said, script, sealed};
use crate::terminal::PATIENCE;

const DUE: [&str; 3] = ["refresh", "--all", "--due"];
const DAY: Duration = Duration::from_secs(86_400);

/// Keeps the access token in a file of a folder of its own.
fn keeps(person: &Person) -> PathBuf {
    let folder = person.home.path().join("kept");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("token.json");
    let written = path.to_str().unwrap();
    let args = ["export", "demo", "--to", "json", "--keep", "-o", written];
    let (code, _, errors) = said(&script(person, &args));
    assert_eq!(code, Some(0), "{errors}");
    path
}

fn holds(path: &Path, token: &str) -> bool {
    fs::read_to_string(path).unwrap().contains(token.trim_end())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn an_export_that_failed_is_told_and_written_by_the_next_run() {
    for (lang, words) in [
        ("en", "still holds an older access token of demo"),
        ("ru", "остался прежний access-токен demo"),
        ("uk", "залишився попередній access-токен demo"),
    ] {
        let person = sealed(lang, &Options::default());
        let path = keeps(&person);
        let (folder, aside) = (path.parent().unwrap(), person.home.path().join("aside"));
        fs::rename(folder, &aside).unwrap();
        for args in [&["refresh", "--force", "demo"][..], &DUE] {
            let (code, _, errors) = said(&script(&person, args));
            assert_eq!(code, Some(1), "{errors}");
            assert!(errors.contains(words), "{errors}");
            assert!(errors.ends_with("\n  amokey history demo\n"), "{errors}");
        }
        fs::rename(&aside, folder).unwrap();
        let token = has_a_good_token(&person);
        assert!(!holds(&path, &token));
        let (code, out, errors) = said(&script(&person, &DUE));
        assert_eq!((code, &*out, &*errors), (Some(0), "", ""));
        assert!(holds(&path, &token));
    }
}

#[test]
fn what_a_killed_export_left_is_gone_after_the_next_one() {
    let person = sealed("en", &Options::default());
    let path = keeps(&person);
    let killed = command(&person, &["refresh", "--force", "demo"])
        .env("AMOKEY_KILL_AT", "prepared")
        .output()
        .unwrap();
    assert_eq!(killed.status.signal(), Some(9), "{killed:?}");
    let folder = path.parent().unwrap();
    assert_eq!(names(folder).len(), 2);
    let token = has_a_good_token(&person);
    assert!(!holds(&path, &token));
    assert_eq!(script(&person, &DUE).status.code(), Some(0));
    assert_eq!(names(folder), ["token.json"]);
    assert!(holds(&path, &token));
}

/// Sets a hook that writes down whom it was run for, and how often.
fn notes(person: &Person, on: &str) -> PathBuf {
    let file = person.home.path().join(on);
    let line = format!("echo $AMOKEY_PROFILE >> '{}'", file.display());
    let args = ["hooks", "set", "--on", on, "--", "/bin/sh", "-c", &line];
    let (code, _, errors) = said(&script(person, &args));
    assert_eq!(code, Some(0), "{errors}");
    file
}

#[test]
fn a_hook_that_is_set_later_or_failed_is_run_for_a_profile_that_is_marked_already() {
    let person = sealed("en", &Options::default());
    assert!(person.sandbox.revoke("demo"));
    let (code, _, _) = said(&script(&person, &["refresh", "--force", "demo"]));
    assert_eq!(code, Some(3));
    let file = notes(&person, "needs-person");
    for _ in 0..2 {
        let (code, out, errors) = said(&script(&person, &DUE));
        assert_eq!((code, &*out, &*errors), (Some(0), "", ""));
        assert_eq!(fs::read_to_string(&file).unwrap(), "demo\n");
    }
    // Another one, whose first run goes wrong.
    let flag = person.home.path().join("works");
    let line = format!("cat '{}'", flag.display());
    let args = ["hooks", "set", "--on", "needs-person", "--"];
    let args = [&args[..], &["/bin/sh", "-c", &line]].concat();
    assert_eq!(script(&person, &args).status.code(), Some(0));
    let runs = || {
        assert_eq!(script(&person, &DUE).status.code(), Some(0));
        let (_, history, _) = said(&script(&person, &["history", "demo"]));
        let runs = history.lines().filter(|line| line.contains("/bin/sh"));
        runs.count()
    };
    assert_eq!([runs(), runs()], [2, 3]);
    fs::write(&flag, "").unwrap();
    assert_eq!([runs(), runs()], [4, 4]);
}

#[test]
fn the_end_of_a_long_lived_token_is_told_by_the_unattended_refresh() {
    let person = sealed("en", &Options::default());
    let ready = person.sandbox.ready();
    let file = notes(&person, "ending");
    for (name, days) in [("soon", 10), ("later", 100)] {
        let token = person.sandbox.long_lived(None, days * DAY).unwrap();
        let args = ["connect", "--profile", name, "--account", &ready.account];
        let more = ["--sandbox", &ready.origin, "--long-lived", "-"];
        let output = given_lines(&person, &[&args[..], &more].concat(), &[&token]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
    for _ in 0..2 {
        assert_eq!(script(&person, &DUE).status.code(), Some(0));
        assert_eq!(fs::read_to_string(&file).unwrap(), "soon\n");
    }
}

#[test]
fn a_hook_is_found_from_every_folder() {
    let person = sealed("en", &Options::default());
    let folder = person.home.path().join("tools");
    fs::create_dir(&folder).unwrap();
    let program = folder.join("notify");
    fs::write(&program, "#!/bin/sh\ntouch \"$0.ran\"\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let set = ["hooks", "set", "--on", "rotated", "--"];
    for name in ["./notify", "no-such-program"] {
        let (code, _, errors) = said(&script(&person, &[&set[..], &[name]].concat()));
        assert_eq!(code, Some(2));
        assert!(errors.contains(&format!("no program {name}")), "{errors}");
    }
    let output = command(&person, &[&set[..], &["./notify"]].concat())
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let refreshed = script(&person, &["refresh", "--force", "demo"]);
    assert_eq!(refreshed.status.code(), Some(0), "{refreshed:?}");
    assert!(folder.join("notify.ran").exists());
}

/// Whatever of ours is secret, and whatever somebody else's program was given in our environment.
#[test]
fn no_child_inherits_a_secret() {
    let person = sealed("en", &Options::default());
    let file = person.home.path().join("environment");
    let line = format!("env > '{0}.new'; mv '{0}.new' '{0}'", file.display());
    let marked = "MARKED-0123456789";
    let with_secrets = |args: &[&str]| {
        let mut command = command(&person, args);
        for name in amokey::domain::secret::VARIABLES {
            command.env(name, marked);
        }
        command
    };
    let environment = || {
        let deadline = Instant::now() + PATIENCE;
        while !file.exists() {
            assert!(Instant::now() < deadline, "nothing was started");
            std::thread::yield_now();
        }
        let text = fs::read_to_string(&file).unwrap();
        fs::remove_file(&file).unwrap();
        assert!(!text.contains(marked), "{text}");
        text
    };

    let exec = ["exec", "demo", "--", "/bin/sh", "-c", &line];
    assert!(with_secrets(&exec).status().unwrap().success());
    assert!(environment().contains("AMOCRM_ACCESS_TOKEN=eyJ"));

    let set = [
        "hooks", "set", "--on", "rotated", "--", "/bin/sh", "-c", &line,
    ];
    assert_eq!(script(&person, &set).status.code(), Some(0));
    let refresh = ["refresh", "--force", "demo"];
    assert!(with_secrets(&refresh).status().unwrap().success());
    assert!(!environment().contains("AMOCRM_"));

    let browser = person.home.path().join("notes");
    fs::write(&browser, format!("#!/bin/sh\n{line}\n")).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let ready = person.sandbox.ready();
    let connect = ["connect", "--profile", "new", "--account", &ready.account];
    let ours = [
        "--client-id",
        &ready.client_id,
        "--redirect-uri",
        &ready.redirect_uri,
    ];
    let rest = ["--sandbox", &ready.origin, "--browser"];
    let mut child = with_secrets(&[&connect[..], &ours, &rest].concat())
        .env("AMOKEY_CLIENT_SECRET", &ready.client_secret)
        .env("BROWSER", &browser)
        .spawn()
        .unwrap();
    let seen = environment();
    assert!(!seen.contains(&ready.client_secret), "{seen}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_slow_hook_holds_nobody_and_ends_all_the_same() {
    let person = sealed("en", &Options::default());
    let file = person.home.path().join("slow");
    let line = format!("sleep 8; echo $AMOKEY_PROFILE >> '{}'", file.display());
    for on in ["rotated", "needs-person"] {
        let set = ["hooks", "set", "--on", on, "--", "/bin/sh", "-c", &line];
        assert_eq!(script(&person, &set).status.code(), Some(0));
    }
    assert!(person.sandbox.revoke("demo"));
    let begun = Instant::now();
    for args in [&["refresh", "--force", "demo"][..], &DUE] {
        let _ = script(&person, args);
    }
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
    let deadline = Instant::now() + PATIENCE;
    let history = || said(&script(&person, &["history"])).1;
    while !history().contains("needs-person /bin/sh") {
        assert!(Instant::now() < deadline, "{}", history());
    }
    // It was begun once, though two have seen it, and ended well.
    assert_eq!(fs::read_to_string(&file).unwrap(), "demo\n");
    assert_eq!(script(&person, &DUE).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), "demo\n");
}
