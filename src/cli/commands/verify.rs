//! `amokey verify`: whether profiles open their accounts; one line a profile, the worst exit code.

use std::io::{self, IsTerminal as _};

use crate::cli::args::access::VerifyArgs;
use crate::cli::{Exit, Failure, Needs, Progress, context, failure, output, profile};
use crate::domain::profile::{Profile, ProfileName};
use crate::i18n::Catalog;
use crate::service::Context;
use crate::service::access::daily::unproved;
use crate::service::access::prove::{Asked, passes, prove_all};
use crate::service::at_once::ProfileResult;

pub fn run(args: &VerifyArgs, words: &Catalog) -> Result<Exit, Failure> {
    context::run(Needs::Secrets, words, async |context| {
        let (mut asked, left_out) = if args.all {
            profile::everyone(&context, words).await?
        } else {
            (profile::several(&context, args.profiles.names()).await?, Exit::Done)
        };
        // Among all, nobody asked for what another program looks after.
        asked.retain(|profile| !args.all || profile.elsewhere_since.is_none());
        let names: Vec<_> = asked.into_iter().map(|profile| profile.name).collect();
        let progress = Progress::of_many(words, names.len());
        let watched = progress.clone();
        let watch = move |name: &ProfileName, news| watched.tell(name, &news);
        let mut codes = vec![left_out];
        let done = prove_all(&context, names, Asked::ByPerson, watch, |done| {
            progress.done(&done.name);
            codes.push(tell(done, words));
        })
        .await;
        summary(&done, words);
        Ok(Exit::of_many(codes))
    })
}

/// What an unattended run does for those that nobody has asked for a day. That an account answers is told to nobody: cron
/// would send it by mail. Nor is what passes by itself.
pub async fn daily(context: &Context, words: &Catalog) -> Exit {
    let names = unproved(context).await.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "nobody is asked whether it still opens its account");
        Vec::new()
    });
    let progress = Progress::of_many(words, names.len());
    let watched = progress.clone();
    let watch = move |name: &ProfileName, news| watched.tell(name, &news);
    let mut codes = Vec::new();
    prove_all(context, names, Asked::Unattended, watch, |done| {
        progress.done(&done.name);
        if done.result.as_ref().is_err_and(|trouble| !passes(trouble)) {
            codes.push(tell(done, words));
        }
    })
    .await;
    Exit::of_many(codes)
}

fn tell(done: &ProfileResult<Profile>, words: &Catalog) -> Exit {
    let profile = match &done.result {
        Ok(profile) => profile,
        Err(trouble) => return failure::tell_of(words, trouble, &done.name),
    };
    let account = profile.account.as_ref().map_or("", |account| account.name.as_str());
    let args = [
        ("name", done.name.as_str().into()),
        ("account", account.into()),
        ("host", profile.host.as_str().into()),
    ];
    output::line(&words.say("cli-verified", &args)).unwrap_or(Exit::Failed)
}

/// What became of many, in one line, as after a refresh.
fn summary(done: &[ProfileResult<Profile>], words: &Catalog) {
    let well = done.iter().filter(|done| done.result.is_ok()).count();
    if done.len() < 2 || (well == done.len() && !io::stderr().is_terminal()) {
        return;
    }
    let args = [("verified", well.into()), ("failed", (done.len() - well).into())];
    output::note(&words.say("cli-verify-summary", &args));
}
