//! An access token without a refresh token is a long-lived one, or not worth keeping.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::super::context::Context;
use super::super::long_lived;
use super::ImportError;
use crate::domain::consent::{NewLongLived, Tell};
use crate::domain::handing::Found;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::secret::Secret;
use crate::oauth::Endpoint;

/// Twice as long as any access token lives that should be refreshed.
const WORTH_KEEPING: SignedDuration = SignedDuration::from_hours(48);

/// The token, where it lives long enough.
pub fn worth_keeping(found: &Found, now: Timestamp) -> Result<Secret, ImportError> {
    let left = found.access_expires_at().map(|end| end.duration_since(now));
    found
        .access
        .clone()
        .filter(|_| left.is_some_and(|left| left > WORTH_KEEPING))
        .ok_or(ImportError::EndsSoon)
}

/// Proves the token as any long-lived one is, and stores it.
pub async fn take_over(
    context: &Context,
    name: &ProfileName,
    at: Endpoint,
    token: Secret,
) -> Result<Profile, ImportError> {
    let new = NewLongLived {
        profile: name.clone(),
        host: at.host,
        sandbox: at.sandbox,
        token,
    };
    Ok(long_lived::take(context, new, &(Arc::new(|_| {}) as Tell)).await?)
}
