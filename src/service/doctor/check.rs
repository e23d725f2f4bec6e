//! What every check answers with: a status, the ids of its messages and the values in them. Words are made
//! of it in `cli/commands/doctor`.

use std::fmt::Display;

use serde::Serialize;

use crate::domain::profile::StoreKind;
use crate::domain::schedule::Scheduler;
use crate::domain::trouble::Trouble;

/// How a check ended: `result` of `--format json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    Ok,
    /// It works, or may, and is worth a look. The exit code stays 0.
    Attention,
    Failed,
    NotApplicable,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    Text(String),
    Number(u64),
    /// A duration, said in the largest units that fit.
    Seconds(u64),
    Store(StoreKind),
    Scheduler(Scheduler),
}

#[must_use]
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its name for programs; what it was about follows a colon, where there may be several: `loopback:18497`.
    pub name: String,
    pub status: CheckStatus,
    /// The message that says what was seen.
    pub id: &'static str,
    /// The values of all its messages.
    pub facts: Vec<(&'static str, Fact)>,
    /// What is in the way. Messages have it as `$trouble`, and in short as `$reason`.
    pub trouble: Option<Trouble>,
    /// The messages that say what mends it, a line each. Without any, what mends its trouble is said.
    pub fix: Vec<&'static str>,
}

impl Check {
    pub fn ok(name: impl Into<String>, id: &'static str) -> Self {
        Self::new(CheckStatus::Ok, name, id)
    }

    pub fn attention(name: impl Into<String>, id: &'static str) -> Self {
        Self::new(CheckStatus::Attention, name, id)
    }

    pub fn failed(name: impl Into<String>, id: &'static str) -> Self {
        Self::new(CheckStatus::Failed, name, id)
    }

    pub fn not_applicable(name: impl Into<String>, id: &'static str) -> Self {
        Self::new(CheckStatus::NotApplicable, name, id)
    }

    /// A check that failed for a reason which is explained everywhere else too.
    pub fn trouble(name: impl Into<String>, trouble: Trouble) -> Self {
        Self::failed(name, "doctor-trouble").because(trouble)
    }

    fn new(status: CheckStatus, name: impl Into<String>, id: &'static str) -> Self {
        let (facts, trouble, fix) = (Vec::new(), None, Vec::new());
        Self { name: name.into(), status, id, facts, trouble, fix }
    }

    pub fn because(self, trouble: Trouble) -> Self {
        Self { trouble: Some(trouble), ..self }
    }

    pub fn text(self, name: &'static str, value: impl Display) -> Self {
        self.fact(name, Fact::Text(value.to_string()))
    }

    pub fn number(self, name: &'static str, value: impl TryInto<u64>) -> Self {
        self.fact(name, Fact::Number(value.try_into().unwrap_or(u64::MAX)))
    }

    pub fn fact(mut self, name: &'static str, fact: Fact) -> Self {
        self.facts.push((name, fact));
        self
    }

    pub fn fix(mut self, id: &'static str) -> Self {
        self.fix.push(id);
        self
    }

    /// A fix that is a command line.
    pub fn run(self, command: impl Display) -> Self {
        self.text("command", command).fix("doctor-run")
    }
}
