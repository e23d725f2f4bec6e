//! The page for the person's own site, in a real Chromium: with a listener, without one, and with hostile parameters.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use amokey::sandbox::Platform;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::person::Person;
use crate::port::free_port;
use crate::site::{PAGE, browser, page};
use crate::terminal::PATIENCE;

fn answer() -> String {
    let (code, state) = ("def50200".to_owned() + &"ab".repeat(452), "5a".repeat(32));
    let id = "0f0f0f0f-1234-4321-abcd-0123456789ab";
    format!("code={code}&state={state}&referer=acme.amocrm.ru&platform=1&client_id={id}")
}

fn requests_at(port: u16) -> Receiver<String> {
    let server = tiny_http::Server::http(("127.0.0.1", port)).unwrap();
    let (sender, requests) = channel();
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            drop(sender.send(format!("{} {}", request.method(), request.url())));
            drop(request.respond(tiny_http::Response::from_string("heard.")));
        }
    });
    requests
}

fn hands_on(browser: &Browser) {
    let before = browser.tabs();
    browser.clicks("section:not([hidden]) a");
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(tab) = browser.tabs().difference(&before).next() {
            return browser.turns_to(tab);
        }
        assert!(Instant::now() < deadline, "no tab has opened");
    }
}

fn shown(browser: &Browser) -> Value {
    browser.runs("return [...document.querySelectorAll('section')].filter(it => !it.hidden).map(it => it.id)")
}

#[test]
fn a_file_of_somebody_else_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index.html");
    let writes = |more: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_amokey"))
            .args(["page", "--output", path.to_str().unwrap()])
            .args(more)
            .output()
            .unwrap();
        assert_eq!(output.stdout, b"");
        let written = std::fs::read_to_string(&path).unwrap();
        (output.status.code(), written)
    };
    std::fs::write(&path, "<h1>A shop</h1>").unwrap();
    assert_eq!(writes(&[]), (Some(2), "<h1>A shop</h1>".into()));
    assert_eq!(writes(&["--force", "--port", "4711"]), (Some(0), page(4711)));
    // Its own page is brought up to date without a question.
    assert_eq!(writes(&["--port", "4712"]), (Some(0), page(4712)));
}

#[test]
#[ignore = "needs Chromium: tests/run"]
fn the_answer_arrives_unchanged() {
    let port = free_port();
    let requests = requests_at(port);
    let browser = browser(page(port), "en");
    for sent in [answer(), format!("error=access_denied&state={}", "5a".repeat(32))] {
        browser.goes_to(&format!("{PAGE}?{sent}"));
        assert_eq!(browser.runs("return location.href"), PAGE);
        hands_on(&browser);
        browser.sees("heard.");
        // Chromium asks for an icon as well, when it gets round to it.
        let callback = requests.iter().find(|line| !line.contains("favicon"));
        assert_eq!(callback.unwrap(), format!("GET /callback?{sent}"));
        assert_eq!(browser.runs("return [document.referrer, opener]"), json!(["", null]));
    }
}

#[test]
#[ignore = "needs Chromium: tests/run"]
fn without_a_listener_the_address_is_there_to_copy() {
    let browser = browser(page(free_port()), "en");
    browser.goes_to(&format!("{PAGE}?{}", answer())).allows("clipboard-read");
    let tab = browser.tabs();
    browser.sees("Is amokey running on another computer?");
    hands_on(&browser);
    browser.sees("127.0.0.1 refused to connect");
    // The tab that could not connect is all that is lost.
    browser.turns_to(tab.first().unwrap());
    browser.sees("If it cannot connect");
    let address = format!("{PAGE}?{}", answer());
    assert_eq!(browser.runs("return document.querySelector('textarea').value"), *address);
    browser.clicks("#copy").sees("Copied.");
    assert_eq!(browser.runs("return navigator.clipboard.readText()"), *address);
}

#[test]
#[ignore = "needs Chromium: tests/run"]
fn the_page_speaks_the_language_of_the_browser() {
    let browser = browser(page(free_port()), "en");
    for (lang, sentence) in [
        ("ru-RU,en", "Доступ выдан. Остался один шаг."),
        ("uk,ru", "Доступ надано. Лишився один крок."),
        ("de,fr", "Access is given. One step is left."),
    ] {
        browser.prefers(lang).goes_to(&format!("{PAGE}?{}", answer()));
        assert_eq!(
            browser.runs("return document.querySelector('#granted h1').innerText"),
            sentence
        );
    }
}

#[test]
#[ignore = "needs Chromium: tests/run"]
fn hostile_parameters_do_nothing() {
    let port = free_port();
    let requests = requests_at(port);
    let browser = browser(page(port), "en");
    let loopback = format!("http://127.0.0.1:{port}/callback");
    let answer = answer();
    // What is shown, where it leads, and that nothing ran and nothing was asked for: in one look.
    let is_itself = |query: &str, section: &str, links: &BTreeSet<String>| {
        let looks = browser.runs(
            "return [[...document.querySelectorAll('section')].filter(it => !it.hidden).map(it => it.id), \
             [...new Set([...document.links].map(link => link.href))].sort(), location.href, window.pwned ?? null, \
             performance.getEntriesByType('resource').map(it => it.name)]",
        );
        let here = looks[2].clone();
        assert_eq!(looks, json!([[section], links, here, null, []]), "{query}");
        here
    };
    let long = "a".repeat(100_000);
    let hostile = [
        "<script>window.pwned=1</script>",
        "\"><img src=x onerror=window.pwned=1>",
        "javascript:window.pwned=1",
        "https://evil.example/",
        "//evil.example",
        "{{script}}",
        "ab\ncd",
        "",
        &long,
    ];
    let names = ["code", "error", "state", "referer", "platform", "client_id"];
    for (name, value) in
        names.iter().flat_map(|name| hostile.iter().map(move |value| (name, value)))
    {
        let mut url: url::Url = format!("{PAGE}?{answer}").parse().unwrap();
        let kept: Vec<_> =
            url.query_pairs().into_owned().filter(|(known, _)| known != name).collect();
        url.query_pairs_mut().clear().extend_pairs(kept).append_pair(name, value);
        browser.goes_to(url.as_str());
        let here = is_itself(url.as_str(), "garbled", &[loopback.clone()].into());
        assert_eq!(here, PAGE);
    }
    for twice in [&answer, "state=0", "error=access_denied&error=access_denied"] {
        browser.goes_to(&format!("{PAGE}?{answer}&{twice}"));
        assert_eq!(shown(&browser), json!(["garbled"]), "{twice}");
    }
    // What it does not know changes nothing about where it leads.
    let expected: BTreeSet<String> = [format!("{loopback}?{answer}")].into();
    for unknown in [
        "port=80",
        "to=https://evil.example",
        "redirect_uri=https://evil.example",
        "__proto__=1&constructor=2&toString=3",
        "from_widget=1",
        "x=<script>window.pwned=1</script>",
        "#<script>window.pwned=1</script>",
        "#@evil.example/",
    ] {
        browser.goes_to(&format!("{PAGE}?{answer}&{unknown}"));
        is_itself(unknown, "granted", &expected);
    }
    for path in ["//evil.example/x", "/a/..//evil.example", "/<script>"] {
        browser.goes_to(&format!("https://mysite.example{path}?{answer}"));
        let here = is_itself(path, "granted", &expected);
        assert!(!here.as_str().unwrap().contains('?'), "{path}: {here}");
    }
    // Even a script that got in somehow could not carry anything away.
    browser.goes_to(&format!("{PAGE}?{answer}"));
    let out =
        "return fetch('https://mysite.example/empty.html').then(() => 'out', () => 'kept in')";
    assert_eq!(browser.runs(out), "kept in");
    let markup = "try { document.body.innerHTML = '<b>'; return 'out' } catch { return 'kept in' }";
    assert_eq!(browser.runs(markup), "kept in");
    assert_eq!(requests.try_recv().ok(), None, "nobody has followed a link");
}

/// Whatever was changed in it, or forbidden by the site: the address is still there to copy.
#[test]
#[ignore = "needs Chromium: tests/run"]
fn a_script_that_is_not_ours_does_not_run() {
    let changed = page(free_port()).replace("\"use strict\";", "window.pwned = 1;");
    let browser = browser(changed, "en");
    browser.goes_to(&format!("{PAGE}?{}", answer())).sees("Copy the whole address of this page");
    assert_eq!(shown(&browser), json!(["plain"]));
    assert_eq!(browser.runs("return window.pwned ?? null"), Value::Null);
    assert_eq!(browser.runs("return location.href"), format!("{PAGE}?{}", answer()));
}

/// Why a person has to follow a link: asking in the background is refused.
#[test]
#[ignore = "needs Chromium: tests/run"]
fn a_site_may_not_ask_this_computer_by_itself() {
    let port = free_port();
    let requests = requests_at(port);
    let browser = browser(String::new(), "en");
    browser.goes_to("https://mysite.example/empty.html");
    let ask = format!(
        "return fetch('http://127.0.0.1:{port}/', {{mode: 'no-cors'}}).then(() => 'heard', () => 'refused')"
    );
    assert_eq!(browser.runs(&ask), "refused");
    assert_eq!(requests.try_recv().ok(), None);
}

#[test]
#[ignore = "needs Chromium: tests/run"]
fn the_wizard_goes_on_where_the_page_leads() {
    let person = Person::landing("ru", Platform::AmoCrm, PAGE);
    let browser = browser(page(person.port), "ru");
    let (mut terminal, link) = person.asks_for_consent();
    browser.goes_to(&link).clicks("#allow").sees("Доступ выдан. Остался один шаг.");
    hands_on(&browser);
    browser.sees("Вкладку можно закрыть");
    terminal.sees("подключ");
}
