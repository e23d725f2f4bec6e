//! A code becomes tokens, and the tokens are saved before anything uses them.

use std::time::{Duration, Instant};

use backon::{ExponentialBuilder, Retryable as _};
use tokio::time::sleep;

use super::aftermath;
use super::context::Context;
use super::known::{AuthorizationPlan, hold_free, is_for};
use super::locked_profile::LockedProfile;
use crate::domain::consent::{Progress, Tell, watcher};
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::rate_limit::Counted;
use crate::domain::record::{Connection, Grant, OAuthGrant, Record};
use crate::domain::refreshing::Watcher;
use crate::domain::secret::Secret;
use crate::domain::token::TokenPair;
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::oauth::Endpoint;

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
    known: &AuthorizationPlan,
    code: &Secret,
    tell: &Tell,
) -> Result<Profile, Trouble> {
    let begun = Instant::now();
    let _under_way = context.under_way.begin();
    let result = try_it(context, known, code, tell).await;
    let name = result
        .as_ref()
        .map_or(&known.profile, |profile| &profile.name);
    note(context, name, begun, &result).await;
    result
}

/// Writes into the history how an authorization ended.
pub async fn note(
    context: &Context,
    profile: &ProfileName,
    begun: Instant,
    result: &Result<Profile, Trouble>,
) {
    let outcome = match result {
        Ok(_) => Outcome::Authorized,
        Err(trouble) => match trouble.cause.severity() {
            Severity::Temporary => Outcome::Temporary,
            Severity::Store => Outcome::StoreUnavailable,
            Severity::Busy => Outcome::Busy,
            Severity::Person | Severity::Failed => Outcome::Refused,
        },
    };
    let detail = result
        .as_ref()
        .err()
        .map(|trouble| trouble.detail.clone())
        .unwrap_or_default();
    context
        .note(Event {
            took_ms: u64::try_from(begun.elapsed().as_millis()).ok(),
            detail: detail.hint.or(detail.note),
            request_id: detail.request_id,
            ..Event::new(
                context.now(),
                Some(profile.clone()),
                Action::Authorize,
                outcome,
            )
        })
        .await;
}

async fn try_it(
    context: &Context,
    known: &AuthorizationPlan,
    code: &Secret,
    tell: &Tell,
) -> Result<Profile, Trouble> {
    let draft = &known.draft;
    let at = Endpoint {
        host: draft.host.clone(),
        sandbox: draft.sandbox.clone(),
    };
    let watcher = watcher(tell);
    // Held before the code is sent: what is received has a place then.
    let profile = known.hold(context, &watcher).await?;
    tell(Progress::Exchanging);
    let counted = Counted::of(&draft.credentials.client_id, &at);
    let ask = || {
        context.paced(
            &counted,
            context.oauth.exchange(&at, &draft.credentials, code),
        )
    };
    // After a lost answer the code may be used up; then the next try says so, and consent is asked for again.
    let answer = ask
        .retry(soon())
        .when(|trouble| trouble.cause.severity() == Severity::Temporary)
        .await?;
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
    if !is_for(profile.record.connection.as_ref(), &connection) {
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
    let row = profile.show(watcher, |_| {}).await;
    let LockedProfile { context, name, .. } = profile;
    see_to_row(&context, &name);
    aftermath::begin(&context, &name, true);
    row.ok_or_else(|| Trouble::noted(Cause::Internal, "a connection without a row"))
}

/// Sees to it that a new connection gets its row although the ledger could not be written: without one nobody who goes
/// by the ledger would refresh it. Whoever reads the record writes the row.
fn see_to_row(context: &Context, name: &ProfileName) {
    let under_way = context.under_way.begin();
    let (context, name) = (context.clone(), name.clone());
    tokio::spawn(async move {
        for pause in context.patience.save {
            let wanted = name.clone();
            let row = context.with_ledger(move |ledger| ledger.profile(&wanted));
            if matches!(row.await, Ok(Some(_))) {
                break;
            }
            sleep(*pause).await;
            if let Err(trouble) = context.load(&name).await {
                tracing::warn!(%trouble, "a new connection has no row yet");
            }
        }
        drop(under_way);
    });
}
