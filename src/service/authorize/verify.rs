//! Proves an access token by asking the account for its name.

use std::time::{Duration, Instant};

use jiff::SignedDuration;

use crate::domain::profile::history::{Action, Outcome};
use crate::domain::profile::project;
use crate::domain::profile::{AccountFacts, Profile, ProfileName};
use crate::domain::rate_limit::RateLimitKey;
use crate::domain::secret::Secret;
use crate::domain::tokens::{Claims, Connection, Grant, Record, nobody};
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::Endpoint;
use crate::service::context::Context;
use crate::service::locked_profile::LockedProfile;

/// How long a person is kept waiting for a name.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Asks the account, and keeps what it says of itself. Works with every grant.
pub async fn verify(context: &Context, name: &ProfileName) -> Result<Profile, Trouble> {
    let begun = Instant::now();
    let result = ask(context, name).await;
    let outcome = result.as_ref().map(|_| Outcome::Verified);
    context.log_result(name, Action::Verify, begun, outcome).await;
    result
}

async fn ask(context: &Context, name: &ProfileName) -> Result<Profile, Trouble> {
    let none = || Trouble::new(Cause::NoSuchProfile { name: name.to_string(), near: Vec::new() });
    let record = context.require(name).await?;
    let connection = record.connection.ok_or_else(none)?;
    let (connection, asked) = asked(context, name, connection).await;
    match &asked {
        Ok(_) => context.accepted(name, &connection).await,
        // Of a token that has ended nothing else is to be expected.
        Err(trouble) if trouble.cause == Cause::Unauthorized => {
            if connection.is_good_for(&context.moment(), SignedDuration::ZERO) {
                context.refused(name, &connection).await;
            }
        }
        Err(_) => {}
    }
    learn(context, name, &connection, asked?).await
}

/// Keeps what an account has said of itself to the token of a connection. A pair that has worked needs none before it.
pub async fn learn(
    context: &Context,
    name: &ProfileName,
    connection: &Connection,
    account: AccountFacts,
) -> Result<Profile, Trouble> {
    if let Grant::OAuth(grant) = &connection.grant
        && grant.previous_refresh.is_some()
    {
        drop_previous(context, name, &grant.tokens.access).await;
    }
    is_named(&connection.endpoint(), connection.access(), &account)?;
    let record = Record { connection: Some(connection.clone()), ..Record::default() };
    let known = project::profile(name, context.store.kind(), &record, None, context.now());
    let none = || Trouble::noted(Cause::Internal, "a connection without a row");
    introduce(context, known.ok_or_else(none)?, account).await
}

/// Asks the account, also where it has moved to.
async fn asked(
    context: &Context,
    name: &ProfileName,
    connection: Connection,
) -> (Connection, Result<AccountFacts, Trouble>) {
    let asked = account(context, &connection.endpoint(), connection.access()).await;
    let moved = match asked.as_ref().map_err(|trouble| &trouble.cause) {
        Err(Cause::Unauthorized | Cause::NoSuchAccount) => context.follow(name, &connection).await,
        _ => Ok(None),
    };
    match moved {
        Ok(Some(moved)) => {
            let asked = account(context, &moved.endpoint(), moved.access()).await;
            (moved, asked)
        }
        Ok(None) => (connection, asked),
        Err(trouble) => (connection, Err(trouble)),
    }
}

/// What the account says of itself, and the name of whoever gave consent, where it may be read: nothing depends on it.
/// amoCRM takes this for a use of the token.
pub async fn account(
    context: &Context,
    at: &Endpoint,
    access: &Secret,
) -> Result<AccountFacts, Trouble> {
    let counted = RateLimitKey::by_token(access, at);
    let asked = context.oauth.account(at, access);
    let mut account = context.paced(&counted, asked).await?;
    if let Some(id) = account.user_id {
        let asked = context.oauth.user_name(at, access, id);
        account.user_name = context.paced(&counted, asked).await.unwrap_or_default();
    }
    Ok(account)
}

/// Whether the account that answered is the one the token names.
pub fn is_named(at: &Endpoint, token: &Secret, account: &AccountFacts) -> Result<(), Trouble> {
    let named = Claims::of(token).and_then(|claims| claims.account_id);
    if named.is_none_or(|named| named == account.id) {
        return Ok(());
    }
    Err(Trouble::noted(
        Cause::TokensOfAnotherAccount { expected: at.host.to_string(), got: account.name.clone() },
        "the token names another account id",
    ))
}

/// Keeps what the account said of itself, where there is a row for it; `known` is what is known without one.
pub async fn introduce(
    context: &Context,
    known: Profile,
    account: AccountFacts,
) -> Result<Profile, Trouble> {
    context
        .with_ledger(move |ledger| {
            let introduced = |row: Profile| {
                let account = account.clone().with_name_of(row.account.as_ref());
                Profile { account: Some(account), ..row }
            };
            let row = ledger.change_profile(&known.name, |row| row.map(introduced))?;
            Ok(row.unwrap_or_else(|| introduced(known)))
        })
        .await
}

/// The pair in use has worked: the refresh token before it is good for nothing any more. That it could not be
/// dropped does no harm.
async fn drop_previous(context: &Context, name: &ProfileName, worked: &Secret) {
    let dropped = async {
        let mut profile = LockedProfile::acquire(context, name, &nobody()).await?;
        let mut record = profile.record.clone();
        if let Some(Grant::OAuth(grant)) =
            record.connection.as_mut().map(|connection| &mut connection.grant)
            && grant.tokens.access == *worked
        {
            grant.previous_refresh = None;
            profile.save(record).await?;
            context.row(name, &profile.record).await;
        }
        Ok::<_, Trouble>(())
    };
    if let Err(trouble) = dropped.await {
        tracing::warn!(%trouble, "the previous refresh token is still kept");
    }
}
