//! `amokey rename`: another name for a profile, with everything that is known of it.

use super::config;
use crate::cli::args::profiles::RenameArgs;
use crate::cli::progress::Progress;
use crate::cli::{Exit, Failure, Needs, context, output, profile};
use crate::domain::settings::Setting;
use crate::i18n::Catalog;
use crate::runtime::environment::variable;
use crate::runtime::settings;
use crate::service::profiles::rename::rename;

pub fn run(args: &RenameArgs, words: &Catalog) -> Result<Exit, Failure> {
    let (from, to) = args.names().ok_or(Failure::usage("cli-rename-both"))?;
    let (from, to) = (profile::name(from)?, profile::name(to)?);
    if from == to {
        return Err(Failure::usage("cli-rename-same").with("name", to));
    }
    context::run(Needs::Secrets, words, async |context| {
        let watcher = Progress::alone(words, &from);
        rename(&context, &from, &to, &watcher).await.map_err(Failure::of(&from))?;
        let named = [("name", from.as_str().into()), ("new", to.as_str().into())];
        let ended = output::line(&words.say("cli-has-new-name", &named));
        let is_old = |text: &str| text.trim() == from.as_str();
        if variable(Setting::Profile.variable()).is_some_and(|text| is_old(&text)) {
            output::warn(&words.say("cli-rename-environment", &named));
        }
        let chosen = settings::current().file.get(Setting::Profile);
        if chosen.is_some_and(|said| is_old(&said.value)) {
            config::remember(Setting::Profile, Some(to.as_str()), words)?;
        }
        ended
    })
}
