//! The filter of the dashboard: typed, completed, refused in its place, and its keys.

use crate::app::model::StartAt;
use crate::app::{Action, Effect, Focus, Msg, Shown};
use crate::domain::lang::Lang;
use crate::domain::profile::Profile;
use crate::domain::profile::rows::Profiles;
use crate::domain::trouble::Cause;
use insta::assert_snapshot;

use super::harness::{Journey, settings};
use super::listing::{answer, dashboard};
use super::samples::{self, DAY, HOUR};

fn zoo(lang: Lang) -> Journey {
    dashboard(lang, &samples::zoo())
}

fn listed(journey: &Journey) -> Vec<String> {
    let Shown::Dashboard(dashboard) = journey.model.screen.shown() else { panic!("the list") };
    dashboard.listing.from(0).map(|row| row.profile.name.to_string()).collect()
}

/// What is typed, as the model has it.
fn typed(journey: &Journey) -> &str {
    let Shown::Dashboard(dashboard) = journey.model.screen.shown() else { panic!("the list") };
    dashboard.filter.text()
}

#[test]
fn words_are_marked_and_counted() {
    let mut journey = zoo(Lang::En);
    assert_snapshot!(journey.keys("/rfyou").styled());
    assert_eq!(listed(&journey), ["reforyou"]);
    assert_eq!(listed(journey.keys("<ctrl-u>-is:fine -!")), ["reforyou", "shop"]);
}

#[test]
fn it_completes_itself() {
    for (name, lang, typing, all) in [
        ("states_en", Lang::En, "is", "is:"),
        ("states_ru", Lang::Ru, "эт", "это:"),
        ("states_uk", Lang::Uk, "-це", "-це:"),
    ] {
        let mut journey = zoo(lang);
        assert_eq!(typed(journey.keys(&format!("/{typing}<tab>"))), all);
        assert_eq!(listed(&journey).len(), 6, "it says nothing yet");
        assert_snapshot!(name, journey.text());
    }
    let mut journey = zoo(Lang::En);
    assert_eq!(typed(journey.keys("/acm is:lo")), "acm is:lo");
    assert!(journey.text().contains("/ acm is:long-lived   "), "{}", journey.text());
    assert_eq!(typed(journey.keys("<tab>")), "acm is:long-lived");
    assert!(!journey.model.offers(&Action::Complete), "it says all it can");
    assert_eq!(listed(journey.keys("<ctrl-u>on:29<tab>")).len(), 5);
    assert!(typed(&journey).starts_with("on:2912780f-"), "{}", typed(&journey));
    // In the middle of the text the cursor stays behind the word.
    journey.keys("<ctrl-u>is:el acme<left><left><left><left><left><tab>!");
    assert_eq!(typed(&journey), "is:elsewhere! acme");
}

#[test]
fn what_is_wrong_is_said_below_it_and_the_list_stays() {
    for (name, lang) in [("wrong_en", Lang::En), ("wrong_ru", Lang::Ru), ("wrong_uk", Lang::Uk)] {
        let mut journey = zoo(lang);
        assert_eq!(listed(journey.keys("/is:long-lived")), ["bot"]);
        assert_eq!(listed(journey.keys("x")), ["bot"], "what was understood last");
        assert_eq!(listed(journey.keys("<ctrl-u>shop is:en")), ["shop"], "it may become a word");
        assert_eq!(listed(journey.keys("dde")), ["shop"]);
        assert_snapshot!(name, journey.styled());
        // It is said after the field is left as well.
        assert!(journey.keys("<enter>").text().contains("ended"), "{}", journey.text());
        assert_eq!(typed(journey.keys("<esc>")), "");
    }
}

#[test]
fn a_filter_that_was_remembered_is_shown_and_so_is_what_is_wrong_about_it() {
    for (filter, rows) in [("is:long-lived", 1), ("is:endde", 6)] {
        let settings = crate::app::settings::Settings { filter: filter.into(), ..settings() };
        let journey = Journey::begin(Lang::En, settings, samples::zoo(), StartAt::Home);
        assert_eq!(listed(&journey).len(), rows, "{filter}");
        let text = journey.text();
        assert!(text.contains(&format!("/ {filter}")), "{text}");
        assert_eq!(text.contains("Did you mean ended?"), rows == 6, "{text}");
    }
}

#[test]
fn what_ends_this_week_is_a_key_away_and_so_is_what_needs_you() {
    let mut journey = zoo(Lang::Ru);
    assert_eq!(listed(journey.keys("w")), ["reforyou"]);
    assert_eq!((typed(&journey), journey.model.focus()), ("<7d", Focus::Dashboard));
    assert_eq!(listed(journey.keys("!")), ["rentals", "warehouse"]);
    assert_eq!(listed(journey.keys("!")).len(), 6);
    // On a Cyrillic layout, and where only a profile was shown.
    assert_eq!(listed(journey.keys("<enter>ц")), ["reforyou"]);
    assert_snapshot!(journey.text());
}

#[test]
fn what_comes_into_the_time_is_found_when_its_time_comes() {
    let mut soon = samples::zoo();
    soon.all = vec![samples::acme(), samples::oauth("soon", "soon.amocrm.ru", HOUR, DAY)];
    let mut journey = dashboard(Lang::En, &soon);
    assert_eq!(listed(journey.keys("/within:12h<enter>")), [""; 0]);
    journey.pass(12 * HOUR + 60);
    assert_eq!(listed(&journey), ["soon"]);
}

#[test]
fn where_the_only_row_is_forgotten_the_screen_says_so() {
    for (name, lang) in
        [("forgotten_en", Lang::En), ("forgotten_ru", Lang::Ru), ("forgotten_uk", Lang::Uk)]
    {
        let mut journey = zoo(lang);
        let effects = journey.keys("/rentals<enter>xy").effects();
        let forgets = |effect: Effect| match effect {
            Effect::Forget(ticket, _) => Some(ticket),
            _ => None,
        };
        let ticket = effects.into_iter().find_map(forgets).unwrap();
        journey.tell(Msg::Forgotten(ticket, Ok(())));
        assert_eq!(listed(&journey), [""; 0]);
        assert_snapshot!(name, journey.text());
        assert_eq!(listed(journey.keys("<esc>")).len(), 5);
    }
}

#[test]
fn what_came_of_a_profile_that_is_filtered_out_is_told_with_its_name() {
    let mut journey = zoo(Lang::En);
    let effects = journey.keys("/acme<enter>v").effects();
    let verifies = |effect: Effect| match effect {
        Effect::Verify(ticket, _) => Some(ticket),
        _ => None,
    };
    let ticket = effects.into_iter().find_map(verifies).unwrap();
    journey.keys("w").tell(Msg::Verified(ticket, Err(Cause::TimedOut.into())));
    assert!(journey.text().contains("acme: ✗ not verified"), "{}", journey.text());
}

#[test]
fn where_name_and_address_say_nothing_the_detail_shows_what_was_found() {
    let note = crate::domain::profile::Note::parse("ask Anna").unwrap();
    let noted = Profile { note: Some(note), ..samples::acme() };
    let mut journey = dashboard(
        Lang::En,
        &Profiles { all: vec![noted, samples::rentals()], ..Profiles::default() },
    );
    assert_snapshot!(journey.keys("/anna<enter>").styled());
}

/// Cyrillic letters and wide ones are marked where they stand.
#[test]
fn marks_stand_below_their_letters() {
    let named = |name: &str| Profile { name: samples::name(name), ..samples::acme() };
    let all = vec![named("ООО «Ёлки»"), named("北京中心"), named("acme")];
    let profiles = Profiles { all, ..Profiles::default() };
    let mut journey = Journey::begin(Lang::Uk, settings(), profiles.clone(), StartAt::Home);
    answer(&mut journey, &profiles);
    for (picture, words, name) in
        [("marks_cyrillic", "елки", "ООО «Ёлки»"), ("marks_wide", "中心", "北京中心")]
    {
        assert_eq!(listed(journey.keys(&format!("/{words}"))), [name]);
        assert_snapshot!(picture, journey.styled());
        journey.keys("<esc>");
    }
}
