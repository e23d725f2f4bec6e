//! Takes tokens over from another program: nothing that is dead is stored, and what was stored is not lost for it.

mod pair;
mod request;

use std::sync::Arc;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::domain::authorize::{NewLongLived, Tell};
use crate::domain::profile::history::{Action, Outcome};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::secret::Secret;
use crate::domain::token_files::ImportedTokens;
use crate::domain::tokens::{Connection, Watcher};
use crate::domain::trouble::Trouble;
use crate::service::authorize::long_lived;
use crate::service::context::Context;

pub use request::{ImportRequest, MissingField, Overrides};

/// Why nothing was taken over. What was stored is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// Something is missing, or what was found in its place has not the right shape.
    #[error("{0:?} is missing")]
    Lacks(MissingField),
    /// Several profiles are connected to this account.
    #[error("several profiles are connected to this account")]
    WhichProfile,
    /// The account's profile has tokens of another grant, and nobody said that these may be replaced.
    #[error("{name} is connected with another grant")]
    ChangesGrant { name: ProfileName },
    /// An access token alone that ends soon.
    #[error("an access token alone, and it ends soon")]
    EndsSoon,
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// Twice as long as any access token lives that should be refreshed.
const WORTH_KEEPING: SignedDuration = SignedDuration::from_hours(48);

/// An access token without a refresh token is a long-lived one, or not worth keeping.
fn long_lived(found: &ImportedTokens, now: Timestamp) -> Option<Secret> {
    let left = found.access_expires_at()?.duration_since(now);
    found.access.clone().filter(|_| left > WORTH_KEEPING)
}

/// Proves the tokens, and stores them under this name.
pub async fn import(
    context: &Context,
    name: &ProfileName,
    request: &ImportRequest,
    watcher: &Watcher,
) -> Result<Profile, ImportError> {
    let begun = Instant::now();
    let result = take_over(context, name, request, watcher).await;
    let outcome = match &result {
        Ok(_) => Ok(Outcome::Imported),
        Err(ImportError::Trouble(trouble)) => Err(trouble),
        // Nothing was tried.
        Err(_) => return result,
    };
    context.log_result(name, Action::Import, begun, outcome).await;
    result
}

async fn take_over(
    context: &Context,
    name: &ProfileName,
    request: &ImportRequest,
    watcher: &Watcher,
) -> Result<Profile, ImportError> {
    let record = context.load(name).await?;
    let kept: Option<Connection> = record.and_then(|record| record.connection);
    let at = request.endpoint(kept.as_ref())?;
    let token = long_lived(&request.found, context.now());
    if request.found.refresh.is_none() && token.is_none() {
        return Err(ImportError::EndsSoon);
    }
    let is_oauth = kept.as_ref().map(|kept| kept.oauth().is_some());
    if is_oauth == Some(request.found.refresh.is_none()) && request.profile.is_none() {
        return Err(ImportError::ChangesGrant { name: name.clone() });
    }
    match &request.found.refresh {
        None => {
            let token = token.ok_or(ImportError::EndsSoon)?;
            let profile = name.clone();
            let new = NewLongLived { profile, host: at.host, sandbox: at.sandbox, token };
            Ok(long_lived::take(context, new, &(Arc::new(|_| {}) as Tell)).await?)
        }
        Some(refresh) => {
            let credentials = request.credentials(kept.as_ref())?;
            let pair = pair::Pair { name, at, credentials, refresh, found: &request.found };
            Ok(Box::pin(pair.take_over(context, watcher)).await?)
        }
    }
}
