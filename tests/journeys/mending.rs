//! What goes wrong on the way, in words, and the way on. Nothing that is stored changes by it.

use amokey::sandbox::{Options, Platform};

use crate::browser::Browser;
use crate::connecting::port_of;
use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;
use crate::terminal::Terminal;

/// After everything it works.
fn works_in_the_end(person: &Person, terminal: &mut Terminal) {
    person.consents();
    terminal.sees("is connected");
}

#[test]
#[ignore = "needs Chromium: tests/run"]
fn a_person_denies_access_and_tries_again() {
    let person = Person::new("en");
    let browser = Browser::open();
    let (mut terminal, link) = person.asks_for_consent();
    browser.goes_to(&link).clicks("#deny").sees("You did not allow access");
    terminal.sees("not allowed").types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
fn a_port_that_is_taken() {
    let person = Person::new("en");
    let holder = std::net::TcpListener::bind(("127.0.0.1", port_of(&person))).unwrap();
    let mut terminal = person.reaches_consent();
    terminal.sees(&port_of(&person).to_string()).sees("journeys");
    assert_eq!(person.sandbox.stats().token_requests_total(), 0);
    drop(holder);
    terminal.types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
fn the_port_that_a_page_hands_on_to_is_taken() {
    let person = Person::landing("en", Platform::AmoCrm, "https://example.com/landed/");
    let holder = std::net::TcpListener::bind(("127.0.0.1", person.port)).unwrap();
    let mut terminal = person.reaches_consent();
    let taken = format!("Port {} on this computer is taken by journeys", person.port);
    terminal.sees(&taken).sees("does not get here");
    drop(holder);
}

#[test]
fn a_redirect_uri_that_differs_by_a_slash() {
    let person = Person::new("en");
    let ready = person.sandbox.ready();
    let mut terminal = person.sets_up();
    person.answers(&mut terminal, &ready.client_secret, &format!("{}/", ready.redirect_uri));
    let link = person.sees_the_page_open();
    let callback = person.allows(&link);
    // amoCRM sends the browser to what is registered: nobody listens there, so the address is pasted.
    terminal.sees("left").pastes(&callback).types("<enter>");
    terminal.sees("Redirect URI is not associated with client").types("<bs><enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
fn a_person_types_a_wrong_secret_and_mends_it() {
    let person = Person::new("en");
    let ready = person.sandbox.ready();
    let mut terminal = person.sets_up();
    person.answers(&mut terminal, &"x1Y2".repeat(16), &ready.redirect_uri);
    let link = person.sees_the_page_open();
    assert_eq!(http::visit(&person.allows(&link)).0, 502);
    terminal
        .sees("do not belong together")
        .types("<tab><ctrl-u>")
        .pastes(&ready.client_secret)
        .types("<enter>")
        .types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
fn a_person_allows_another_account_than_expected() {
    let person = Person::listening("en", &Options { accounts: 2, ..Options::default() });
    let (mut terminal, link) = person.asks_for_consent();
    let callback = person.sandbox.consent(&link, Some("demo2")).unwrap();
    let (status, page) = http::visit(&callback);
    assert_eq!(status, 400);
    assert!(page.contains("demo.amocrm.ru"), "{page}");
    terminal.sees("demo2.amocrm.ru");
    assert_eq!(person.sandbox.stats().token_requests_total(), 0, "a secret was sent all the same");
    terminal.types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_keychain_that_is_locked_or_absent_is_waited_for() {
    for (keychain, words) in [(Keychain::locked(), "locked"), (Keychain::bus_only(), "no keychain")]
    {
        let mut person = Person::new("en").keeping(keychain);
        let ready = person.sandbox.ready().clone();
        let mut terminal = person.runs(&["setup", "--sandbox", person.sandbox.origin()]);
        // On the first step, before anything was asked of amoCRM.
        terminal.sees(words).types(&ready.account).types("<enter>");
        terminal.sees("keep them in a sealed file");
        assert_eq!(person.sandbox.stats().token_requests_total(), 0);
        person.keychain.as_mut().unwrap().unlock();
        terminal.types("<down><down><enter>").sees("how do you want to get in?").types("<enter>");
        person.reads_how_it_is_made(&mut terminal);
        person.answers(&mut terminal, &ready.client_secret, &ready.redirect_uri);
        works_in_the_end(&person, &mut terminal);
    }
}
