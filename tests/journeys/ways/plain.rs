//! Line by line, in a terminal that shows nothing of what is secret: back and forth, out of every way in.

use amokey::sandbox::{Options, Platform};

use super::{WAYS, Way, every_way};
use crate::http;
use crate::person::Person;
use crate::script::sealing;
use crate::terminal::Terminal;

fn sets_up(person: &Person) -> Terminal {
    person.runs(&["setup", "--plain", "--sandbox", person.sandbox.origin()])
}

/// Answers in English everything up to what the way in needs.
fn answers(person: &Person, way: Way) -> Terminal {
    let ready = person.sandbox.ready();
    let mut terminal = sets_up(person);
    terminal.sees("Account, such as").types(&ready.account).types("<enter>");
    let number = WAYS.iter().position(|it| *it == way).unwrap() + 1;
    terminal.sees("Number [1]:").types(&format!("{number}<enter>"));
    if way != Way::LongLived {
        terminal.sees("Integration ID:").types(&ready.client_id).types("<enter>");
        terminal.sees("Secret key (").types(&ready.client_secret).types("<enter>");
        terminal.sees("Redirect URI (").types(&ready.redirect_uri).types("<enter>");
    }
    terminal
}

/// From the last question of each way in to the one before, where Enter takes what was answered, and on.
#[test]
fn every_way_leads_in_line_by_line() {
    every_way(|way, person| {
        let ready = person.sandbox.ready();
        let mut terminal = answers(person, way);
        match way {
            Way::Consent => {
                terminal.sees("Waiting for your browser");
                person.sees_the_page_open();
                terminal.types("back<enter>").sees("Redirect URI [").types("<enter>");
                person.consents();
            }
            Way::Code => {
                let code = &person.brings(way)[0];
                terminal.sees("The code from the settings (").types("back<enter>");
                terminal.sees("Redirect URI [").types("<enter>");
                terminal.sees_times("The code from the settings (", 2).types(code).types("<enter>");
            }
            Way::LongLived => {
                let token = &person.brings(way)[0];
                terminal.sees("Long-lived token (").types("back<enter>");
                terminal.sees("Number [3]:").types("<enter>");
                terminal.sees_times("Long-lived token (", 2).types(token).types("<enter>");
                terminal.sees(&format!("{} characters, works until", token.len()));
            }
            Way::ApiKey => {
                let brought = person.brings(way);
                terminal.sees("Login,").types(&brought[0]).types("<enter>");
                terminal.sees("API key (").types("back<enter>");
                terminal.sees("Login [").types("<enter>");
                terminal.sees_times("API key (", 2).types(&brought[1]).types("<enter>");
                terminal.sees("40 characters.");
            }
        }
        let ended = terminal.sees("is connected:").sees("Kept in: memory").ends();
        assert!(ended.success(), "{way:?}");
        let shown = String::from_utf8(terminal.everything()).unwrap();
        for secret in person.brings(way).iter().skip(usize::from(way == Way::ApiKey)) {
            assert!(!shown.contains(secret.as_str()), "{way:?}");
        }
        assert!(!shown.contains(&ready.client_secret), "{way:?}");
        assert!(!shown.contains('\u{1b}'), "{way:?}: {shown}");
        assert_eq!(terminal.left_behind(), "", "{way:?}");
    });
}

/// Ctrl+C while the browser is waited for loses nothing that was typed, nor what the browser still has open.
#[test]
fn what_was_left_waiting_is_gone_on_with() {
    let person = sealing("en", &Options::default());
    let mut terminal = answers(&person, Way::Consent);
    terminal.sees("Waiting for your browser");
    let page = person.sees_the_page_open();
    terminal.types("<ctrl-c>").sees("is kept for 15 minutes more").sees("amokey setup --plain");
    assert_eq!(terminal.ends().exit_code(), 130);
    assert_eq!(terminal.left_behind(), "");
    let mut terminal = sets_up(&person);
    terminal.sees("1. go on with it").sees("Number [1]:").types("<enter>");
    terminal.sees("Waiting for your browser");
    person.sees_the_page_open();
    // The page that was open before is as good as the new one.
    assert_eq!(http::visit(&person.allows(&page)).0, 200);
    assert!(terminal.sees("is connected:").sees("Kept in: sealed file").ends().success());
    let mut terminal = sets_up(&person);
    terminal.sees("Account, such as").types("quit<enter>");
    assert!(terminal.ends().success());
}

#[test]
fn line_by_line_the_address_that_was_landed_on_is_pasted() {
    for platform in [Platform::AmoCrm, Platform::Kommo] {
        let person = Person::landing("uk", platform, "https://example.com/hook");
        let ready = person.sandbox.ready();
        let mut terminal = sets_up(&person);
        terminal.sees("Акаунт, наприклад").types(&ready.account).types("<enter>");
        terminal.sees("Номер [1]:").types("<enter>");
        terminal.sees("ID інтеграції:").types(&ready.client_id).types("<enter>");
        terminal.sees("Секретний ключ (").types(&ready.client_secret).types("<enter>");
        terminal.sees("перенаправлення (точно").types(&ready.redirect_uri).types("<enter>");
        let landed = person.allows(&person.sees_the_page_open());
        terminal.sees("Адреса, на яку ви потрапили").types("hello<enter>");
        terminal.sees_times("Адреса, на яку ви потрапили", 2).types(&landed).types("<enter>");
        assert!(terminal.sees("підключено:").ends().success());
        assert_eq!(terminal.left_behind(), "");
        let shown = String::from_utf8(terminal.everything()).unwrap();
        assert!(!shown.contains("def50200"), "{shown}");
    }
}

#[test]
fn line_by_line_what_is_wrong_is_asked_again() {
    let person = Person::new("ru");
    let ready = person.sandbox.ready();
    let mut terminal = sets_up(&person);
    terminal.sees("Аккаунт, например").types("example.com<enter>");
    terminal.sees("это не адрес amoCRM").types(&ready.account).types("<enter>");
    terminal.sees("Номер [1]:").types("9<enter>").sees("Число от 1 до 4").types("2<enter>");
    terminal.sees("ID интеграции:").types(&ready.client_id).types("<enter>");
    terminal.sees("Секретный ключ (").types(&"z9".repeat(32)).types("<enter>");
    terminal.sees("перенаправления (точно").types(&ready.redirect_uri).types("<enter>");
    let code = person.sandbox.fresh_code(None).unwrap();
    terminal.sees("Код из настроек (").types(&code).types("<enter>");
    // Only what was refused is asked for again.
    terminal.sees("не подходят друг к другу").sees("ID интеграции [").types("<enter>");
    terminal.sees_times("Секретный ключ (", 2).types(&ready.client_secret).types("<enter>");
    terminal.sees("подключён:").sees("Где хранится: ");
    assert!(terminal.ends().success());
}

#[test]
fn a_line_that_is_not_shown_is_given_up_and_the_terminal_is_as_it_was() {
    for signal in [None, Some(nix::sys::signal::Signal::SIGTERM)] {
        let person = Person::new("en");
        let mut terminal = answers(&person, Way::LongLived);
        terminal.sees("Long-lived token (");
        match signal {
            Some(signal) => terminal.signal(signal),
            None => terminal.types("<ctrl-c>"),
        };
        assert_eq!(terminal.ends().exit_code(), 130);
        assert_eq!(terminal.left_behind(), "");
    }
}

/// Whoever said no is asked again, and what is typed then reaches the question, not what waited before.
#[test]
fn after_a_denial_the_same_is_tried_again() {
    let person = Person::new("en");
    let ready = person.sandbox.ready();
    let mut terminal = answers(&person, Way::Consent);
    let link: url::Url = person.sees_the_page_open().parse().unwrap();
    let state = link.query_pairs().find(|(name, _)| name == "state").unwrap();
    let denied = format!(
        "{}?error=access_denied&state={}&client_id={}",
        ready.redirect_uri, state.1, ready.client_id
    );
    terminal.sees("Waiting for your browser");
    assert_eq!(http::visit(&denied).0, 200);
    terminal.sees("Press Enter to try again").types("<enter>");
    let landed = person.allows(&person.sees_the_page_open());
    // This time it is pasted.
    terminal.sees_times("Waiting for your browser", 2).types(&landed).types("<enter>");
    assert!(terminal.sees("is connected:").ends().success());
    assert_eq!(terminal.left_behind(), "");
    let shown = String::from_utf8(terminal.everything()).unwrap();
    assert!(!shown.contains("def50200"), "{shown}");
}
