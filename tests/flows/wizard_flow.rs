//! What the wizard asks for, as values; and where each answer leads.

use crate::app::effect::BrowserPage;
use crate::app::model::StartAt;
use crate::app::settings::Settings;
use crate::app::{Effect, Focus, Shown, Ticket};
use crate::domain::account::AccountHost;
use crate::domain::authorize::pasted::Pasted;
use crate::domain::authorize::redirect_uri::RedirectUri;
use crate::domain::authorize::{AuthorizationRequest, Progress, Reauthorize};
use crate::domain::lang::Lang;
use crate::domain::profile::rows::Profiles;
use crate::domain::secret::Secret;
use crate::domain::trouble::Cause;

use super::connecting::{ID, LINK, SECRET, code, connected, new_connection, open, order, ticket};
use super::harness::{Journey, settings};
use super::samples::{acme, begun, name, only, pending};

const LOCAL: Option<&str> = Some("http://localhost:18497/x7f3k2");

fn again(ticket: Ticket) -> Effect {
    let order = AuthorizationRequest::Reauthorize(Reauthorize::consent(name("acme")));
    Effect::Authorize(ticket, order)
}

fn copy(text: &str) -> Effect {
    Effect::Copy(Secret::new(text))
}

#[test]
fn from_the_first_key_to_the_dashboard() {
    let mut journey = Journey::first_time();
    assert_eq!(journey.effects(), []);
    journey.keys("https://acme.amocrm.ru/leads/?x=1<enter><enter><enter>");
    journey.keys(ID).keys("<enter>").paste(SECRET);
    // The store was tried meanwhile.
    assert!(journey.store_is_tried());
    journey.store_is(Ok(()));
    assert_eq!(journey.keys("<enter>").effects(), []);
    let asked = journey.keys("<enter>").effects();
    let consent = ticket(&asked);
    assert_eq!(asked, [Effect::Authorize(consent, order())]);
    let asked = journey.wait(consent, LOCAL).effects();
    assert_eq!(asked, [open(&asked)]);
    for progress in [
        Progress::Exchanging,
        Progress::Saving,
        Progress::Verifying,
        Progress::Connected(Box::new(connected()), None),
    ] {
        assert_eq!(journey.go_on(consent, progress).effects(), []);
    }
    assert_eq!(journey.model.focus(), Focus::Done);
    journey.keys("<enter>");
    assert!(matches!(journey.model.screen.shown(), Shown::Dashboard(_)));
    assert!(journey.text().contains("acme.amocrm.ru"));
}

#[test]
fn once_a_code_was_taken_there_is_no_way_back() {
    for progress in [Progress::Exchanging, Progress::Saving, Progress::Verifying] {
        let (mut journey, ticket) = Journey::first_time().at_waiting();
        journey.go_on(ticket, progress).effects();
        let before = journey.model.clone();
        assert_eq!(journey.keys("<esc>").effects(), []);
        assert_eq!(journey.model, before);
    }
}

#[test]
fn the_integrations_page_is_opened_and_the_redirect_uri_copied() {
    let mut journey = Journey::first_time();
    let asked = journey.keys("acme.amocrm.ru<enter><enter>o").effects();
    let page = BrowserPage::Integrations(AccountHost::parse("acme.amocrm.ru").unwrap());
    assert_eq!(asked, [Effect::Open(ticket(&asked), page)]);
    assert_eq!(journey.keys("c").effects(), [copy(RedirectUri::DEFAULT)]);
}

#[test]
fn the_link_has_a_key_for_each_way_out() {
    let (mut journey, _) = Journey::first_time().at_waiting();
    journey.effects();
    let asked = journey.keys("<ctrl-o>").effects();
    assert_eq!(asked, [open(&asked)]);
    assert_eq!(journey.keys("<ctrl-y>").effects(), [copy(LINK)]);
    assert_eq!(journey.keys("<ctrl-p>").effects(), [Effect::PrintLink(Secret::new(LINK))]);
    // Only the demo lets the sandbox consent.
    assert_eq!(journey.keys("<ctrl-a><enter>").effects(), []);
}

#[test]
fn a_pasted_code_is_handed_over() {
    let (mut journey, ticket) = Journey::first_time().at_waiting();
    journey.effects();
    let pasted = Pasted::Code(Secret::new(code()));
    assert_eq!(journey.paste(&code()).keys("<enter>").effects(), [Effect::Paste(ticket, pasted)]);
}

#[test]
fn without_a_browser_none_is_opened() {
    let settings = Settings { browser: false, ..settings() };
    let begun = Journey::begin(Lang::En, settings, Profiles::default(), StartAt::Home);
    let (mut journey, ticket) = begun.at_consent();
    assert_eq!(journey.wait(ticket, LOCAL).effects(), []);
    assert_eq!(journey.keys("<ctrl-o>").effects(), []);
}

#[test]
fn back_and_forth_loses_nothing() {
    let mut journey = Journey::first_time().at_keys();
    journey.keys("2912<tab>").paste(SECRET).keys("<tab>");
    let before = journey.keys("<ctrl-u>https://example.com/hook<up><up>").text();
    assert!(journey.keys("<esc><esc><esc>").text().contains("▏acme.amocrm.ru"));
    assert!(journey.keys("<enter><enter>").text().contains("https://example.com/hook"));
    assert_eq!(journey.keys("c").effects(), [copy("https://example.com/hook")]);
    assert_eq!(journey.keys("<enter>").text(), before);
}

#[test]
fn back_while_waiting_closes_the_port_and_late_answers_are_dropped() {
    let (mut journey, consent) = Journey::first_time().at_waiting();
    journey.effects();
    assert_eq!(journey.keys("<esc>").effects(), [Effect::Cancel(consent)]);
    let before = journey.model.clone();
    journey.go_on(consent, Progress::Connected(Box::new(connected()), None));
    journey.go_on(consent, Progress::Failed(Cause::Denied.into()));
    assert_eq!(journey.model, before);
    assert_eq!(journey.effects(), []);
    // The fields are as they were: Enter asks for the same once more, with another ticket.
    let asked = journey.keys("<down><enter>").store_works();
    let again = ticket(&asked);
    assert_ne!(again, consent);
    assert_eq!(asked, [Effect::Authorize(again, order())]);
}

#[test]
fn nothing_moves_unless_a_shown_number_does() {
    let mut journey = Journey::first_time();
    assert_eq!(journey.model.next_change(), None);
    journey = journey.at_keys();
    assert_eq!(journey.model.next_change(), None);
    let (mut journey, ticket) = Journey::first_time().at_consent();
    journey.wait(ticket, LOCAL);
    let begun = journey.model.now;
    let next = journey.model.next_change().unwrap();
    assert_eq!(next.duration_since(begun).as_secs(), 1);
    assert_eq!(journey.keys("<ctrl-g>").model.next_change(), None);
    assert_eq!(journey.keys("<ctrl-g>").pass(15 * 60).model.next_change(), None);
    assert!(journey.text().contains("00:00 left"));
}

#[test]
fn once_more_asks_for_nothing_but_consent() {
    let entry = StartAt::Authorize(name("acme"));
    let mut journey = Journey::begin(Lang::En, settings(), only(acme()), entry);
    let asked = journey.effects();
    let consent = ticket(&asked);
    assert_eq!(asked, [again(consent)]);
    assert!(journey.keys("<esc>").effects().contains(&Effect::Cancel(consent)));
    assert!(matches!(journey.model.screen.shown(), Shown::Dashboard(_)));
}

#[test]
fn an_attempt_that_waits_is_gone_on_with_or_not() {
    let begin = || {
        let waiting = Profiles { pending: vec![pending(&acme())], ..Profiles::default() };
        Journey::begin(Lang::En, settings(), waiting, StartAt::Home)
    };
    let mut journey = begin();
    let asked = journey.keys("<enter>").effects();
    assert_eq!(asked, [again(ticket(&asked))]);
    let mut journey = begin();
    assert_eq!(journey.keys("<down><enter>").effects(), []);
    assert_eq!(journey.model.focus(), Focus::Text);
    // It is not offered any longer than it waits.
    let mut journey = begin();
    assert_eq!(journey.pass(14 * 60).model.focus(), Focus::Text);
}

#[test]
fn a_connected_account_keeps_its_name_and_another_one_never_takes_it() {
    let order_of = |profiles: Profiles, settings: Settings, account: &str| {
        let mut journey = Journey::begin(Lang::En, settings, profiles, StartAt::Setup);
        journey.keys(account).keys("<enter>");
        if journey.text().contains("connected already") {
            journey.keys("<down><enter>");
        }
        journey.keys("<enter><enter>").keys(ID).keys("<enter>");
        journey.paste(SECRET).keys("<enter><enter>");
        new_connection(&journey.store_works()).profile
    };
    let named = |text: &str| Settings { profile: Some(name(text)), ..settings() };
    // The same account through the same integration.
    assert_eq!(order_of(only(acme()), settings(), "acme.kommo.com"), name("acme"));
    // Another account with the same subdomain.
    assert_eq!(order_of(only(acme()), settings(), "acme.amocrm.ru"), name("acme-2"));
    // A profile whose consent was never finished.
    assert_eq!(order_of(only(begun()), settings(), "sklad.amocrm.ru"), name("warehouse"));
    // A name that was asked for, unless it is another account's.
    assert_eq!(order_of(Profiles::default(), named("shop"), "acme.amocrm.ru"), name("shop"));
    assert_eq!(order_of(only(acme()), named("acme"), "shop.amocrm.ru"), name("shop"));
}

#[test]
fn a_connected_account_is_authorized_again_with_two_keys() {
    let mut journey = Journey::begin(Lang::En, settings(), only(acme()), StartAt::Setup);
    let asked = journey.keys("acme.kommo.com<enter><enter>").effects();
    let consent = ticket(&asked);
    assert_eq!(asked, [again(consent)]);
    // And back to the question.
    assert_eq!(journey.keys("<esc>").effects(), [Effect::Cancel(consent)]);
    assert_eq!(journey.model.focus(), Focus::Choice);
}
