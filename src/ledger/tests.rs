use jiff::Timestamp;
use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;

use super::*;
use crate::domain::account::sandbox_origin::SandboxOrigin;
use crate::domain::authorize::pending::{Pending, State, expiry};
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::profile::{LastRefresh, NeedsAuthorization, Profile, ProfileName};
use crate::domain::samples;

mod opening;
mod processes;

const NOW: &str = "2026-11-21T09:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

struct Home {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

impl Home {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ledger.sqlite");
        Self { _dir: dir, path }
    }

    fn opened() -> (Self, Ledger) {
        let home = Self::new();
        let ledger = home.open().unwrap();
        (home, ledger)
    }

    fn open(&self) -> Result<Ledger, LedgerError> {
        Ledger::open(&self.path)
    }

    fn raw(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }
}

fn pending(seed: u8) -> Pending {
    let profile = samples::profile("acme");
    Pending {
        state: State::from_random([seed; 32]).hash(),
        profile: profile.name,
        host: profile.host,
        client_id: profile.client_id.unwrap(),
        redirect_uri: profile.redirect_uri.unwrap(),
        sandbox: Some(SandboxOrigin::parse("http://127.0.0.1:8080").unwrap()),
        created_at: at(NOW),
        expires_at: expiry(at(NOW)),
    }
}

fn event(at: Timestamp, profile: Option<&str>) -> Event {
    let profile = profile.map(|name| ProfileName::parse(name).unwrap());
    Event::new(at, profile, Action::Refresh, Outcome::Rotated)
}

/// A ledger of some hundred lines, which is closed and a page of it spoiled.
pub fn is_spoiled(path: &Path) {
    let ledger = Ledger::open(path).unwrap();
    for n in 0..300 {
        let detail = Some(format!("{n} {}", "x".repeat(200)));
        ledger.record(&Event { detail, ..event(at(NOW), Some("acme")) }).unwrap();
    }
    drop(ledger);
    let mut content = fs::read(path).unwrap();
    let middle = content.len() / 2 / 4096 * 4096;
    content[middle..].fill(0x5a);
    fs::write(path, content).unwrap();
}

fn profiles() -> [Profile; 2] {
    let mut full = samples::profile("acme");
    full.sandbox = Some(SandboxOrigin::parse("https://127.0.0.1:8443").unwrap());
    full.clock_skew = -7200;
    full.last_refresh =
        Some(LastRefresh { at: at("2026-11-21T09:00:00.123Z"), outcome: Outcome::MovedUnderUs });
    full.needs_authorization = Some(NeedsAuthorization {
        since: at(NOW),
        hint: Some("Token has been revoked".into()),
        lost_at: Some(at(NOW)),
    });
    full.elsewhere_since = Some(at(NOW));
    let mut bare = samples::profile("beta");
    bare.name = ProfileName::parse("аренда").unwrap();
    bare.client_id = None;
    bare.redirect_uri = None;
    bare.account = None;
    bare.scopes = vec![];
    bare.access = None;
    bare.refresh = None;
    [full, bare]
}

#[test]
fn profiles_come_back_as_they_were() {
    let (home, ledger) = Home::opened();
    let [full, bare] = profiles();
    ledger.put_profile(&bare).unwrap();
    ledger.put_profile(&full).unwrap();
    assert_eq!(ledger.profiles().unwrap().read, [full.clone(), bare.clone()]);
    assert_eq!(ledger.profile(&bare.name).unwrap(), Some(bare.clone()));
    let mut changed = bare.clone();
    changed.access.clone_from(&full.access);
    changed.generation = 2;
    ledger.put_profile(&changed).unwrap();
    assert_eq!(home.open().unwrap().profiles().unwrap().read, [full, changed]);
}

#[test]
fn a_deleted_profile_leaves_its_history() {
    let ledger = Home::new().open().unwrap();
    let [acme, other] = profiles();
    ledger.put_profile(&acme).unwrap();
    ledger.put_profile(&other).unwrap();
    ledger.begin(&pending(1)).unwrap();
    ledger.record(&event(at(NOW), Some("acme"))).unwrap();
    assert_eq!(ledger.delete_profile(&acme.name), Ok(true));
    assert_eq!(ledger.delete_profile(&acme.name), Ok(false));
    assert_eq!(ledger.profile(&acme.name), Ok(None));
    assert_eq!(ledger.pending(at(NOW)), Ok(vec![]));
    assert_eq!(ledger.profiles().unwrap().read, [other]);
    assert_eq!(ledger.history(Some(&acme.name), 10).unwrap().read.len(), 1);
}

#[test]
fn a_state_is_taken_once() {
    let (home, ledger) = Home::opened();
    let acme = pending(1);
    ledger.begin(&acme).unwrap();
    assert_eq!(ledger.pending(at(NOW)), Ok(vec![acme.clone()]));
    // The program ended and was started again.
    drop(ledger);
    let ledger = home.open().unwrap();
    assert_eq!(
        ledger.take(&acme.state, at("2026-11-21T09:14:59Z"), anybody),
        Ok(Taken::Live(Box::new(acme.clone())))
    );
    assert_eq!(ledger.take(&acme.state, at(NOW), anybody), Ok(Taken::Unknown));
}

pub fn anybody(_: &Pending) -> bool {
    true
}

#[test]
fn a_state_that_is_shown_to_another_attempt_is_still_waited_for() {
    let ledger = Home::new().open().unwrap();
    let acme = pending(1);
    ledger.begin(&acme).unwrap();
    let taken = ledger.take(&acme.state, at(NOW), |_| false);
    assert_eq!(taken, Ok(Taken::Anothers));
    let taken = ledger.take(&acme.state, at(NOW), anybody);
    assert_eq!(taken, Ok(Taken::Live(Box::new(acme))));
}

#[test]
fn a_state_that_came_too_late_is_known_and_gone() {
    let ledger = Home::new().open().unwrap();
    let acme = pending(1);
    ledger.begin(&acme).unwrap();
    let late = at("2026-11-21T09:15:00Z");
    assert_eq!(ledger.pending(late), Ok(vec![]));
    assert_eq!(ledger.take(&acme.state, late, anybody), Ok(Taken::Expired(Box::new(acme.clone()))));
    assert_eq!(ledger.take(&acme.state, at(NOW), anybody), Ok(Taken::Unknown));
}

#[test]
fn what_ended_is_told_and_the_rest_is_waited_for() {
    let ledger = Home::new().open().unwrap();
    let mut young = pending(2);
    young.created_at = at("2026-11-21T09:10:00Z");
    young.expires_at = expiry(young.created_at);
    ledger.begin(&pending(1)).unwrap();
    ledger.begin(&young).unwrap();
    assert_eq!(ledger.ended(at(NOW)), Ok(Vec::new()));
    assert_eq!(ledger.ended(at("2026-11-21T09:20:00Z")), Ok(vec![pending(1)]));
    assert_eq!(ledger.cancel(&young.state), Ok(true));
    assert_eq!(ledger.cancel(&young.state), Ok(false));
}

#[test]
fn of_sixteen_who_take_one_gets_it() {
    let (home, first) = Home::opened();
    for round in 0..20 {
        let acme = pending(round);
        first.begin(&acme).unwrap();
        let start = std::sync::Barrier::new(16);
        let taken: Vec<Taken> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..16)
                .map(|n| {
                    let (home, first, start, state) = (&home, &first, &start, &acme.state);
                    scope.spawn(move || {
                        // Half of them share a connection, half have their own.
                        let own = (n % 2 == 0).then(|| home.open().unwrap());
                        start.wait();
                        own.as_ref().unwrap_or(first).take(state, at(NOW), anybody).unwrap()
                    })
                })
                .collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let live = taken.iter().filter(|t| matches!(t, Taken::Live(_)));
        let unknown = taken.iter().filter(|t| matches!(t, Taken::Unknown));
        assert_eq!((live.count(), unknown.count()), (1, 15));
    }
}

#[test]
fn history_is_counted_and_cut_where_it_becomes_too_old() {
    let ledger = Home::new().open().unwrap();
    let days = ["2026-11-19T09:00:00Z", "2026-11-20T09:00:00Z", NOW];
    for (day, whose) in days.iter().flat_map(|day| [(day, "acme"), (day, "beta")]) {
        ledger.record(&event(at(day), Some(whose))).unwrap();
    }
    let acme = ProfileName::parse("acme").unwrap();
    for (whose, since, count) in [
        (None, days[0], 6),
        (None, days[1], 4),
        (Some(&acme), days[1], 2),
        (Some(&acme), "2027-01-01T00:00:00Z", 0),
    ] {
        assert_eq!(ledger.history_count(whose, at(since)), Ok(count));
        let lines = ledger.history_since(whose, at(since), 5).unwrap().read;
        assert_eq!(lines.len(), usize::try_from(count.min(5)).unwrap());
        assert!(lines.iter().all(|line| line.at >= at(since)));
    }
    assert_eq!(ledger.history_count(None, Timestamp::MIN), Ok(6));
}

#[test]
fn history_is_newest_first_for_one_or_for_all() {
    let ledger = Home::new().open().unwrap();
    let acme = ProfileName::parse("acme").unwrap();
    let mut callback = event(at("2026-11-21T09:00:02.5Z"), None);
    callback.action = Action::Callback;
    callback.outcome = Outcome::Refused;
    callback.peer = Some("127.0.0.1".into());
    callback.user_agent = Some("Mozilla/5.0".into());
    callback.detail = Some("unknown state".into());
    callback.took_ms = Some(3);
    callback.request_id = Some("r-1".into());
    let first = event(at(NOW), Some("acme"));
    let second = event(at("2026-11-21T09:00:01Z"), Some("acme"));
    let other = event(at("2026-11-21T09:00:01Z"), Some("other"));
    for event in [&first, &second, &other, &callback] {
        ledger.record(event).unwrap();
    }
    assert_eq!(ledger.history(None, 3).unwrap().read, [callback, other, second.clone()]);
    assert_eq!(ledger.history(Some(&acme), 10).unwrap().read, [second, first]);
}

#[test]
fn the_oldest_history_goes_and_nothing_long_is_kept() {
    let ledger = Home::new().open().unwrap();
    for n in 0..100 {
        let mut event = event(at(NOW), Some("acme"));
        event.took_ms = Some(n);
        event.user_agent = Some("я".repeat(5000));
        ledger.record_keeping(&event, 20, 10).unwrap();
    }
    let kept = ledger.history(None, 1000).unwrap().read;
    let numbers: Vec<u64> = kept.iter().filter_map(|event| event.took_ms).collect();
    assert_eq!(numbers, (80..100).rev().collect::<Vec<_>>());
    assert_eq!(kept[0].user_agent, Some("я".repeat(500)));
}

#[test]
fn every_word_of_the_domain_is_kept() {
    let ledger = Home::new().open().unwrap();
    let actions = "callback authorize refresh verify export import hook forget";
    let outcomes = "accepted refused denied authorized rotated still_fresh moved_under_us renamed \
        verified temporary needs_authorization store_unavailable busy exported handed_over imported \
        ran failed forgotten";
    let mut written = vec![];
    for action in actions.split(' ') {
        for outcome in outcomes.split(' ') {
            let action: Action = serde_json::from_value(action.into()).unwrap();
            let outcome: Outcome = serde_json::from_value(outcome.into()).unwrap();
            let event = Event::new(at(NOW), None, action, outcome);
            ledger.record(&event).unwrap();
            written.insert(0, event);
        }
    }
    assert_eq!(ledger.history(None, 1000).unwrap().read, written);
}

#[test]
fn a_state_in_the_clear_is_in_none_of_the_files() {
    let (home, ledger) = Home::opened();
    let state = State::from_random([0xa5; 32]);
    let mut acme = pending(1);
    acme.state = state.hash();
    ledger.begin(&acme).unwrap();
    assert!(matches!(ledger.take(&state.hash(), at(NOW), anybody), Ok(Taken::Live(_))));
    let everything: Vec<u8> = fs::read_dir(home.path.parent().unwrap())
        .unwrap()
        .flat_map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    let found = |text: &str| everything.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(found(state.hash().as_hex()) && !found(state.secret().expose()));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_others_send_comes_back(
        detail in "\\PC{0,80}", name in "\\PC{0,40}", millis in 0_i64..4_000_000_000_000, id in 0_u64..=(i64::MAX as u64),
    ) {
        let ledger = Home::new().open().unwrap();
        let mut event = event(Timestamp::from_millisecond(millis).unwrap(), Some("acme"));
        event.detail = Some(detail);
        ledger.record(&event).unwrap();
        proptest::prop_assert_eq!(ledger.history(None, 1).unwrap().read, [event]);
        let mut profile = samples::profile("acme");
        let account = profile.account.as_mut().unwrap();
        account.id = id;
        account.name = name;
        ledger.put_profile(&profile).unwrap();
        proptest::prop_assert_eq!(ledger.profiles().unwrap().read, [profile]);
    }
}

/// Two that change different things in a row lose nothing of one another.
#[test]
fn a_row_is_changed_as_one_step() {
    let home = Home::new();
    let acme = samples::profile("acme");
    home.open().unwrap().put_profile(&acme).unwrap();
    let before = acme.generation;
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let ledger = home.open().unwrap();
                for _ in 0..50 {
                    let grown = |row: Option<Profile>| {
                        let row = row?;
                        let generation = row.generation + 1;
                        Some(Profile { generation, ..row })
                    };
                    ledger.change_profile(&acme.name, grown).unwrap();
                }
            });
        }
    });
    let row = home.open().unwrap().profile(&acme.name).unwrap().unwrap();
    assert_eq!(row.generation, before + 200);
}
