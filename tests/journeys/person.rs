//! A person who sets up access: a home, a sandbox for amoCRM, perhaps a keychain, and what they type.

use std::cell::Cell;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use amokey::sandbox::{self, Options, Platform, Sandbox};
use amokey::store::SealedFile;
use amokey::store::file::key_file;

use crate::files::{new_folder, put_program};
use crate::http;
use crate::keychain::Keychain;
use crate::port::free_port;
use crate::terminal::{PATIENCE, Terminal};

pub struct Person {
    pub home: tempfile::TempDir,
    pub sandbox: Sandbox,
    pub keychain: Option<Keychain>,
    /// Where the callback is caught when the redirect URI is elsewhere.
    pub port: u16,
    lang: Cell<&'static str>,
    more: Vec<(String, String)>,
    /// The addresses that the program opened in a browser.
    opened: Receiver<String>,
}

impl Person {
    /// Somebody with a free port for the redirect URI, secrets in the memory of the program.
    pub fn new(lang: &'static str) -> Self {
        Self::listening(lang, &Options::default())
    }

    /// The same with this sandbox, but for its redirect URI.
    pub fn listening(lang: &'static str, options: &Options) -> Self {
        Self::with(
            lang,
            &Options {
                redirect_uri: format!("http://localhost:{}/callback", free_port()),
                ..options.clone()
            },
        )
    }

    /// Whose redirect URI is a page where nothing of ours listens.
    pub fn landing(lang: &'static str, platform: Platform, page: &str) -> Self {
        Self::with(lang, &Options { platform, redirect_uri: page.into(), ..Options::default() })
    }

    pub fn with(lang: &'static str, options: &Options) -> Self {
        let home = new_folder();
        let sandbox = sandbox::start(options).unwrap();
        let opened = browser_script(home.path());
        Self {
            home,
            sandbox,
            keychain: None,
            port: free_port(),
            lang: Cell::new(lang),
            more: Vec::new(),
            opened,
        }
    }

    pub fn keeping(mut self, keychain: Keychain) -> Self {
        self.keychain = Some(keychain);
        self
    }

    /// With something else in the environment; it replaces what would be there.
    pub fn finding(mut self, name: &str, value: &str) -> Self {
        self.more.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn speaks(&self, lang: &'static str) -> &Self {
        self.lang.set(lang);
        self
    }

    pub fn runs(&self, args: &[&str]) -> Terminal {
        Terminal::start(args, &self.environment())
    }

    pub fn environment(&self) -> Vec<(String, String)> {
        let variable = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut environment = vec![
            variable("PATH", &std::env::var("PATH").unwrap()),
            variable("HOME", self.home.path().to_str().unwrap()),
            variable("AMOKEY_HOME", self.data().to_str().unwrap()),
            variable("AMOKEY_LANG", self.lang.get()),
            variable("AMOKEY_PORT", &self.port.to_string()),
            variable("BROWSER", self.home.path().join("browser").to_str().unwrap()),
            variable("TERM", "xterm-256color"),
            variable("TZ", "UTC"),
        ];
        match &self.keychain {
            Some(keychain) => environment.extend(keychain.environment()),
            None => environment.push(variable("AMOKEY_STORE", "memory")),
        }
        environment.retain(|(name, _)| self.more.iter().all(|(other, _)| other != name));
        environment.extend_from_slice(&self.more);
        environment
    }

    pub fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// The key of their sealed file, where they have one.
    pub fn key(&self) -> PathBuf {
        self.home.path().join("amokey.key")
    }

    pub fn sealed_file(&self) -> SealedFile {
        let key = self.key();
        SealedFile::new(&self.data(), Box::new(move |_| key_file::read(&key)))
    }

    /// Begins the setup, and answers everything up to the credentials.
    pub fn sets_up(&self) -> Terminal {
        let mut terminal = self.runs(&["setup", "--sandbox", self.sandbox.origin()]);
        terminal.sees("amokey").types(&self.sandbox.ready().account).types("<enter>");
        terminal.sees("›").types("<enter>");
        self.reads_how_it_is_made(&mut terminal);
        terminal
    }

    /// Goes on from how an integration is made to its credentials.
    pub fn reads_how_it_is_made(&self, terminal: &mut Terminal) {
        terminal.sees("1 ").types("<enter>");
        let amocrm = self.sandbox.ready().account.ends_with(".amocrm.ru");
        terminal.sees(if amocrm { "ID интеграции" } else { "Integration ID" });
    }

    /// The whole way to the consent page; the address that was opened.
    pub fn asks_for_consent(&self) -> (Terminal, String) {
        let terminal = self.reaches_consent();
        (terminal, self.sees_the_page_open())
    }

    /// Everything up to where the browser is opened.
    pub fn reaches_consent(&self) -> Terminal {
        let ready = self.sandbox.ready();
        let mut terminal = self.sets_up();
        self.answers(&mut terminal, &ready.client_secret, &ready.redirect_uri);
        terminal
    }

    pub fn answers(&self, terminal: &mut Terminal, secret: &str, redirect_uri: &str) {
        terminal.types(&self.sandbox.ready().client_id).types("<enter>");
        terminal.pastes(secret).types("<enter>");
        terminal.types("<ctrl-u>").types(redirect_uri).types("<enter>");
    }

    /// The consent page that the program opens next in a browser.
    pub fn sees_the_page_open(&self) -> String {
        let opened = self.sees_the_address_open();
        // Where the port of the short address is taken, the page itself is opened.
        if opened.contains("state=") {
            return opened;
        }
        http::leads_to(&opened).unwrap_or_else(|| panic!("{opened} leads nowhere"))
    }

    pub fn sees_the_address_open(&self) -> String {
        self.opened
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|error| panic!("no page was opened: {error}"))
    }

    /// «Разрешить» on the page that the program opens next.
    pub fn consents(&self) {
        let link = self.sees_the_page_open();
        assert_eq!(http::visit(&self.allows(&link)).0, 200);
    }

    /// Where «Разрешить» leads from a consent page.
    pub fn allows(&self, link: &str) -> String {
        self.sandbox.consent(link, None).expect("the consent page refused")
    }

    /// What a 429 has closed is open again, as it is when its time is over.
    pub fn may_ask_again(&self) {
        let user = self.home.path().join(".local/state/amokey/user");
        std::fs::remove_file(user.join("rate-limits.json")).unwrap();
    }

    pub fn logs(&self) -> String {
        let files = self.files().into_iter().filter(|(path, _)| path.contains("/logs/"));
        files.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
    }

    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.data()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push((path.display().to_string(), std::fs::read(&path).unwrap()));
                }
            }
        }
        files
    }
}

/// A browser that tells the test what it was asked to open.
fn browser_script(home: &Path) -> Receiver<String> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let script = home.join("browser");
    let text = format!("#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/{port}\nprintf %s \"$1\" >&3\n");
    put_program(&script, &text);
    let (sender, opened) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut url = String::new();
            if stream.and_then(|mut stream| stream.read_to_string(&mut url)).is_err()
                || sender.send(url).is_err()
            {
                return;
            }
        }
    });
    opened
}
