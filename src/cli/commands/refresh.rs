//! `amokey refresh`: one line a profile, the worst exit code.

use std::io::{self, IsTerminal as _};

use jiff::SignedDuration;

use super::verify;
use crate::cli::args::access::RefreshArgs;
use crate::cli::{Exit, Failure, Needs, Progress, context, failure, output, profile};
use crate::domain::profile::history::Outcome;
use crate::domain::profile::{GrantType, Profile, ProfileName};
use crate::domain::tokens::due::is_due;
use crate::i18n::Catalog;
use crate::service::at_once::ProfileResult;
use crate::service::authorize::drafts;
use crate::service::refresh::many::refresh_all;
use crate::service::refresh::{Need, Refreshed};
use crate::service::{Context, after_refresh};

/// How long an access token must still be good to be left alone: less is ended for whoever starts a job with it.
const STILL_GOOD: SignedDuration = SignedDuration::from_mins(5);

pub fn run(args: &RefreshArgs, words: &Catalog) -> Result<Exit, Failure> {
    context::run(Needs::Secrets, words, async |context| {
        drafts::tidy(&context).await;
        // What is due is asked for by schedules: the profile that is meant elsewhere is not meant there.
        let everyone = args.all || (args.due && args.profiles.names().is_empty());
        let (asked, left_out) = if everyone {
            profile::everyone(&context, words).await?
        } else {
            (profile::several(&context, args.profiles.names()).await?, Exit::Done)
        };
        let now = context.now();
        let is_wanted = |profile: &Profile| {
            // Among all, nobody asked for what cannot be refreshed.
            let is_refreshable =
                profile.grant == GrantType::OAuth && profile.elsewhere_since.is_none();
            (!everyone || is_refreshable) && (!args.due || is_due(profile, now))
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
        let mut codes = vec![left_out];
        let done = refresh_all(&context, names, need, watch, |done| {
            progress.done(&done.name);
            codes.push(tell(done, words));
        })
        .await;
        summary(&done, words);
        if everyone && args.due {
            codes.push(verify::daily(&context, words).await);
        }
        codes.push(follow(&context, &asked, &left, words).await);
        Ok(Exit::of_many(codes))
    })
}

/// Sees to the exports and hooks of the profiles that were not refreshed, and tells which exports hold an older
/// token in the end.
async fn follow(context: &Context, asked: &[Profile], left: &[Profile], words: &Catalog) -> Exit {
    let lagging = async {
        after_refresh::catch_up(context, left).await?;
        context.in_flight.end().await;
        after_refresh::lagging_exports(context).await
    };
    let lagging = lagging.await.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "what follows a refresh is not known");
        Vec::new()
    });
    let mut exit = Exit::Done;
    for kept in lagging {
        let name = kept.profile;
        if asked.iter().any(|row| row.name == name) {
            let args = [("name", name.as_str().into()), ("path", kept.place.to_string().into())];
            let text = words.say("cli-export-lags", &args);
            output::warn(&format!("{text}\n  amokey history {name}"));
            exit = Exit::Failed;
        }
    }
    exit
}

fn tell(done: &ProfileResult<Refreshed>, words: &Catalog) -> Exit {
    let Refreshed { outcome, profile } = match &done.result {
        Ok(refreshed) => refreshed,
        Err(trouble) => {
            return failure::tell_of(words, trouble, &done.name);
        }
    };
    let id = match outcome {
        Outcome::Rotated => "cli-rotated",
        Outcome::Renamed => "cli-renamed",
        Outcome::MovedUnderUs => "cli-moved",
        _ if profile.grant == GrantType::LongLived => "cli-nothing-to-refresh",
        _ => "cli-still-fresh",
    };
    let args = [("name", done.name.as_str().into()), ("account", profile.host.as_str().into())];
    output::line(&words.say(id, &args)).unwrap_or(Exit::Failed)
}

/// What became of many, in one line. Nobody is told that all went well but who looks on: cron would send it by mail.
fn summary(done: &[ProfileResult<Refreshed>], words: &Catalog) {
    let all_well = done.iter().all(|done| done.result.is_ok());
    if done.len() < 2 || (all_well && !io::stderr().is_terminal()) {
        return;
    }
    let ended = done.iter().filter_map(|done| done.result.as_ref().ok());
    let well = ended.clone().count();
    let is_new = |it: &&Refreshed| matches!(it.outcome, Outcome::Rotated | Outcome::Renamed);
    let refreshed = ended.filter(is_new).count();
    let args = [
        ("refreshed", refreshed.into()),
        ("fresh", (well - refreshed).into()),
        ("failed", (done.len() - well).into()),
    ];
    output::note(&words.say("cli-refresh-summary", &args));
}
