//! A real Chromium, driven through WebDriver.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::panic::catch_unwind;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};

use crate::files::new_folder;
use crate::http::request;
use crate::port::free_port;
use crate::terminal::PATIENCE;

pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    profile: tempfile::TempDir,
}

impl Browser {
    pub fn open() -> Self {
        Self::open_with(&[])
    }

    /// The same, started with more arguments. Certificates of the tests' own are trusted.
    pub fn open_with(more: &[String]) -> Self {
        let profile = new_folder();
        let mut driver = Command::new("chromedriver")
            // Free for both kinds of addresses: with 0 it takes the first kind's, whatever the other's is.
            .arg(format!("--port={}", free_port()))
            .env("HOME", profile.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver; tests/run installs it");
        let port = BufReader::new(driver.stdout.take().unwrap())
            .lines()
            .map(Result::unwrap)
            .filter(|line| line.contains("successfully"))
            .find_map(|line| line.split("on port ").nth(1)?.trim_end_matches('.').parse().ok())
            .expect("the port of chromedriver");
        let mut arguments: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            &format!("--user-data-dir={}", profile.path().display()),
        ]
        .map(str::to_owned)
        .into();
        arguments.extend_from_slice(more);
        let wish = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "acceptInsecureCerts": true,
            "goog:chromeOptions": {"args": arguments},
        }}});
        let (_, answer) = request(port, "POST", "/session", &wish.to_string());
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let session =
            answer["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        Self { driver, port, session, profile }
    }

    pub fn goes_to(&self, url: &str) -> &Self {
        self.post("url", &json!({ "url": url }));
        self
    }

    /// Asks for pages in these languages from now on.
    pub fn prefers(&self, languages: &str) -> &Self {
        let agent = self.runs("return navigator.userAgent");
        let wish = json!({"userAgent": agent, "acceptLanguage": languages});
        let command = json!({"cmd": "Emulation.setUserAgentOverride", "params": wish});
        self.post("goog/cdp/execute", &command);
        self
    }

    pub fn clicks(&self, css: &str) -> &Self {
        let element = self.post("element", &json!({"using": "css selector", "value": css}));
        let id = element.as_object().unwrap().values().next().unwrap().as_str().unwrap();
        self.post(&format!("element/{id}/click"), &json!({}));
        self
    }

    pub fn runs(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Waits until a text is on the page: a click returns before the page it leads to is there.
    pub fn sees(&self, text: &str) -> &Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let page = self.runs("return document.body ? document.body.innerText : ''");
            if page.as_str().is_some_and(|page| page.contains(text)) {
                return self;
            }
            assert!(Instant::now() < deadline, "no «{text}» on: {page}");
        }
    }

    /// Closes the browser; every address that its history shows. Where it was only sent on from, it notes and does not
    /// show.
    pub fn remembers(self) -> Vec<String> {
        const SHOWN: i64 = 0x2000_0000; // CHAIN_END of Chromium's `ui::PageTransition`.
        let path = format!("/session/{}", self.session);
        request(self.port, "DELETE", &path, "");
        let file = self.profile.path().join("Default/History");
        let history = rusqlite::Connection::open(file).unwrap();
        let mut visits = history
            .prepare(
                "SELECT u.url FROM visits v JOIN urls u ON u.id = v.url WHERE v.transition & ?1",
            )
            .unwrap();
        let urls = visits.query_map([SHOWN], |row| row.get(0)).unwrap();
        urls.collect::<Result<_, _>>().unwrap()
    }

    pub fn tabs(&self) -> BTreeSet<String> {
        let handles = self.send("GET", "window/handles", &Value::Null);
        serde_json::from_value(handles).unwrap()
    }

    pub fn turns_to(&self, tab: &str) {
        self.post("window", &json!({ "handle": tab }));
    }

    /// Allows what the browser would ask its person about.
    pub fn allows(&self, permission: &str) {
        let wish = json!({"descriptor": {"name": permission}, "state": "granted"});
        self.post("permissions", &wish);
    }

    fn post(&self, what: &str, body: &Value) -> Value {
        self.send("POST", what, body)
    }

    fn send(&self, method: &str, what: &str, body: &Value) -> Value {
        let path = format!("/session/{}/{what}", self.session);
        let (status, answer) = request(self.port, method, &path, &body.to_string());
        assert_eq!(status, 200, "{what}: {answer}");
        let mut answer: Value = serde_json::from_str(&answer).unwrap();
        answer["value"].take()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closing the session closes Chromium itself, which outlives its driver otherwise. A test that has failed already
        // is not to fail again here.
        let path = format!("/session/{}", self.session);
        let port = self.port;
        let closed = catch_unwind(|| drop(request(port, "DELETE", &path, "")));
        drop(closed);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
