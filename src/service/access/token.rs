//! The access token of a profile.

use jiff::SignedDuration;

use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::tokens::{Connection, Grant, Watcher};
use crate::domain::trouble::{Cause, Trouble};
pub use crate::service::access::token_error::TokenError;
use crate::service::context::Context;
use crate::service::refresh::{Need, refresh, refused_before};

pub async fn stored(context: &Context, name: &ProfileName) -> Result<Connection, Trouble> {
    context.require(name).await?.connection.ok_or_else(|| dead(name))
}

/// How long a token should still be good for whoever begins something with it.
const HEADROOM: SignedDuration = SignedDuration::from_mins(5);

/// An access token that is good for at least `min_valid`. A fresh one costs one look into the store:
/// no lock, no network.
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
pub async fn with_headroom(
    context: &Context,
    name: &ProfileName,
    watcher: &Watcher,
) -> Result<Connection, TokenError> {
    let least = match connection(context, name, HEADROOM, true, watcher).await {
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
    let connection = usable(context, name).await?;
    let life = match &connection.grant {
        Grant::OAuth(grant) => life_of(grant.tokens.expires_in),
        Grant::LongLived { .. } => {
            let is_good_for = |least| connection.is_good_for(&context.moment(), least);
            return match (is_good_for(SignedDuration::ZERO), is_good_for(min_valid)) {
                (false, _) => Err(Trouble::new(Cause::LongLivedEnded).into()),
                (true, false) => Err(TokenError::Stale),
                (true, true) => Ok(connection),
            };
        }
    };
    // Of a token that was taken over without its end nobody knows how long it lives.
    if !life.is_zero() && min_valid >= life {
        return Err(TokenError::LongerThanLife { life });
    }
    if connection.is_good_for(&context.moment(), min_valid) {
        return Ok(connection);
    }
    if !may_refresh {
        return Err(TokenError::Stale);
    }
    refresh(context, name, Need::Valid(min_valid), watcher).await?;
    let connection = usable(context, name).await?;
    if connection.is_good_for(&context.moment(), min_valid) {
        return Ok(connection);
    }
    // A new pair that is not good for long enough: the server gives shorter lives than before.
    let life =
        connection.oauth().map_or(SignedDuration::ZERO, |grant| life_of(grant.tokens.expires_in));
    Err(TokenError::LongerThanLife { life })
}

/// The stored connection, where no person is needed first.
async fn usable(context: &Context, name: &ProfileName) -> Result<Connection, Trouble> {
    let Some(record) = context.stored(name).await? else {
        return Err(context.absent(name).await);
    };
    match &record.needs_authorization {
        Some(needs) => Err(refused_before(name, needs)),
        None => record.connection.ok_or_else(|| dead(name)),
    }
}

fn life_of(seconds: u64) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX))
}

fn dead(name: &ProfileName) -> Trouble {
    let name = name.to_string();
    Cause::NeedsAuthorization { name }.into()
}
