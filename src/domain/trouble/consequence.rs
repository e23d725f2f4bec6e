//! What follows from a cause: for a program that only has an exit code, and for the wizard.

use super::Cause;

/// What follows from a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// A person must authorize again.
    Person,
    /// Worth trying again later.
    Temporary,
    /// The secret store cannot be used.
    Store,
    /// Another process holds the profile.
    Busy,
    /// Failed for another reason.
    Failed,
}

/// The step of the wizard that can mend a trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// The account's address.
    Account,
    /// The integration ID and the secret key.
    Credentials,
    /// The redirect URI.
    RedirectUri,
    /// Another way in.
    WayIn,
    /// Consent once more, or whatever was brought instead of it.
    Consent,
    /// The same again: nothing has to be changed.
    Retry,
    /// The keychain.
    Store,
    /// Nothing in the wizard.
    Outside,
}

impl Cause {
    /// What follows for a program that only has an exit code.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::CodeExpired
            | Self::CodeUsed
            | Self::CodeGarbled
            | Self::CodeOfAnotherIntegration
            | Self::Denied
            | Self::ConsentTimedOut
            | Self::WrongAttempt
            | Self::TokenRevoked
            | Self::AnswerLost { .. }
            | Self::Elsewhere { .. }
            | Self::TokenOfAnotherIntegration
            | Self::TokenGarbled
            | Self::TokenExpired
            | Self::AnotherAccount { .. }
            | Self::WrongClient
            | Self::Unauthorized
            | Self::LongLivedEnded
            | Self::LongLivedRefused
            | Self::RecordMissing { .. }
            | Self::NeedsAuthorization { .. } => Severity::Person,
            Self::TooManyRequests { .. }
            | Self::ServerError
            | Self::BadAnswer
            | Self::Unreachable
            | Self::TimedOut => Severity::Temporary,
            Self::StoreLocked
            | Self::StoreMissing
            | Self::StoreTimedOut
            | Self::StoreFull
            | Self::StoreReadOnly
            | Self::StoreDamaged
            | Self::StoreDoubled
            | Self::StoreNewer
            | Self::StoreNotListable
            | Self::Sealed { .. }
            | Self::InAnotherStore { .. }
            | Self::InBothStores { .. } => Severity::Store,
            Self::Busy { .. } => Severity::Busy,
            Self::PortTaken { .. }
            | Self::PortForbidden { .. }
            | Self::WrongAccount { .. }
            | Self::TokensOfAnotherAccount { .. }
            | Self::MovesServer { .. }
            | Self::WrongIntegration
            | Self::TokenOfAnotherProfile { .. }
            | Self::RedirectUriMismatch
            | Self::InvalidAccount
            | Self::MissingParameter { .. }
            | Self::Refused
            | Self::LongLivedGarbled
            | Self::ApiKeyRefused
            | Self::ApiKeysGone
            | Self::SubscriptionOver
            | Self::Blocked
            | Self::Forbidden
            | Self::NoSuchAccount
            | Self::NothingFound
            | Self::BadRequest
            | Self::Untrusted
            | Self::HomeRefused { .. }
            | Self::LedgerDamaged
            | Self::RowUnreadable { .. }
            | Self::LedgerNewer
            | Self::DiskFull
            | Self::LedgerUnavailable
            | Self::NoBrowser
            | Self::NoSuchProfile { .. }
            | Self::Internal => Severity::Failed,
        }
    }

    /// The step of the wizard that can mend it.
    pub const fn mend(&self) -> Mend {
        match self {
            Self::InvalidAccount | Self::NoSuchAccount | Self::MovesServer { .. } => Mend::Account,
            Self::ApiKeysGone => Mend::WayIn,
            Self::WrongClient
            | Self::RecordMissing { .. }
            | Self::MissingParameter { .. }
            | Self::CodeOfAnotherIntegration
            | Self::WrongIntegration => Mend::Credentials,
            Self::RedirectUriMismatch | Self::PortTaken { .. } | Self::PortForbidden { .. } => {
                Mend::RedirectUri
            }
            Self::Denied
            | Self::ConsentTimedOut
            | Self::WrongAttempt
            | Self::WrongAccount { .. }
            | Self::TokensOfAnotherAccount { .. }
            | Self::AnotherAccount { .. }
            | Self::CodeExpired
            | Self::CodeUsed
            | Self::CodeGarbled
            | Self::TokenRevoked
            | Self::AnswerLost { .. }
            | Self::Elsewhere { .. }
            | Self::TokenOfAnotherIntegration
            | Self::TokenGarbled
            | Self::TokenExpired
            | Self::LongLivedEnded
            | Self::LongLivedGarbled
            | Self::LongLivedRefused
            | Self::ApiKeyRefused
            | Self::Refused
            | Self::Unauthorized
            | Self::BadAnswer
            | Self::NeedsAuthorization { .. } => Mend::Consent,
            Self::TooManyRequests { .. }
            | Self::ServerError
            | Self::Unreachable
            | Self::TimedOut
            | Self::Untrusted
            | Self::Busy { .. }
            | Self::NoBrowser
            | Self::Forbidden => Mend::Retry,
            Self::StoreLocked
            | Self::StoreMissing
            | Self::StoreTimedOut
            | Self::StoreFull
            | Self::StoreReadOnly
            | Self::StoreDamaged
            | Self::StoreDoubled
            | Self::StoreNewer
            | Self::StoreNotListable
            | Self::Sealed { .. }
            | Self::InAnotherStore { .. }
            | Self::InBothStores { .. } => Mend::Store,
            Self::SubscriptionOver
            | Self::Blocked
            | Self::NothingFound
            | Self::BadRequest
            | Self::HomeRefused { .. }
            | Self::LedgerDamaged
            | Self::RowUnreadable { .. }
            | Self::LedgerNewer
            | Self::DiskFull
            | Self::LedgerUnavailable
            | Self::NoSuchProfile { .. }
            | Self::TokenOfAnotherProfile { .. }
            | Self::Internal => Mend::Outside,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_temporary_asks_for_a_person() {
        for cause in [
            Cause::TooManyRequests { retry_after: None },
            Cause::ServerError,
            Cause::BadAnswer,
            Cause::Unreachable,
            Cause::TimedOut,
        ] {
            assert_eq!(cause.severity(), Severity::Temporary, "{cause:?}");
        }
    }
}
