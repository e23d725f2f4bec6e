//! Many profiles in the real program: marked and refreshed together, what happened to them, and the mouse.

use std::time::Instant;

use amokey::domain::profile::history::{Action, Event, Outcome};
use amokey::domain::profile::{Profile, ProfileName};
use amokey::domain::secret::Secret;
use amokey::domain::tokens::record::Grant;
use amokey::ledger::Ledger;
use amokey::sandbox::Rotation;
use amokey::store::Store as _;
use jiff::Timestamp;

use crate::person::Person;
use crate::script::{sealed, status, unlimited};
use crate::terminal::Terminal;

fn name(text: &str) -> ProfileName {
    ProfileName::parse(text).unwrap()
}

/// Somebody with so many profiles of one account, `demo` among them. Those that are revoked the server does not know.
fn with_profiles(count: usize, revoked: &[usize]) -> Person {
    let person = sealed("en", &unlimited(Rotation::Grace));
    let store = person.sealed_file();
    let ledger = Ledger::open(&person.data().join("ledger.sqlite")).unwrap();
    let demo = store.load(&name("demo")).unwrap().unwrap();
    let row = ledger.profile(&name("demo")).unwrap().unwrap();
    let account = person.sandbox.ready().account.clone();
    for n in 1..count {
        let mut record = demo.clone();
        let Some(Grant::OAuth(grant)) = record.connection.as_mut().map(|it| &mut it.grant) else {
            panic!("it is connected by a code");
        };
        let own = |token: &Secret| Secret::new(format!("{}{n}", token.expose()));
        let tokens = &mut grant.tokens;
        (tokens.access, tokens.refresh) = (own(&tokens.access), own(&tokens.refresh));
        if !revoked.contains(&n) {
            let (access, refresh) = (tokens.access.expose(), tokens.refresh.expose());
            assert!(person.sandbox.adopt(&account, access, Some(refresh)));
        }
        let name = name(&format!("client-{n:03}"));
        store.save(&name, &record).unwrap();
        ledger.put_profile(&Profile { name, ..row.clone() }).unwrap();
    }
    person
}

#[test]
fn all_are_marked_and_refreshed_and_the_two_that_fail_are_named_and_listed() {
    let count = 200;
    let person = with_profiles(count, &[3, 9]);
    let begun = Instant::now();
    let mut terminal = person.runs(&[]);
    terminal.sees(&format!("{count} profiles")).types("*").sees(&format!("{count} marked"));
    terminal.types("r").sees(&format!("of {count}"));
    // One integration is asked for seven a second: it takes half a minute.
    for some in [40..80, 100..140, 160..199] {
        terminal.sees_one_of(some.map(|done| format!("refreshing {done} of")));
    }
    terminal.sees(&format!("✓ {} refreshed · ✗ 2 failed: client-003", count - 2));
    println!("{count} marked profiles refreshed in {:.1?}", begun.elapsed());
    // What failed is what is marked.
    terminal.sees("m lists them").types("m").sees("2 marked").sees_no_more("client-004");
    terminal.sees("client-003").sees("client-009");
    terminal.types("l").sees("What happened").sees("of the newest");
    assert!(terminal.types("q").ends().success());
    assert_eq!(terminal.left_behind(), "");
    let all = status(&person);
    let needs = all["profiles"].as_array().unwrap().iter();
    let needs = needs.filter(|profile| profile["health"] == "needs_authorization").count();
    assert_eq!(needs, 2, "{all}");
}

#[test]
fn a_click_chooses_marks_sorts_and_presses_keys_and_the_wheel_scrolls() {
    let person = with_profiles(12, &[]);
    let ledger = Ledger::open(&person.data().join("ledger.sqlite")).unwrap();
    let forgotten = Some(name("gone-long-ago"));
    let event = Event::new(Timestamp::now(), forgotten, Action::Forget, Outcome::Forgotten);
    ledger.record(&event).unwrap();
    let mut terminal = person.runs(&[]);
    terminal.sees("▸ ✓ client-001");
    clicks(&mut terminal, "client-003", 0);
    terminal.sees("▸ ✓ client-003").types("<wheel-down>").sees("▸ ✓ client-004");
    terminal.types("<wheel-up>").sees("▸ ✓ client-003");
    // Beside its name stands the mark.
    clicks(&mut terminal, "✓ client-002", 2);
    terminal.sees("1 marked").sees("◆ ✓ client-002");
    // The keys are drawn last: where they stood before, others may be.
    terminal.types("l").sees("gone-long-ago").sees("/ find   Esc close   ? help");
    clicks(&mut terminal, "Esc close", 0);
    terminal.sees_no_more("What happened");
    clicks(&mut terminal, "for you", 0);
    terminal.sees("for you ↑");
    clicks(&mut terminal, "q quit", 0);
    assert!(terminal.ends().success());
    assert_eq!(terminal.left_behind(), "");
}

/// Clicks on the first place where a text stands, or so many cells to the left of it.
fn clicks(terminal: &mut Terminal, text: &str, left: u16) {
    let (column, row) = terminal.finds(text);
    terminal.clicks(column - left, row);
}
