//! Which step can mend a trouble.

use crate::domain::authorize::AuthMethod;
use crate::domain::trouble::{Cause, Mend, Trouble};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MendingStep {
    Account,
    Method,
    Credentials,
    RedirectUri,
    /// The code, the token or the key that was brought instead of consent.
    Secret,
}

/// `None` where the same may be tried again.
pub fn mending_step(trouble: &Trouble, method: AuthMethod) -> Option<MendingStep> {
    match trouble.cause.mend() {
        Mend::Account => Some(MendingStep::Account),
        Mend::AuthMethod => Some(MendingStep::Method),
        // It names its integration itself.
        Mend::Credentials if method == AuthMethod::LongLived => Some(MendingStep::Secret),
        Mend::Credentials => Some(MendingStep::Credentials),
        Mend::RedirectUri => Some(MendingStep::RedirectUri),
        Mend::Consent => match method {
            AuthMethod::Code | AuthMethod::LongLived => Some(MendingStep::Secret),
            AuthMethod::ApiKey if trouble.cause == Cause::ApiKeyRefused => {
                Some(MendingStep::Secret)
            }
            AuthMethod::Consent | AuthMethod::ApiKey => None,
        },
        Mend::Retry | Mend::Store | Mend::Outside => None,
    }
}
