//! Which questions can mend a trouble.

use super::interview::{Interview, Place, Whose};
use crate::domain::account::AccountHost;
use crate::domain::authorize::AuthMethod;
use crate::domain::authorize::question::Question;
use crate::domain::trouble::{Cause, Mend, Trouble};

impl Interview {
    /// Asks once more for what led to a trouble, and for nothing else; whether that can mend it.
    pub fn mends(&mut self, trouble: &Trouble) -> bool {
        let method = self.method();
        let text = Place::Text;
        let places = match trouble.cause.mend() {
            Mend::Account => {
                self.begin_anew(None);
                vec![text(Question::Account)]
            }
            Mend::AuthMethod => vec![Place::Method],
            // It names its integration itself.
            Mend::Credentials if method == AuthMethod::LongLived => vec![text(Question::LongLived)],
            Mend::Credentials if self.is_again() => {
                self.wants_secret = true;
                vec![text(Question::ClientSecret)]
            }
            Mend::Credentials => vec![text(Question::ClientId), text(Question::ClientSecret)],
            Mend::RedirectUri => {
                self.begin_anew(Some(Whose::New));
                vec![text(Question::RedirectUri)]
            }
            Mend::Consent => match method {
                AuthMethod::Code => {
                    // It is spent.
                    self.forget(Question::Code);
                    vec![text(Question::Code)]
                }
                AuthMethod::LongLived => vec![text(Question::LongLived)],
                AuthMethod::ApiKey if trouble.cause == Cause::ApiKeyRefused => {
                    vec![text(Question::ApiKey)]
                }
                AuthMethod::Consent | AuthMethod::ApiKey => vec![Place::Again],
            },
            Mend::Retry | Mend::Store => vec![Place::Again],
            Mend::Outside => return false,
        };
        self.instead = answering(trouble);
        self.doubted = places;
        true
    }
}

/// The account that answered in the place of the expected one.
fn answering(trouble: &Trouble) -> Option<AccountHost> {
    match &trouble.cause {
        Cause::WrongAccount { got, .. } | Cause::TokensOfAnotherAccount { got, .. } => {
            AccountHost::parse(got).ok()
        }
        _ => None,
    }
}
