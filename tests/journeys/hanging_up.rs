//! The terminal goes away, or the computer sleeps, while something is under way: nothing is lost, and nothing panics.

use std::time::Duration;

use amokey::sandbox::{Fault, Options, Rotation};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::http;
use crate::killed::Dice;
use crate::person::Person;
use crate::script::{
    REFRESH, command, given, has_a_good_token, said, script, sealed, unlimited, until_given, works,
};
use crate::terminal::{Left, Window};

/// How long an answer is on its way.
const LATENCY: Duration = Duration::from_millis(400);

fn opens(person: &Person, args: &[&str]) -> Window {
    Window::start(args, &person.environment())
}

/// Waits for the end of what runs without a terminal. Nothing in it panicked.
fn ends_quietly(person: &Person, left: Left) {
    assert_eq!(left.ends().exit_code(), 130);
    let logs = person.logs();
    assert!(!logs.contains("a panic"), "{logs}");
}

#[test]
fn a_refresh_that_was_asked_for_is_finished_and_costs_nothing_meanwhile() {
    let person = sealed("en", &unlimited(Rotation::Strict));
    let before = has_a_good_token(&person);
    let mut window = opens(&person, &[]);
    person.sandbox.fault([Fault::Slow(Duration::from_secs(2))]);
    window.sees("r refresh").types("r");
    until_given(&person, 0);
    let left = window.closes();
    let begun = left.processor_time();
    // Not to wait for anything: the time itself is what is tried.
    std::thread::sleep(Duration::from_secs(1));
    let took = left.processor_time().saturating_sub(begun);
    assert!(took < Duration::from_millis(200), "{took:?}");
    ends_quietly(&person, left);
    assert_ne!(has_a_good_token(&person), before);
}

#[test]
fn a_refresh_that_began_by_itself_is_finished() {
    let options = Options { access_ttl: Duration::from_secs(3), ..unlimited(Rotation::Strict) };
    let person = sealed("en", &options);
    let mut window = opens(&person, &[]);
    window.sees("by itself");
    person.sandbox.fault([Fault::Slow(LATENCY)]);
    until_given(&person, 0);
    ends_quietly(&person, window.closes());
    works(&person, &REFRESH);
}

#[test]
fn the_exchange_of_a_wizard_is_finished() {
    let person = sealed("en", &unlimited(Rotation::Strict));
    let before = has_a_good_token(&person);
    let mut window = opens(&person, &["authorize", "demo"]);
    let link = person.sees_the_page_open();
    person.sandbox.fault([Fault::Slow(LATENCY)]);
    let callback = person.allows(&link);
    let browser = std::thread::spawn(move || http::visit(&callback));
    window.sees("exchanging the code");
    ends_quietly(&person, window.closes());
    assert_eq!(browser.join().unwrap().0, 200);
    assert_ne!(has_a_good_token(&person), before);
}

/// The server has given the only pair there is when the person leaves.
#[test]
fn a_person_who_leaves_or_is_told_to_quit_loses_nothing() {
    for (leaves, code) in [("with a key", 0), ("by a signal", 130)] {
        let person = sealed("en", &unlimited(Rotation::Strict));
        let before = has_a_good_token(&person);
        let mut terminal = person.runs(&[]);
        person.sandbox.fault([Fault::Slow(Duration::from_secs(1))]);
        terminal.sees("r refresh").types("r");
        until_given(&person, 0);
        match leaves {
            "with a key" => terminal.types("q"),
            _ => terminal.signal(Signal::SIGQUIT),
        };
        assert_eq!(terminal.ends().exit_code(), code, "{leaves}");
        assert_eq!(terminal.left_behind(), "", "{leaves}");
        let screen = terminal.everything();
        let told = String::from_utf8_lossy(&screen).contains("so that no token is lost");
        assert!(told || code == 130, "{leaves}");
        assert_ne!(has_a_good_token(&person), before, "{leaves}");
    }
}

/// A laptop sleeps in the middle of a request, for longer than the request may take.
#[test]
fn who_is_stopped_for_long_finds_the_answer_all_the_same() {
    let person = sealed("en", &unlimited(Rotation::Strict));
    let before = has_a_good_token(&person);
    let time = Duration::from_secs(2);
    person.sandbox.fault([Fault::Slow(LATENCY)]);
    let child = command(&person, &REFRESH)
        .env("AMOKEY_TOKEN_MS", time.as_millis().to_string())
        .spawn()
        .unwrap();
    until_given(&person, 0);
    let pid = Pid::from_raw(child.id().try_into().unwrap());
    kill(pid, Signal::SIGSTOP).unwrap();
    // Not to wait for anything: the time itself is what is tried.
    std::thread::sleep(time + LATENCY);
    kill(pid, Signal::SIGCONT).unwrap();
    let (code, _, errors) = said(&child.wait_with_output().unwrap());
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert_eq!(given(&person), 1);
    assert_ne!(has_a_good_token(&person), before);
}

/// Ten moments of a refresh; two hundred with `AMOKEY_TEST_LONG=1`.
#[test]
fn a_window_is_closed_at_random_moments() {
    let latency = Duration::from_millis(120);
    let options = Options { latency, ..unlimited(Rotation::Strict) };
    let person = sealed("en", &options).finding("AMOKEY_LOG", "amokey=debug");
    let mut dice = Dice::new();
    let seed = dice.seed();
    let moments = if crate::is_long() { 200 } else { 10 };
    for moment in 0..moments {
        let story = format!("moment {moment} of AMOKEY_TEST_SEED={seed}");
        let mut window = opens(&person, &[]);
        window.sees("r refresh").types("r");
        // Not to wait for anything: the moment itself is what is tried.
        std::thread::sleep(Duration::from_micros(dice.roll(180_000)));
        ends_quietly(&person, window.closes());
        let (code, _, errors) = said(&script(&person, &REFRESH));
        assert_eq!(code, Some(0), "{story}: {errors} {}", person.logs());
    }
    println!("{moments} terminals closed, {} pairs given, none lost", given(&person));
}
