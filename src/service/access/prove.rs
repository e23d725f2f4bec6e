//! Proves that a profile opens its account, in the way in which everybody uses it: with a new token where the one that is
//! kept has ended or is refused.

use std::time::Instant;

use crate::domain::profile::history::{Action, Outcome};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::secret::Secret;
use crate::domain::tokens::{Refreshing, Watcher};
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::oauth::{Client, Endpoint};
use crate::service::access::session::Session;
use crate::service::access::token_error::TokenError;
use crate::service::after_refresh;
use crate::service::at_once::{ProfileResult, at_once};
use crate::service::authorize::verify;
use crate::service::context::Context;

/// Who wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    ByPerson,
    /// By a schedule, which comes again: what passes by itself is not worth a line of the history.
    Unattended,
}

/// Asks the account once. What it says of itself, or that it refuses, reaches the row and the history; that only a person
/// can go on is told to whoever is to be called then.
pub async fn prove(
    context: &Context,
    name: &ProfileName,
    asked: Asked,
    watcher: &Watcher,
) -> Result<Profile, Trouble> {
    let begun = Instant::now();
    let result = ask(context, name, watcher).await;
    let outcome = result.as_ref().map(|_| Outcome::Verified);
    if asked == Asked::ByPerson || !outcome.is_err_and(passes) {
        context.log_result(name, Action::Verify, begun, outcome).await;
    }
    if outcome.is_err_and(|trouble| trouble.cause.severity() == Severity::Person) {
        after_refresh::begin(context, name, false);
    }
    result
}

/// The same for many at once; tells each result as it comes.
pub async fn prove_all(
    context: &Context,
    names: Vec<ProfileName>,
    asked: Asked,
    watch: impl Fn(&ProfileName, Refreshing) + Send + Sync + 'static,
    tell: impl FnMut(&ProfileResult<Profile>),
) -> Vec<ProfileResult<Profile>> {
    let proved = |name, watcher| {
        let context = context.clone();
        async move { prove(&context, &name, asked, &watcher).await }
    };
    at_once(names, proved, watch, tell).await
}

/// Whether a failure says nothing of the profile: the next one who asks may be answered.
pub const fn passes(trouble: &Trouble) -> bool {
    match trouble.cause.severity() {
        Severity::Temporary | Severity::Store | Severity::Busy => true,
        Severity::Person | Severity::Failed => false,
    }
}

async fn ask(context: &Context, name: &ProfileName, watcher: &Watcher) -> Result<Profile, Trouble> {
    let opened = Session::open(context, name, watcher).await;
    let mut session = opened.map_err(|error| match error {
        TokenError::Trouble(trouble) => trouble,
        TokenError::LongerThanLife { .. } | TokenError::Stale => {
            Trouble::noted(Cause::BadAnswer, error)
        }
    })?;
    let asked =
        async |client: &Client, at: &Endpoint, access: &Secret| client.account(at, access).await;
    let account = session.ask_unnoted(asked).await.0?;
    verify::learn(context, name, session.connection(), account).await
}
