//! `amokey doctor`: each thing it looks at is broken, and it says so in JSON and in words.

mod environment;
mod kept;
mod network;

use std::collections::BTreeMap;
use std::process::Output;

use serde_json::Value;

use crate::person::Person;
use crate::script::{command, connects_by_code};

/// A proxy that is not there: nothing leaves this computer.
const NOWHERE: &str = "http://127.0.0.1:9";

/// Runs the self-tests in a person's environment, changed so.
fn doctor(person: &Person, args: &[&str], changes: &[(&str, &str)]) -> Output {
    command(person, &[&["doctor"], args].concat()).envs(changes.iter().copied()).output().unwrap()
}

pub struct Report {
    checks: BTreeMap<String, Value>,
    code: Option<i32>,
}

impl Report {
    pub fn of(person: &Person, changes: &[(&str, &str)]) -> Self {
        let output = doctor(person, &["--format", "json"], changes);
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["version"], 1);
        let checks: BTreeMap<String, Value> = json["checks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|check| (check["name"].as_str().unwrap().to_owned(), check.clone()))
            .collect();
        let report = Self { checks, code: output.status.code() };
        // The exit code is the number of failures, up to one.
        let failed = report.checks.values().any(|check| check["result"] == "failed");
        assert_eq!(report.code, Some(i32::from(failed)));
        report
    }

    pub fn text(&self, name: &str, field: &str) -> &str {
        let check = self.checks.get(name);
        let check = check.unwrap_or_else(|| panic!("no {name} in {:?}", self.checks.keys()));
        check[field].as_str().unwrap_or_default()
    }

    pub fn like(&self, begin: &str) -> Vec<&Value> {
        let family = self.checks.iter().filter(|(name, _)| name.starts_with(begin));
        family.map(|(_, check)| check).collect()
    }

    pub fn finds(&self, name: &str, result: &str, evidence: &str, remedy: &str) {
        let seen = (self.text(name, "evidence"), self.text(name, "remedy"));
        assert_eq!(self.text(name, "result"), result, "{name}: {seen:?}");
        assert!(seen.0.contains(evidence) && seen.1.contains(remedy), "{name}: {seen:?}");
    }
}

fn table(person: &Person, lang: &str, changes: &[(&str, &str)]) -> String {
    let mut changes = changes.to_vec();
    changes.push(("AMOKEY_LANG", lang));
    let output = doctor(person, &[], &changes);
    assert_eq!(output.stderr, b"");
    String::from_utf8(output.stdout).unwrap()
}

/// Somebody with a profile in the list and no tokens for it: they were in the memory of the program that connected it.
fn listed() -> Person {
    let person = Person::new("en");
    connects_by_code(&person, "demo");
    person
}
