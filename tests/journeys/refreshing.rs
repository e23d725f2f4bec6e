//! New tokens from the dashboard: asked for with a key, come by themselves, and saved although the person leaves.

use std::time::Duration;

use amokey::sandbox::{Fault, Options};

use crate::script::{connected, connected_to, given, has_a_good_token, strict, until_given};

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_key_brings_new_tokens_and_tells_so() {
    for (lang, key, renewed) in [
        ("en", "r refresh", "✓ renewed"),
        ("ru", "r продлить", "✓ продлён"),
        ("uk", "r подовжити", "✓ подовжено"),
    ] {
        let person = connected(lang);
        let before = has_a_good_token(&person);
        let mut terminal = person.runs(&[]);
        terminal.sees(key).types("r").sees(renewed).types("q");
        assert!(terminal.ends().success());
        assert_eq!(terminal.left_behind(), "");
        assert_ne!(has_a_good_token(&person), before);
    }
}

/// The server has given the only pair there is when the person leaves.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn who_leaves_in_the_middle_loses_nothing() {
    let person = strict("en");
    let before = has_a_good_token(&person);
    let mut terminal = person.runs(&[]);
    person.sandbox.fault([Fault::Slow(Duration::from_secs(1))]);
    terminal.sees("r refresh").types("r");
    until_given(&person, 0);
    terminal.types("q");
    assert!(terminal.ends().success());
    let screen = terminal.everything();
    let said = String::from_utf8_lossy(&screen);
    assert!(said.contains("so that no token is lost"), "{said}");
    assert_ne!(has_a_good_token(&person), before);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_token_that_ends_meanwhile_is_renewed_by_itself() {
    let options = Options {
        access_ttl: Duration::from_secs(8),
        ..Options::default()
    };
    let person = connected_to("en", &options);
    let mut terminal = person.runs(&[]);
    terminal.sees("by itself");
    assert_eq!(given(&person), 0);
    until_given(&person, 0);
    terminal.sees("✓ renewed").types("q");
    assert!(terminal.ends().success());
    assert_eq!(given(&person), 1);
}
