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
use crate::domain::authorize::naming::is_taken;
use crate::domain::profile::ProfileName;
use crate::domain::shell::quoted;
use crate::i18n::Catalog;
use crate::runtime::home::Home;
use crate::runtime::tui::{self, End, Session, StartAt};
use crate::service::{Context, profiles};

/// `amokey`: the dashboard, or the wizard when there is no profile.
pub fn home(words: &Catalog) -> Result<Exit, Failure> {
    begin(words, StartAt::Home, None, None, true)
}

pub fn setup(args: &SetupArgs, words: &Catalog) -> Result<Exit, Failure> {
    let sandbox = sandbox(args.sandbox.as_deref())?;
    let wished = args.profile.as_deref().map(profile::name).transpose()?;
    if args.plain {
        return plain(wished, sandbox, !args.no_browser, words);
    }
    needs_terminal()?;
    if let Some(name) = wished.clone() {
        let free = context::run(Needs::Ledger, words, async |context| {
            is_free(&context, &name).await.map(|()| Exit::Done)
        })?;
        if free != Exit::Done {
            return Ok(free);
        }
    }
    begin(words, StartAt::Setup, wished, sandbox, !args.no_browser)
}

/// Refuses, before anything is asked, to set up another connection under the name of one that is there.
async fn is_free(context: &Context, wished: &ProfileName) -> Result<(), Failure> {
    match context.listed(wished).await?.filter(is_taken) {
        Some(row) => Err(Failure::usage("cli-setup-taken")
            .with("name", &row.name)
            .with("account", &row.host)
            .below([format!("amokey authorize {}", quoted(row.name.as_str()))])),
        None => Ok(()),
    }
}

/// `amokey setup --plain`: asks, tries, and asks again for what was wrong.
fn plain(
    wished: Option<ProfileName>,
    sandbox: Option<SandboxOrigin>,
    browser: bool,
    words: &Catalog,
) -> Result<Exit, Failure> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        let failure = Failure::usage("cli-plain-without-terminal");
        return Err(failure.with("uri", RedirectUri::DEFAULT));
    }
    context::run(Needs::Ledger, words, async |context| {
        if let Some(name) = &wished {
            is_free(&context, name).await?;
        }
        let known = profiles::all(&context).await?.all;
        let mut interview = Interview::new(wished, sandbox, browser, known);
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
