//! Sixty-four processes want a token of one profile at the same moment: one of them refreshes, all of them print
//! what it got.

use std::collections::BTreeSet;
use std::process::Output;
use std::time::{Duration, Instant};

use amokey::sandbox::{Options, Rotation};

use crate::http;
use crate::person::Person;
use crate::script::{connected_to, said, shell};

const PROCESSES: usize = 64;

/// How long the server thinks: long enough for everybody to be there while one asks.
const LATENCY: Duration = Duration::from_millis(50);

/// Three rounds; twenty with `AMOKEY_TEST_LONG=1`.
fn rounds() -> usize {
    if crate::is_long() { 20 } else { 3 }
}

/// Starts all of them, lets them go at once, and tells how long each one took from then on.
fn all_at_once(person: &Person) -> Vec<(Output, Duration)> {
    let (gate, opener) = std::io::pipe().unwrap();
    let waiting: Vec<_> = (0..PROCESSES)
        .map(|_| {
            // Each waits in its shell for the end of the one pipe that all of them read.
            let mut waits = shell(person, "read -r _; exec \"$0\" token demo");
            waits.stdin(gate.try_clone().unwrap()).spawn().unwrap()
        })
        .collect();
    let (opener, begun) = (opener, Instant::now());
    drop(opener);
    std::thread::scope(|scope| {
        let ends: Vec<_> = waiting
            .into_iter()
            .map(|child| scope.spawn(move || (child.wait_with_output().unwrap(), begun.elapsed())))
            .collect();
        ends.into_iter().map(|end| end.join().unwrap()).collect()
    })
}

fn race(rotation: Rotation) {
    let options = Options { rotation, latency: LATENCY, ..Options::default() };
    let person = connected_to("en", &options);
    let keychain = person.keychain.as_ref().unwrap();
    let ready = person.sandbox.ready();
    let mut slowest = Duration::ZERO;
    for round in 0..rounds() {
        keychain.ages("demo");
        let before = person.sandbox.stats();
        let mut tokens = BTreeSet::new();
        for (output, took) in all_at_once(&person) {
            let (code, token, errors) = said(&output);
            assert_eq!(code, Some(0), "round {round} {rotation:?}: {errors}");
            let waits = |line: &str| line.contains("at this profile; waiting for it");
            assert!(errors.lines().all(waits), "{errors}");
            assert_eq!(token.lines().count(), 1, "{token}");
            tokens.insert(token);
            slowest = slowest.max(took);
        }
        let after = person.sandbox.stats();
        assert_eq!(
            after.token_requests_total() - before.token_requests_total(),
            1,
            "round {round} {rotation:?}: {after:?}"
        );
        assert_eq!(tokens.len(), 1, "round {round} {rotation:?}");
        let token = tokens.pop_first().unwrap();
        assert_eq!(
            http::account(&ready.origin, &ready.account, token.trim_end()),
            200,
            "round {round} {rotation:?}"
        );
    }
    println!("{PROCESSES} processes, {rotation:?}: the slowest took {slowest:?}");
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn of_many_scripts_one_refreshes() {
    // Not beside each other: two races at once would be one of twice as many processes.
    race(Rotation::Grace);
    race(Rotation::Strict);
}
