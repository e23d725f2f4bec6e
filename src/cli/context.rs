//! What a command runs with: store and ledger opened, and an end that waits for what must not be left half-way.

use std::sync::Arc;

use super::{Exit, Failure, environment, output};
use crate::i18n::Catalog;
use crate::runtime::{self, OnUnlocking, home::Home, open};
use crate::service::Context;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Ledger,
    /// To read what the ledger knows: one that cannot be written is warned of.
    Known,
    /// Ledger and store: the store is opened while everything else is.
    Secrets,
    /// A token and nothing else: a ledger that fails keeps nobody from it.
    Token,
}

/// Runs a command until it ends, or is told to. What failed is told before what is still under way is waited for.
pub fn run<F: Future<Output = Result<Exit, Failure>>>(
    needs: Needs,
    words: &Catalog,
    work: impl FnOnce(Context) -> F,
) -> Result<Exit, Failure> {
    let kind = environment::store()?;
    let home = Home::open()?;
    let store = open::store(kind, &home.folder, &home.id, Some(words.lang()), unlocking(words));
    if matches!(needs, Needs::Secrets | Needs::Token) {
        store.open_ahead();
    }
    runtime::log::begin(&home);
    let context = open::context(&home, store, words.lang(), {
        let words = Catalog::new(words.lang());
        Box::new(move |error| {
            let reason = [("reason", error.to_string().into())];
            output::warn(&words.say("cli-unpaced", &reason));
        })
    });
    if let Some(trouble) = context.ledger.trouble() {
        if matches!(needs, Needs::Ledger | Needs::Secrets) {
            return Err(trouble.into());
        }
        let why = words.explain(&trouble);
        let lines = [Some(words.text("cli-without-ledger")), Some(why.what), why.details, why.next];
        output::warn(&lines.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    }
    let in_flight = context.in_flight.clone();
    let work = async { Ok(work(context).await.unwrap_or_else(|failure| failure.tell(words))) };
    let ended = runtime::until_told_to_end(work, &in_flight, || {
        output::err(&format!("\namokey: {}\n", words.text("refreshing-ending")));
    });
    ended?.unwrap_or(Ok(Exit::Interrupted))
}

/// Says, once it happens, that the keychain waits for a person: otherwise the command would just seem to hang.
pub fn unlocking(words: &Catalog) -> OnUnlocking {
    let words = Catalog::new(words.lang());
    Arc::new(move |waiting| {
        if waiting {
            output::warn(&words.text("unlocking"));
        }
    })
}
