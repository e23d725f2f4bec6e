//! A code becomes tokens, and the tokens are saved before anything uses them.

use std::time::{Duration, Instant};

use backon::{ExponentialBuilder, Retryable as _};

use super::aftermath;
use super::context::Context;
use super::known::{Known, same_account};
use crate::domain::consent::Progress;
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::record::{Connection, Grant, OAuthGrant};
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
    known: &Known,
    code: &Secret,
    tell: &(impl Fn(Progress) + Send + Sync),
) -> Result<Profile, Trouble> {
    let begun = Instant::now();
    let _under_way = context.under_way.begin();
    let result = try_it(context, known, code, tell).await;
    note(context, &known.profile, begun, &result).await;
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
    known: &Known,
    code: &Secret,
    tell: &(impl Fn(Progress) + Send + Sync),
) -> Result<Profile, Trouble> {
    tell(Progress::Exchanging);
    let draft = &known.draft;
    let at = Endpoint {
        host: draft.host.clone(),
        sandbox: draft.sandbox.clone(),
    };
    let ask = || context.oauth.exchange(&at, &draft.credentials, code);
    // After a lost answer the code may be used up; then the next try says so, and consent is asked for again.
    let answer = ask
        .retry(soon())
        .when(|trouble| trouble.cause.severity() == Severity::Temporary)
        .await?;

    same_account(known.before.as_ref(), &draft.host, &answer.access)?;

    tell(Progress::Saving);
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
    save(context, &known.profile, connection).await
}

/// Puts a connection in the place of what was there. What is saved may exist nowhere else: a store that fails is
/// tried again before giving up.
pub async fn save(
    context: &Context,
    name: &ProfileName,
    connection: Connection,
) -> Result<Profile, Trouble> {
    let save = || {
        let connection = connection.clone();
        context.change(name, move |record| {
            record.connection = Some(connection);
            record.draft = None;
            record.needs_authorization = None;
            // New tokens are ours, whoever looked after the ones before.
            record.elsewhere_since = None;
        })
    };
    let (_, row) = save
        .retry(soon())
        .when(|trouble| trouble.cause.severity() == Severity::Store)
        .await?;
    aftermath::begin(context, name, true);
    row.ok_or_else(|| Trouble::noted(Cause::Internal, "a connection without a row"))
}
