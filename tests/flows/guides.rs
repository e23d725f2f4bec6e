//! The guides as they are seen: what people meet first has its answer before it happens, in every window that is served.

use crate::app::Effect;
use crate::app::model::Screen;
use crate::app::model::StartAt;
use crate::domain::account::AccountHost;
use crate::domain::authorize::guide::{GuideLine, brought, integration};
use crate::domain::authorize::{AuthMethod, Progress, RedirectUri};
use crate::domain::lang::Lang;
use crate::domain::profile::Profile;
use crate::domain::samples::jwt;
use crate::domain::secret::Secret;
use crate::domain::trouble::Cause;
use crate::i18n::Catalog;
use insta::assert_snapshot;

use super::connecting::ID;
use super::harness::{Journey, settings};
use super::samples::{now, oauth, only};

fn at_integration(lang: Lang, host: &str, way: AuthMethod) -> Journey {
    let mut journey = Journey::first_time_in(lang);
    let down = AuthMethod::ALL.iter().position(|it| *it == way).unwrap();
    journey.keys(host).keys("<enter>").keys(&"<down>".repeat(down)).keys("<enter>");
    journey
}

/// A frame as one line, to find in it what was wrapped.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const HOSTS: [&str; 2] = ["acme.amocrm.ru", "acme.kommo.com"];
const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 36), (200, 60)];

/// Steps and cautions are there in the smallest window, and everything in a usual one.
#[test]
fn each_guide_is_whole_in_every_window() {
    let mut missing = Vec::new();
    for lang in Lang::ALL {
        let words = Catalog::new(lang);
        for host in HOSTS {
            let account = AccountHost::parse(host).unwrap();
            for way in AuthMethod::ALL {
                for (width, height) in SIZES {
                    let made = at_integration(lang, host, way).sized(width, height);
                    let screens = [
                        (integration(account.platform(), way), made.text()),
                        (brought(account.platform(), way), found(lang, host, way, (width, height))),
                    ];
                    for (guide, shown) in screens {
                        let shown = unwrapped(&shown);
                        for line in guide {
                            let said = match line {
                                GuideLine::Step(text) | GuideLine::Caution(text) => {
                                    words.guide(text, &account)
                                }
                                GuideLine::RedirectUri if way == AuthMethod::Consent => {
                                    RedirectUri::DEFAULT.into()
                                }
                                GuideLine::Note(text) if height >= 24 => {
                                    words.guide(text, &account)
                                }
                                GuideLine::Note(_) | GuideLine::RedirectUri => continue,
                            };
                            if !shown.contains(&said) {
                                let lang = lang.code();
                                missing.push(format!("{lang} {host} {way:?} {width}: {said}"));
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The screen that asks for what this way brings.
fn found(lang: Lang, host: &str, way: AuthMethod, (width, height): (u16, u16)) -> String {
    let mut journey = at_integration(lang, host, way).sized(width, height);
    match way {
        AuthMethod::LongLived => drop(journey.keys("<enter>")),
        _ => drop(journey.types_keys().store_works()),
    }
    journey.text()
}

#[test]
fn the_guides_in_a_small_window() {
    let frames = Lang::ALL.map(|lang| {
        let shown = |host, way| at_integration(lang, host, way).sized(60, 16).text();
        [shown(HOSTS[0], AuthMethod::Consent), shown(HOSTS[1], AuthMethod::Consent)].concat()
    });
    assert_snapshot!(frames.join("────\n"));
}

#[test]
fn an_integration_for_a_long_lived_token() {
    let frames = Lang::ALL.map(|lang| {
        HOSTS.map(|host| at_integration(lang, host, AuthMethod::LongLived).text()).concat()
    });
    assert_snapshot!(frames.join("────\n"));
}

#[test]
fn a_token_is_found_in_kommo_without_a_new_secret_key() {
    let frames = Lang::ALL.map(|lang| found(lang, HOSTS[1], AuthMethod::LongLived, (80, 24)));
    assert_snapshot!(frames.join("────\n"));
}

#[test]
fn only_consent_offers_an_address_of_this_computer() {
    for host in HOSTS {
        for way in [AuthMethod::Code, AuthMethod::ApiKey, AuthMethod::LongLived] {
            let mut journey = at_integration(Lang::En, host, way);
            assert!(!journey.text().contains(RedirectUri::DEFAULT), "{}", journey.text());
            assert_eq!(journey.keys("c").effects(), [], "nothing is there to be copied");
            assert!(!journey.keys("<enter>").text().contains(RedirectUri::DEFAULT), "{way:?}");
        }
        let mut journey = at_integration(Lang::En, host, AuthMethod::Consent);
        let copied = journey.keys("c").effects();
        assert_eq!(copied, [Effect::Copy(Secret::new(RedirectUri::DEFAULT))]);
    }
}

/// Another way in, after the fields were seen: the address follows, and one that was typed stays.
#[test]
fn the_redirect_uri_that_is_offered_follows_the_way_in() {
    let mut journey = at_integration(Lang::En, HOSTS[0], AuthMethod::Consent);
    assert!(journey.keys("<enter>").text().contains(RedirectUri::DEFAULT));
    journey.keys("<esc><esc><down><enter><enter>");
    assert!(!journey.text().contains(RedirectUri::DEFAULT), "{}", journey.text());
    journey.keys("<esc><esc><up><enter><enter>");
    assert!(journey.text().contains(RedirectUri::DEFAULT), "{}", journey.text());
    journey.keys("<tab><tab><ctrl-u>https://example.com/hook<esc><esc><down><enter>");
    assert!(journey.text().contains("https://example.com/hook"), "{}", journey.text());
    assert!(journey.keys("<enter>").text().contains("https://example.com/hook"));
}

/// Where the fields are filled in, and where only the secret key is asked for because the one that was kept is gone.
#[test]
fn kommo_s_secret_key_is_better_not_made_anew() {
    for lang in Lang::ALL {
        let why = Catalog::new(lang).text("keys-new-secret-kommo");
        let mut keys = at_integration(lang, HOSTS[1], AuthMethod::Consent).sized(60, 16);
        assert!(unwrapped(&keys.keys("<enter>").text()).contains(&why), "{}", keys.text());
        let mut amocrm = at_integration(lang, HOSTS[0], AuthMethod::Consent);
        assert!(!unwrapped(&amocrm.keys("<enter>").text()).contains(&why), "{}", amocrm.text());
    }
    let (mut again, asked) = Journey::again(oauth("acme", HOSTS[1], 3600, 86_400));
    let cause = Cause::RecordMissing { name: "acme".into() };
    let shown = again.go_on(asked, Progress::Failed(cause.into())).text();
    let why = Catalog::new(Lang::En).text("keys-new-secret-kommo");
    assert!(unwrapped(&shown).contains(&why), "{shown}");
}

#[test]
fn an_integration_of_the_other_platform_is_told_before_consent() {
    let known = Profile {
        client_id: Some(crate::domain::authorize::ClientId::parse(ID).unwrap()),
        ..oauth("shop", "shop.kommo.com", 3600, 86_400)
    };
    for (host, told) in [("acme.amocrm.ru", true), ("acme.kommo.com", false)] {
        let begun = Journey::begin(Lang::En, settings(), only(known.clone()), StartAt::Setup);
        let mut journey = begun;
        journey.keys(host).keys("<enter><enter><enter>").keys(ID);
        let shown = unwrapped(&journey.text());
        assert_eq!(shown.contains("profile shop uses this integration"), told, "{shown}");
        assert!(matches!(journey.model.screen, Screen::Wizard(_)));
    }
}

#[test]
fn a_token_that_says_it_is_of_the_other_platform_deserves_a_look() {
    for (domain, told) in [("kommo.com", true), ("amocrm.com", true), ("amocrm.ru", false)] {
        let made = now().as_second();
        let claims = format!(
            "{{\"iat\":{made},\"exp\":{},\"base_domain\":\"{domain}\"}}",
            made + 30 * 86_400
        );
        let mut journey = Journey::first_time().at_secret(AuthMethod::LongLived);
        let shown = journey.paste(jwt(&claims).expose()).text();
        assert_eq!(shown.contains("says that it is one of Kommo"), told, "{domain}: {shown}");
    }
}
