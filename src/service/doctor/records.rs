//! Each profile's record: readable, and equal to its row.

use std::time::Instant;

use jiff::Timestamp;
use serde_json::Value;

use super::bounded::{TIMEOUT, bounded};
use super::check::{Check, CheckStatus, Fact};
use super::subject::Subject;
use crate::domain::profile::project;
use crate::domain::profile::{Profile, ProfileName, StoreKind};
use crate::domain::shell::quoted;
use crate::service::authorize::drafts::is_live;
use crate::store::Store;

/// Reads the records: one line for all that agree, and one for each that does not. `store` is what the check of
/// the store has found.
pub async fn check(subject: &Subject, profiles: &[Profile], store: &Check) -> Vec<Check> {
    if store.status != CheckStatus::Ok {
        let id = if profiles.is_empty() { "doctor-no-profiles" } else { "doctor-records-store" };
        return vec![Check::not_applicable("records", id)];
    }
    let mut checks = compared(subject, profiles).await;
    let names = unlisted(subject, profiles).await;
    if !names.is_empty() {
        let in_shell: Vec<_> = names.iter().map(|name| quoted(name)).collect();
        let check = Check::failed("list", "doctor-record-unlisted")
            .text("profiles", names.join(", "))
            .run(format_args!("amokey refresh --due {}", in_shell.join(" ")));
        checks.push(check);
    }
    let names = abandoned(subject).await;
    if !names.is_empty() {
        let check = Check::attention("drafts", "doctor-record-abandoned")
            .text("profiles", names.join(", "))
            .run("amokey pending --clean");
        checks.push(check);
    }
    checks
}

/// Whose secret keys are kept for a consent that nobody waits for any more.
async fn abandoned(subject: &Subject) -> Vec<String> {
    let Ok(ledger) = subject.ledger.clone() else {
        return Vec::new();
    };
    let now = (subject.clock)();
    named(subject, move |store, name| {
        let draft = store.load(name).ok().flatten().and_then(|record| record.draft);
        draft.is_some_and(|draft| {
            let live = ledger.pending(now).unwrap_or_default();
            !is_live(&live, name, &draft)
        })
    })
    .await
}

/// Whose connections are in the store and not on the list.
async fn unlisted(subject: &Subject, profiles: &[Profile]) -> Vec<String> {
    let listed: Vec<_> = profiles.iter().map(|row| row.name.clone()).collect();
    named(subject, move |store, name| {
        let is_connected = || store.load(name).ok().flatten()?.connection;
        !listed.contains(name) && is_connected().is_some()
    })
    .await
}

/// The profiles of the store that are so. A store that cannot tell is told where it matters.
async fn named(
    subject: &Subject,
    is_so: impl Fn(&dyn Store, &ProfileName) -> bool + Send + 'static,
) -> Vec<String> {
    let store = subject.store.clone();
    let found = bounded(move || {
        let names = store.profiles().unwrap_or_default().into_iter();
        names.filter(|name| is_so(&*store, name)).map(|name| name.to_string()).collect()
    });
    found.await.unwrap_or_default()
}

async fn compared(subject: &Subject, profiles: &[Profile]) -> Vec<Check> {
    if profiles.is_empty() {
        return vec![Check::not_applicable("records", "doctor-no-profiles")];
    }
    let (rows, now) = (profiles.to_vec(), (subject.clock)());
    let (store, ledger) = (subject.store.clone(), subject.ledger.clone());
    let deadline = Instant::now() + TIMEOUT / 2;
    let look = move |row: &Profile| {
        let check = compare(row, &*store, now)?;
        // Somebody may have saved both since the rows were read.
        match ledger.as_ref().map(|ledger| ledger.profile(&row.name)) {
            Ok(Ok(Some(newer))) if newer != *row => compare(&newer, &*store, now),
            Ok(Ok(None)) => None,
            Ok(_) | Err(_) => Some(check),
        }
    };
    let read = bounded(move || read(&rows, look, deadline)).await;
    read.unwrap_or_else(|_| vec![not_read("records", profiles.len())])
}

/// One line for those that agree, and one for each that does not.
fn read(
    rows: &[Profile],
    look: impl Fn(&Profile) -> Option<Check>,
    deadline: Instant,
) -> Vec<Check> {
    let (mut agree, mut differing) = (0_u64, Vec::new());
    let mut left = rows.iter();
    for row in left.by_ref() {
        match look(row) {
            Some(check) => differing.push(check),
            None => agree += 1,
        }
        if Instant::now() > deadline {
            break;
        }
    }
    if left.len() > 0 {
        differing.push(not_read("record", left.len()));
    }
    // The lines of those that do not agree follow.
    let check = match agree {
        0 => Check::not_applicable("records", "doctor-records-agree"),
        _ => Check::ok("records", "doctor-records-agree"),
    };
    let check = check.number("agree", agree).number("of", rows.len());
    std::iter::once(check).chain(differing).collect()
}

/// The time was over before this many were read.
fn not_read(name: &str, left: usize) -> Check {
    Check::attention(name, "doctor-records-left").number("left", left)
}

/// What is wrong about a record. A row that fell behind is mended by the next use; a record that is gone is not.
fn compare(row: &Profile, store: &dyn Store, now: Timestamp) -> Option<Check> {
    let (profile, name) = (&row.name, format!("record:{}", row.name));
    let in_shell = profile.in_shell();
    if row.store != store.kind() {
        let check =
            Check::attention(name, "doctor-record-elsewhere").fact("store", Fact::Store(row.store));
        return Some(match row.store {
            StoreKind::Keychain => check.run("amokey config set store keychain"),
            StoreKind::File => check.run("amokey config set store file"),
            // What was in a memory is gone with it.
            StoreKind::Memory => check.run(format_args!("amokey authorize {in_shell}")),
        });
    }
    let record = match store.load(profile) {
        Ok(record) => record,
        Err(error) => return Some(Check::trouble(name, error.into())),
    };
    let follows = record.and_then(|record| {
        let follows = project::profile(profile, row.store, &record, Some(row.clone()), now)?;
        Some(Profile { generation: record.generation, ..follows })
    });
    let Some(follows) = follows else {
        let check = Check::failed(name, "doctor-record-missing");
        return Some(check.run(format_args!("amokey authorize {in_shell}")));
    };
    let mut differences = differences(row, &follows);
    // The number that every save counts up says most.
    differences.sort_by_key(|(column, ..)| column != "generation");
    let (column, in_row, in_record) = differences.first()?;
    // An older copy was put back, it seems: only a rotation goes beyond the newer one.
    let force = if column == "generation" { "--force " } else { "" };
    let check = Check::attention(name, "doctor-record-differs")
        .text("column", column)
        .text("row", in_row)
        .text("record", in_record)
        .number("count", differences.len());
    Some(check.run(format_args!("amokey refresh {force}{in_shell}")))
}

/// Column, row's value and record's value, as both would be written. Nothing of it is secret: it is what
/// rows are made of.
fn differences(row: &Profile, record: &Profile) -> Vec<(String, Value, Value)> {
    let (Ok(Value::Object(row)), Ok(Value::Object(mut record))) =
        (serde_json::to_value(row), serde_json::to_value(record))
    else {
        return Vec::new();
    };
    let both = row.into_iter().filter_map(|(column, row)| {
        let record = record.remove(&column)?;
        Some((column, row, record))
    });
    both.filter(|(_, row, record)| cut(row) != cut(record)).collect()
}

/// A value with its times in milliseconds: more the ledger does not keep.
fn cut(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), cut(value))).collect()
        }
        Value::String(text) => text
            .parse::<Timestamp>()
            .map_or_else(|_| value.clone(), |at| at.as_millisecond().into()),
        other => other.clone(),
    }
}
