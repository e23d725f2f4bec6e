//! The terminal is given back as it was, however the program is left.

use nix::sys::signal::Signal;

use amokey::sandbox::Options;

use crate::person::Person;
use crate::script::{connect, fails_in_each_language, said, script, sealing};
use crate::terminal::Terminal;

#[test]
fn a_person_leaves_with_a_key_or_is_thrown_out_by_a_signal() {
    let leaves = |what: &str, leave: &dyn Fn(&mut Terminal), code: u32| {
        let person = Person::new("en");
        let mut terminal = person.runs(&[]);
        leave(terminal.sees("which one do you want"));
        assert_eq!(terminal.ends().exit_code(), code, "{what}");
        assert_eq!(terminal.left_behind(), "", "{what}");
    };
    for key in ["<ctrl-c>", "<esc>"] {
        leaves(key, &|terminal| _ = terminal.types(key), 0);
    }
    for signal in [Signal::SIGTERM, Signal::SIGHUP, Signal::SIGINT] {
        leaves(signal.as_str(), &|terminal| _ = terminal.signal(signal), 130);
    }
}

/// Nothing waits any more for somebody who has left, and what was kept for it is gone.
#[test]
fn a_person_leaves_while_consent_is_awaited() {
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
    let mut terminal = person.runs(&connect(person, "demo", &ready.account, &["--browser"]));
    terminal.sees(":").types(&ready.client_secret).types("<enter>");
    person.sees_the_page_open();
    terminal.sees("open this long link");
    terminal
}

#[test]
fn a_person_leaves_while_a_link_is_shown_outside_the_full_screen() {
    for way in ["<enter>", "<ctrl-c>", "signal"] {
        let person = Person::new("en");
        let (mut terminal, _) = person.asks_for_consent();
        terminal.sees("left").types("<ctrl-p>").sees("Press Enter");
        match way {
            "<enter>" => {
                terminal.types("x<enter>").sees("left").types("<ctrl-c>");
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
fn a_person_leaves_for_a_while() {
    let program = env!("CARGO_BIN_EXE_amokey");
    // Alone, and as what a script does before something else.
    for line in [program.to_owned(), format!("bash -c '{program}; true'")] {
        let person = Person::new("en");
        let mut shell =
            Terminal::of("bash", &["--norc", "--noediting", "-i"], &person.environment());
        shell.types(&format!("{line}<enter>")).sees("which one do you want").types("abc");
        shell.sees("abc").types("<ctrl-z>").sees("Stopped");
        assert_eq!(shell.left_behind(), "", "{line}");
        // The screen is drawn anew, and what was typed is still there.
        shell.types("fg<enter>").sees("abc").types("d").sees("abcd").types("<ctrl-c>");
        shell.sees_times("bash-", 3).types("exit<enter>").ends();
        assert_eq!(shell.left_behind(), "", "{line}");
    }
}

#[test]
fn where_nobody_could_continue_it_nothing_is_stopped() {
    let person = Person::new("en");
    let mut terminal = person.runs(&[]);
    terminal.sees("which one do you want").types("abc").sees("abc").types("<ctrl-z>");
    terminal.signal(Signal::SIGTSTP).types("d").sees("abcd");
    assert!(terminal.types("<ctrl-c>").ends().success());
    assert_eq!(terminal.left_behind(), "");
}

/// There, the session and its group have no number that could be named.
#[test]
fn in_a_container_whose_session_began_outside_nothing_is_stopped() {
    let person = Person::new("en");
    let container = [
        "--user",
        "--map-root-user",
        "--pid",
        "--fork",
        "--mount-proc",
        env!("CARGO_BIN_EXE_amokey"),
    ];
    let mut terminal = Terminal::of("unshare", &container, &person.environment());
    terminal.sees("which one do you want").types("abc").sees("abc").types("<ctrl-z>d").sees("abcd");
    terminal.types("<ctrl-c>").ends();
    assert_eq!(terminal.left_behind(), "");
}

#[test]
fn after_every_size_of_window() {
    let person = Person::new("uk");
    let mut terminal = person.runs(&["demo", "--no-browser"]);
    terminal.sees("demo.amocrm.ru");
    for (width, height) in [(1, 1), (300, 100), (59, 15), (60, 16), (2, 90), (200, 3), (80, 24)] {
        terminal.resizes(width, height);
    }
    terminal
        .sees("demo.amocrm.ru")
        .resizes(20, 5)
        .sees("20×5")
        // Nothing is changed that nobody sees.
        .types("xyz")
        .pastes("xyz")
        .resizes(30, 6)
        .sees("30×6")
        .resizes(60, 16)
        .sees("demo.amocrm.ru")
        .sees_no_more("xyz");
    assert!(terminal.types("<ctrl-c>").ends().success());
    assert_eq!(terminal.left_behind(), "");
}

/// A sequence that is begun and not ended keeps the keys waiting, but not the window.
#[test]
fn a_window_is_drawn_in_its_size_whatever_bytes_came_before() {
    for begun in ["\x1b[200~abc", "\x1b[1;", "\x1b[<0;1", "\x1b["] {
        let person = Person::new("en");
        let mut terminal = person.runs(&[]);
        terminal.sees("which one do you want").send(begun);
        terminal.resizes(20, 5).sees("20×5").resizes(80, 24).sees("which one do you want");
        terminal.signal(Signal::SIGTERM);
        assert_eq!(terminal.ends().exit_code(), 130, "{begun:?}");
        assert_eq!(terminal.left_behind(), "", "{begun:?}");
    }
}

#[test]
fn a_paste_that_never_ended_ends_with_the_next_one() {
    let person = Person::new("en");
    let mut terminal = person.runs(&[]);
    terminal.sees("which one do you want").send("\x1b[200~abc");
    terminal.pastes("def").types("g").sees("defg").types("<ctrl-c>");
    assert!(terminal.ends().success());
    assert_eq!(terminal.left_behind(), "");
}

#[test]
fn help_is_closed_by_each_of_its_keys() {
    let person = Person::new("en");
    let mut terminal = person.runs(&["demo", "--no-browser"]);
    for key in ["<esc>", "q", "<enter>", "<f1>", "?"] {
        terminal.sees("which one do you want").types("<f1>").sees("This step");
        terminal.types(key).sees_no_more("This step");
    }
    terminal.sees("which one do you want").types("<ctrl-c>");
    assert!(terminal.ends().success());
}

#[test]
fn without_a_terminal_it_says_so() {
    let words = ["no terminal", "нет терминала", "немає термінала"];
    fails_in_each_language(&Person::new("en"), &[], 2, words, &[]);
}
