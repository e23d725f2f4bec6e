//! What the keys of the dashboard ask for, and what comes of it.

use crate::app::context::UpdateContext;
use crate::app::dashboard::{Dashboard, Reading};
use crate::app::model::StartAt;
use crate::app::ticket::{Ticket, Tickets};
use crate::app::{Action, Effect, Focus, Msg, Shown};
use crate::domain::lang::Lang;
use crate::domain::profile::next_command::NextCommand;
use crate::domain::profile::rows::Profiles;
use crate::domain::profile::{Profile, StoreKind};
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};
use insta::assert_snapshot;

use super::harness::{Journey, settings};
use super::listing::{answer, at_acme, dashboard};
use super::samples::{self, name};

fn only_effect(journey: &mut Journey) -> Effect {
    let mut effects = journey.effects();
    assert_eq!(effects.len(), 1, "{effects:?}");
    effects.remove(0)
}

fn shown(journey: &Journey) -> &Dashboard {
    match journey.model.screen.shown() {
        Shown::Dashboard(dashboard) => dashboard,
        Shown::Wizard(_) => panic!("not on the dashboard"),
    }
}

fn chosen(journey: &Journey) -> String {
    let row = shown(journey).listing.chosen().expect("a chosen profile");
    row.profile.name.to_string()
}

fn names(journey: &Journey) -> Vec<String> {
    shown(journey).listing.from(0).map(|row| row.profile.name.to_string()).collect()
}

fn verifying() -> (Journey, Ticket) {
    let mut journey = at_acme(Lang::En);
    let Effect::Verify(ticket, whose) = only_effect(journey.keys("v")) else {
        panic!("v verifies");
    };
    assert_eq!(whose, name("acme"));
    (journey, ticket)
}

/// What was asked for: the list, and the history of one profile.
fn reads_anew(journey: &mut Journey, whose: &str) -> Ticket {
    let effects = journey.effects();
    match &effects[..] {
        [Effect::LoadProfiles(ticket), Effect::LoadHistory(_, it)] if *it == name(whose) => *ticket,
        _ => panic!("{effects:?}"),
    }
}

fn forgets(journey: &mut Journey, expected: &str) -> Ticket {
    journey.keys("xy");
    match only_effect(journey) {
        Effect::Forget(ticket, whose) if whose == name(expected) => ticket,
        other => panic!("y forgets: {other:?}"),
    }
}

#[test]
fn profiles_and_the_history_of_the_first_one_are_read_at_once() {
    let mut journey = Journey::begin(Lang::En, settings(), samples::zoo(), StartAt::Home);
    reads_anew(&mut journey, "rentals");
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
    reads_anew(&mut journey, "acme");
    assert_snapshot!(journey.text());
    assert!(journey.pass(9).text().contains("The access token works"));
    assert!(!journey.pass(1).text().contains("The access token works"));
}

#[test]
fn a_failure_stays_until_the_next_key() {
    let (mut journey, ticket) = verifying();
    journey.tell(Msg::Verified(ticket, Err(Cause::Unreachable.into()))).effects();
    assert_snapshot!(journey.text());
    assert!(journey.pass(3600).text().contains("not verified"));
    assert!(!journey.keys("<down>").text().contains("not verified"));
}

#[test]
fn esc_gives_up_and_a_late_answer_is_dropped() {
    let (mut journey, ticket) = verifying();
    assert_eq!(journey.keys("v").effects(), [], "it is under way already");
    assert_eq!(journey.keys("<esc>").effects(), [Effect::Cancel(ticket)]);
    let before = journey.model.clone();
    journey.tell(Msg::Verified(ticket, Err(Cause::TimedOut.into())));
    assert_eq!(journey.model, before);
}

#[test]
fn one_thing_at_a_time() {
    let (mut journey, ticket) = verifying();
    let effects = journey.keys("c").effects();
    assert!(
        matches!(&effects[..], [Effect::Cancel(given_up), Effect::CopyToken(..)]
            if *given_up == ticket),
        "{effects:?}"
    );
    // What deletes is not given up half way.
    let effects = journey.keys("xy").effects();
    assert!(matches!(&effects[..], [Effect::Cancel(_), Effect::Forget(..)]), "{effects:?}");
    assert_eq!(journey.keys("vcax<esc>").effects(), []);
}

#[test]
fn n_and_a_lead_to_the_wizard_and_give_up_what_is_under_way() {
    for key in ["n", "a"] {
        let (mut journey, ticket) = verifying();
        assert_eq!(journey.keys(key).effects()[..1], [Effect::Cancel(ticket)], "{key}");
        assert!(matches!(journey.model.screen.shown(), Shown::Wizard(_)), "{key}");
    }
}

#[test]
fn a_copied_token_is_told_and_never_shown() {
    let mut journey = dashboard(Lang::Uk, &samples::only(samples::acme()));
    let Effect::CopyToken(ticket, whose) = only_effect(journey.keys("c")) else {
        panic!("c copies");
    };
    assert_eq!(whose, name("acme"));
    assert_eq!(journey.tell(Msg::TokenCopied(ticket, Ok(()))).effects(), []);
    assert_snapshot!(journey.text());
}

/// Somebody else has forgotten it meanwhile.
#[test]
fn a_row_whose_profile_is_gone_says_so_and_goes() {
    let mut journey = at_acme(Lang::En);
    let Effect::CopyToken(ticket, _) = only_effect(journey.keys("c")) else { panic!("c copies") };
    let gone = Cause::NoSuchProfile { name: "acme".into(), near: Vec::new() };
    journey.tell(Msg::TokenCopied(ticket, Err(gone.into())));
    let reading = reads_anew(&mut journey, "acme");
    let mut left = samples::zoo();
    left.all.retain(|profile| profile.name != name("acme"));
    journey.tell(Msg::Profiles(reading, Ok(left)));
    assert!(!names(&journey).contains(&"acme".into()));
    let frame = journey.text();
    assert!(
        frame.contains("no profile acme") || frame.contains("no profile called acme"),
        "{frame}"
    );
}

#[test]
fn forgetting_is_asked_first() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    assert_eq!(journey.keys("x").model.focus(), Focus::Question);
    assert_snapshot!(journey.styled());
    assert_eq!(journey.keys("n").model.focus(), Focus::Dashboard);
    assert_eq!(journey.effects(), []);
}

#[test]
fn a_forgotten_profile_is_gone_and_its_neighbour_is_chosen() {
    let mut journey = dashboard(Lang::Ru, &samples::zoo());
    let ticket = forgets(&mut journey, "rentals");
    assert_eq!(chosen(journey.tell(Msg::Forgotten(ticket, Ok(())))), "warehouse");
    assert_snapshot!(journey.text());
}

#[test]
fn what_could_not_be_forgotten_stays() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    let ticket = forgets(&mut journey, "rentals");
    let trouble = Trouble::from(Cause::StoreLocked);
    assert_eq!(chosen(journey.tell(Msg::Forgotten(ticket, Err(trouble)))), "rentals");
    assert!(journey.text().contains("not forgotten"));
}

#[test]
fn when_the_last_one_is_forgotten_one_sentence_and_one_key_are_left() {
    let mut journey = dashboard(Lang::En, &samples::only(samples::acme()));
    let ticket = forgets(&mut journey, "acme");
    journey.tell(Msg::Forgotten(ticket, Ok(())));
    let Effect::LoadProfiles(asked) = only_effect(&mut journey) else {
        panic!("the list is read anew");
    };
    assert_snapshot!(journey.tell(Msg::Profiles(asked, Ok(Profiles::default()))).text());
    for key in [Action::Verify, Action::CopyToken, Action::Forget, Action::Authorize] {
        assert!(!journey.model.offers(&key), "{key:?}");
    }
}

#[test]
fn what_cannot_be_done_is_not_offered() {
    let mut journey = dashboard(Lang::En, &samples::only(samples::bot()));
    assert!(!journey.model.offers(&Action::Refresh), "a long-lived token is not refreshed");
    assert!(!journey.model.offers(&Action::Down), "there is one profile");
    assert_eq!(journey.keys("<down>r/s").effects(), []);
    let journey = dashboard(Lang::En, &samples::only(samples::begun()));
    assert!(!journey.model.offers(&Action::Verify), "there is no token");
    assert!(journey.model.offers(&Action::Authorize));
}

#[test]
fn the_filter_narrows_while_it_is_typed_and_letters_are_text() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    assert_eq!(journey.keys("/AMOcrm.ru").model.focus(), Focus::Filter);
    assert_snapshot!(journey.text());
    assert_eq!(names(&journey), ["rentals", "warehouse", "reforyou", "bot", "shop"]);
    assert_eq!(chosen(journey.keys("<enter><down><down>")), "reforyou");
    assert_eq!((names(journey.keys("<esc>")).len(), chosen(&journey)), (6, "reforyou".into()));
}

#[test]
fn a_filter_that_finds_nothing_says_so_and_esc_brings_the_choice_back() {
    let mut journey = dashboard(Lang::Ru, &samples::zoo());
    assert_snapshot!(journey.keys("<down>/zzz").text());
    journey.keys("<enter>vcax");
    assert!(
        journey.effects().iter().all(|effect| matches!(effect, Effect::LoadHistory(..))),
        "nobody is chosen"
    );
    assert_eq!(chosen(journey.keys("<esc>")), "warehouse");
}

#[test]
fn a_pasted_filter_is_text() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    assert_eq!(names(journey.keys("/").paste("acme\n")), ["acme"]);
}

#[test]
fn the_choice_survives_sorting_and_reading_anew() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    assert_eq!(chosen(journey.keys("<end>")), "shop");
    let by_name = ["acme", "bot", "reforyou", "rentals", "shop", "warehouse"];
    let by_account = ["acme", "bot", "rentals", "reforyou", "shop", "warehouse"];
    let by_deadline = ["rentals", "warehouse", "reforyou", "acme", "bot", "shop"];
    let by_access = ["rentals", "acme", "reforyou", "shop", "bot", "warehouse"];
    let by_refresh = ["acme", "reforyou", "rentals", "shop", "bot", "warehouse"];
    for (title, order) in [
        ("profile ↑", by_name),
        ("account ↑", by_account),
        ("for you ↑", by_deadline),
        ("access ↑", by_access),
        ("refreshed ↑", by_refresh),
    ] {
        assert_eq!(names(journey.keys("s")), order, "{title}");
        assert!(journey.text().contains(title), "{}", journey.text());
        let mut reversed = order;
        reversed.reverse();
        assert_eq!(names(journey.keys("S")), reversed, "{title}");
        assert!(journey.text().contains(&title.replace('↑', "↓")), "{}", journey.text());
        assert_eq!(chosen(&journey), "shop");
        journey.keys("S");
    }
    assert_eq!(names(journey.keys("s"))[..3], ["rentals", "warehouse", "reforyou"], "in groups");
    assert!(!journey.model.offers(&Action::Reverse));
    let mut fewer = samples::zoo();
    fewer.all.retain(|profile| profile.name != name("acme"));
    fewer.all.reverse();
    answer(&mut journey, &fewer);
    assert_eq!(chosen(&journey), "shop");
}

#[test]
fn what_somebody_else_changed_is_shown_with_its_history() {
    let mut journey = Journey::begin(Lang::En, settings(), samples::zoo(), StartAt::Home);
    let effects = journey.effects();
    let [Effect::LoadProfiles(asked), Effect::LoadHistory(first, _)] = effects[..] else {
        panic!("{effects:?}");
    };
    // The same again: nothing to do. What happened to them may be something new.
    let effects = journey.tell(Msg::Profiles(asked, Ok(samples::zoo()))).effects();
    assert!(matches!(&effects[..], [Effect::LoadLog(_)]), "{effects:?}");
    // Cron mended it meanwhile.
    let mut mended = samples::zoo();
    for profile in &mut mended.all {
        profile.needs_authorization = None;
        profile.generation += 1;
    }
    journey.tell(Msg::Profiles(asked, Ok(mended)));
    let effects = journey.effects();
    let [Effect::LoadLog(_), Effect::LoadHistory(second, whose)] = &effects[..] else {
        panic!("the history is read anew: {effects:?}");
    };
    assert_eq!((chosen(&journey).as_str(), whose), ("rentals", &name("rentals")));
    assert!(!journey.text().contains("✗ rentals"));
    // The answer to the first question is late now.
    let before = journey.model.clone();
    journey.tell(Msg::History(first, Ok(samples::past(&samples::rentals()))));
    assert_eq!(journey.model, before);
    journey.tell(Msg::History(*second, Ok(samples::past(&samples::rentals()))));
    assert_ne!(journey.model, before);
}

#[test]
fn a_profile_connected_a_moment_ago_is_chosen_as_soon_as_it_is_read() {
    let mut tickets = Tickets::default();
    let mut before = samples::zoo();
    before.all.retain(|profile| profile.name != name("bot"));
    for known in [before, Profiles::default()] {
        let settings = settings();
        let mut context = UpdateContext::new(&settings, (samples::now(), Lang::En), &mut tickets);
        let mut dashboard = Dashboard::start(known, Some(name("bot")), &mut context);
        let effects = std::mem::take(&mut context.effects);
        let Effect::LoadProfiles(asked) = effects[0] else { panic!("{effects:?}") };
        let answer = Msg::Profiles(asked, Ok(samples::zoo()));
        assert_eq!(dashboard.update(&answer, &mut context), None);
        let effects = context.effects;
        assert!(
            matches!(&effects[..], [Effect::LoadLog(_), Effect::LoadHistory(_, whose)]
                if *whose == name("bot")),
            "{effects:?}"
        );
    }
}

#[test]
fn answers_to_old_questions_are_dropped() {
    let (mut journey, ticket) = verifying();
    journey.tell(Msg::Verified(ticket, Ok(Box::new(samples::acme()))));
    let now_asked = reads_anew(&mut journey, "acme");
    let before = journey.model.clone();
    journey.tell(Msg::Verified(ticket, Err(Cause::TimedOut.into())));
    journey.tell(Msg::TokenCopied(now_asked, Ok(()))).tell(Msg::Forgotten(ticket, Ok(())));
    journey.tell(Msg::Profiles(ticket, Ok(Profiles::default())));
    assert_eq!(journey.model, before);
}

#[test]
fn a_ledger_that_cannot_be_read_leaves_what_is_known_and_says_so() {
    let mut journey = Journey::begin(Lang::En, settings(), samples::zoo(), StartAt::Home);
    let asked = reads_anew(&mut journey, "rentals");
    journey.tell(Msg::Profiles(asked, Err(Cause::LedgerUnavailable.into())));
    assert_eq!(names(&journey).len(), 6);
    assert!(journey.text().contains("could not be read anew"));
    journey.tell(Msg::Profiles(asked, Ok(samples::zoo())));
    assert!(!journey.text().contains("could not be read anew"));
}

#[test]
fn home_end_and_pages_stop_at_the_ends() {
    let mut journey = dashboard(Lang::En, &samples::many(1_000));
    assert_eq!(chosen(journey.keys("<end><down><pgdn>")), "client-0999");
    assert!(journey.text().contains("▸ ✓ client-0999"), "{}", journey.text());
    assert_eq!(chosen(journey.keys("<pgup><up>")), "client-0988");
    assert_eq!(chosen(journey.keys("<home><up><pgup>")), "client-0000");
}

#[test]
fn the_command_for_another_program_is_copied() {
    let mut journey = dashboard(Lang::En, &samples::only(samples::acme()));
    let command = "amokey export acme --to env";
    assert_eq!(journey.keys("e").effects(), [Effect::Copy(Secret::new(command))]);
    assert!(journey.text().contains(command), "{}", journey.text());
    // What memory alone has is gone with the program.
    let profile = Profile { store: StoreKind::Memory, ..samples::acme() };
    let journey = dashboard(Lang::En, &samples::only(profile));
    let export = Action::CopyCommand(NextCommand::Export);
    assert!(!journey.model.offers(&export));
}

#[test]
fn where_nothing_was_written_the_list_stays_and_what_waits_may_be_less() {
    let mut journey = Journey::begin(Lang::En, settings(), samples::zoo(), StartAt::Home);
    let Some(Effect::LoadProfiles(asked)) = journey.effects().first().cloned() else {
        panic!("the profiles are looked at");
    };
    let chosen_before = chosen(&journey);
    let effects = journey.tell(Msg::ProfilesUnchanged(asked, Vec::new())).effects();
    // What happened is read with it; nothing else is asked for.
    assert!(matches!(&effects[..], [Effect::LoadLog(_)]), "{effects:?}");
    assert_eq!(chosen(&journey), chosen_before);
    let Shown::Dashboard(dashboard) = journey.model.screen.shown() else { panic!("it is shown") };
    assert_eq!((&dashboard.reading, dashboard.pending.len()), (&Reading::Done, 0));
}
