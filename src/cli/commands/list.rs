//! `amokey list`: which profiles there are, by integration. No keychain, no network.

use crate::cli::args::profiles::{Format, ListArgs};
use crate::cli::table::table as set_out;
use crate::cli::{Exit, Failure, Needs, context, output};
use crate::domain::profile::ProfileName;
use crate::domain::settings::Setting;
use crate::i18n::Catalog;
use crate::runtime::settings;
use crate::service::profiles;
use crate::service::profiles::list::{ListedProfile, ProfileList, list};
use crate::service::profiles::status::Unreadable;

pub fn run(args: &ListArgs, words: &Catalog) -> Result<Exit, Failure> {
    context::run(Needs::Known, words, async |context| {
        let known = profiles::all(&context).await?;
        let default = settings::current().said(Setting::Profile);
        let default = default.and_then(|text| ProfileName::parse(&text).ok());
        let listed = list(&known, default, context.now());
        match args.format {
            Format::Json => output::json(&listed),
            Format::Table if known.is_empty() => output::line(&words.text("cli-no-profiles")),
            Format::Table => output::out(&tables(&listed, words)),
        }
    })
}

const HEADS: [&str; 5] = [
    "cli-head-profile",
    "cli-head-account",
    "cli-head-platform",
    "cli-head-health",
    "cli-head-note",
];

/// A table for each integration, all of them in the same columns.
fn tables(listed: &ProfileList, words: &Catalog) -> String {
    let [profile, account, platform, health, note] = HEADS.map(|id| words.text(id));
    let mut rows = vec![[String::new(), profile, account, platform, health, note]];
    // Where a heading stands before a row.
    let mut headings = Vec::new();
    for integration in &listed.integrations {
        headings.push((
            rows.len(),
            match &integration.client_id {
                Some(id) => words.say("cli-list-integration", &[("id", id.as_str().into())]),
                None => words.text("cli-list-no-integration"),
            },
        ));
        rows.extend(integration.profiles.iter().map(|profile| row(profile, words)));
    }
    rows.extend(listed.unreadable.iter().map(|row| unreadable(row, words)));
    let table = set_out(&rows);
    let mut text = String::new();
    for (at, line) in table.lines().enumerate() {
        let heading = headings.iter().find(|(before, _)| *before == at);
        text.extend(heading.map(|(_, heading)| format!("\n{heading}\n")));
        text.extend([line, "\n"]);
    }
    text
}

fn row(profile: &ListedProfile, words: &Catalog) -> [String; 6] {
    let note = profile.note.as_ref().map(ToString::to_string);
    [
        if profile.default { "*" } else { "" }.to_owned(),
        profile.name.to_string(),
        profile.account.to_string(),
        profile.account.platform().title().to_owned(),
        words.word("cli-health", &profile.health),
        note.unwrap_or_default(),
    ]
}

fn unreadable(row: &Unreadable, words: &Catalog) -> [String; 6] {
    let nothing = || "-".to_owned();
    let what = words.text("cli-health-unreadable");
    [
        String::new(),
        row.name.clone(),
        nothing(),
        nothing(),
        what,
        row.fix.clone().unwrap_or_default(),
    ]
}
