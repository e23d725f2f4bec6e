//! The commands that need a terminal: the dashboard, the wizard, the demo.

use std::io::{self, IsTerminal as _};

use crate::cli::args::{Authorize, Demo, Setup};
use crate::cli::exit::Code;
use crate::cli::{environment, failure};
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::trouble::Trouble;
use crate::i18n::{Arg, Catalog};
use crate::runtime::demo as demonstration;
use crate::runtime::home::Home;
use crate::runtime::tui::{self, End, Entry, Session};

/// `amokey`: the dashboard, or the wizard when there is no profile.
pub fn home(words: &Catalog) -> Code {
    begin(words, Entry::Home, None, None, true)
}

/// `amokey setup`.
pub fn setup(args: Setup, words: &Catalog) -> Code {
    let sandbox = args.sandbox.as_deref().map(SandboxOrigin::parse);
    let Ok(sandbox) = sandbox.transpose() else {
        return failure::usage(words, "cli-bad-sandbox", &[]);
    };
    begin(words, Entry::Setup, args.profile, sandbox, !args.no_browser)
}

/// `amokey authorize P`.
pub fn authorize(args: &Authorize, words: &Catalog) -> Code {
    match super::name(&args.profile, words) {
        Ok(name) => begin(words, Entry::Authorize(name), None, None, !args.no_browser),
        Err(code) => code,
    }
}

/// `amokey demo`.
pub fn demo(args: &Demo, words: &Catalog) -> Code {
    if let Some(code) = no_terminal(words) {
        return code;
    }
    ended(demonstration::run(words.lang(), !args.no_browser), words)
}

fn begin(
    words: &Catalog,
    at: Entry,
    profile: Option<String>,
    sandbox: Option<SandboxOrigin>,
    browser: bool,
) -> Code {
    if let Some(code) = no_terminal(words) {
        return code;
    }
    let profile = match profile.map(|name| super::name(&name, words)).transpose() {
        Ok(profile) => profile,
        Err(code) => return code,
    };
    let store = match environment::store() {
        Ok(store) => store,
        Err(name) => {
            return failure::usage(words, "cli-unknown-store", &[("store", Arg::from(name))]);
        }
    };
    let lang = words.lang();
    let session = Home::open().and_then(|home| {
        tui::run(Session {
            home,
            store,
            lang,
            at,
            profile,
            sandbox,
            browser,
            demo: None,
        })
    });
    ended(session, words)
}

fn ended(session: Result<End, Trouble>, words: &Catalog) -> Code {
    match session {
        Ok(End::Quit) => Code::Done,
        Ok(End::Interrupted) => Code::Interrupted,
        Err(trouble) => failure::tell(words, &trouble, None),
    }
}

fn no_terminal(words: &Catalog) -> Option<Code> {
    let there = io::stdin().is_terminal() && io::stdout().is_terminal();
    (!there).then(|| failure::usage(words, "cli-no-terminal", &[]))
}
