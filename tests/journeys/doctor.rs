//! `amokey doctor`: each thing it looks at is broken, and it says so in JSON and in words.

mod environment;
mod kept;
mod network;

use std::collections::BTreeMap;
use std::process::{Command, Output};

use amokey::domain::account::AccountHost;
use amokey::domain::profile::{GrantType, Profile, ProfileName, StoreKind};
use amokey::domain::redirect_uri::RedirectUri;
use amokey::domain::sandbox_origin::SandboxOrigin;
use amokey::ledger::Ledger;
use serde_json::Value;

use crate::person::Person;

/// A proxy that is not there: nothing leaves this computer.
const NOWHERE: &str = "http://127.0.0.1:9";

/// Runs the self-tests in a person's environment, changed so.
fn doctor(person: &Person, args: &[&str], changes: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_amokey"))
        .arg("doctor")
        .args(args)
        .env_clear()
        .envs(person.environment())
        .envs(changes.iter().copied())
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap()
}

/// The checks by name.
struct Report {
    checks: BTreeMap<String, Value>,
    code: Option<i32>,
}

impl Report {
    fn of(person: &Person, changes: &[(&str, &str)]) -> Self {
        let output = doctor(person, &["--format", "json"], changes);
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["version"], 1);
        let checks: BTreeMap<String, Value> = json["checks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|check| (check["name"].as_str().unwrap().to_owned(), check.clone()))
            .collect();
        let report = Self {
            checks,
            code: output.status.code(),
        };
        // The exit code is the number of failures, up to one.
        let failed = report
            .checks
            .values()
            .any(|check| check["result"] == "failed");
        assert_eq!(report.code, Some(i32::from(failed)));
        report
    }

    fn text(&self, name: &str, field: &str) -> &str {
        let check = self.checks.get(name);
        let check = check.unwrap_or_else(|| panic!("no {name} in {:?}", self.checks.keys()));
        check[field].as_str().unwrap_or_default()
    }

    /// Result, evidence and remedy of one check.
    fn finds(&self, name: &str, result: &str, evidence: &str, remedy: &str) {
        let seen = (self.text(name, "evidence"), self.text(name, "remedy"));
        assert_eq!(self.text(name, "result"), result, "{name}: {seen:?}");
        assert!(seen.0.contains(evidence), "{name}: {seen:?}");
        assert!(seen.1.contains(remedy), "{name}: {seen:?}");
    }
}

/// The table of a person with another language.
fn table(person: &Person, lang: &str, changes: &[(&str, &str)]) -> String {
    let mut changes = changes.to_vec();
    changes.push(("AMOKEY_LANG", lang));
    let output = doctor(person, &[], &changes);
    assert_eq!(output.stderr, b"");
    String::from_utf8(output.stdout).unwrap()
}

/// Somebody with a profile in the list and no tokens for it, on a sandbox.
fn listed(lang: &'static str) -> Person {
    let person = Person::new(lang);
    let ready = person.sandbox.ready();
    let row = Profile {
        name: ProfileName::parse("demo").unwrap(),
        host: AccountHost::parse(&ready.account).unwrap(),
        grant: GrantType::OAuth,
        store: StoreKind::Memory,
        client_id: None,
        redirect_uri: Some(RedirectUri::parse(&ready.redirect_uri).unwrap()),
        sandbox: Some(SandboxOrigin::parse(person.sandbox.origin()).unwrap()),
        generation: 1,
        account: None,
        scopes: Vec::new(),
        access: None,
        refresh: None,
        clock_skew: 0,
        last_refresh: None,
        needs_authorization: None,
        elsewhere_since: None,
        created_at: "2026-11-21T09:00:00Z".parse().unwrap(),
    };
    // The program makes its folder.
    assert_eq!(doctor(&person, &["--as-cron"], &[]).status.code(), Some(0));
    doctor(&person, &[], &[("HTTPS_PROXY", NOWHERE)]);
    let ledger = Ledger::open(&person.data().join("ledger.sqlite")).unwrap();
    ledger.put_profile(&row).unwrap();
    person
}
