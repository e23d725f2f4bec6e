//! `amokey status --short`: a few characters for a prompt or a bar. It is asked again and again, so nothing is opened but
//! the ledger, and nothing is created.

use serde::Serialize;

use super::status::selection;
use crate::cli::args::profiles::{StatusArgs, StatusFormat};
use crate::cli::{Exit, Failure, output};
use crate::domain::profile::{Profile, Rows};
use crate::domain::tokens::health::Call;
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;
use crate::runtime::{clock, glance};
use crate::service::profiles::selection::Selection;
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
    let selection = selection(args, words)?;
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
    let report = report(rows, &selection, args)?;
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
    selection: &Selection,
    args: &StatusArgs,
) -> Result<Status, Failure> {
    let known: Vec<_> = rows.names().collect();
    if let Some(nobody) = selection.names.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(unknown::among(nobody, known.into_iter()).into());
    }
    let now = clock::now();
    selection.narrow(&mut rows.read, &mut rows.unreadable, (now, args.within));
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
