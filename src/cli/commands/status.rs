//! `amokey status`: what the ledger knows. No keychain, no network.

use jiff::tz::TimeZone;

use super::short;
use super::status_text::Told;
use crate::cli::args::profiles::{StatusArgs, StatusFormat, remembered};
use crate::cli::table::table as set_out;
use crate::cli::{Exit, Failure, Needs, context, output, profile};
use crate::domain::profile::UnreadableRow;
use crate::i18n::Catalog;
use crate::service::profiles;
use crate::service::profiles::status::{Status, Unreadable, prometheus, status};

pub fn run(args: &StatusArgs, words: &Catalog) -> Result<Exit, Failure> {
    if args.short {
        return short::run(args, words);
    }
    context::run(Needs::Known, words, async |context| {
        let mut known = profiles::all(&context).await?;
        let names = args.profiles.names().iter().map(|text| profile::name(text));
        let names = names.collect::<Result<Vec<_>, _>>()?;
        let is_asked = |row: &UnreadableRow| row.profile().is_some_and(|it| names.contains(&it));
        if !names.is_empty() {
            known.all.retain(|row| names.contains(&row.name));
            known.unreadable.retain(is_asked);
        }
        for name in &names {
            if !known.unreadable.iter().any(|row| row.key == name.as_str()) {
                profile::existing(&context, name).await?;
            }
        }
        let mut report = status(&known.all, context.now(), args.within);
        report.unreadable = known.unreadable.iter().map(Unreadable::of).collect();
        match args.format.unwrap_or_else(|| remembered().into()) {
            StatusFormat::Json => output::json(&report)?,
            StatusFormat::Prometheus => output::out(&prometheus(&report))?,
            StatusFormat::Table | StatusFormat::Text
                if report.profiles.is_empty() && report.unreadable.is_empty() =>
            {
                output::line(&words.text("cli-no-profiles"))?
            }
            StatusFormat::Table => output::out(&table(&report, words))?,
            StatusFormat::Text => {
                let (now, zone) = (context.now(), TimeZone::system());
                let told = Told { now, within: args.within, zone: &zone, words };
                output::out(&told.text(&known.all, &known.unreadable))?
            }
        };
        let calls = args.check && report.needs_attention();
        Ok(if calls { Exit::Attention } else { Exit::Done })
    })
}

fn table(report: &Status, words: &Catalog) -> String {
    let nothing = || "-".to_owned();
    let left = |seconds: Option<u64>| seconds.map_or_else(nothing, |left| words.left(left));
    let mended = |what: String, fix: Option<&String>| match fix {
        Some(fix) => format!("{what}: {fix}"),
        None => what,
    };
    let heads = [
        "cli-head-profile",
        "cli-head-account",
        "cli-head-access",
        "cli-head-refresh",
        "cli-head-health",
    ];
    let mut rows = vec![heads.map(|id| words.text(id))];
    rows.extend(report.profiles.iter().map(|profile| {
        [
            profile.name.clone(),
            profile.account.clone(),
            left(profile.access.as_ref().map(|access| access.seconds_left)),
            left(profile.refresh.as_ref().map(|refresh| refresh.seconds_left)),
            mended(words.word("cli-health", &profile.health), profile.fix.as_ref()),
        ]
    }));
    rows.extend(report.unreadable.iter().map(|row| {
        let what = words.text("cli-health-unreadable");
        let mended = mended(what, row.fix.as_ref());
        [row.name.clone(), nothing(), nothing(), nothing(), mended]
    }));
    set_out(&rows)
}
