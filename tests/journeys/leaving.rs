//! The terminal is given back as it was, however the program is left.

use nix::sys::signal::Signal;
use nix::sys::termios::LocalFlags;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};

use amokey::sandbox::Options;

use crate::person::Person;
use crate::script::{said, script, sealing};
use crate::terminal::Terminal;

#[test]
fn with_a_key() {
    for key in ["<ctrl-c>", "<esc>"] {
        let person = Person::new("en");
        let mut terminal = person.runs(&[]);
        terminal.sees("which one do you want").types(key);
        assert!(terminal.ends().success(), "{key}");
        assert_eq!(terminal.left_behind(), "", "{key}");
    }
}

#[test]
fn with_a_signal() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP, Signal::SIGINT] {
        let person = Person::new("en");
        let mut terminal = person.runs(&[]);
        terminal.sees("which one do you want").signal(signal);
        assert_eq!(terminal.ends().exit_code(), 130, "{signal}");
        assert_eq!(terminal.left_behind(), "", "{signal}");
    }
}

/// Nothing waits any more for somebody who has left, and what was kept for it is gone.
#[test]
fn while_consent_is_awaited() {
    for way in ["key", "signal", "line by line"] {
        let person = sealing("en", &Options::default());
        let mut terminal = match way {
            "line by line" => connects_line_by_line(&person),
            _ => person.asks_for_consent().0,
        };
        let (_, waits, _) = said(&script(&person, &["pending"]));
        assert!(waits.contains("demo"), "{way}: {waits}");
        match way {
            "signal" => terminal.signal(Signal::SIGTERM),
            _ => terminal.types("<ctrl-c>"),
        };
        terminal.ends();
        assert_eq!(terminal.left_behind(), "", "{way}");
        let (_, waits, _) = said(&script(&person, &["pending"]));
        assert!(!waits.contains("demo"), "{way}: {waits}");
    }
}

fn connects_line_by_line(person: &Person) -> Terminal {
    let ready = person.sandbox.ready();
    let mut terminal = person.runs(&[
        "connect",
        "--profile",
        "demo",
        "--account",
        &ready.account,
        "--client-id",
        &ready.client_id,
        "--redirect-uri",
        &ready.redirect_uri,
        "--sandbox",
        person.sandbox.origin(),
        "--browser",
    ]);
    terminal
        .sees(":")
        .types(&ready.client_secret)
        .types("<enter>");
    person.sees_the_page_open();
    terminal.sees("Or this short address");
    terminal
}

#[test]
fn while_a_link_is_shown_outside_the_full_screen() {
    for way in ["<enter>", "<ctrl-c>", "<ctrl-z>", "signal"] {
        let person = Person::new("en");
        let (mut terminal, _) = person.asks_for_consent();
        terminal.sees("left").types("<ctrl-p>").sees("Press Enter");
        match way {
            "<enter>" => {
                terminal.types("x<enter>").sees("left").types("<ctrl-c>");
            }
            "<ctrl-z>" => {
                terminal.types(way);
                let status = waitpid(terminal.pid(), Some(WaitPidFlag::WUNTRACED)).unwrap();
                assert!(matches!(status, WaitStatus::Stopped(..)), "{status:?}");
                terminal.signal(Signal::SIGCONT).sees("left");
                terminal.types("<ctrl-c>");
            }
            "signal" => {
                terminal.signal(Signal::SIGTERM);
            }
            _ => {
                terminal.types(way);
            }
        }
        terminal.ends();
        assert_eq!(terminal.left_behind(), "", "{way}");
    }
}

#[test]
fn for_a_while() {
    let person = Person::new("en");
    let mut terminal = person.runs(&[]);
    for stop in ["key", "signal"] {
        terminal
            .sees("which one do you want")
            .types("abc")
            .sees("abc");
        match stop {
            "key" => terminal.types("<ctrl-z>"),
            _ => terminal.signal(Signal::SIGTSTP),
        };
        let status = waitpid(terminal.pid(), Some(WaitPidFlag::WUNTRACED)).unwrap();
        assert!(
            matches!(status, WaitStatus::Stopped(..)),
            "{stop}: {status:?}"
        );
        assert!(
            terminal
                .modes()
                .contains(LocalFlags::ECHO | LocalFlags::ICANON),
            "{stop}"
        );
        terminal.signal(Signal::SIGCONT);
        // The screen is drawn anew, and what was typed is still there.
        terminal
            .types("d")
            .sees("abcd")
            .types("<ctrl-u>")
            .sees_no_more("abcd");
    }
    terminal.types("<ctrl-c>");
    assert!(terminal.ends().success());
    assert_eq!(terminal.left_behind(), "");
}

#[test]
fn after_every_size_of_window() {
    let person = Person::new("uk");
    let mut terminal = person.runs(&["demo", "--no-browser"]);
    terminal.sees("demo.amocrm.ru");
    for (width, height) in [
        (1, 1),
        (300, 100),
        (59, 15),
        (60, 16),
        (2, 90),
        (200, 3),
        (80, 24),
    ] {
        terminal.resizes(width, height);
    }
    terminal
        .sees("demo.amocrm.ru")
        .resizes(20, 5)
        .sees("20×5")
        .resizes(60, 16)
        .sees("demo.amocrm.ru");
    terminal.types("<ctrl-c>");
    assert!(terminal.ends().success());
    assert_eq!(terminal.left_behind(), "");
}

#[test]
fn without_a_terminal_it_says_so() {
    for (lang, words) in [
        ("en", "no terminal"),
        ("ru", "нет терминала"),
        ("uk", "немає термінала"),
    ] {
        let person = Person::new(lang);
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_amokey"))
            .env("AMOKEY_HOME", person.data())
            .env("AMOKEY_LANG", lang)
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(words));
        assert_eq!(output.stdout, b"");
    }
}
