//! `amokey status`: what the ledger knows. No keychain, no network.

use super::{existing, name, with_what_is_known};
use crate::cli::args::{Status, StatusFormat};
use crate::cli::exit::Code;
use crate::cli::table::table as set_out;
use crate::cli::{failure, output};
use crate::domain::health::Health;
use crate::domain::rows::UnreadableRow;
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::Catalog;
use crate::service::profiles;
use crate::service::status::{Status as Report, Unreadable, prometheus, status};

/// Prints the state of the profiles that are named, or of all.
pub fn run(args: &Status, words: &Catalog) -> Code {
    with_what_is_known(words, async |context| {
        let mut known = match profiles::all(&context).await {
            Ok(known) => known,
            Err(trouble) => return failure::tell(words, &trouble, None),
        };
        let mut names = Vec::new();
        for text in &args.profiles {
            match name(text, words) {
                Ok(name) => names.push(name),
                Err(code) => return code,
            }
        }
        let is_asked = |row: &UnreadableRow| row.profile().is_some_and(|it| names.contains(&it));
        if !names.is_empty() {
            known.profiles.retain(|row| names.contains(&row.name));
            known.unreadable.retain(is_asked);
        }
        for name in &names {
            let is_bad = known.unreadable.iter().any(|row| row.key == name.as_str());
            if !is_bad && let Err(code) = existing(&context, name, words).await {
                return code;
            }
        }
        let mut report = status(&known.profiles, context.now(), args.within);
        report.unreadable = known.unreadable.iter().map(Unreadable::of).collect();
        let text = match args.format {
            StatusFormat::Json => match serde_json::to_string(&report) {
                Ok(text) => text + "\n",
                Err(error) => {
                    return failure::tell(words, &Trouble::noted(Cause::Internal, error), None);
                }
            },
            StatusFormat::Prometheus => prometheus(&report),
            StatusFormat::Table if report.profiles.is_empty() && report.unreadable.is_empty() => {
                format!("{}\n", words.text("cli-no-profiles"))
            }
            StatusFormat::Table => table(&report, words),
        };
        match output::out(&text) {
            Code::Done if args.check && report.needs_attention() => Code::Attention,
            code => code,
        }
    })
}

fn table(report: &Report, words: &Catalog) -> String {
    let left =
        |seconds: Option<u64>| seconds.map_or_else(|| "-".to_owned(), |left| words.left(left));
    let heads = [
        "cli-head-profile",
        "cli-head-account",
        "cli-head-access",
        "cli-head-refresh",
        "cli-head-health",
    ];
    let mut rows = vec![heads.map(|id| words.text(id))];
    let mended = |what: String, fix: Option<&String>| match fix {
        Some(fix) => format!("{what}: {fix}"),
        None => what,
    };
    rows.extend(report.profiles.iter().map(|profile| {
        [
            profile.name.clone(),
            profile.account.clone(),
            left(profile.access.as_ref().map(|access| access.seconds_left)),
            left(profile.refresh.as_ref().map(|refresh| refresh.seconds_left)),
            mended(words.text(health(profile.health)), profile.fix.as_ref()),
        ]
    }));
    rows.extend(report.unreadable.iter().map(|row| {
        let nothing = || "-".to_owned();
        let what = words.text("cli-health-unreadable");
        let mended = mended(what, row.fix.as_ref());
        [row.name.clone(), nothing(), nothing(), nothing(), mended]
    }));
    set_out(&rows)
}

const fn health(health: Health) -> &'static str {
    match health {
        Health::Ok => "cli-health-ok",
        Health::Expiring => "cli-health-expiring",
        Health::Expired => "cli-health-expired",
        Health::NeedsAuthorization => "cli-health-needs-authorization",
        Health::Elsewhere => "cli-health-elsewhere",
        Health::Unknown => "cli-health-unknown",
    }
}
