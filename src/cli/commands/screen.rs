//! The commands that need a terminal: the dashboard, the wizard, the demo.

use std::io::{self, IsTerminal as _};

use crate::cli::args::{Demo, Setup};
use crate::cli::exit::Code;
use crate::cli::plain::{self, Interview};
use crate::cli::{authorizing, environment, failure, secrets};
use crate::domain::profile::ProfileName;
use crate::domain::redirect_uri::RedirectUri;
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
    if args.plain {
        return plain(args, sandbox, words);
    }
    begin(words, Entry::Setup, args.profile, sandbox, !args.no_browser)
}

/// `amokey setup --plain`: asks, tries, and asks again for what was wrong.
fn plain(args: Setup, sandbox: Option<SandboxOrigin>, words: &Catalog) -> Code {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        let uri = [("uri", Arg::from(RedirectUri::DEFAULT))];
        return failure::usage(words, "cli-plain-without-terminal", &uri);
    }
    let wished = args.profile.map(|name| super::name(&name, words));
    let wished = match wished.transpose() {
        Ok(wished) => wished,
        Err(code) => return code,
    };
    super::with_context(words, async |context| {
        let known = match crate::service::profiles::all(&context).await {
            Ok(known) => known.profiles,
            Err(trouble) => return failure::tell(words, &trouble, None),
        };
        let mut interview = Interview::new(wished, sandbox, !args.no_browser, known);
        loop {
            let asked = secrets::aside(words.lang(), move |words| {
                let order = interview.order(words)?;
                Ok((interview, order))
            });
            let (after, (order, answered)) = match asked.await {
                Ok(asked) => asked,
                Err(code) => return code,
            };
            interview = after;
            let trouble = match authorizing::attempt(&context, order, answered, words).await {
                Ok(code) => return code,
                Err(trouble) => trouble,
            };
            let code = failure::tell(words, &trouble, None);
            if !interview.mends(&trouble) {
                return code;
            }
            let again = secrets::aside(words.lang(), plain::asks_whether_again);
            if let Err(code) = again.await {
                return code;
            }
        }
    })
}

/// `amokey authorize P`.
pub fn authorize(name: ProfileName, no_browser: bool, words: &Catalog) -> Code {
    begin(words, Entry::Authorize(name), None, None, !no_browser)
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
        Ok(End::Interrupted | End::HungUp) => Code::Interrupted,
        Err(trouble) => failure::tell(words, &trouble, None),
    }
}

fn no_terminal(words: &Catalog) -> Option<Code> {
    let there = io::stdin().is_terminal() && io::stdout().is_terminal();
    (!there).then(|| failure::usage(words, "cli-no-terminal", &[]))
}
