//! The commands that need a terminal: the dashboard and the wizard.

use std::io::{self, IsTerminal as _};

use super::connect::sandbox;
use crate::cli::args::authorize::SetupArgs;
use crate::cli::plain::{self, Interview};
use crate::cli::{
    Exit, Failure, Needs, authorizing, context, environment, failure, profile, secrets,
};
use crate::domain::account::SandboxOrigin;
use crate::domain::authorize::RedirectUri;
use crate::domain::profile::ProfileName;
use crate::i18n::Catalog;
use crate::runtime::home::Home;
use crate::runtime::tui::{self, End, Session, StartAt};
use crate::service::profiles;

/// `amokey`: the dashboard, or the wizard when there is no profile.
pub fn home(words: &Catalog) -> Result<Exit, Failure> {
    begin(words, StartAt::Home, None, None, true)
}

pub fn setup(args: SetupArgs, words: &Catalog) -> Result<Exit, Failure> {
    let sandbox = sandbox(args.sandbox.as_deref())?;
    if args.plain {
        return plain(args, sandbox, words);
    }
    begin(words, StartAt::Setup, args.profile, sandbox, !args.no_browser)
}

/// `amokey setup --plain`: asks, tries, and asks again for what was wrong.
fn plain(
    args: SetupArgs,
    sandbox: Option<SandboxOrigin>,
    words: &Catalog,
) -> Result<Exit, Failure> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        let failure = Failure::usage("cli-plain-without-terminal");
        return Err(failure.with("uri", RedirectUri::DEFAULT));
    }
    let wished = args.profile.map(|name| profile::name(&name)).transpose()?;
    context::run(Needs::Ledger, words, async |context| {
        let known = profiles::all(&context).await?.all;
        let mut interview = Interview::new(wished, sandbox, !args.no_browser, known);
        loop {
            let asked = secrets::aside(words.lang(), move |words| {
                let order = interview.order(words)?;
                Ok((interview, order))
            });
            let (after, (order, answered)) = asked.await?;
            interview = after;
            let trouble = match authorizing::attempt(&context, order, answered, words).await {
                Err(Failure::Trouble(trouble, _)) if interview.mends(&trouble) => trouble,
                ended => return ended,
            };
            failure::tell(words, &trouble, None);
            secrets::aside(words.lang(), plain::asks_whether_again).await?;
        }
    })
}

pub fn authorize(name: ProfileName, no_browser: bool, words: &Catalog) -> Result<Exit, Failure> {
    begin(words, StartAt::Authorize(name), None, None, !no_browser)
}

fn begin(
    words: &Catalog,
    at: StartAt,
    profile: Option<String>,
    sandbox: Option<SandboxOrigin>,
    browser: bool,
) -> Result<Exit, Failure> {
    needs_terminal()?;
    let profile = profile.map(|name| profile::name(&name)).transpose()?;
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
