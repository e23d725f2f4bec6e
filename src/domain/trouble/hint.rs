//! What the token endpoint refuses, and why amoCRM no longer accepts a profile's tokens: by its `hint`.

use super::Cause;
use crate::domain::profile::NeedsAuthorization;

/// The hints of the token endpoint. Titles and details come in the user's language; hints do not.
const HINTS: [(&str, Cause); 12] = [
    ("Authorization code has expired", Cause::CodeExpired),
    ("Authorization code has been revoked", Cause::CodeUsed),
    ("Cannot decrypt the authorization code", Cause::CodeGarbled),
    ("Authorization code malformed", Cause::CodeGarbled),
    ("Authorization code was not issued to this client", Cause::CodeOfAnotherIntegration),
    ("Redirect URI is not associated with client", Cause::RedirectUriMismatch),
    ("Invalid account", Cause::InvalidAccount),
    // It names no parameter, so there is nothing better to say than the hint itself.
    ("Check that all required parameters have been provided", Cause::Refused),
    ("Token has been revoked", Cause::TokenRevoked),
    ("Token is not linked to client", Cause::TokenOfAnotherIntegration),
    ("Cannot decrypt the refresh token", Cause::TokenGarbled),
    ("Token has expired", Cause::TokenExpired),
];

impl Cause {
    pub fn of_hint(hint: &str) -> Self {
        HINTS
            .iter()
            .find(|(known, _)| hint.eq_ignore_ascii_case(known))
            .map_or(Self::Refused, |(_, cause)| cause.clone())
    }
}

impl NeedsAuthorization {
    /// Why; without a hint, integration ID and secret key no longer belong together, as a rule.
    pub fn cause(&self) -> Cause {
        let cause = self.hint.as_deref().map_or(Cause::WrongClient, Cause::of_hint);
        match (cause, self.lost_at) {
            (Cause::WrongClient | Cause::TokenRevoked, Some(at)) => Cause::AnswerLost { at },
            (cause, _) => cause,
        }
    }
}
