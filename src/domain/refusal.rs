//! Why amoCRM no longer accepts a profile's tokens, by its `hint`.

use jiff::Timestamp;

use super::profile::NeedsAuthorization;

/// The reasons for which only a person can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `Token has been revoked` after an answer was lost: the server gave a new pair that nobody has.
    AnswerLost(Timestamp),
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
        let Some(hint) = needs.hint.as_deref() else {
            return needs.lost_at.map_or(Self::Silent, Self::AnswerLost);
        };
        let revoked = needs.lost_at.map_or(Self::Revoked, Self::AnswerLost);
        [
            ("Token has been revoked", revoked),
            ("Token has expired", Self::Idle),
            ("Token is not linked to client", Self::OtherIntegration),
            ("Cannot decrypt the refresh token", Self::Garbled),
        ]
        .into_iter()
        .find(|(known, _)| hint.eq_ignore_ascii_case(known))
        .map_or(Self::Other, |(_, refusal)| refusal)
    }
}
