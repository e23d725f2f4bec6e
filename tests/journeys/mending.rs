//! What goes wrong on the way, in words, and the way on. Nothing that is stored changes by it.

use amokey::sandbox::Options;

use crate::browser::Browser;
use crate::connecting::port_of;
use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;
use crate::terminal::Terminal;

/// After everything it works.
fn works_in_the_end(person: &Person, terminal: &mut Terminal) {
    let link = person.sees_the_page_open();
    assert_eq!(http::visit(&person.allows(&link)).0, 200);
    terminal.sees("is connected");
}

#[test]
#[ignore = "needs Chromium: tests/run"]
fn denied() {
    let person = Person::new("en");
    let browser = Browser::open();
    let (mut terminal, link) = person.asks_for_consent();
    browser.goes_to(&link);
    browser.clicks("#deny");
    browser.sees("You did not allow access");
    terminal.sees("not allowed").types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
fn a_port_that_is_taken() {
    let person = Person::new("en");
    let holder = std::net::TcpListener::bind(("127.0.0.1", port_of(&person))).unwrap();
    let ready = person.sandbox.ready();
    let mut terminal = person.sets_up();
    person.answers(&mut terminal, &ready.client_secret, &ready.redirect_uri);
    terminal
        .sees(&port_of(&person).to_string())
        .sees("journeys");
    assert_eq!(person.sandbox.stats().token_requests_total(), 0);
    drop(holder);
    terminal.types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
fn the_port_that_a_page_hands_on_to_is_taken() {
    let options = Options {
        redirect_uri: "https://example.com/landed/".into(),
        ..Options::default()
    };
    let person = Person::with("en", &options);
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
    person.answers(
        &mut terminal,
        &ready.client_secret,
        &format!("{}/", ready.redirect_uri),
    );
    let link = person.sees_the_page_open();
    let callback = person.allows(&link);
    // amoCRM sends the browser to what is registered: nobody listens there, so the address is pasted.
    terminal.sees("left").pastes(&callback).types("<enter>");
    terminal.sees("Redirect URI is not associated with client");
    terminal.types("<bs>").types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
fn a_wrong_secret() {
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
fn another_account_than_expected() {
    let port = port_of(&Person::new("en"));
    let person = Person::with(
        "en",
        &Options {
            redirect_uri: format!("http://localhost:{port}/callback"),
            accounts: 2,
            ..Options::default()
        },
    );
    let (mut terminal, link) = person.asks_for_consent();
    let callback = person.sandbox.consent(&link, Some("demo2")).unwrap();
    let (status, page) = http::visit(&callback);
    assert_eq!(status, 400);
    assert!(page.contains("demo.amocrm.ru"), "{page}");
    terminal.sees("demo2.amocrm.ru");
    assert_eq!(
        person.sandbox.stats().token_requests_total(),
        0,
        "a secret was sent all the same"
    );
    terminal.types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
fn a_code_that_came_too_late() {
    let person = Person::new("en");
    let (mut terminal, link) = person.asks_for_consent();
    let callback = person.allows(&link);
    person
        .sandbox
        .advance(std::time::Duration::from_secs(21 * 60));
    assert_eq!(http::visit(&callback).0, 502);
    terminal
        .sees("Authorization code has expired")
        .types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_keychain_that_is_locked() {
    let mut person = Person::new("en").keeping(Keychain::locked());
    let ready = person.sandbox.ready();
    let (secret, redirect_uri) = (ready.client_secret.clone(), ready.redirect_uri.clone());
    let mut terminal = person.sets_up();
    person.answers(&mut terminal, &secret, &redirect_uri);
    terminal.sees("locked");
    assert_eq!(person.sandbox.stats().token_requests_total(), 0);
    person.keychain.as_mut().unwrap().unlock();
    terminal.types("<enter>");
    works_in_the_end(&person, &mut terminal);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn no_keychain_at_all() {
    let mut person = Person::new("en").keeping(Keychain::bus_only());
    let ready = person.sandbox.ready();
    let (secret, redirect_uri) = (ready.client_secret.clone(), ready.redirect_uri.clone());
    let mut terminal = person.sets_up();
    person.answers(&mut terminal, &secret, &redirect_uri);
    terminal.sees("no keychain");
    assert_eq!(person.sandbox.stats().token_requests_total(), 0);
    person.keychain.as_mut().unwrap().unlock();
    terminal.types("<enter>");
    works_in_the_end(&person, &mut terminal);
}
