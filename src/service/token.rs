//! The access token of a profile.

use jiff::SignedDuration;
use thiserror::Error;

use super::context::Context;
use super::refresh::{Need, refresh, refused_before};
use crate::domain::profile::ProfileName;
use crate::domain::record::{Connection, Grant, Record};
use crate::domain::refreshing::Watcher;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TokenError {
    /// No token is ever good for that long: asking for it would refresh every time.
    #[error("an access token lives only {life:#}")]
    LongerThanLife {
        /// The whole life of an access token.
        life: SignedDuration,
    },
    /// It ends sooner than is asked for, and it may not be refreshed now.
    #[error("the access token is stale")]
    Stale,
    /// Something is in the way.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// The access token as it is stored.
pub async fn stored(context: &Context, name: &ProfileName) -> Result<Secret, Trouble> {
    let record = context.load(name).await?;
    match record.and_then(|record| record.connection) {
        Some(connection) => Ok(connection.access().clone()),
        None => Err(dead(name)),
    }
}

/// How long a token should still be good for whoever begins something with it.
const LASTING: SignedDuration = SignedDuration::from_mins(5);

/// An access token that is good for at least `min_valid`. A fresh one costs one look into the store: no lock,
/// no network.
pub async fn valid(
    context: &Context,
    name: &ProfileName,
    min_valid: SignedDuration,
    may_refresh: bool,
    watcher: &Watcher,
) -> Result<Secret, TokenError> {
    let connection = connection(context, name, min_valid, may_refresh, watcher).await?;
    Ok(connection.access().clone())
}

/// A connection to begin something with: its token is good for five minutes, or, where none lives so long, for half
/// its life. A long-lived token is used to its end.
pub async fn lasting(
    context: &Context,
    name: &ProfileName,
    watcher: &Watcher,
) -> Result<Connection, TokenError> {
    let least = match connection(context, name, LASTING, true, watcher).await {
        Err(TokenError::LongerThanLife { life }) => life / 2,
        Err(TokenError::Stale) => SignedDuration::ZERO,
        Ok(connection) => return Ok(connection),
        Err(TokenError::Trouble(trouble)) => return Err(trouble.into()),
    };
    connection(context, name, least, true, watcher).await
}

/// The connection with such a token.
async fn connection(
    context: &Context,
    name: &ProfileName,
    min_valid: SignedDuration,
    may_refresh: bool,
    watcher: &Watcher,
) -> Result<Connection, TokenError> {
    let min_valid = min_valid.max(SignedDuration::ZERO);
    let record = read(context, name).await?;
    let connection = usable(name, &record)?;
    let life = match &connection.grant {
        Grant::OAuth(grant) => life_of(grant.tokens.expires_in),
        Grant::LongLived { .. } => return long_lived(context, connection, min_valid),
    };
    // Of a token that was taken over without its end nobody knows how long it lives.
    if !life.is_zero() && min_valid >= life {
        return Err(TokenError::LongerThanLife { life });
    }
    if connection.is_good_for(&context.moment(), min_valid) {
        return Ok(connection.clone());
    }
    if !may_refresh {
        return Err(TokenError::Stale);
    }
    refresh(context, name, Need::Valid(min_valid), watcher).await?;
    let record = read(context, name).await?;
    let connection = usable(name, &record)?;
    if connection.is_good_for(&context.moment(), min_valid) {
        return Ok(connection.clone());
    }
    // A new pair that is not good for long enough: the server gives shorter lives than before.
    let life = record.oauth().map_or(SignedDuration::ZERO, |grant| {
        life_of(grant.tokens.expires_in)
    });
    Err(TokenError::LongerThanLife { life })
}

async fn read(context: &Context, name: &ProfileName) -> Result<Record, Trouble> {
    match context.stored(name).await? {
        Some(record) => Ok(record),
        None => Err(context.absent(name).await),
    }
}

/// The connection, where no person is needed first.
fn usable<'a>(name: &ProfileName, record: &'a Record) -> Result<&'a Connection, Trouble> {
    if let Some(needs) = &record.needs_authorization {
        return Err(refused_before(name, needs));
    }
    record.connection.as_ref().ok_or_else(|| dead(name))
}

fn long_lived(
    context: &Context,
    connection: &Connection,
    min_valid: SignedDuration,
) -> Result<Connection, TokenError> {
    let moment = context.moment();
    if !connection.is_good_for(&moment, SignedDuration::ZERO) {
        return Err(Trouble::new(Cause::LongLivedEnded).into());
    }
    if !connection.is_good_for(&moment, min_valid) {
        return Err(TokenError::Stale);
    }
    Ok(connection.clone())
}

fn life_of(seconds: u64) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX))
}

fn dead(name: &ProfileName) -> Trouble {
    let name = name.to_string();
    Cause::NeedsAuthorization { name }.into()
}
