//! `amokey refresh`: one line a profile, the worst exit code.

use std::io::{self, IsTerminal as _};

use jiff::SignedDuration;

use super::{chosen, existing, name, with_secrets};
use crate::cli::args::Refresh;
use crate::cli::exit::Code;
use crate::cli::progress::Progress;
use crate::cli::{failure, output};
use crate::domain::due::is_due;
use crate::domain::profile::{GrantType, Profile, ProfileName};
use crate::domain::trouble::Trouble;
use crate::i18n::{Arg, Catalog};
use crate::service::refresh::{Need, Refreshed};
use crate::service::refresh_all::{Done, refresh_all};
use crate::service::{Context, aftermath, profiles, unfinished};

/// How long an access token must still be good to be left alone: less is ended for whoever starts a job with it.
const STILL_GOOD: SignedDuration = SignedDuration::from_mins(5);

/// Refreshes the profiles that are named, or all.
pub fn run(args: &Refresh, words: &Catalog) -> Code {
    with_secrets(words, async |context| {
        unfinished::tidy(&context).await;
        let (asked, mut printed) = match wanted(&context, args, words).await {
            Ok(asked) => asked,
            Err(code) => return code,
        };
        let now = context.now();
        let is_wanted = |profile: &Profile| {
            (!args.all || is_refreshable(profile)) && (!args.due || is_due(profile, now))
        };
        let (wanted, left): (Vec<_>, Vec<_>) = asked.iter().cloned().partition(is_wanted);
        let need = match (args.force, args.due) {
            (true, _) => Need::Forced,
            (false, true) => Need::Due,
            (false, false) => Need::Valid(STILL_GOOD),
        };
        let names: Vec<_> = wanted.into_iter().map(|profile| profile.name).collect();
        let progress = Progress::of_many(words, names.len());
        let watched = progress.clone();
        let watch = move |name: &ProfileName, news| watched.tell(name, &news);
        let done = refresh_all(&context, names, need, watch, |done| {
            progress.done(&done.name);
            let code = line(done, words);
            if printed == Code::Done {
                printed = code;
            }
        })
        .await;
        summary(&done, words);
        let followed = follow(&context, &asked, &left, words).await;
        Code::of_many(done.iter().map(code_of).chain([printed, followed]))
    })
}

/// The profiles that were asked for, and whether any of them is left out.
async fn wanted(
    context: &Context,
    args: &Refresh,
    words: &Catalog,
) -> Result<(Vec<Profile>, Code), Code> {
    let tell = |trouble| failure::tell(words, &trouble, None);
    let all = async || profiles::all(context).await.map_err(tell);
    if args.all {
        let known = all().await?;
        if known.unreadable.is_empty() {
            return Ok((known.profiles, Code::Done));
        }
        for row in &known.unreadable {
            tell(row.trouble());
            // Whoever reads the record writes the row anew.
            if let Some(name) = row.profile()
                && let Err(trouble) = context.load(&name).await
            {
                tell(trouble);
            }
        }
        let known = all().await?;
        let code = match known.unreadable.as_slice() {
            [] => Code::Done,
            [_, ..] => Code::Failed,
        };
        return Ok((known.profiles, code));
    }
    let mut names = Vec::new();
    for text in &args.profiles {
        names.push(name(text, words)?);
    }
    if names.is_empty() {
        names.push(chosen(context, None, words).await?);
    }
    // A ledger that was lost is written again from the records: all of them, or where that cannot be, name by name.
    if let Err(trouble) = profiles::all(context).await {
        tracing::warn!(%trouble, "only what is asked for is put on the list");
    }
    for name in &names {
        let failed = |trouble| failure::tell(words, &trouble, Some(name));
        context.load(name).await.map_err(failed)?;
        existing(context, name, words).await?;
    }
    let mut asked = all().await?.profiles;
    asked.retain(|profile| names.contains(&profile.name));
    Ok((asked, Code::Done))
}

/// Among all, nobody asked for what cannot be refreshed.
fn is_refreshable(profile: &Profile) -> bool {
    profile.grant == GrantType::OAuth && profile.elsewhere_since.is_none()
}

/// Sees to the exports and hooks of the profiles that were not refreshed, and tells which exports hold an older token
/// in the end.
async fn follow(context: &Context, asked: &[Profile], left: &[Profile], words: &Catalog) -> Code {
    let lagging = async {
        aftermath::catch_up(context, left).await?;
        context.under_way.end().await;
        aftermath::lagging_exports(context).await
    };
    let lagging = lagging.await.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "what follows a refresh is not known");
        Vec::new()
    });
    let mut code = Code::Done;
    for kept in lagging {
        let name = kept.profile;
        if asked.iter().any(|row| row.name == name) {
            let path = kept.place.to_string();
            let args = [
                ("name", Arg::from(name.as_str())),
                ("path", Arg::from(path)),
            ];
            let text = words.say("cli-export-lags", &args);
            output::err(&format!("amokey: {text}\n  amokey history {name}\n"));
            code = Code::Failed;
        }
    }
    code
}

fn line(done: &Done, words: &Catalog) -> Code {
    match &done.result {
        Ok(refreshed) => {
            let (id, profile) = match refreshed {
                Refreshed::Rotated(profile) => ("cli-rotated", profile),
                Refreshed::StillFresh(profile) if profile.grant == GrantType::LongLived => {
                    ("cli-nothing-to-refresh", profile)
                }
                Refreshed::StillFresh(profile) => ("cli-still-fresh", profile),
                Refreshed::MovedUnderUs(profile) => ("cli-moved", profile),
                Refreshed::Renamed(profile) => ("cli-renamed", profile),
            };
            let args = [
                ("name", Arg::from(done.name.as_str())),
                ("account", Arg::from(profile.host.as_str())),
            ];
            output::out(&format!("{}\n", words.say(id, &args)))
        }
        Err(trouble) => {
            output::err(&format!(
                "{}: {}",
                done.name,
                failure::text(words, trouble, Some(&done.name))
            ));
            Code::Done
        }
    }
}

/// What became of many, in one line. Nobody is told that all went well but who looks on: cron would send it by mail.
fn summary(done: &[Done], words: &Catalog) {
    let all_well = done.iter().all(|done| done.result.is_ok());
    if done.len() < 2 || (all_well && !io::stderr().is_terminal()) {
        return;
    }
    let count = |is: fn(&Result<Refreshed, Trouble>) -> bool| {
        let count = done.iter().filter(|done| is(&done.result)).count();
        Arg::from(u64::try_from(count).unwrap_or(u64::MAX))
    };
    let refreshed =
        count(|result| matches!(result, Ok(Refreshed::Rotated(_) | Refreshed::Renamed(_))));
    let fresh = count(|result| {
        matches!(
            result,
            Ok(Refreshed::StillFresh(_) | Refreshed::MovedUnderUs(_))
        )
    });
    let failed = count(Result::is_err);
    let args = [
        ("refreshed", refreshed),
        ("fresh", fresh),
        ("failed", failed),
    ];
    output::err(&format!("{}\n", words.say("cli-refresh-summary", &args)));
}

fn code_of(done: &Done) -> Code {
    match &done.result {
        Ok(_) => Code::Done,
        Err(trouble) => trouble.cause.severity().into(),
    }
}
