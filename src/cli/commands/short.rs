//! `amokey status --short`: a few characters for a prompt or a bar. It is asked again and again, so nothing is opened but
//! the ledger, and nothing is created.

use serde::Serialize;

use crate::cli::args::profiles::{StatusArgs, StatusFormat};
use crate::cli::{Exit, Failure, output, profile};
use crate::domain::profile::{Profile, ProfileName, Rows};
use crate::domain::tokens::health::Call;
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;
use crate::runtime::{clock, glance};
use crate::service::profiles::short::Short;
use crate::service::profiles::status::Status;
use crate::service::profiles::unknown;

/// What is said where nothing can be known.
const UNKNOWN: &str = "?";

/// A custom module of waybar, which other bars read as well.
#[derive(Serialize)]
struct Module {
    text: String,
    tooltip: String,
    class: &'static str,
}

pub fn run(args: &StatusArgs, words: &Catalog) -> Result<Exit, Failure> {
    let texts = args.profiles.names().iter();
    let names = texts.map(|text| profile::name(text)).collect::<Result<Vec<_>, _>>()?;
    let for_bar = match args.format {
        None | Some(StatusFormat::Table) => false,
        Some(StatusFormat::Json) => true,
        Some(StatusFormat::Text | StatusFormat::Prometheus) => {
            return Err(Failure::usage("cli-conflict").with("argument", "--short"));
        }
    };
    let rows = match glance::profiles() {
        Ok(rows) => rows,
        Err(trouble) => return not_known(&trouble, for_bar, words),
    };
    let report = report(rows, &names, args)?;
    let short = Short::of(&report);
    if for_bar {
        let class = match short.call() {
            None => "ok",
            Some(Call::Attention) => "warning",
            Some(Call::Person) => "critical",
        };
        output::json(&Module { text: short.to_string(), tooltip: tooltip(&report, words), class })?;
    } else if short.call().is_some() {
        output::line(&short.to_string())?;
    }
    let calls = args.check && short.call().is_some();
    Ok(if calls { Exit::Attention } else { Exit::Done })
}

/// Why nothing is known has no place in a prompt: whoever asks without `--short` is told. A bar shows nothing of a
/// command that failed, so for one it has not.
fn not_known(trouble: &Trouble, for_bar: bool, words: &Catalog) -> Result<Exit, Failure> {
    if for_bar {
        let (text, tooltip) = (UNKNOWN.to_owned(), words.explain(trouble).what);
        return output::json(&Module { text, tooltip, class: "unknown" });
    }
    output::line(UNKNOWN)?;
    Ok(Exit::Failed)
}

fn report(
    mut rows: Rows<Profile>,
    names: &[ProfileName],
    args: &StatusArgs,
) -> Result<Status, Failure> {
    if !names.is_empty() {
        let known: Vec<_> = rows.names().collect();
        if let Some(nobody) = names.iter().find(|name| !known.contains(&name.as_str())) {
            return Err(unknown::among(nobody, known.into_iter()).into());
        }
        rows.read.retain(|row| names.contains(&row.name));
        rows.unreadable.retain(|row| row.profile().is_some_and(|name| names.contains(&name)));
    }
    let now = clock::now();
    Ok(Status::of(&rows, now, args.within))
}

/// A line for each profile that calls.
fn tooltip(report: &Status, words: &Catalog) -> String {
    let calling = report.profiles.iter().filter(|profile| profile.health.calls().is_some());
    let calling = calling
        .map(|profile| format!("{}: {}", profile.name, words.word("cli-health", &profile.health)));
    let unreadable = report
        .unreadable
        .iter()
        .map(|row| format!("{}: {}", row.name, words.text("cli-health-unreadable")));
    calling.chain(unreadable).collect::<Vec<_>>().join("\n")
}
