//! A long-lived token is saved only after its own account has answered to it. It is never refreshed.

use jiff::Timestamp;

use crate::domain::authorize::{NewLongLived, Progress, Tell, watcher};
use crate::domain::profile::Profile;
use crate::domain::secret::Secret;
use crate::domain::tokens::{Claims, Connection, Grant};
use crate::domain::trouble::{Cause, Trouble};
use crate::service::authorize::exchange;
use crate::service::authorize::plan::may_replace;
use crate::service::authorize::verify;
use crate::service::context::Context;
use crate::service::locked_profile::LockedProfile;

/// Reads the claims, asks the account, saves. Whatever fails, what was stored before stays.
pub async fn connect(
    context: &Context,
    new: NewLongLived,
    tell: &Tell,
) -> Result<Profile, Trouble> {
    let name = new.profile.clone();
    exchange::logged(context, &name, Box::pin(take(context, new, tell))).await
}

/// The life of a long-lived token is said by itself.
fn grant_of(token: Secret, now: Timestamp) -> Result<Grant, Trouble> {
    let claims = Claims::of(&token).ok_or(Cause::LongLivedGarbled)?;
    let moment = |seconds: Option<i64>| seconds.and_then(|it| Timestamp::from_second(it).ok());
    let expires_at = moment(claims.exp)
        .ok_or_else(|| Trouble::noted(Cause::LongLivedGarbled, "the token names no end"))?;
    if expires_at <= now {
        return Err(Cause::LongLivedEnded.into());
    }
    Ok(Grant::LongLived { token, expires_at, issued_at: moment(claims.iat).unwrap_or(now) })
}

/// The same without a line in the history.
pub async fn take(context: &Context, new: NewLongLived, tell: &Tell) -> Result<Profile, Trouble> {
    let NewLongLived { profile, host, sandbox, token } = new;
    let connection = Connection { host, sandbox, grant: grant_of(token, context.now())? };
    context.with_store(|store| store.check()).await?;
    let record = context.load(&profile).await?;
    let before = record.and_then(|record| record.connection);
    may_replace(before.as_ref(), &connection)?;

    tell(Progress::Verifying);
    let at = connection.endpoint();
    let asked = verify::account(context, &at, connection.access()).await;
    let account = asked.map_err(|trouble| match trouble.cause {
        Cause::Unauthorized => Trouble { cause: Cause::LongLivedRefused, ..trouble },
        _ => trouble,
    })?;
    verify::is_named(&at, connection.access(), &account)?;

    tell(Progress::Saving);
    let watcher = watcher(tell);
    let profile = LockedProfile::acquire(context, &profile, &watcher).await?;
    let profile = exchange::keep(profile, connection, &watcher).await?;
    verify::introduce(context, profile, account).await
}
