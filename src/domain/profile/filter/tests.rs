//! What a filter's text means, what it finds, and where.

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::domain::account::AccountHost;
use crate::domain::lang::Lang;
use crate::domain::profile::{GrantType, NeedsAuthorization, Note, Profile, ProfileName};
use crate::domain::samples::{CLIENT_ID, profile};
use crate::domain::tokens::deadline::deadline;
use crate::domain::tokens::health::{DEFAULT_WINDOW, Health};

fn read(text: &str) -> Filter {
    Filter::parse(text).unwrap()
}

fn wrong(text: &str) -> (&str, Wrong) {
    let error = Filter::parse(text).unwrap_err();
    (text.get(error.at).unwrap(), error.what)
}

#[test]
fn what_is_typed_is_understood_and_printed_again() {
    for (typed, printed) in [
        ("", ""),
        ("  acme   rental ", "acme rental"),
        ("-acme - -", "-acme"),
        ("! -!", "! -!"),
        ("IS:Ended is:needs-you", "is:ended !"),
        ("<7d -<3w within:12h", "<7d -<3w <12h"),
        ("on:2912", "on:2912"),
        (r#"on:"a b""#, r#"on:"a b""#),
        (r#""two words""#, r#""two words""#),
        (r#""is:ended" "-x" "<7d" "!""#, r#""is:ended" "-x" "<7d" "!""#),
        (r#"-"not this""#, r#"-"not this""#),
        (r#"ab"c d"e"#, r#""abc de""#),
        (r#""say ""hi"" now""#, r#""say ""hi"" now""#),
        (r#""open to the end"#, r#""open to the end""#),
        ("https://acme.amocrm.ru", r#""https://acme.amocrm.ru""#),
        ("!acme a-b 7d", "!acme a-b 7d"),
        ("ООО «Ромашка»", "ООО «Ромашка»"),
        ("до:7д <3н <3т <12ч <12год <2нед", "<7d <3w <3w <12h <12h <2w"),
    ] {
        assert_eq!(read(typed).to_string(), printed, "{typed}");
        assert_eq!(read(printed), read(typed), "{typed}");
    }
}

#[test]
fn every_keyword_of_every_language_means_the_same() {
    let heads: Vec<&str> = Head::Is.keyword().all().collect();
    for state in State::ALL {
        for word in state.keyword().all() {
            for head in &heads {
                let typed = format!("{head}:{word}").replace('ё', "е").to_uppercase();
                let means = Means::Is(state);
                assert_eq!(read(&typed).terms, [Term { negated: false, means }], "{typed}");
            }
        }
    }
    for unit in Unit::ALL {
        for word in unit.keyword().all() {
            let both = [format!("<7{word}"), format!("до:7{word}")].map(|typed| read(&typed));
            assert_eq!(both[0], read(&format!("<7{}", unit.keyword().words.en)), "{word}");
            assert_eq!(both[0], both[1], "{word}");
        }
    }
}

#[test]
fn no_word_has_two_meanings() {
    let states = State::ALL.map(State::keyword);
    let units = Unit::ALL.map(Unit::keyword);
    let heads = Head::ALL.map(Head::keyword);
    for table in [&states[..], &units, &heads] {
        for (at, keyword) in table.iter().enumerate() {
            for other in &table[at + 1..] {
                let taken: Vec<_> = keyword.all().collect();
                assert!(other.all().all(|word| !taken.contains(&word)), "{taken:?}");
            }
        }
    }
}

#[test]
fn what_is_wrong_has_its_place_and_the_word_that_was_meant() {
    let state =
        |said: &str, near: &[&'static str]| Wrong::State { said: said.into(), near: near.to_vec() };
    let span = |said: &str| Wrong::Span { said: said.into() };
    for (typed, place, what) in [
        ("acme is:endde", "endde", state("endde", &["ended"])),
        ("-is:xyzzy b", "xyzzy", state("xyzzy", &[])),
        ("это:долгосрочн", "долгосрочн", state("долгосрочн", &["долгосрочный"])),
        ("is:", "", state("", &[])),
        ("a <7", "7", span("7")),
        ("<7x b", "7x", span("7x")),
        ("-до:много", "много", span("много")),
        ("<0d", "0d", span("0d")),
        ("<99999999999d", "99999999999d", span("99999999999d")),
        ("on: a", "on:", Wrong::NoIntegration),
        ("si:ended", "si:ended", Wrong::Keyword { said: "si".into(), near: vec!["is"] }),
    ] {
        assert_eq!(wrong(typed), (place, what), "{typed}");
    }
}

fn shop() -> Profile {
    let mut shop = profile("shop-kyiv");
    shop.host = AccountHost::parse("geodrive.kommo.com").unwrap();
    shop.account.as_mut().unwrap().name = "Ёлки зелёные".into();
    shop.note = Some(Note::parse("бот отвечает Пётр, зʼїзд").unwrap());
    shop
}

/// Whether a filter finds a profile an hour after it was authorized.
fn finds(filter: &str, profile: &Profile) -> bool {
    finds_at(filter, profile, "2026-11-21T10:00:00Z")
}

fn finds_at(filter: &str, profile: &Profile, now: &str) -> bool {
    let now: Timestamp = now.parse().unwrap();
    let texts = Texts::of(profile);
    let health = Health::of(profile, now, DEFAULT_WINDOW);
    let deadline = deadline(profile, None);
    Finder::new(&read(filter)).finds(&Subject { profile, texts: &texts, health, deadline, now })
}

#[test]
fn a_word_need_not_be_typed_whole_and_stands_near() {
    let shop = shop();
    for found in [
        "",
        "shop",
        "SHOP kyiv",
        "shkyiv",
        "gdrive",
        "geodrive.kommo.com",
        "елки",
        "Ёлк зел",
        "пётр",
        "з'їзд",
        "2912780f",
        "on:A1E4",
        "\"Ёлки зелёные\"",
        "-acme -shpkyiv",
    ] {
        assert!(finds(found, &shop), "{found}");
    }
    // The end of the address is everybody's, and strewn letters are nobody's.
    for other in
        ["shop acme", "gdm", "kom geo drv x", "ov", "8bef", "291", "on:8bea", "-shop", "-2912780f"]
    {
        assert!(!finds(other, &shop), "{other}");
    }
}

#[test]
fn a_state_is_one_of_the_facts() {
    let fine = profile("fine");
    let mut lost = profile("lost");
    lost.needs_authorization =
        Some(NeedsAuthorization { since: Timestamp::UNIX_EPOCH, hint: None, lost_at: None });
    let mut bot = profile("bot");
    (bot.grant, bot.refresh) = (GrantType::LongLived, None);
    let mut begun = profile("begun");
    begun.access = None;
    let mut away = shop();
    away.elsewhere_since = Some(Timestamp::UNIX_EPOCH);
    let profiles = [&fine, &lost, &bot, &begun, &away];
    for (filter, names) in [
        ("!", "lost begun"),
        ("-!", "fine bot shop-kyiv"),
        ("is:revoked", "lost"),
        ("is:unfinished", "begun"),
        ("is:elsewhere", "shop-kyiv"),
        ("is:kommo", "shop-kyiv"),
        ("-is:amocrm", "shop-kyiv"),
        ("is:long-lived", "bot"),
        ("is:oauth -is:fine", "lost begun shop-kyiv"),
        ("is:soon", "bot"),
        ("<1d", "bot"),
        ("<22h", ""),
        ("<14w", "fine bot"),
        ("<12w", "bot"),
        ("is:ended", ""),
        ("is:file", ""),
        ("is:keychain is:fine", "fine"),
        ("is:sandbox", ""),
    ] {
        let found = profiles.iter().filter(|it| finds(filter, it)).map(|it| it.name.as_str());
        assert_eq!(found.collect::<Vec<_>>().join(" "), names, "{filter}");
    }
    assert!(finds_at("is:ended -is:fine -!", &fine, "2026-11-22T09:00:00Z"));
}

#[test]
fn of_a_row_that_cannot_be_read_only_the_name_is_known() {
    for (filter, found) in
        [("acme", true), ("-acme", false), ("!", true), ("is:fine", false), ("-is:fine ace", true)]
    {
        assert_eq!(Finder::new(&read(filter)).finds_unreadable("acme"), found, "{filter}");
    }
}

#[test]
fn the_places_of_words_are_whole_signs() {
    let marked = |filter: &str, text: &str| -> Vec<String> {
        let places = Marker::new(&read(filter)).in_name(text);
        places.into_iter().map(|place| text.get(place).unwrap().to_owned()).collect()
    };
    assert_eq!(marked("shkyiv", "shop-kyiv"), ["sh", "kyiv"]);
    assert_eq!(marked("елки", "ООО «Ёлки»"), ["Ёлки"]);
    assert_eq!(marked("中心", "北京中心 2"), ["中心"]);
    assert_eq!(marked("cafe bar", "Cafe\u{301} Bar"), ["Cafe\u{301}", "Bar"]);
    assert_eq!(marked("ac cm", "acme"), ["acm"]);
    assert_eq!(marked("-acme is:fine <7d", "acme"), [""; 0]);
    assert_eq!(marked("x", "acme"), [""; 0]);
    let host = "geodrive.amocrm.ru";
    let mut finder = Marker::new(&read("gdrive amocrm"));
    let places = finder.in_host(host).into_iter().map(|place| host.get(place).unwrap());
    assert_eq!(places.collect::<Vec<_>>(), ["g", "drive", "amocrm"]);
    let place = Marker::new(&read("бот")).in_note("это бот").pop();
    assert_eq!(place, Some(7..13));
}

fn offered(text: &str, lang: Lang) -> Vec<String> {
    let proposals = proposals(text, text.len(), lang, [CLIENT_ID].into_iter());
    let put = |it: Proposal| format!("{}{}", text.get(..it.at.start).unwrap(), it.text);
    proposals.into_iter().map(put).collect()
}

#[test]
fn a_word_that_is_typed_is_completed() {
    for (typed, lang, put) in [
        ("is", Lang::Ru, "is:"),
        ("acme эт", Lang::Ru, "acme это:"),
        ("до", Lang::Uk, "до:"),
        ("is:", Lang::Ru, "is:needs-you"),
        ("-is:en", Lang::En, "-is:ended"),
        ("это:", Lang::Ru, "это:ждёт"),
        ("це:", Lang::Ru, "це:чекає"),
        ("is:дол", Lang::En, "is:долгосрочный"),
        ("это:жде", Lang::Ru, "это:ждёт"),
        ("<", Lang::En, "<7d"),
        ("<12", Lang::Ru, "<12д"),
        ("до:3", Lang::Uk, "до:3д"),
        ("on:2912", Lang::En, "on:2912780f-a1e4-4d5d-a069-ee01422d8bef"),
    ] {
        assert_eq!(offered(typed, lang).first().map(String::as_str), Some(put), "{typed}");
    }
    for typed in ["", "a", "acme", "is:ended", "is:ended ", "<7d", "x:", "\"is:\"", "это:ждет"]
    {
        assert_eq!(offered(typed, Lang::Ru), [""; 0], "{typed}");
    }
    assert_eq!(offered("is:", Lang::En).len(), State::ALL.len());
    // In the middle of a text, the word before the cursor.
    let before = proposals("is:en acme", 5, Lang::En, [].into_iter());
    assert_eq!(before, [Proposal { at: 3..5, text: "ended".into() }]);
}

fn term() -> impl Strategy<Value = Term> {
    let word = "\\PC{1,8}".prop_map(Means::Word);
    let on = "\\PC{1,8}".prop_map(Means::On);
    let state = proptest::sample::select(&State::ALL[..]).prop_map(Means::Is);
    let span = (1_u16..10_000, proptest::sample::select(&Unit::ALL[..]))
        .prop_map(|(count, unit)| Means::Within(Span { count, unit }));
    let means = prop_oneof![word, on, state, span];
    (any::<bool>(), means).prop_map(|(negated, means)| Term { negated, means })
}

proptest! {
    #[test]
    fn a_printed_filter_is_read_as_it_was(terms in proptest::collection::vec(term(), 0..5)) {
        let filter = Filter { terms };
        prop_assert_eq!(Filter::parse(&filter.to_string()), Ok(filter));
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused_in_its_place(
        text in "([ !<:\"-]|is:|это:|on:|[а-яёa-z0-9é中👩\u{200d}\u{301}]){0,16}",
        name in "[a-zа-я中é]{1,9}",
    ) {
        match Filter::parse(&text) {
            Ok(filter) => {
                prop_assert_eq!(Filter::parse(&filter.to_string()), Ok(filter.clone()));
                let mut named = profile("acme");
                named.name = ProfileName::parse(&name).unwrap();
                let account = &mut named.account.as_mut().unwrap().name;
                account.clone_from(&text);
                let _ = finds(&text, &named);
                for place in Marker::new(&filter).in_name(&text) {
                    prop_assert!(text.get(place).is_some_and(|marked| !marked.is_empty()));
                }
            }
            Err(error) => prop_assert!(text.get(error.at).is_some()),
        }
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            for proposal in proposals(&text, at, Lang::Ru, [CLIENT_ID].into_iter()) {
                prop_assert!(text.get(proposal.at).is_some());
            }
        }
    }
}
