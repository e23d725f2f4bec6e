//! A long-lived token is saved only after its own account has answered to it. It is never refreshed.

use std::time::Instant;

use jiff::Timestamp;

use super::context::Context;
use super::exchange;
use super::known::{same_account, same_integration, same_server};
use super::locked_profile::LockedProfile;
use super::verify;
use crate::domain::consent::{NewLongLived, Progress, Tell, watcher};
use crate::domain::profile::Profile;
use crate::domain::record::{Connection, Grant};
use crate::domain::secret::Secret;
use crate::domain::token::Claims;
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::Endpoint;

/// Reads the claims, asks the account, saves. Whatever fails, what was stored before stays.
pub async fn connect(
    context: &Context,
    new: NewLongLived,
    tell: &Tell,
) -> Result<Profile, Trouble> {
    let (begun, name) = (Instant::now(), new.profile.clone());
    let _under_way = context.under_way.begin();
    let result = take(context, new, tell).await;
    let name = result.as_ref().map_or(&name, |profile| &profile.name);
    exchange::note(context, name, begun, &result).await;
    result
}

/// What a token says of its life and of whom it belongs to.
struct Life {
    issued_at: Timestamp,
    expires_at: Timestamp,
    claims: Claims,
}

fn life_of(token: &Secret, now: Timestamp) -> Result<Life, Trouble> {
    let claims = Claims::of(token).ok_or(Cause::LongLivedGarbled)?;
    let moment = |seconds: Option<i64>| seconds.and_then(|it| Timestamp::from_second(it).ok());
    let expires_at = moment(claims.exp)
        .ok_or_else(|| Trouble::noted(Cause::LongLivedGarbled, "the token names no end"))?;
    if expires_at <= now {
        return Err(Cause::LongLivedEnded.into());
    }
    Ok(Life {
        issued_at: moment(claims.iat).unwrap_or(now),
        expires_at,
        claims,
    })
}

/// The same without a line in the history.
pub async fn take(context: &Context, new: NewLongLived, tell: &Tell) -> Result<Profile, Trouble> {
    let life = life_of(&new.token, context.now())?;
    context.with_store(|store| store.check()).await?;
    let record = context.load(&new.profile).await?;
    let before = record.and_then(|record| record.connection);
    same_integration(before.as_ref(), life.claims.client_id.as_deref())?;
    same_account(before.as_ref(), &new.host, &new.token)?;
    same_server(before.as_ref(), &new.host, new.sandbox.as_ref())?;

    tell(Progress::Verifying);
    let at = Endpoint {
        host: new.host.clone(),
        sandbox: new.sandbox.clone(),
    };
    let asked = verify::account(context, &at, &new.token).await;
    let account = asked.map_err(|trouble| match trouble.cause {
        Cause::Unauthorized => Trouble {
            cause: Cause::LongLivedRefused,
            ..trouble
        },
        _ => trouble,
    })?;
    verify::is_named(&at, &new.token, &account)?;

    tell(Progress::Saving);
    let connection = Connection {
        host: new.host,
        sandbox: new.sandbox,
        grant: Grant::LongLived {
            token: new.token,
            expires_at: life.expires_at,
            issued_at: life.issued_at,
        },
    };
    let watcher = watcher(tell);
    let profile = LockedProfile::acquire(context, &new.profile, &watcher).await?;
    let profile = exchange::keep(profile, connection, &watcher).await?;
    verify::introduce(context, profile, account).await
}
