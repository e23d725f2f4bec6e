//! Why amoCRM no longer accepts a profile's tokens, by its `hint`.

use super::profile::NeedsAuthorization;

/// The reasons for which only a person can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `Token has been revoked`: rotated somewhere else, or access was taken away.
    Revoked,
    /// `Token has expired`: three idle months.
    Idle,
    /// `Token is not linked to client`.
    OtherIntegration,
    /// `Cannot decrypt the refresh token`.
    Garbled,
    /// No hint: integration ID and secret key no longer belong together, as a rule.
    Silent,
    /// A hint nobody knows yet.
    Other,
}

impl Refusal {
    /// Reads the hint that was kept.
    pub fn of(needs: &NeedsAuthorization) -> Self {
        match needs.hint.as_deref() {
            None => Self::Silent,
            Some("Token has been revoked") => Self::Revoked,
            Some("Token has expired") => Self::Idle,
            Some("Token is not linked to client") => Self::OtherIntegration,
            Some("Cannot decrypt the refresh token") => Self::Garbled,
            Some(_) => Self::Other,
        }
    }
}
