//! From the first question to the dashboard.

use std::process::Command;
use std::time::Duration;

use amokey::sandbox::{Fault, Options, Platform};

use crate::browser::Browser;
use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{quietly, sealed};

/// Wizard, Chromium, keychain, dashboard, and the tokens read back by another program.
#[test]
#[ignore = "needs Chromium and a Secret Service: tests/run"]
fn a_person_allows_access_in_the_browser_and_sees_the_account() {
    let person = Person::new("en").keeping(Keychain::unlocked());
    let browser = Browser::open();
    let mut terminal = person.reaches_consent();
    // What everybody on the computer sees of it in `ps`.
    let short = person.sees_the_address_open();
    assert!(!short.contains("state"), "{short}");
    browser.goes_to(&short).clicks("#allow").sees("You can close this tab");
    let address = browser.runs("return location.href");
    let clean = format!("http://localhost:{}/", port_of(&person));
    let path = address.as_str().unwrap().strip_prefix(&clean).unwrap();
    assert!(path.chars().all(char::is_alphanumeric), "{address}");
    terminal.sees("is connected").types("<enter>").sees("refresh token").sees("Ромашка");
    let record = person.keychain.as_ref().unwrap().lookup("demo").unwrap();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let tokens = record.pointer("/record/connection/grant/tokens").expect("tokens in the record");
    assert!(tokens["access"].as_str().unwrap().starts_with("eyJ"));
    assert!(tokens["refresh"].as_str().unwrap().starts_with("def50200"));
    assert!(terminal.types("q").ends().success());
    assert_eq!(terminal.left_behind(), "");
    let history = browser.remembers();
    assert!(history.iter().any(|url| url.starts_with(&clean)), "{history:?}");
    assert!(history.iter().all(|url| !url.contains("code=")), "{history:?}");
}

#[test]
fn the_demo_takes_six_times_enter() {
    let person = Person::new("en");
    let mut terminal = person.runs(&["demo", "--no-browser"]);
    terminal.sees("which one do you want").types("<enter>").sees("Open its card").types("<enter>");
    terminal.sees("Secret key").types("<enter>").sees("^R").types("<enter><enter>");
    terminal.sees("waiting for «Разрешить»").types("<enter>").sees("is connected").types("<enter>");
    assert!(terminal.sees("1 profile").types("q").ends().success());
    assert_eq!(terminal.left_behind(), "");
    assert!(!person.data().exists(), "the demo keeps its things elsewhere");
}

#[test]
fn strangers_at_the_port_do_no_harm_and_are_counted() {
    let person = Person::new("en");
    let (mut terminal, link) = person.asks_for_consent();
    let port = port_of(&person);
    assert_eq!(http::request(port, "GET", "/favicon.ico", "").0 / 100, 2);
    let code = format!("def50200{}", "ab".repeat(452));
    let wrong = format!("/callback?code={code}&state={}&referer=demo.amocrm.ru", "0".repeat(64));
    let (status, page) = http::request(port, "GET", &wrong, "");
    assert_eq!(status, 400);
    assert!(!page.contains("def50200"), "{page}");
    assert_eq!(http::request(port, "GET", "/callback?code=1", "").0, 400);
    assert_eq!(http::request(port, "POST", "/callback", "{}").0 / 100, 4);
    // Any page in the browser can send them as fast as it likes: they are not listed one by one.
    for _ in 0..300 {
        assert_eq!(http::request(port, "GET", "/callback?code=1", "").0, 400);
    }
    assert_eq!(http::visit(&person.allows(&link)).0, 200);
    terminal.sees("is connected");
    let history = quietly(&person, &["history", "--format", "json"]);
    let told = history.matches("no state").count();
    // They may have come in two minutes.
    assert!((2..=4).contains(&told) && history.contains(" more within a minute)"), "{history}");
    // The program listens no more.
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
}

/// Only the system's administrator can play another user of this computer; elsewhere nothing is tried.
#[test]
#[ignore = "needs root and curl: tests/run"]
fn the_short_address_is_for_one_person() {
    if !rustix::process::geteuid().is_root() {
        return println!("LEFT OUT: not root");
    }
    let person = Person::new("en");
    let _terminal = person.reaches_consent();
    let short = person.sees_the_address_open();
    let asks = |uid: &str| {
        let output = Command::new("setpriv")
            .args(["--reuid", uid, "--clear-groups", "curl", "-sS", "-o", "/dev/null"])
            .args(["-w", "%{http_code}", &short])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(asks("65534"), "404");
    assert_eq!(asks("0"), "302");
}

#[test]
fn the_page_in_the_browser_speaks_as_the_screen_does_at_that_moment() {
    let person = Person::new("en");
    let (mut terminal, link) = person.asks_for_consent();
    terminal.sees("left").types("<f2>").sees("осталось");
    let (status, page) = http::visit(&person.allows(&link));
    assert_eq!(status, 200);
    assert!(page.contains("lang=\"ru\"") && page.contains("подключ"), "{page}");
    terminal.types("<ctrl-c>").ends();
}

/// The exchange takes as long as it takes; the browser's own patience, or the person's, is shorter.
#[test]
fn a_page_that_is_reloaded_during_a_slow_exchange_tells_how_it_ended() {
    let person = Person::new("en");
    let (mut terminal, link) = person.asks_for_consent();
    person.sandbox.fault([Fault::Slow(Duration::from_secs(1))]);
    let callback = person.allows(&link);
    let (once, port) = (callback.clone(), port_of(&person));
    let first = std::thread::spawn(move || http::visit(&once));
    terminal.sees("exchanging the code");
    // Somebody else's is told at once that it is not this one.
    assert_eq!(http::request(port, "GET", "/callback?code=1", "").0, 400);
    for (status, page) in [http::visit(&callback), first.join().unwrap()] {
        assert!(status == 200 && page.contains("is connected"), "{status}: {page}");
    }
    terminal.sees("is connected").types("<ctrl-c>").ends();
}

/// A name stands for one account. That is told before a single question.
#[test]
fn a_name_that_is_taken_is_refused_before_anything_is_asked() {
    let person = sealed("en", &Options::default());
    for more in [&[][..], &["--plain"]] {
        let mut terminal = person.runs(&[&["setup", "--profile", "demo"][..], more].concat());
        terminal.sees("demo stands for demo.amocrm.ru").sees("amokey authorize demo");
        assert_eq!(terminal.ends().exit_code(), 2, "{more:?}");
        assert_eq!(terminal.left_behind(), "", "{more:?}");
        let seen = String::from_utf8_lossy(&terminal.everything()).into_owned();
        assert!(!seen.contains("which one") && !seen.contains('\u{1b}'), "{seen}");
    }
    // Another one is asked for as ever.
    let mut terminal = person.runs(&["setup", "--profile", "other"]);
    terminal.sees("which one do you want").types("<ctrl-c>").ends();
}

#[test]
fn the_address_that_was_landed_on_can_be_pasted() {
    for platform in [Platform::AmoCrm, Platform::Kommo] {
        let person = Person::landing("en", platform, "https://example.com/landed/");
        let (mut terminal, link) = person.asks_for_consent();
        terminal.pastes("hello").types("<enter>").sees("hello").types("<ctrl-u>");
        let callback = person.allows(&link);
        assert!(callback.starts_with("https://example.com/landed/?code="));
        // As a mail shows it: in quotes, and broken where the line ended.
        let (head, tail) = callback.split_at(300);
        terminal
            .pastes(&format!(" \"{head}\r\n  {tail}\"\n"))
            .types("<enter>")
            .sees("is connected");
    }
}

#[test]
fn over_ssh_the_way_here_is_told_and_no_browser_is_opened() {
    let person = Person::new("en")
        .finding("SSH_CONNECTION", "198.51.100.4 50022 192.0.2.7 2222")
        .finding("USER", "anna")
        .finding("BROWSER", "");
    let mut terminal = person.reaches_consent();
    let port = port_of(&person);
    terminal.sees(&format!("ssh -L {port}:localhost:{port} -p 2222 anna@192.0.2.7"));
    terminal.sees(&format!("Open http://localhost:{port}/"));
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_killed_program_goes_on_where_it_was() {
    let person = Person::new("en").keeping(Keychain::unlocked());
    let (mut terminal, link) = person.asks_for_consent();
    terminal.sees("left").signal(nix::sys::signal::Signal::SIGKILL).ends();
    let mut terminal = person.runs(&[]);
    terminal.sees("demo.amocrm.ru").types("<enter>");
    // It waits again, with another state; the page that was open before still counts.
    assert_ne!(person.sees_the_page_open(), link);
    assert_eq!(http::visit(&person.allows(&link)).0, 200);
    terminal.sees("is connected");
}

/// What was given up has closed its port, and taken back its draft, before the next attempt begins.
#[test]
fn whoever_gives_up_and_asks_again_at_once_finds_everything_free() {
    let person = Person::new("en");
    let mut terminal = person.reaches_consent();
    let mut link = person.sees_the_page_open();
    terminal.sees(" left");
    for _ in 0..5 {
        // At once: two bytes of Esc are one key, and with one the next key would be Alt and Enter.
        terminal.types("<esc><esc><enter>");
        link = person.sees_the_page_open();
    }
    assert_eq!(http::visit(&person.allows(&link)).0, 200);
    terminal.sees("is connected");
}

pub fn port_of(person: &Person) -> u16 {
    let url: url::Url = person.sandbox.ready().redirect_uri.parse().unwrap();
    url.port().unwrap()
}
