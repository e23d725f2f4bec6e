//! A code becomes tokens, and the tokens are saved before anything uses them.

use std::time::{Duration, Instant};

use backon::{ExponentialBuilder, Retryable as _};
use tokio::time::sleep;

use crate::domain::authorize::{Progress, Tell, watcher};
use crate::domain::profile::history::{Action, Outcome};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::rate_limit::RateLimitKey;
use crate::domain::secret::Secret;
use crate::domain::tokens::{Connection, Grant, OAuthGrant, Record, TokenPair, Watcher};
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::service::after_refresh;
use crate::service::authorize::plan::{AuthorizationPlan, hold_free, may_replace};
use crate::service::context::Context;
use crate::service::locked_profile::LockedProfile;

/// Three tries within a few seconds: a person is watching.
fn soon() -> ExponentialBuilder {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(500))
        .with_max_delay(Duration::from_secs(3))
        .with_max_times(2)
}

/// Exchanges a code and saves the pair. Whatever fails, what was stored before stays.
pub async fn exchange_and_save(
    context: &Context,
    plan: &AuthorizationPlan,
    code: &Secret,
    tell: &Tell,
) -> Result<Profile, Trouble> {
    logged(context, &plan.profile, Box::pin(try_it(context, plan, code, tell))).await
}

/// Writes into the history how an authorization ended. A program that ends waits for it.
pub async fn logged(
    context: &Context,
    asked: &ProfileName,
    work: impl Future<Output = Result<Profile, Trouble>>,
) -> Result<Profile, Trouble> {
    let begun = Instant::now();
    let _in_flight = context.in_flight.begin();
    let result = work.await;
    let name = result.as_ref().map_or(asked, |profile| &profile.name);
    let outcome = result.as_ref().map(|_| Outcome::Authorized);
    context.log_result(name, Action::Authorize, begun, outcome).await;
    result
}

async fn try_it(
    context: &Context,
    plan: &AuthorizationPlan,
    code: &Secret,
    tell: &Tell,
) -> Result<Profile, Trouble> {
    let draft = &plan.draft;
    let at = draft.endpoint();
    let watcher = watcher(tell);
    // Held before the code is sent: what is received has a place then.
    let profile = plan.hold(context, &watcher).await?;
    tell(Progress::Exchanging);
    let counted = RateLimitKey::of(&draft.credentials.client_id, &at);
    let ask = || context.paced(&counted, context.oauth.exchange(&at, &draft.credentials, code));
    // After a lost answer the code may be used up; then the next try says so, and consent is asked for again.
    let answer =
        ask.retry(soon()).when(|trouble| trouble.cause.severity() == Severity::Temporary).await?;
    let connection = Connection {
        host: draft.host.clone(),
        sandbox: draft.sandbox.clone(),
        grant: Grant::OAuth(OAuthGrant {
            credentials: draft.credentials.clone(),
            tokens: TokenPair::received(answer, context.moment()),
            previous_refresh: None,
            refreshing_since: None,
        }),
    };
    keep(profile, connection, &watcher).await
}

/// Puts a connection in the place of what was there. A name that stands for another account or integration keeps it:
/// then the connection gets a name of its own.
pub async fn keep(
    mut profile: LockedProfile,
    connection: Connection,
    watcher: &Watcher,
) -> Result<Profile, Trouble> {
    if may_replace(profile.record.connection.as_ref(), &connection).is_err() {
        profile = hold_free(&profile.context, &connection.host, watcher).await?;
    }
    let next = Record {
        connection: Some(connection),
        candidate: None,
        draft: None,
        needs_authorization: None,
        // New tokens are ours, whoever looked after the ones before.
        elsewhere_since: None,
        handed_to: None,
        ..profile.record.clone()
    };
    profile.save_patiently(next, watcher).await?;
    let LockedProfile { context, name, record, .. } = &profile;
    let row = context.show(name, record, watcher, |_| {}).await;
    let LockedProfile { context, name, .. } = profile;
    see_to_row(&context, &name);
    after_refresh::begin(&context, &name, true);
    row.ok_or_else(|| Trouble::noted(Cause::Internal, "a connection without a row"))
}

/// Sees to it that a new connection gets its row although the ledger could not be written: without one nobody who goes
/// by the ledger would refresh it. Whoever reads the record writes the row.
fn see_to_row(context: &Context, name: &ProfileName) {
    let in_flight = context.in_flight.begin();
    let (context, name) = (context.clone(), name.clone());
    tokio::spawn(async move {
        for pause in context.timeouts.save {
            if matches!(context.listed(&name).await, Ok(Some(_))) {
                break;
            }
            sleep(*pause).await;
            if let Err(trouble) = context.load(&name).await {
                tracing::warn!(%trouble, "a new connection has no row yet");
            }
        }
        drop(in_flight);
    });
}
