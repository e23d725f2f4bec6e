//! What follows a refresh, whether or not anything was refreshed: exports that are kept, and hooks.

use std::fs;
use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use amokey::sandbox::{Options, Rotation};

use crate::files::put_program;
use crate::odd_stores::pipe;
use crate::person::Person;
use crate::script::{
    LANGUAGES, REFRESH, command, connect, ended, fails, has_a_good_token, quietly, script, sealed,
    unlimited, until, works, works_with,
};

const DUE: [&str; 3] = ["refresh", "--all", "--due"];
const DAY: Duration = Duration::from_secs(86_400);

/// Keeps the access token in a file of a folder of its own.
fn keeps(person: &Person) -> PathBuf {
    let folder = person.home.path().join("kept");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("token.json");
    let written = path.to_str().unwrap();
    let args = ["export", "demo", "--to", "json", "--keep", "-o", written];
    works(person, &args);
    path
}

fn holds(path: &Path, token: &str) -> bool {
    fs::read_to_string(path).unwrap().contains(token.trim_end())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn an_export_that_failed_is_told_and_written_by_the_next_run() {
    let words = [
        "still holds an older access token of demo",
        "остался прежний access-токен demo",
        "залишився попередній access-токен demo",
    ];
    let person = sealed("en", &unlimited(Rotation::Grace));
    let path = keeps(&person);
    let written = path.to_str().unwrap();
    let (folder, aside) = (path.parent().unwrap(), person.home.path().join("aside"));
    fs::rename(folder, &aside).unwrap();
    for (lang, words) in LANGUAGES.into_iter().zip(words) {
        for (args, told) in [(&REFRESH, "demo: "), (&DUE, "")] {
            let (out, errors) = ended(&script(person.speaks(lang), args), 1);
            assert!(out.starts_with(told), "{lang}: {out}");
            assert!(errors.contains(words) && errors.contains(written), "{errors}");
            assert!(errors.ends_with("\n  amokey history demo\n"), "{errors}");
        }
    }
    fs::rename(&aside, folder).unwrap();
    let token = has_a_good_token(&person);
    assert!(!holds(&path, &token));
    assert_eq!(quietly(&person, &DUE), "");
    assert!(holds(&path, &token));
    let history = works(person.speaks("en"), &["history", "demo"]);
    assert!(history.contains(written) && history.contains("refused"), "{history}");
    works(&person, &REFRESH);
    assert!(!holds(&path, &token) && holds(&path, &has_a_good_token(&person)));
    let stop = ["export", "--to", "json", "-o", written, "--no-keep"];
    works(&person, &stop);
    fails(&person, &stop, 2, &[]);
}

#[test]
fn what_a_killed_export_left_is_gone_after_the_next_one() {
    let person = sealed("en", &Options::default());
    let path = keeps(&person);
    let killed = command(&person, &REFRESH).env("AMOKEY_KILL_AT", "prepared").output().unwrap();
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
    works(person, &args);
    file
}

#[test]
fn a_hook_that_is_set_later_is_run_for_a_profile_that_is_marked_already() {
    let person = sealed("en", &Options::default());
    assert!(person.sandbox.revoke("demo"));
    fails(&person, &REFRESH, 3, &[]);
    let file = notes(&person, "needs-person");
    for _ in 0..2 {
        assert_eq!(quietly(&person, &DUE), "");
        assert_eq!(fs::read_to_string(&file).unwrap(), "demo\n");
    }
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
        works_with(&person, &[&args[..], &more].concat(), &[&token]);
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
    put_program(&program, "#!/bin/sh\ntouch \"$0.ran\"\n");
    let set = ["hooks", "set", "--on", "rotated", "--"];
    for name in ["./notify", "no-such-program"] {
        fails(&person, &[&set[..], &[name]].concat(), 2, &[&format!("no program {name}")]);
    }
    let output = command(&person, &[&set[..], &["./notify"]].concat())
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    works(&person, &REFRESH);
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
        until("what was started", || file.exists());
        let text = fs::read_to_string(&file).unwrap();
        fs::remove_file(&file).unwrap();
        assert!(!text.contains(marked), "{text}");
        text
    };
    let exec = ["exec", "demo", "--", "/bin/sh", "-c", &line];
    assert!(with_secrets(&exec).status().unwrap().success());
    assert!(environment().contains("AMOCRM_ACCESS_TOKEN=eyJ"));
    let set = ["hooks", "set", "--on", "rotated", "--", "/bin/sh", "-c", &line];
    assert_eq!(script(&person, &set).status.code(), Some(0));
    assert!(with_secrets(&REFRESH).status().unwrap().success());
    assert!(!environment().contains("AMOCRM_"));
    let browser = person.home.path().join("notes");
    put_program(&browser, &format!("#!/bin/sh\n{line}\n"));
    let ready = person.sandbox.ready();
    let mut child = with_secrets(&connect(&person, "new", &ready.account, &["--browser"]))
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
    let (file, gate) = (person.home.path().join("slow"), person.home.path().join("gate"));
    pipe(&gate);
    let (slow, waits) = (file.display(), gate.display());
    let line = format!("read -r _ <'{waits}'; echo $AMOKEY_PROFILE >> '{slow}'");
    for on in ["rotated", "needs-person"] {
        let set = ["hooks", "set", "--on", on, "--", "/bin/sh", "-c", &line];
        assert_eq!(script(&person, &set).status.code(), Some(0));
    }
    assert!(person.sandbox.revoke("demo"));
    let begun = Instant::now();
    for args in [&REFRESH[..], &DUE] {
        let _ = script(&person, args);
    }
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    assert!(!file.exists());
    let mut gate = fs::File::options().read(true).write(true).open(&gate).unwrap();
    gate.write_all(b"\n").unwrap();
    until("the hook in the history", || {
        works(&person, &["history"]).contains("needs-person /bin/sh")
    });
    // It was begun once, though two have seen it, and ended well.
    assert_eq!(fs::read_to_string(&file).unwrap(), "demo\n");
    assert_eq!(script(&person, &DUE).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), "demo\n");
}
