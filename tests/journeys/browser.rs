//! A real Chromium, driven through WebDriver.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::http::request;

pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A window with nothing in it.
    pub fn open() -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver; tests/run installs it");
        let port = BufReader::new(driver.stdout.take().unwrap())
            .lines()
            .map(Result::unwrap)
            .find_map(|line| {
                line.split("on port ")
                    .nth(1)?
                    .trim_end_matches('.')
                    .parse()
                    .ok()
            })
            .expect("the port of chromedriver");
        let profile = tempfile::tempdir().unwrap();
        let arguments = [
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
        ];
        let wish = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": arguments},
        }}});
        let (_, answer) = request(port, "POST", "/session", &wish.to_string());
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let session = answer["value"]["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned();
        Self {
            driver,
            port,
            session,
            _profile: profile,
        }
    }

    pub fn goes_to(&self, url: &str) {
        self.post("url", &json!({ "url": url }));
    }

    pub fn clicks(&self, css: &str) {
        let element = self.post("element", &json!({"using": "css selector", "value": css}));
        let id = element
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap()
            .as_str()
            .unwrap();
        self.post(&format!("element/{id}/click"), &json!({}));
    }

    /// Runs a script in the page.
    pub fn runs(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({"script": script, "args": []}))
    }

    /// The text of the page, once it holds what is waited for: a click returns before the page it leads to is there.
    pub fn sees(&self, text: &str) {
        let script = "const [text, done] = arguments; const look = () => \
             document.body && document.body.innerText.includes(text) ? done(true) : setTimeout(look, 20); look();";
        let wait = json!({"script": script, "args": [text]});
        // A navigation in between ends the script; then the next page is asked.
        for _ in 0..20 {
            let path = format!("/session/{}/execute/async", self.session);
            let (status, _) = request(self.port, "POST", &path, &wait.to_string());
            if status == 200 {
                return;
            }
        }
        panic!(
            "no «{text}» on: {}",
            self.runs("return document.body.innerText")
        );
    }

    fn post(&self, what: &str, body: &Value) -> Value {
        let path = format!("/session/{}/{what}", self.session);
        let (status, answer) = request(self.port, "POST", &path, &body.to_string());
        assert_eq!(status, 200, "{what}: {answer}");
        let mut answer: Value = serde_json::from_str(&answer).unwrap();
        answer["value"].take()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closing the session closes Chromium itself.
        request(
            self.port,
            "DELETE",
            &format!("/session/{}", self.session),
            "",
        );
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
