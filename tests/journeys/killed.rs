//! `kill -9` at every step of a refresh, and at random moments. Where the server gives a second chance nothing is ever
//! lost; where it gives none, only an answer on its way can be, and the profile says so.

use std::os::unix::process::ExitStatusExt as _;
use std::process::Child;
use std::time::{Duration, Instant};

use amokey::sandbox::Rotation;
use jiff::Timestamp;
use serde_json::Value;

use crate::person::Person;
use crate::script::{
    REFRESH, command, connected_to, connects_again, has_a_good_token, said, script, sealed,
    unlimited, waits_for_an_answer,
};
use crate::terminal::PATIENCE;

/// The lock of a killed process is free at once: a start, a request and a save take less than this.
const AT_ONCE: Duration = Duration::from_secs(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Whole,
    /// The answer was lost with the process, and that is said.
    Lost,
}

/// Refreshes after kills that began at `since`: works, or says what was lost and when.
fn next_refresh(person: &mut Person, since: Timestamp, story: &str) -> Found {
    let refreshes = |person: &Person| {
        let begun = Instant::now();
        let output = script(person, &REFRESH);
        let took = begun.elapsed();
        assert!(took < AT_ONCE, "{story}: it took {took:?}");
        said(&output)
    };
    let (mut code, mut out, mut errors) = refreshes(person);
    // A caller that vanishes in the middle of a call can bring GNOME Keyring itself down. What it keeps is on the
    // disk, and a session starts it anew.
    if code == Some(5)
        && let Some(keychain) = &mut person.keychain
        && !keychain.is_served()
    {
        println!("{story}: GNOME Keyring has died");
        keychain.unlock();
        (code, out, errors) = refreshes(person);
    }
    let person = &*person;
    if code == Some(0) {
        assert!(out.starts_with("demo: refreshed"), "{story}: {out}");
        has_a_good_token(person);
        return Found::Whole;
    }
    assert_eq!(code, Some(3), "{story}: {errors}");
    assert!(errors.contains("amokey authorize demo"), "{story}: {errors}");
    let (code, json, _) = said(&script(person, &["status", "--format", "json", "--check"]));
    assert_eq!(code, Some(7), "{story}");
    let status: Value = serde_json::from_str(&json).unwrap();
    let profile = &status["profiles"][0];
    assert_eq!(profile["health"], "needs_authorization", "{story}");
    assert_eq!(profile["fix"], "amokey authorize demo", "{story}");
    let lost = profile["needs_authorization"]["lost_at"].as_str().unwrap();
    let lost: Timestamp = lost.parse().unwrap();
    // The ledger keeps milliseconds.
    assert!(
        since.as_millisecond() <= lost.as_millisecond() && lost <= Timestamp::now(),
        "{story}: {since} {lost}"
    );
    let said = lost.strftime("An answer of amoCRM was lost: %Y-%m-%d %H:%M UTC");
    assert!(errors.contains(&said.to_string()), "{story}: {errors}");
    Found::Lost
}

fn dies_after(person: &Person, step: &str) {
    let output = command(person, &REFRESH).env("AMOKEY_KILL_AT", step).output().unwrap();
    assert_eq!(output.status.signal(), Some(9), "{step}: {output:?}");
}

/// Dies when the server has given an answer that has not arrived.
fn dies_waiting(person: &Person) {
    let child = waits_for_an_answer(person, PATIENCE);
    assert_eq!(killed(child), Some(9));
}

/// Kills; the signal that ended the process, where it had not ended before.
fn killed(mut child: Child) -> Option<i32> {
    child.kill().unwrap();
    child.wait().unwrap().signal()
}

const STEPS: [&str; 7] = ["locked", "read", "marked", "sent", "answered", "saved", "shown"];

/// Where a sealed file is replaced: the first time, before anything is sent.
const REPLACED: [&str; 4] = ["begun", "written", "synced", "renamed"];

fn every_step(person: &mut Person, rotation: Rotation, steps: &[&str]) {
    for step in steps.iter().copied() {
        let since = Timestamp::now();
        match step {
            "sent" => dies_waiting(person),
            _ => dies_after(person, step),
        }
        let expected = match (rotation, step) {
            (Rotation::Strict, "sent" | "answered") => Found::Lost,
            _ => Found::Whole,
        };
        let story = format!("{rotation:?}, killed after {step}");
        assert_eq!(next_refresh(person, since, &story), expected, "{story}");
        if expected == Found::Lost {
            connects_again(person);
        }
    }
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn who_is_killed_at_any_step_loses_nothing_or_is_told_what_is_lost() {
    for rotation in [Rotation::Grace, Rotation::Strict] {
        every_step(&mut connected_to("en", &unlimited(rotation)), rotation, &STEPS);
    }
}

#[test]
fn who_is_killed_at_any_step_goes_on_with_a_sealed_file() {
    for rotation in [Rotation::Grace, Rotation::Strict] {
        let mut person = sealed("en", &unlimited(rotation));
        every_step(&mut person, rotation, &[&STEPS[..], &REPLACED].concat());
    }
}

/// Thirty moments; two hundred with `AMOKEY_TEST_LONG=1`.
fn moments() -> u32 {
    if crate::is_long() { 200 } else { 30 }
}

/// Xorshift: `AMOKEY_TEST_SEED` repeats what a failure has told.
pub struct Dice(u64);

impl Dice {
    pub fn new() -> Self {
        let told = std::env::var("AMOKEY_TEST_SEED").ok();
        Self(told.map_or_else(
            || Timestamp::now().as_microsecond().unsigned_abs() | 1,
            |seed| seed.parse().unwrap(),
        ))
    }

    /// What repeats it, before the first roll.
    pub const fn seed(&self) -> u64 {
        self.0
    }

    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

fn random_moments(rotation: Rotation) {
    let mut person = connected_to("en", &unlimited(rotation));
    let mut dice = Dice::new();
    let seed = dice.seed();
    // How long one takes that nobody kills: the moments are spread over that, and a little more.
    let begun = Instant::now();
    assert_eq!(script(&person, &REFRESH).status.code(), Some(0));
    let whole = begun.elapsed() + begun.elapsed() / 10;
    let micros = u64::try_from(whole.as_micros()).unwrap();
    let (mut kills, mut lost) = (0, 0);
    for moment in 0..moments() {
        let since = Timestamp::now();
        // Sometimes whoever comes to mend it is killed as well.
        for _ in 0..=dice.roll(3) / 2 {
            let after = Duration::from_micros(dice.roll(micros));
            let child = command(&person, &REFRESH).spawn().unwrap();
            // Not to wait for anything: the moment itself is what is tried.
            std::thread::sleep(after);
            kills += u32::from(killed(child) == Some(9));
        }
        let story = format!("{rotation:?}, moment {moment} of AMOKEY_TEST_SEED={seed}");
        if next_refresh(&mut person, since, &story) == Found::Lost {
            assert_eq!(rotation, Rotation::Strict, "{story}");
            lost += 1;
            connects_again(&person);
        }
    }
    println!("{rotation:?}: {kills} killed, {lost} answers lost and said so");
    assert!(kills > moments() / 3, "too few were killed: {kills}");
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn who_is_killed_at_any_moment_loses_nothing_or_is_told_what_is_lost() {
    random_moments(Rotation::Grace);
    random_moments(Rotation::Strict);
}
