//! The dashboard as it is seen: every kind of profile, every size, every language.

use crate::domain::lang::Lang;
use crate::domain::profile::Note;
use crate::domain::profile::rows::Profiles;
use crate::domain::profile::rows::UnreadableRow;
use insta::assert_snapshot;

use super::harness::Journey;
use super::listing::{answer, dashboard};
use super::samples;

#[test]
fn what_needs_you_is_on_top_and_says_which_key_mends_it() {
    assert_snapshot!(dashboard(Lang::En, &samples::zoo()).styled());
}

/// An account is called as somebody else likes.
#[test]
fn a_name_that_turns_text_around_does_not() {
    let mut acme = samples::acme();
    acme.account.as_mut().unwrap().name = "exe.\u{202e}fdp\u{2066}".into();
    let shown = dashboard(Lang::En, &samples::only(acme)).text();
    assert!(shown.contains("exe.fdp"), "{shown}");
    assert!(!shown.contains(['\u{202e}', '\u{2066}']));
}

#[test]
fn a_note_stands_among_the_facts() {
    let mut acme = samples::acme();
    acme.note = Some(Note::parse("бот для сделок").unwrap());
    let shown = dashboard(Lang::Ru, &samples::only(acme)).text();
    assert!(
        shown.lines().any(|it| it.contains("заметка") && it.contains("бот для сделок")),
        "{shown}"
    );
}

#[test]
fn the_same_in_every_language_and_size() {
    let zoo = |lang| dashboard(lang, &samples::zoo());
    assert_snapshot!("the_same_in_russian", zoo(Lang::Ru).text());
    assert_snapshot!("the_same_in_ukrainian", zoo(Lang::Uk).text());
    let small = |lang| zoo(lang).sized(60, 16).text();
    assert_snapshot!("in_a_small_window_the_least_important_goes", small(Lang::En));
    assert_snapshot!("in_a_small_window_in_russian", small(Lang::Ru));
    let wide = zoo(Lang::En).sized(120, 30).text();
    assert_snapshot!("at_120_columns_the_detail_stands_beside_the_list", wide);
    assert_snapshot!("at_200_columns", zoo(Lang::Uk).sized(200, 60).text());
    let one = |lang| dashboard(lang, &samples::only(samples::acme()));
    assert_snapshot!("one_profile_is_the_screen", one(Lang::En).styled());
    assert_snapshot!("one_profile_in_ukrainian", one(Lang::Uk).text());
}

/// Title, story and the first facts of every profile but the first.
fn stories(lang: Lang) -> String {
    let mut journey = dashboard(lang, &samples::zoo());
    let mut stories = String::new();
    for _ in 0..5 {
        journey.keys("<down>");
        answer(&mut journey, &samples::zoo());
        let frame = journey.text();
        let detail = frame.lines().skip(15).take(7);
        stories.extend(detail.flat_map(|line| [line, "\n"]));
    }
    stories
}

#[test]
fn each_kind_tells_its_story_in_every_language() {
    assert_snapshot!("each_kind_tells_its_story", Lang::ALL.map(stories).join("────\n"));
}

#[test]
fn every_end_has_its_words_in_every_language() {
    let hints = [
        Some("Token has been revoked"),
        Some("Token has expired"),
        Some("Token is not linked to client"),
        Some("Cannot decrypt the refresh token"),
        Some("Something new"),
        None,
    ];
    let refused = hints.map(|hint| {
        let mut profile = samples::rentals();
        if let Some(needs) = &mut profile.needs_authorization {
            needs.hint = hint.map(String::from);
        }
        profile
    });
    let ended = |seconds| {
        let mut bot = samples::bot();
        if let Some(access) = &mut bot.access {
            access.expires_at = samples::at(seconds);
        }
        bot
    };
    let expired = samples::oauth("acme", "acme.kommo.com", -7_200, 50 * 86_400);
    let endings = refused.into_iter().chain([ended(-86_400), ended(3 * 86_400), expired]);
    let mut told = String::new();
    for profile in endings {
        for lang in Lang::ALL {
            let frame = dashboard(lang, &samples::only(profile.clone())).text();
            let story = frame.lines().skip(3).take_while(|line| !line.is_empty());
            told.extend(story.flat_map(|line| [line, "\n"]));
        }
        told.push('\n');
    }
    assert_snapshot!(told);
}

#[test]
fn a_thousand_profiles_scroll() {
    let mut journey = dashboard(Lang::En, &samples::many(1_000));
    assert_snapshot!(journey.keys("<pgdn><pgdn><pgdn><down><down>").text());
}

#[test]
fn enter_gives_the_chosen_profile_the_whole_screen() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    assert_snapshot!(journey.keys("<enter>").text());
}

#[test]
fn a_clock_that_is_off_and_a_consent_that_waits_are_told() {
    let mut begun = samples::begun();
    begun.clock_skew = 150;
    let pending = vec![samples::pending(&begun)];
    let profiles = Profiles { pending, ..samples::only(begun) };
    assert_snapshot!(dashboard(Lang::En, &profiles).text());
}

#[test]
fn a_row_that_cannot_be_read_is_named_beside_the_others() {
    let rows = ["lavka", "acme-2"].map(|name| UnreadableRow::new(name, "column host"));
    for (lang, words) in [
        (Lang::En, "! cannot be read: lavka, acme-2. Mend: amokey refresh lavka"),
        (Lang::Ru, "! не читаются: lavka, acme-2. Исправить: amokey refresh lavka"),
        (Lang::Uk, "! не читаються: lavka, acme-2. Виправити: amokey refresh lavka"),
    ] {
        for mut profiles in [samples::zoo(), Profiles::default()] {
            profiles.unreadable = rows.to_vec();
            let journey = dashboard(lang, &profiles);
            let text = journey.text();
            assert!(text.contains(words), "{text}");
        }
    }
}

#[test]
fn help_shows_the_keys_that_work_in_every_language_and_size() {
    let help = |mut journey: Journey, key: &str| {
        journey.keys(key);
        journey
    };
    let zoo = |lang| dashboard(lang, &samples::zoo());
    assert_snapshot!("help_shows_the_keys_that_work", help(zoo(Lang::En), "?").styled());
    assert_snapshot!("help_in_russian", help(zoo(Lang::Ru), "<f1>").text());
    assert_snapshot!("help_in_a_small_window", help(zoo(Lang::Uk).sized(60, 16), "?").text());
}
