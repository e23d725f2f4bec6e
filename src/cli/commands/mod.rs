//! One file a command, or a few that are nothing without one another.

mod api;
mod authorize;
mod connect;
mod doctor;
mod exec;
mod export;
mod forget;
mod handbook;
mod history;
mod hooks;
mod import;
mod lead;
mod page;
mod pending;
mod refresh;
mod sandbox;
mod schedule;
mod screen;
mod status;
mod store;
mod token;

use std::future::Future;

use super::args::Command;
use super::exit::Code;
use super::{environment, failure, output};
use crate::domain::lang::Lang;
use crate::domain::profile::{Profile, ProfileName, StoreKind};
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};
use crate::runtime::{self, home::Home, open};
use crate::service::Context;
use crate::service::rate_limit::Unusable;

/// The command line that answers with what cron would see.
const QUESTION: [&str; 2] = ["doctor", "--as-cron"];

/// Runs a command.
pub fn run(command: Option<Command>, words: &Catalog) -> Code {
    match command {
        None => screen::home(words),
        Some(Command::Setup(args)) => screen::setup(args, words),
        Some(Command::Connect(args)) => connect::run(&args, words),
        Some(Command::Authorize(args)) => authorize::run(&args, words),
        Some(Command::Token(args)) => token::run(&args, words),
        Some(Command::Refresh(args)) => refresh::run(&args, words),
        Some(Command::Exec(args)) => exec::run(&args, words),
        Some(Command::Api(args)) => api::run(&args, words),
        Some(Command::Lead(args)) => lead::run(&args, words),
        Some(Command::Export(args)) => export::run(&args, words),
        Some(Command::Import(args)) => import::run(&args, words),
        Some(Command::Hooks(args)) => hooks::run(&args, words),
        Some(Command::Schedule(args)) => schedule::run(&args, words),
        Some(Command::Status(args)) => status::run(&args, words),
        Some(Command::History(args)) => history::run(args, words),
        Some(Command::Pending(args)) => pending::run(&args, words),
        Some(Command::Doctor(args)) => doctor::run(&args, words),
        Some(Command::Forget(args)) => forget::run(&args, words),
        Some(Command::Store(args)) => store::run(args, words),
        Some(Command::Page(args)) => page::run(&args, words),
        Some(Command::Sandbox(args)) => sandbox::run(args, words),
        Some(Command::Demo(args)) => screen::demo(&args, words),
        Some(Command::Completions(args)) => handbook::completions(&args, words),
        Some(Command::Man(args)) => handbook::man(&args, words),
    }
}

/// Runs what needs the ledger, or perhaps the store, but no screen.
fn with_context<F: Future<Output = Code>>(
    words: &Catalog,
    work: impl FnOnce(Context) -> F,
) -> Code {
    run_with(words, WithoutLedger::Fails, open::store_asking, work)
}

/// Runs what only reads the ledger.
fn with_what_is_known<F: Future<Output = Code>>(
    words: &Catalog,
    work: impl FnOnce(Context) -> F,
) -> Code {
    run_with(words, WithoutLedger::Warns, open::store_asking, work)
}

/// Runs what needs the store for certain: it is opened while everything else is.
fn with_secrets<F: Future<Output = Code>>(
    words: &Catalog,
    work: impl FnOnce(Context) -> F,
) -> Code {
    run_with(words, WithoutLedger::Fails, open::store_ahead, work)
}

/// Runs what needs a token and nothing else: a ledger that fails keeps nobody from it.
fn with_tokens<F: Future<Output = Code>>(words: &Catalog, work: impl FnOnce(Context) -> F) -> Code {
    run_with(words, WithoutLedger::Warns, open::store_ahead, work)
}

/// What becomes of a command when the ledger cannot be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WithoutLedger {
    /// It ends before anything is done.
    Fails,
    /// It goes on, and says so.
    Warns,
}

fn run_with<F: Future<Output = Code>>(
    words: &Catalog,
    without_ledger: WithoutLedger,
    open_store: impl FnOnce(StoreKind, Lang, Unlocking) -> Result<open::Opened, Trouble>,
    work: impl FnOnce(Context) -> F,
) -> Code {
    let store = match environment::store() {
        Ok(store) => store,
        Err(name) => {
            return failure::usage(words, "cli-unknown-store", &[("store", Arg::from(name))]);
        }
    };
    let opened = open_store(store, words.lang(), unlocking(words)).and_then(|store| {
        let home = Home::open()?;
        runtime::log::begin(&home);
        let context = open::context(&home, store, words.lang(), unpaced(words));
        match (context.ledger.trouble(), without_ledger) {
            (Some(trouble), WithoutLedger::Fails) => Err(trouble),
            (Some(trouble), WithoutLedger::Warns) => {
                warn_of_ledger(words, &trouble);
                Ok(context)
            }
            (None, WithoutLedger::Fails | WithoutLedger::Warns) => Ok(context),
        }
    });
    let ended = opened.and_then(|context| {
        let under_way = context.under_way.clone();
        let waiting = || output::err(&format!("\namokey: {}\n", words.text("refreshing-ending")));
        runtime::until_told_to_end(work(context), &under_way, waiting)
    });
    match ended {
        Ok(Some(code)) => code,
        Ok(None) => Code::Interrupted,
        Err(trouble) => failure::tell(words, &trouble, None),
    }
}

type Unlocking = Box<dyn Fn(bool) + Send + Sync>;

/// Says, once it happens, that the keychain waits for a person: otherwise the command would just seem to hang.
fn unlocking(words: &Catalog) -> Unlocking {
    let words = Catalog::new(words.lang());
    Box::new(move |waiting| {
        if waiting {
            output::err(&format!("amokey: {}\n", words.text("unlocking")));
        }
    })
}

/// Says that nothing is noted, why, and what mends it.
fn warn_of_ledger(words: &Catalog, trouble: &Trouble) {
    let explanation = words.explain(trouble);
    let lines = [
        Some(format!("amokey: {}", words.text("cli-without-ledger"))),
        Some(explanation.what),
        explanation.details,
        explanation.next,
    ];
    let lines: Vec<_> = lines.into_iter().flatten().collect();
    output::err(&format!("{}\n", lines.join("\n")));
}

/// Says why amoCRM is asked so slowly.
fn unpaced(words: &Catalog) -> Unusable {
    let words = Catalog::new(words.lang());
    Box::new(move |error| {
        let reason = [("reason", Arg::from(error.to_string()))];
        output::err(&format!("amokey: {}\n", words.say("cli-unpaced", &reason)));
    })
}

/// What a store is called.
fn kept(store: StoreKind, words: &Catalog) -> String {
    words.text(match store {
        StoreKind::Keychain => "kept-keychain",
        StoreKind::File => "kept-file",
        StoreKind::Memory => "kept-memory",
    })
}

/// Reads a profile's name, or tells that it is none.
fn name(text: &str, words: &Catalog) -> Result<ProfileName, Code> {
    ProfileName::parse(text)
        .map_err(|_| failure::usage(words, "cli-bad-profile-name", &[("name", Arg::from(text))]))
}

/// The profile that is meant: the one named, else `AMOKEY_PROFILE`, else the only one there is.
async fn chosen(
    context: &Context,
    named: Option<&str>,
    words: &Catalog,
) -> Result<ProfileName, Code> {
    let from_environment = environment::profile();
    if let Some(text) = named.or(from_environment.as_deref()) {
        return name(text, words);
    }
    let tell = |trouble: Trouble| failure::tell(words, &trouble, None);
    let known = match crate::service::profiles::all(context).await {
        Ok(known) => known,
        // Whoever has a single profile needs no list of them.
        Err(trouble) => {
            let stored = context.with_store(|store| store.profiles()).await;
            return match stored.unwrap_or_default().as_slice() {
                [only] => Ok(only.clone()),
                [] | [_, ..] => Err(tell(trouble)),
            };
        }
    };
    match (known.profiles.as_slice(), known.unreadable.as_slice()) {
        ([only], []) => Ok(only.name.clone()),
        ([], []) => Err(failure::usage(words, "cli-no-profiles", &[])),
        ([], [only]) => only.profile().ok_or_else(|| tell(only.trouble())),
        ([_, ..], _) | ([], [_, ..]) => Err(failure::usage(words, "cli-which-profile", &[])),
    }
}

/// The row of a profile, or what to say where there is none of this name.
async fn existing(context: &Context, name: &ProfileName, words: &Catalog) -> Result<Profile, Code> {
    let wanted = name.clone();
    match context
        .with_ledger(move |ledger| ledger.profile(&wanted))
        .await
    {
        Ok(Some(profile)) => Ok(profile),
        Ok(None) => {
            let trouble = Trouble::new(Cause::NoSuchProfile {
                name: name.to_string(),
            });
            Err(failure::tell(words, &trouble, None))
        }
        Err(trouble) => Err(failure::tell(words, &trouble, None)),
    }
}
