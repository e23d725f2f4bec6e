//! `amokey exec`: a command of the person's own, with a token in its environment and nothing of ours around it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use amokey::sandbox::Options;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::person::Person;
use crate::script::{command, connected, connected_to, given, said, script, with_default_signals};
use crate::terminal::PATIENCE;

/// `amokey exec -- sh -c …`
fn shell(person: &Person, text: &str) -> (Option<i32>, String, String) {
    said(&script(person, &["exec", "--", "sh", "-c", text]))
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn the_command_has_what_it_needs_to_reach_the_account() {
    let person = connected("en");
    let (_, token, _) = said(&script(&person, &["token"]));
    let (code, out, errors) = shell(&person, "env | grep ^AMOCRM_ | sort");
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let expected = format!(
        "AMOCRM_ACCESS_TOKEN={}\nAMOCRM_ACCOUNT_ID=31400001\nAMOCRM_BASE_URL={}\nAMOCRM_SUBDOMAIN=demo\n",
        token.trim_end(),
        person.sandbox.origin()
    );
    assert_eq!(out, expected);
    // It opens the account for any client.
    let ask = "curl -sf -H \"Authorization: Bearer $AMOCRM_ACCESS_TOKEN\" $AMOCRM_BASE_URL/api/v4/account";
    let (code, account, errors) = shell(&person, ask);
    assert_eq!(code, Some(0), "{errors}");
    assert!(account.contains("\"name\":\"Ромашка\""), "{account}");
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn it_is_refreshed_before_it_starts_or_it_does_not_start() {
    let options = Options {
        access_ttl: Duration::from_secs(2),
        ..Options::default()
    };
    let person = connected_to("en", &options);
    let (_, token, _) = said(&script(&person, &["token"]));
    let before = given(&person);
    // A new one comes as soon as less than half of its life is left.
    let print = "printf %s $AMOCRM_ACCESS_TOKEN";
    let deadline = Instant::now() + PATIENCE;
    loop {
        let (code, now, errors) = shell(&person, print);
        assert_eq!(code, Some(0), "{errors}");
        if now != token.trim_end() {
            break;
        }
        assert!(Instant::now() < deadline, "never refreshed");
    }
    assert!(given(&person) > before);
    assert!(person.sandbox.revoke("demo"));
    assert_eq!(
        script(&person, &["refresh", "--force"]).status.code(),
        Some(3)
    );
    let (code, out, errors) = shell(&person, "echo started");
    assert_eq!((code, out.as_str()), (Some(3), ""), "{errors}");
    assert!(errors.contains("amokey authorize demo"), "{errors}");
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn its_input_output_and_end_are_its_own() {
    let person = connected("en");
    assert_eq!(
        shell(&person, "echo words >&2; exit 42"),
        (Some(42), String::new(), "words\n".into())
    );
    let mut child = command(&person, &["exec", "demo", "--", "cat", "--", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"through").unwrap();
    assert_eq!(
        said(&child.wait_with_output().unwrap()),
        (Some(0), "through".into(), String::new())
    );
    // What is open in it is what would be without us.
    let list = ["sh", "-c", "ls /proc/self/fd"];
    let without_us = with_default_signals(list[0])
        .args(&list[1..])
        .output()
        .unwrap();
    let with_us = script(&person, &[&["exec", "--"], &list[..]].concat());
    assert_eq!(said(&with_us), said(&without_us));
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn signals_reach_the_command_and_its_death_is_ours() {
    let person = connected("en");
    for signal in [
        Signal::SIGTERM,
        Signal::SIGINT,
        Signal::SIGHUP,
        Signal::SIGUSR1,
    ] {
        let mut child = command(
            &person,
            &["exec", "--", "sh", "-c", "echo $$; exec sleep 600"],
        )
        .spawn()
        .unwrap();
        let pid = child.id().try_into().unwrap();
        assert_eq!(first_line(&mut child), child.id().to_string());
        kill(Pid::from_raw(pid), signal).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(signal as i32));
    }
    let trap = "trap 'echo caught; kill $!; exit 9' TERM; sleep 600 & echo ready; wait";
    let mut child = command(&person, &["exec", "--", "sh", "-c", trap])
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "ready");
    kill(
        Pid::from_raw(child.id().try_into().unwrap()),
        Signal::SIGTERM,
    )
    .unwrap();
    assert_eq!(lines.next().unwrap().unwrap(), "caught");
    assert_eq!(child.wait().unwrap().code(), Some(9));
}

fn first_line(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    line.trim_end().to_owned()
}

/// What a shell has a program ignore stays ignored, and a pipe that is closed ends a command as it always does.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn the_command_finds_the_signals_as_whoever_started_us_left_them() {
    let person = connected("en");
    let mask = |prefix: &str| {
        let text = format!(
            "{prefix} {} exec -- grep SigIgn /proc/self/status",
            env!("CARGO_BIN_EXE_amokey")
        );
        let output = with_default_signals("sh")
            .args(["-c", &text])
            .env_clear()
            .envs(person.environment())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let (code, out, errors) = said(&output);
        assert_eq!(code, Some(0), "{errors}");
        u64::from_str_radix(out.split_whitespace().nth(1).unwrap(), 16).unwrap()
    };
    let bit = |signal: Signal| 1_u64 << (signal as u64 - 1);
    assert_eq!(mask("") & (bit(Signal::SIGHUP) | bit(Signal::SIGPIPE)), 0);
    assert_ne!(mask("trap '' HUP;") & bit(Signal::SIGHUP), 0);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn what_cannot_be_run_has_the_codes_of_a_shell() {
    let person = connected("en");
    let plain = person.home.path().join("plain");
    std::fs::write(&plain, "words").unwrap();
    std::fs::set_permissions(&plain, std::fs::Permissions::from_mode(0o644)).unwrap();
    let plain = plain.to_str().unwrap();
    for (lang, missing, forbidden) in [
        ("en", "was not found", "could not be run"),
        ("ru", "не найдена", "Не удалось запустить"),
        ("uk", "не знайдено", "Не вдалося запустити"),
    ] {
        for (program, expected, words) in
            [("no-such-program", 127, missing), (plain, 126, forbidden)]
        {
            let output = command(&person, &["exec", "demo", "--", program])
                .env("AMOKEY_LANG", lang)
                .output()
                .unwrap();
            let (code, out, errors) = said(&output);
            assert_eq!((code, out.as_str()), (Some(expected), ""), "{errors}");
            assert!(
                errors.contains(words) && errors.contains(program),
                "{errors}"
            );
        }
    }
    assert_eq!(script(&person, &["exec", "demo"]).status.code(), Some(2));
    assert_eq!(
        script(&person, &["exec", "nobody", "--", "true"])
            .status
            .code(),
        Some(1)
    );
}
