//! `amokey exec`: a command of the person's own, with a token in its environment and nothing of ours around it.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::ExitStatusExt as _;
use std::process::Child;

use amokey::sandbox::Options;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::files::set_mode;
use crate::person::Person;
use crate::script::{
    command, ended, fails_in_each_language, given_lines, said, script, sealed, shell,
    with_default_signals,
};

fn inside(person: &Person, text: &str) -> (Option<i32>, String, String) {
    said(&script(person, &["exec", "--", "sh", "-c", text]))
}

#[test]
fn the_command_has_what_it_needs_to_reach_the_account() {
    let person = sealed("en", &Options::default());
    let (_, token, _) = said(&script(&person, &["token"]));
    let (code, out, errors) = inside(&person, "env | grep ^AMOCRM_ | sort");
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let expected = format!(
        "AMOCRM_ACCESS_TOKEN={}\nAMOCRM_ACCOUNT_ID=31400001\nAMOCRM_BASE_URL={}\nAMOCRM_SUBDOMAIN=demo\n",
        token.trim_end(),
        person.sandbox.origin()
    );
    assert_eq!(out, expected);
    // It opens the account for any client.
    let ask = "curl -sf -H \"Authorization: Bearer $AMOCRM_ACCESS_TOKEN\" $AMOCRM_BASE_URL/api/v4/account";
    let (code, account, errors) = inside(&person, ask);
    assert_eq!(code, Some(0), "{errors}");
    assert!(account.contains("\"name\":\"Ромашка\""), "{account}");
}

#[test]
fn a_script_does_not_start_where_access_was_taken_away() {
    let person = sealed("en", &Options::default());
    assert!(person.sandbox.revoke("demo"));
    assert_eq!(script(&person, &["refresh", "--force"]).status.code(), Some(3));
    let (code, out, errors) = inside(&person, "echo started");
    assert_eq!((code, out.as_str()), (Some(3), ""), "{errors}");
    assert!(errors.contains("amokey authorize demo"), "{errors}");
}

#[test]
fn its_input_output_and_end_are_its_own() {
    let person = sealed("en", &Options::default());
    assert_eq!(
        inside(&person, "echo words >&2; exit 42"),
        (Some(42), String::new(), "words\n".into())
    );
    let through = given_lines(&person, &["exec", "demo", "--", "cat", "--", "-"], &["through"]);
    assert_eq!(said(&through), (Some(0), "through\n".into(), String::new()));
    // What is open in it is what would be without us.
    let list = ["sh", "-c", "ls /proc/self/fd"];
    let without_us = with_default_signals(list[0]).args(&list[1..]).output().unwrap();
    let with_us = script(&person, &[&["exec", "--"], &list[..]].concat());
    assert_eq!(said(&with_us), said(&without_us));
}

#[test]
fn signals_reach_the_command_and_its_death_is_ours() {
    let person = sealed("en", &Options::default());
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP, Signal::SIGUSR1] {
        let mut child = command(&person, &["exec", "--", "sh", "-c", "echo $$; exec sleep 600"])
            .spawn()
            .unwrap();
        let pid = child.id().try_into().unwrap();
        assert_eq!(first_line(&mut child), child.id().to_string());
        kill(Pid::from_raw(pid), signal).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(signal as i32));
    }
    let trap = "trap 'echo caught; kill $!; exit 9' TERM; sleep 600 & echo ready; wait";
    let mut child = command(&person, &["exec", "--", "sh", "-c", trap]).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "ready");
    kill(Pid::from_raw(child.id().try_into().unwrap()), Signal::SIGTERM).unwrap();
    assert_eq!(lines.next().unwrap().unwrap(), "caught");
    assert_eq!(child.wait().unwrap().code(), Some(9));
}

fn first_line(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}

/// What a shell has a program ignore stays ignored, and a pipe that is closed ends a command as it always does.
#[test]
fn the_command_finds_the_signals_as_whoever_started_us_left_them() {
    let person = sealed("en", &Options::default());
    let mask = |prefix: &str| {
        let text = format!("{prefix} \"$0\" exec -- grep SigIgn /proc/self/status");
        let (out, _) = ended(&shell(&person, &text).output().unwrap(), 0);
        u64::from_str_radix(out.split_whitespace().nth(1).unwrap(), 16).unwrap()
    };
    let bit = |signal: Signal| 1_u64 << (signal as u64 - 1);
    assert_eq!(mask("") & (bit(Signal::SIGHUP) | bit(Signal::SIGPIPE)), 0);
    assert_ne!(mask("trap '' HUP;") & bit(Signal::SIGHUP), 0);
}

#[test]
fn what_cannot_be_run_has_the_codes_of_a_shell() {
    let person = sealed("en", &Options::default());
    let plain = person.home.path().join("plain");
    std::fs::write(&plain, "words").unwrap();
    set_mode(&plain, 0o644);
    let plain = plain.to_str().unwrap();
    for (program, code, words) in [
        ("no-such-program", 127, ["was not found", "не найдена", "не знайдено"]),
        (plain, 126, ["could not be run", "Не удалось запустить", "Не вдалося запустити"]),
    ] {
        let args = ["exec", "demo", "--", program];
        fails_in_each_language(&person, &args, code, words, &[program]);
    }
    assert_eq!(script(&person, &["exec", "demo"]).status.code(), Some(2));
    assert_eq!(script(&person, &["exec", "nobody", "--", "true"]).status.code(), Some(1));
}
