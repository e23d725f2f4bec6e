//! The terminal is given back as it was, however the program is left.

use nix::sys::signal::Signal;
use nix::sys::termios::LocalFlags;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};

use crate::person::Person;

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
