//! What the keys of the dashboard ask for, and what comes of it.

use amokey::app::dashboard::Dashboard;
use amokey::app::model::Entry;
use amokey::app::msg::Profiles;
use amokey::app::ticket::{Ticket, Tickets};
use amokey::app::wizard::done::Next;
use amokey::app::{Action, Effect, Focus, Msg, Screen};
use amokey::domain::lang::Lang;
use amokey::domain::profile::{Profile, StoreKind};
use amokey::domain::secret::Secret;
use amokey::domain::trouble::{Cause, Trouble};
use insta::assert_snapshot;

use crate::harness::{Journey, facts};
use crate::listing::{answer, dashboard};
use crate::samples::{self, name};

/// The one effect that was asked for.
fn only_effect(journey: &mut Journey) -> Effect {
    let mut effects = journey.effects();
    assert_eq!(effects.len(), 1, "{effects:?}");
    effects.remove(0)
}

fn chosen(journey: &Journey) -> String {
    let Screen::Dashboard(dashboard) = &journey.model.screen else {
        panic!("not on the dashboard");
    };
    let row = dashboard.listing().chosen().expect("a chosen profile");
    row.profile.name.to_string()
}

fn names(journey: &Journey) -> Vec<String> {
    let Screen::Dashboard(dashboard) = &journey.model.screen else {
        panic!("not on the dashboard");
    };
    dashboard
        .listing()
        .from(0)
        .map(|row| row.profile.name.to_string())
        .collect()
}

/// acme, chosen, with `v` pressed.
fn verifying() -> (Journey, Ticket) {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("/acme<enter><esc>");
    answer(&mut journey, &samples::zoo());
    journey.keys("v");
    let Effect::Verify(ticket, whose) = only_effect(&mut journey) else {
        panic!("v verifies");
    };
    assert_eq!(whose, name("acme"));
    (journey, ticket)
}

#[test]
fn profiles_and_the_history_of_the_first_one_are_read_at_once() {
    let mut journey = Journey::begin(Lang::En, facts(), samples::zoo(), Entry::Home);
    let effects = journey.effects();
    assert!(
        matches!(&effects[..], [Effect::LoadProfiles(_), Effect::LoadHistory(_, whose)]
            if *whose == name("rentals")),
        "{effects:?}"
    );
}

#[test]
fn verifying_is_told_quietly_while_it_lasts() {
    let (journey, _) = verifying();
    assert_snapshot!(journey.styled());
}

#[test]
fn a_token_that_works_is_told_for_ten_seconds() {
    let (mut journey, ticket) = verifying();
    journey.tell(Msg::Verified(ticket, Ok(Box::new(samples::acme()))));
    let effects = journey.effects();
    assert!(
        matches!(&effects[..], [Effect::LoadProfiles(_), Effect::LoadHistory(_, whose)]
            if *whose == name("acme")),
        "{effects:?}"
    );
    assert_snapshot!(journey.text());
    journey.pass(9);
    assert!(journey.text().contains("The access token works"));
    journey.pass(1);
    assert!(!journey.text().contains("The access token works"));
}

#[test]
fn a_failure_stays_until_the_next_key() {
    let (mut journey, ticket) = verifying();
    journey.tell(Msg::Verified(ticket, Err(Cause::Unreachable.into())));
    journey.effects();
    assert_snapshot!(journey.text());
    journey.pass(3600);
    assert!(journey.text().contains("not verified"));
    journey.keys("<down>");
    assert!(!journey.text().contains("not verified"));
}

#[test]
fn esc_gives_up_and_a_late_answer_is_dropped() {
    let (mut journey, ticket) = verifying();
    journey.keys("v");
    assert_eq!(journey.effects(), [], "it is under way already");
    journey.keys("<esc>");
    assert_eq!(journey.effects(), [Effect::Cancel(ticket)]);
    let before = journey.model.clone();
    journey.tell(Msg::Verified(ticket, Err(Cause::TimedOut.into())));
    assert_eq!(journey.model, before);
}

#[test]
fn one_thing_at_a_time() {
    let (mut journey, ticket) = verifying();
    journey.keys("c");
    let effects = journey.effects();
    assert!(
        matches!(&effects[..], [Effect::Cancel(given_up), Effect::CopyToken(..)]
            if *given_up == ticket),
        "{effects:?}"
    );
    // What deletes is not given up half way.
    journey.keys("xy");
    let effects = journey.effects();
    assert!(
        matches!(&effects[..], [Effect::Cancel(_), Effect::Forget(..)]),
        "{effects:?}"
    );
    journey.keys("vcax<esc>");
    assert_eq!(journey.effects(), []);
}

#[test]
fn leaving_gives_up_what_is_under_way() {
    let (mut journey, ticket) = verifying();
    journey.keys("n");
    assert_eq!(journey.effects()[..1], [Effect::Cancel(ticket)]);
}

#[test]
fn a_copied_token_is_told_and_never_shown() {
    let mut journey = dashboard(Lang::Uk, &samples::only(samples::acme()));
    journey.keys("c");
    let Effect::CopyToken(ticket, whose) = only_effect(&mut journey) else {
        panic!("c copies");
    };
    assert_eq!(whose, name("acme"));
    journey.tell(Msg::TokenCopied(ticket, Ok(())));
    assert_eq!(journey.effects(), []);
    assert_snapshot!(journey.text());
}

#[test]
fn forgetting_is_asked_first() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("x");
    assert_eq!(journey.model.focus(), Focus::Question);
    assert_snapshot!(journey.styled());
    journey.keys("n");
    assert_eq!(journey.model.focus(), Focus::Dashboard);
    assert_eq!(journey.effects(), []);
}

#[test]
fn a_forgotten_profile_is_gone_and_its_neighbour_is_chosen() {
    let mut journey = dashboard(Lang::Ru, &samples::zoo());
    journey.keys("xy");
    let Effect::Forget(ticket, whose) = only_effect(&mut journey) else {
        panic!("y forgets");
    };
    assert_eq!(whose, name("rentals"));
    journey.tell(Msg::Forgotten(ticket, Ok(())));
    assert_eq!(chosen(&journey), "reforyou");
    assert_snapshot!(journey.text());
}

#[test]
fn what_could_not_be_forgotten_stays() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("xy");
    let Effect::Forget(ticket, _) = only_effect(&mut journey) else {
        panic!("y forgets");
    };
    let trouble = Trouble::from(Cause::StoreLocked);
    journey.tell(Msg::Forgotten(ticket, Err(trouble)));
    assert_eq!(chosen(&journey), "rentals");
    assert!(journey.text().contains("not forgotten"));
}

#[test]
fn when_the_last_one_is_forgotten_one_sentence_and_one_key_are_left() {
    let mut journey = dashboard(Lang::En, &samples::only(samples::acme()));
    journey.keys("xy");
    let Effect::Forget(ticket, _) = only_effect(&mut journey) else {
        panic!("y forgets");
    };
    journey.tell(Msg::Forgotten(ticket, Ok(())));
    let Effect::LoadProfiles(asked) = only_effect(&mut journey) else {
        panic!("the list is read anew");
    };
    journey.tell(Msg::Profiles(asked, Ok(Profiles::default())));
    assert_snapshot!(journey.text());
    for key in [
        Action::Verify,
        Action::CopyToken,
        Action::Forget,
        Action::Authorize,
    ] {
        assert!(!journey.model.offers(&key), "{key:?}");
    }
}

#[test]
fn n_and_a_lead_to_the_wizard() {
    for key in ["n", "a"] {
        let mut journey = dashboard(Lang::En, &samples::zoo());
        journey.keys(key);
        assert!(matches!(journey.model.screen, Screen::Wizard(_)), "{key}");
    }
}

#[test]
fn what_cannot_be_done_is_not_offered() {
    let mut journey = dashboard(Lang::En, &samples::only(samples::bot()));
    assert!(
        !journey.model.offers(&Action::Refresh),
        "a long-lived token is not refreshed"
    );
    assert!(!journey.model.offers(&Action::Down), "there is one profile");
    journey.keys("<down>r/s");
    assert_eq!(journey.effects(), []);
    let journey = dashboard(Lang::En, &samples::only(samples::begun()));
    assert!(!journey.model.offers(&Action::Verify), "there is no token");
    assert!(journey.model.offers(&Action::Authorize));
}

#[test]
fn the_filter_narrows_while_it_is_typed_and_letters_are_text() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("/AMOcrm.ru");
    assert_eq!(journey.model.focus(), Focus::Filter);
    assert_snapshot!(journey.text());
    assert_eq!(
        names(&journey),
        ["rentals", "reforyou", "warehouse", "bot", "shop"]
    );
    journey.keys("<enter><down><down>");
    assert_eq!(chosen(&journey), "warehouse");
    journey.keys("<esc>");
    assert_eq!(
        (names(&journey).len(), chosen(&journey)),
        (6, "warehouse".into())
    );
}

#[test]
fn a_filter_that_finds_nothing_says_so_and_esc_brings_the_choice_back() {
    let mut journey = dashboard(Lang::Ru, &samples::zoo());
    journey.keys("<down>/zzz");
    assert_snapshot!(journey.text());
    journey.keys("<enter>vcax");
    assert!(
        journey
            .effects()
            .iter()
            .all(|effect| matches!(effect, Effect::LoadHistory(..))),
        "nobody is chosen"
    );
    journey.keys("<esc>");
    assert_eq!(chosen(&journey), "reforyou");
}

#[test]
fn a_pasted_filter_is_text() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("/").paste("acme\n");
    assert_eq!(names(&journey), ["acme"]);
}

#[test]
fn the_choice_survives_sorting_and_reading_anew() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("<end>");
    assert_eq!(chosen(&journey), "shop");
    journey.keys("s");
    assert_eq!(
        names(&journey),
        ["acme", "bot", "reforyou", "rentals", "shop", "warehouse"]
    );
    assert_eq!(chosen(&journey), "shop");
    assert!(journey.text().contains("by name"));
    journey.keys("s");
    assert_eq!(
        names(&journey).last().map(String::as_str),
        Some("warehouse")
    );
    assert_eq!(names(&journey)[0], "rentals");
    assert_eq!(chosen(&journey), "shop");

    let mut fewer = samples::zoo();
    fewer.all.retain(|profile| profile.name != name("acme"));
    fewer.all.reverse();
    answer(&mut journey, &fewer);
    assert_eq!(chosen(&journey), "shop");
}

#[test]
fn what_somebody_else_changed_is_shown_with_its_history() {
    let mut journey = Journey::begin(Lang::En, facts(), samples::zoo(), Entry::Home);
    let effects = journey.effects();
    let [Effect::LoadProfiles(asked), Effect::LoadHistory(first, _)] = effects[..] else {
        panic!("{effects:?}");
    };
    // The same again: nothing to do.
    journey.tell(Msg::Profiles(asked, Ok(samples::zoo())));
    assert_eq!(journey.effects(), []);
    // Cron mended it meanwhile.
    let mut mended = samples::zoo();
    for profile in &mut mended.all {
        profile.needs_authorization = None;
        profile.generation += 1;
    }
    journey.tell(Msg::Profiles(asked, Ok(mended)));
    let Effect::LoadHistory(second, whose) = only_effect(&mut journey) else {
        panic!("the history is read anew");
    };
    assert_eq!(
        (chosen(&journey).as_str(), &whose),
        ("rentals", &name("rentals"))
    );
    assert!(!journey.text().contains("needs you"));
    // The answer to the first question is late now.
    let before = journey.model.clone();
    journey.tell(Msg::History(
        first,
        Ok(samples::history(&samples::rentals())),
    ));
    assert_eq!(journey.model, before);
    journey.tell(Msg::History(
        second,
        Ok(samples::history(&samples::rentals())),
    ));
    assert_ne!(journey.model, before);
}

#[test]
fn a_profile_connected_a_moment_ago_is_chosen_as_soon_as_it_is_read() {
    let mut tickets = Tickets::default();
    let mut before = samples::zoo();
    before.all.retain(|profile| profile.name != name("bot"));
    for known in [before, Profiles::default()] {
        let (mut dashboard, effects) =
            Dashboard::start(known, Some(name("bot")), samples::now(), &mut tickets);
        let Effect::LoadProfiles(asked) = effects[0] else {
            panic!("{effects:?}");
        };
        let answer = Msg::Profiles(asked, Ok(samples::zoo()));
        let turn = dashboard.update(&answer, samples::now(), &mut tickets);
        assert!(
            matches!(&turn.effects[..], [Effect::LoadHistory(_, whose)] if *whose == name("bot")),
            "{turn:?}"
        );
    }
}

#[test]
fn answers_to_old_questions_are_dropped() {
    let (mut journey, ticket) = verifying();
    journey.tell(Msg::Verified(ticket, Ok(Box::new(samples::acme()))));
    let effects = journey.effects();
    let [Effect::LoadProfiles(now_asked), _] = effects[..] else {
        panic!("{effects:?}");
    };
    let before = journey.model.clone();
    journey.tell(Msg::Verified(ticket, Err(Cause::TimedOut.into())));
    journey.tell(Msg::TokenCopied(now_asked, Ok(())));
    journey.tell(Msg::Forgotten(ticket, Ok(())));
    journey.tell(Msg::Profiles(ticket, Ok(Profiles::default())));
    assert_eq!(journey.model, before);
}

#[test]
fn a_ledger_that_cannot_be_read_leaves_what_is_known_and_says_so() {
    let mut journey = Journey::begin(Lang::En, facts(), samples::zoo(), Entry::Home);
    let effects = journey.effects();
    let [Effect::LoadProfiles(asked), _] = effects[..] else {
        panic!("{effects:?}");
    };
    journey.tell(Msg::Profiles(asked, Err(Cause::LedgerUnavailable.into())));
    assert_eq!(names(&journey).len(), 6);
    assert!(journey.text().contains("could not be read anew"));
    journey.tell(Msg::Profiles(asked, Ok(samples::zoo())));
    assert!(!journey.text().contains("could not be read anew"));
}

#[test]
fn home_end_and_pages_stop_at_the_ends() {
    let mut journey = dashboard(Lang::En, &samples::many(1_000));
    journey.keys("<end><down><pgdn>");
    assert_eq!(chosen(&journey), "client-0999");
    assert!(journey.text().contains("1000 of 1000"));
    journey.keys("<pgup><up>");
    assert_eq!(chosen(&journey), "client-0988");
    journey.keys("<home><up><pgup>");
    assert_eq!(chosen(&journey), "client-0000");
}

#[test]
fn the_command_for_another_program_is_copied() {
    let mut journey = dashboard(Lang::En, &samples::only(samples::acme()));
    journey.effects();
    let command = "amokey export acme --to env";
    assert_eq!(
        journey.keys("e").effects(),
        [Effect::Copy(Secret::new(command))]
    );
    assert!(journey.text().contains(command), "{}", journey.text());
    // What memory alone has is gone with the program.
    let profile = Profile {
        store: StoreKind::Memory,
        ..samples::acme()
    };
    let journey = dashboard(Lang::En, &samples::only(profile));
    let export = Action::CopyCommand(Next::Export);
    assert!(!journey.model.offers(&export));
}
