//! The commands that need a terminal: the dashboard and the wizard.

use std::io::{self, IsTerminal as _};

use super::connect::sandbox;
use crate::cli::args::authorize::SetupArgs;
use crate::cli::{Exit, Failure, Needs, context, environment, plain, profile};
use crate::domain::account::SandboxOrigin;
use crate::domain::profile::ProfileName;
use crate::i18n::Catalog;
use crate::runtime::home::Home;
use crate::runtime::tui::{self, End, Session, StartAt};

/// `amokey`: the dashboard, or the wizard when there is no profile.
pub fn home(words: &Catalog) -> Result<Exit, Failure> {
    begin(words, StartAt::Home, None, None, true)
}

pub fn setup(args: &SetupArgs, words: &Catalog) -> Result<Exit, Failure> {
    let sandbox = sandbox(args.sandbox.as_deref())?;
    let wished = args.profile.as_deref().map(profile::name).transpose()?;
    if args.plain {
        let opens_browser = !args.no_browser;
        return plain::run(plain::Options { wished, sandbox, opens_browser }, words);
    }
    needs_terminal()?;
    if let Some(name) = wished.clone() {
        let free = context::run(Needs::Ledger, words, async |context| {
            profile::is_free(&context, &name).await.map(|()| Exit::Done)
        })?;
        if free != Exit::Done {
            return Ok(free);
        }
    }
    begin(words, StartAt::Setup, wished, sandbox, !args.no_browser)
}

pub fn authorize(name: ProfileName, no_browser: bool, words: &Catalog) -> Result<Exit, Failure> {
    begin(words, StartAt::Authorize(name), None, None, !no_browser)
}

fn begin(
    words: &Catalog,
    at: StartAt,
    profile: Option<ProfileName>,
    sandbox: Option<SandboxOrigin>,
    browser: bool,
) -> Result<Exit, Failure> {
    needs_terminal()?;
    let (store, lang) = (environment::store()?, words.lang());
    let home = Home::open()?;
    let session = Session { home, store, lang, at, profile, sandbox, browser, demo: None };
    Ok(ended(tui::run(session)?))
}

pub(super) const fn ended(end: End) -> Exit {
    match end {
        End::Quit => Exit::Done,
        End::Interrupted | End::HungUp => Exit::Interrupted,
    }
}

pub(super) fn needs_terminal() -> Result<(), Failure> {
    let there = io::stdin().is_terminal() && io::stdout().is_terminal();
    there.then_some(()).ok_or(Failure::usage("cli-no-terminal"))
}
