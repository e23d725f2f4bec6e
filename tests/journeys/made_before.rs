//! What an earlier program has left opens, is shown, heals and refreshes. `tests/fixtures/make.py` made it, and tells
//! what each profile is.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use amokey::domain::profile::ProfileName;
use amokey::domain::secret::Secret;
use amokey::domain::tokens::record::{Grant, Record};
use amokey::sandbox::Options;
use amokey::store::{Store as _, encoding};
use serde_json::Value;

use crate::doctor::Report;
use crate::files::{copy_files, set_mode};
use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{said, script, works_with};

/// The ports that are part of what is kept.
const SANDBOX: u16 = 26901;
const N8N_ADDRESS: &str = "127.0.0.1:26903";

/// All but `begun`, which has no row.
const LISTED: [&str; 7] = ["again", "cut", "fine", "given", "kept", "lost", "paid"];
/// Those that are refreshed.
const REFRESHED: [&str; 4] = ["fine", "kept", "again", "cut"];

/// Somebody who has used an earlier program.
struct Before {
    person: Person,
    /// The n8n that is written after a refresh.
    _n8n: N8n,
    /// Held while the ports are in use: other tests and other processes wait here.
    _ports: File,
}

fn fixture(store: &str) -> PathBuf {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/0.1.0");
    all.join(store)
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// It knows no variables, and takes any.
struct N8n(Weak<tiny_http::Server>);

impl N8n {
    fn start() -> Self {
        let server = Arc::new(tiny_http::Server::http(N8N_ADDRESS).unwrap());
        let door = Arc::downgrade(&server);
        std::thread::spawn(move || {
            for request in server.incoming_requests() {
                let _ = request.respond(tiny_http::Response::from_string(r#"{"data":[]}"#));
            }
        });
        Self(door)
    }
}

impl Drop for N8n {
    fn drop(&mut self) {
        if let Some(server) = self.0.upgrade() {
            server.unblock();
        }
        // It lets go of its port on a thread of its own.
        while std::net::TcpListener::bind(N8N_ADDRESS).is_err() {
            std::thread::yield_now();
        }
    }
}

impl Before {
    fn sealed() -> Self {
        let before = Self::with("file");
        let key = before.person.key();
        fs::copy(fixture("file").join("amokey.key"), &key).unwrap();
        set_mode(&key, 0o600);
        let file = before.person.sealed_file();
        for name in file.profiles().unwrap() {
            before.gave(&file.load(&name).unwrap().unwrap());
        }
        before.finding("AMOKEY_KEY_FILE", key.to_str().unwrap())
    }

    fn keychain() -> Self {
        let before = Self::with("keychain");
        let keychain = Keychain::unlocked();
        for entry in json(&fixture("keychain").join("entries")).as_array().unwrap() {
            let attributes: Vec<_> = entry["attributes"]
                .as_object()
                .unwrap()
                .iter()
                .flat_map(|(name, value)| [name.as_str(), value.as_str().unwrap()])
                .collect();
            let secret = entry["secret"].as_str().unwrap();
            keychain.stores(entry["label"].as_str().unwrap(), &attributes, secret);
            before.gave(&encoding::decode(secret.as_bytes()).unwrap());
        }
        Self { person: before.person.keeping(keychain), ..before }
    }

    fn with(store: &str) -> Self {
        let ports = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(std::env::temp_dir().join("amokey-tests-26901.lock"))
            .unwrap();
        ports.lock().unwrap();
        let known = json(&fixture(store).join("sandbox.json"));
        let text = |name: &str| known[name].as_str().unwrap().to_owned();
        let person = Person::with(
            "en",
            &Options {
                port: SANDBOX,
                accounts: 8,
                redirect_uri: "http://localhost:26902/callback".into(),
                integration: Some((text("client_id"), text("client_secret"))),
                limits: false,
                ..Options::default()
            },
        );
        copy_files(&fixture(store).join("home"), &person.data());
        for file in fs::read_dir(person.data()).unwrap() {
            set_mode(&file.unwrap().path(), 0o600);
        }
        // What is exported lies in a folder of this test.
        let ledger = rusqlite::Connection::open(person.data().join("ledger.sqlite")).unwrap();
        let exported = person.home.path().join("kept.env");
        let changed = ledger.execute(
            "UPDATE exports SET place = ?1 WHERE kind = 'file'",
            [exported.to_str().unwrap()],
        );
        assert_eq!(changed, Ok(1));
        Self { person, _n8n: N8n::start(), _ports: ports }.finding("AMOKEY_STORE", store)
    }

    fn finding(self, name: &str, value: &str) -> Self {
        Self { person: self.person.finding(name, value), ..self }
    }

    /// The sandbox of then had given these tokens.
    fn gave(&self, record: &Record) {
        let Some(connection) = &record.connection else { return };
        let (access, refresh) = match &connection.grant {
            Grant::OAuth(grant) => (&grant.tokens.access, Some(&grant.tokens.refresh)),
            Grant::LongLived { token, .. } => (token, None),
        };
        if record.needs_authorization.is_none() {
            let host = connection.host.as_str();
            let refresh = refresh.map(Secret::expose);
            assert!(self.person.sandbox.adopt(host, access.expose(), refresh));
        }
    }

    fn says(&self, args: &[&str], code: i32) -> (String, String) {
        let (got, out, errors) = said(&script(&self.person, args));
        assert_eq!(got, Some(code), "{args:?}: {out}{errors}");
        (out, errors)
    }

    fn status(&self) -> Vec<Value> {
        crate::script::status(&self.person)["profiles"].as_array().unwrap().clone()
    }

    fn opens(&self, profile: &str) {
        let row = self.row(profile);
        let (token, _) = self.says(&["token", profile], 0);
        let (origin, host) = (self.person.sandbox.origin(), row["account"].as_str().unwrap());
        assert_eq!(http::account(origin, host, token.trim()), 200, "{profile}: {row}");
    }

    fn row(&self, profile: &str) -> Value {
        let rows = self.status();
        let row = rows.iter().find(|row| row["name"] == profile);
        row.unwrap_or_else(|| panic!("{profile}: {rows:?}")).clone()
    }

    fn authorizes(&self, profile: &str) {
        let host = self.row(profile)["account"].as_str().unwrap().to_owned();
        let code = self.person.sandbox.fresh_code(Some(&host)).unwrap();
        let args = ["authorize", profile, "--code", "-"];
        works_with(&self.person, &args, &[&code]);
    }

    /// The list is moved away, as it is advised for one that is damaged: it comes back from the store.
    fn comes_back_without_its_ledger(&self) {
        // A profile was held here once.
        self.says(&["refresh", "--force", "fine"], 0);
        for file in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
            let _ = fs::remove_file(self.person.data().join(file));
        }
        let report = Report::of(&self.person, &[]);
        for name in LISTED {
            report.finds("list", "failed", name, name);
        }
        // What fails meanwhile is in the new history, and is no profile.
        self.says(&["refresh", "--force", "nobody"], 1);
        // Who asks for one of them has all of them on the list again.
        self.says(&["refresh", "fine"], 0);
        self.says(&["status", "--check"], 7);
        let names: Vec<_> = self.status().iter().map(|row| row["name"].clone()).collect();
        assert_eq!(names.len(), LISTED.len(), "{names:?}");
        let before = self.person.sandbox.stats().token_requests("refresh_token", "200");
        self.says(&["refresh", "--all", "--force"], 3);
        let after = self.person.sandbox.stats().token_requests("refresh_token", "200");
        assert_eq!(after - before, u64::try_from(REFRESHED.len()).unwrap());
        assert_eq!(self.row("lost")["health"], "needs_authorization");
    }

    fn is_as_it_was(&self, store: &str) {
        // What is shown.
        let rows = self.status();
        let names: Vec<_> = rows.iter().map(|row| row["name"].clone()).collect();
        assert!(LISTED.iter().all(|name| names.contains(&(*name).into())));
        assert_eq!(names.len(), LISTED.len());
        for row in &rows {
            assert_eq!(row["store"], store);
            let grant = if row["name"] == "paid" { "long_lived" } else { "oauth" };
            assert_eq!(row["grant"], grant, "{row}");
            let (health, name) = (&row["health"], &row["name"]);
            assert_eq!(health == "needs_authorization", name == "lost", "{row}");
            assert_eq!(health == "elsewhere", name == "given", "{row}");
        }
        let (hooks, _) = self.says(&["hooks", "show"], 0);
        assert!(hooks.contains("rotated") && hooks.contains("true"));
        // What is refreshed, and what follows from it.
        self.opens("paid");
        for profile in REFRESHED {
            self.says(&["refresh", "--force", profile], 0);
            self.opens(profile);
        }
        let exported = fs::read_to_string(self.person.home.path().join("kept.env")).unwrap();
        let (token, _) = self.says(&["token", "kept"], 0);
        assert!(exported.contains(token.trim()));
        // What is not. Of what was handed over, nobody is asked.
        self.says(&["refresh", "--force", "lost"], 3);
        let requests = self.person.sandbox.stats();
        self.says(&["refresh", "--force", "given"], 3);
        let all = |stats: &amokey::sandbox::Stats| serde_json::to_string(stats).unwrap();
        assert_eq!(all(&self.person.sandbox.stats()), all(&requests));
        // What mends it.
        for profile in ["lost", "again"] {
            self.authorizes(profile);
            self.opens(profile);
            assert_eq!(self.row(profile)["health"], "ok");
        }
        self.says(&["forget", "given", "--yes"], 0);
        assert_eq!(self.status().len(), LISTED.len() - 1);
    }
}

#[test]
fn a_home_with_a_sealed_file_goes_on_and_its_lost_ledger_is_written_again() {
    Before::sealed().is_as_it_was("file");
    Before::sealed().comes_back_without_its_ledger();
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_home_with_a_keychain_goes_on_and_its_lost_ledger_is_written_again() {
    Before::keychain().is_as_it_was("keychain");
    Before::keychain().comes_back_without_its_ledger();
}

/// What a newer program made is left as it is, whatever is asked of this one.
#[test]
fn what_was_made_later_is_left_alone() {
    let before = Before::sealed();
    before.says(&["refresh", "--force", "fine"], 0);
    let data = before.person.data();
    assert!(data.join("ledger.v3.backup").exists());
    let ledger = data.join("ledger.sqlite");
    let raw = rusqlite::Connection::open(&ledger).unwrap();
    raw.execute_batch("PRAGMA user_version = 99; PRAGMA journal_mode = DELETE").unwrap();
    drop(raw);
    let list = fs::read(&ledger).unwrap();
    for args in [&["status"][..], &["refresh", "--all"], &["history"]] {
        let (_, errors) = before.says(args, 1);
        assert!(errors.contains("A newer amokey has been here"), "{errors}");
    }
    // The tokens are not in the list.
    let (_, errors) = before.says(&["token", "fine"], 0);
    assert!(errors.contains("A newer amokey has been here"), "{errors}");
    assert_eq!(fs::read(&ledger).unwrap(), list);
    // The version of the sealed file is in its header, before its key is asked for.
    let sealed = data.join("secrets.sealed");
    let mut bytes = fs::read(&sealed).unwrap();
    bytes[16] = 99;
    fs::write(&sealed, &bytes).unwrap();
    let (_, errors) = before.says(&["token", "fine"], 5);
    assert!(errors.contains("written by a newer amokey"), "{errors}");
    assert_eq!(fs::read(&sealed).unwrap(), bytes);
}

/// Every record is one that can be read, those without a row among them.
#[test]
fn every_record_that_was_made_before_is_read() {
    let before = Before::sealed();
    let file = before.person.sealed_file();
    let load = |name: &str| {
        let name = ProfileName::parse(name).unwrap();
        file.load(&name).unwrap().unwrap()
    };
    assert!(load("begun").connection.is_none() && load("begun").draft.is_some());
    assert!(load("again").connection.is_some() && load("again").draft.is_some());
    assert!(load("cut").oauth().unwrap().refreshing_since.is_some());
    assert!(load("lost").needs_authorization.is_some() && load("given").elsewhere_since.is_some());
    assert_eq!(load("kept").n8n.len(), 1);
    assert!(matches!(load("paid").connection.unwrap().grant, Grant::LongLived { .. }));
}
