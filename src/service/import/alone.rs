//! An access token without a refresh token is a long-lived one, or not worth keeping.

use jiff::SignedDuration;

use super::super::context::Context;
use super::super::long_lived;
use super::ImportError;
use crate::domain::consent::NewLongLived;
use crate::domain::handing::Found;
use crate::domain::profile::{Profile, ProfileName};
use crate::oauth::Endpoint;

/// Twice as long as any access token lives that should be refreshed.
const WORTH_KEEPING: SignedDuration = SignedDuration::from_hours(48);

/// Proves the token as any long-lived one is, and stores it.
pub async fn take_over(
    context: &Context,
    name: &ProfileName,
    at: Endpoint,
    found: &Found,
) -> Result<Profile, ImportError> {
    let end = found.access_expires_at();
    let left = end.map(|end| end.duration_since(context.now()));
    let token = found
        .access
        .clone()
        .filter(|_| left.is_some_and(|left| left > WORTH_KEEPING))
        .ok_or(ImportError::EndsSoon)?;
    let new = NewLongLived {
        profile: name.clone(),
        host: at.host,
        sandbox: at.sandbox,
        token,
    };
    Ok(long_lived::take(context, new, &|_| {}).await?)
}
