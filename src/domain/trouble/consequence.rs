//! What follows from each cause: one row, of which the exit code, the mending step and the command are read.

use super::Cause;
use super::severity::Severity;
use crate::domain::profile::ProfileName;
use crate::domain::shell::quoted;

/// The step of the wizard that can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    Account,
    Credentials,
    RedirectUri,
    AuthMethod,
    /// Consent once more, or whatever was brought instead of it.
    Consent,
    /// The same again: nothing has to be changed.
    Retry,
    Store,
    Outside,
}

impl Cause {
    pub const fn severity(&self) -> Severity {
        self.row().0
    }

    pub const fn mend(&self) -> Mend {
        self.row().1
    }

    /// The command that mends a profile, where one does.
    pub fn command(&self, name: &ProfileName) -> Option<String> {
        use Mend::{Consent, Credentials, RedirectUri};
        use Severity::{Failed, Person};
        let name = name.in_shell();
        if let Self::Packed { file, .. } = self {
            return Some(format!("amokey unpack {} {name}", quoted(file)));
        }
        match (self.severity(), self.mend()) {
            _ if matches!(self, Self::StoreDamaged | Self::StoreDoubled) => {
                Some(format!("amokey forget {name}"))
            }
            _ if *self == Self::RedirectUriMismatch => {
                Some(format!("amokey authorize {name} --redirect-uri URI"))
            }
            (Person, _) | (Failed, Credentials | RedirectUri | Consent) => {
                Some(format!("amokey authorize {name}"))
            }
            _ => None,
        }
    }

    const fn row(&self) -> (Severity, Mend) {
        use Mend::{Account, AuthMethod, Consent, Credentials, Outside, RedirectUri, Retry};
        use Severity::{Busy, Failed, Person, Store, Temporary};
        match self {
            Self::PortTaken { .. } | Self::PortForbidden { .. } | Self::RedirectUriMismatch => {
                (Failed, RedirectUri)
            }
            Self::Denied
            | Self::ConsentTimedOut
            | Self::WrongAttempt
            | Self::AnotherAccount { .. }
            | Self::CodeExpired
            | Self::CodeUsed
            | Self::CodeGarbled
            | Self::TokenRevoked
            | Self::AnswerLost { .. }
            | Self::TokenOfAnotherIntegration
            | Self::TokenGarbled
            | Self::TokenExpired
            | Self::LongLivedEnded
            | Self::LongLivedRefused
            | Self::Unauthorized
            | Self::NeedsAuthorization { .. }
            | Self::Elsewhere { .. }
            | Self::Packed { .. } => (Person, Consent),
            Self::WrongAccount { .. }
            | Self::TokensOfAnotherAccount { .. }
            | Self::LongLivedGarbled
            | Self::ApiKeyRefused
            | Self::Refused => (Failed, Consent),
            Self::MovesServer { .. } | Self::InvalidAccount | Self::NoSuchAccount => {
                (Failed, Account)
            }
            Self::WrongIntegration | Self::MissingParameter { .. } => (Failed, Credentials),
            Self::TokenOfAnotherProfile { .. }
            | Self::SubscriptionOver
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
            | Self::NameTaken { .. }
            | Self::Internal => (Failed, Outside),
            Self::CodeOfAnotherIntegration | Self::WrongClient | Self::RecordMissing { .. } => {
                (Person, Credentials)
            }
            Self::ApiKeysGone => (Failed, AuthMethod),
            Self::Forbidden | Self::Untrusted | Self::NoBrowser => (Failed, Retry),
            Self::TooManyRequests { .. }
            | Self::ServerError
            | Self::Unreachable
            | Self::TimedOut => (Temporary, Retry),
            Self::BadAnswer => (Temporary, Consent),
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
            | Self::InBothStores { .. } => (Store, Mend::Store),
            Self::Busy { .. } => (Busy, Retry),
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
