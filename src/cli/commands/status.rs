//! `amokey status`: what the ledger knows. No keychain, no network.

use jiff::tz::TimeZone;

use super::short;
use super::status_text::Told;
use crate::cli::args::profiles::{Only, StatusArgs, StatusFormat, remembered};
use crate::cli::table::table as set_out;
use crate::cli::{Exit, Failure, Needs, context, output, profile};
use crate::domain::profile::filter::{Filter, FilterError};
use crate::i18n::Catalog;
use crate::service::profiles;
use crate::service::profiles::selection::Selection;
use crate::service::profiles::status::{Status, Unreadable, prometheus, status};

pub fn run(args: &StatusArgs, words: &Catalog) -> Result<Exit, Failure> {
    if args.short {
        return short::run(args, words);
    }
    let selection = selection(args, words)?;
    context::run(Needs::Known, words, async |context| {
        let mut known = profiles::all(&context).await?;
        for name in &selection.names {
            if !known.unreadable.iter().any(|row| row.key == name.as_str()) {
                profile::existing(&context, name).await?;
            }
        }
        let nobody = nothing_to_show(args, known.is_empty());
        let at = (context.now(), args.within);
        selection.narrow(&mut known.all, &mut known.unreadable, at);
        let mut report = status(&known.all, context.now(), args.within);
        report.unreadable = known.unreadable.iter().map(Unreadable::of).collect();
        match args.format.unwrap_or_else(|| remembered().into()) {
            StatusFormat::Json => output::json(&report)?,
            StatusFormat::Prometheus => output::out(&prometheus(&report))?,
            StatusFormat::Table | StatusFormat::Text
                if report.profiles.is_empty() && report.unreadable.is_empty() =>
            {
                output::line(&words.text(nobody))?
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

/// Which profiles are asked about.
pub fn selection(args: &StatusArgs, words: &Catalog) -> Result<Selection, Failure> {
    let names = args.profiles.names().iter().map(|text| profile::name(text));
    let filter = Filter::parse(args.filter.as_deref().unwrap_or_default())
        .map_err(|error| wrong_filter(&error, words))?;
    let attention = args.only == Some(Only::Attention);
    Ok(Selection { names: names.collect::<Result<_, _>>()?, filter, attention })
}

/// A filter that is none is wrong usage.
pub fn wrong_filter(error: &FilterError, words: &Catalog) -> Failure {
    let text = format!("{}\n{}", words.filter_error(error), words.text("filter-see-help"));
    Failure::Words { exit: Exit::Usage, text }
}

/// What is said where no profile is left.
const fn nothing_to_show(args: &StatusArgs, is_empty: bool) -> &'static str {
    match (args.only, &args.filter) {
        _ if is_empty => "cli-no-profiles",
        (Some(Only::Attention), None) => "filter-nobody-calls",
        (_, Some(_)) | (None, None) => "filter-nothing-found",
    }
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
