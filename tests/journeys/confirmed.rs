//! What was confirmed is done, however fast the person leaves; what cannot be taken back offers no way back.

use std::time::Duration;

use amokey::sandbox::{Fault, Options};

use crate::http;
use crate::person::Person;
use crate::script::{fails, sealed, status};

/// Types all of it at once, and tells the exit code and what was said at last.
fn types_at_once(person: &Person, keys: &str) -> (u32, String) {
    let mut terminal = person.runs(&[]);
    let code = terminal.sees("r refresh").types(keys).ends().exit_code();
    let everything = terminal.everything();
    (code, String::from_utf8_lossy(&everything).into_owned())
}

fn is_forgotten(person: &Person) {
    assert_eq!(status(person)["profiles"], serde_json::json!([]));
    fails(person, &["token", "demo", "--no-refresh"], 1, &[]);
}

#[test]
fn a_deletion_is_done_although_the_person_leaves_at_once_and_waits_for_the_refresh_before_it() {
    for keys in ["xyq", "rxyq"] {
        let person = sealed("en", &Options::default());
        person.sandbox.fault([Fault::Slow(Duration::from_millis(400))]);
        assert_eq!(types_at_once(&person, keys).0, 0, "{keys}");
        is_forgotten(&person);
    }
}

#[test]
fn a_deletion_that_fails_unseen_is_told() {
    let person = sealed("en", &Options::default());
    let in_the_way = person.data().join("secrets.new");
    std::fs::create_dir(&in_the_way).unwrap();
    let (code, told) = types_at_once(&person, "xyq");
    assert_eq!(code, 5, "{told}");
    assert!(told.contains("secrets.sealed"), "{told}");
    std::fs::remove_dir(&in_the_way).unwrap();
    assert_eq!(types_at_once(&person, "xyq").0, 0);
    is_forgotten(&person);
}

#[test]
fn an_exchange_goes_through_whatever_is_pressed() {
    let person = Person::new("en");
    let (mut terminal, link) = person.asks_for_consent();
    person.sandbox.fault([Fault::Slow(Duration::from_millis(400))]);
    let callback = person.allows(&link);
    let browser = std::thread::spawn(move || http::visit(&callback));
    terminal.sees("exchanging the code").types("<esc>").types("<esc>").sees("is connected");
    assert_eq!(browser.join().unwrap().0, 200);
}
