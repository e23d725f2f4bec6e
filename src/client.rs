//! The crate's door for other Rust programs: access tokens of the profiles that `amokey` keeps alive.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::domain::lang::Lang;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::secret::Secret;
use crate::domain::tokens::nobody;
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::i18n::Catalog;
use crate::ledger::Ledger;
use crate::runtime::home::Home;
use crate::runtime::{open, settings};
use crate::service::Context;
use crate::service::access::token::{TokenError, with_headroom};

/// A home of amokey, opened.
///
/// Its methods run inside a Tokio runtime with time and I/O enabled. Programs that share a home may ask at once: a
/// refresh token is spent once, and the others wait for the new pair.
///
/// ```
/// use amokey::{Amokey, ErrorKind, StoreKind};
///
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path();
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// // `Amokey::open()` opens the home that the `amokey` command uses.
/// let amokey = Amokey::open_home(folder, StoreKind::Memory)?;
/// match amokey.access_token("acme").await {
///     Ok(token) => println!("GET {}/api/v4/leads", token.base_url()),
///     Err(error) if error.kind() == ErrorKind::NoSuchProfile => println!("{error}"),
///     Err(error) => return Err(error),
/// }
/// amokey.close().await;
/// # Ok(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Amokey {
    context: Context,
}

impl Amokey {
    /// Opens the home and the store that the command uses: `AMOKEY_HOME`, `AMOKEY_STORE`, `amokey config`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Failed`] where the folder or the name of the store is unusable.
    pub fn open() -> Result<Self, Error> {
        let store =
            settings::current().store().map_err(|name| Error(Reason::UnknownStore(name)))?;
        Ok(Self::of(&Home::open()?, store))
    }

    /// Opens the home in this folder.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Failed`] where the folder is unusable.
    pub fn open_home(folder: &Path, store: StoreKind) -> Result<Self, Error> {
        Ok(Self::of(&Home::at(folder.to_path_buf())?, store))
    }

    fn of(home: &Home, kind: StoreKind) -> Self {
        let store = open::store(kind, &home.folder, &home.id, None, Arc::new(|_| {}));
        let unpaced = Box::new(|error: &std::io::Error| {
            tracing::warn!(%error, "the requests of other processes are not counted");
        });
        let context = open::context(home, store, Lang::En, unpaced);
        // Hooks are left to a process of `amokey`, which the program around us is not.
        Self { context: Context { hook_host: None, ..context } }
    }

    /// The names of the profiles.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Failed`] where the list cannot be read.
    pub async fn profiles(&self) -> Result<Vec<String>, Error> {
        let rows = self.context.with_ledger(Ledger::profiles).await?;
        Ok(rows.read.into_iter().map(|row| row.name.into()).collect())
    }

    /// An access token that is good for five minutes at least; refreshed where that is needed. A fresh one costs one look
    /// into the store. A request that was sent is finished although this future is dropped, as long as the runtime
    /// lives.
    ///
    /// # Errors
    ///
    /// The [`ErrorKind`] says who can help; the words of the error say how.
    pub async fn access_token(&self, profile: &str) -> Result<AccessToken, Error> {
        let (name, near) = (profile.to_owned(), Vec::new());
        let unknown = |_| Trouble::new(Cause::NoSuchProfile { name, near });
        let name = ProfileName::parse(profile).map_err(unknown)?;
        match with_headroom(&self.context, &name, &nobody()).await {
            Ok(connection) => Ok(AccessToken {
                base_url: connection.base_url(),
                token: connection.access().clone(),
            }),
            Err(TokenError::Trouble(trouble)) => Err(trouble.into()),
            Err(error @ (TokenError::LongerThanLife { .. } | TokenError::Stale)) => {
                Err(Trouble::noted(Cause::LongLivedEnded, error).into())
            }
        }
    }

    /// Waits for what a refresh has begun: exports that are kept up to date, and hooks.
    pub async fn close(self) {
        self.context.in_flight.end().await;
    }
}

impl fmt::Debug for Amokey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Amokey").field("user", &self.context.user).finish_non_exhaustive()
    }
}

/// An access token, and the account it opens. `Debug` hides the token, and its memory is wiped.
#[derive(Clone, Debug)]
pub struct AccessToken {
    base_url: String,
    token: Secret,
}

impl AccessToken {
    /// For `Authorization: Bearer`.
    pub fn expose(&self) -> &str {
        self.token.expose()
    }

    /// `https://` and the account's host, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }
}

/// Why there is no token. `Display` is what the `amokey` command says in English: what happened, and the next command.
#[derive(Clone, Debug)]
pub struct Error(Reason);

#[derive(Clone, Debug)]
enum Reason {
    Trouble(Trouble),
    /// What `AMOKEY_STORE` says.
    UnknownStore(String),
}

/// Who can help: a person, time, or nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Nobody gave this name to a profile.
    NoSuchProfile,
    /// A person has to give consent again: `amokey authorize`.
    NeedsAuthorization,
    /// amoCRM or the network: later it may work.
    Temporary,
    /// The keychain is locked, or another store cannot be used now.
    StoreUnavailable,
    /// Another process holds the profile.
    Busy,
    /// Whatever is none of the others.
    Failed,
}

impl Error {
    /// Who can help: a person, time, or nobody.
    pub fn kind(&self) -> ErrorKind {
        let Reason::Trouble(trouble) = &self.0 else { return ErrorKind::Failed };
        match trouble.cause.severity() {
            _ if matches!(trouble.cause, Cause::NoSuchProfile { .. }) => ErrorKind::NoSuchProfile,
            Severity::Person => ErrorKind::NeedsAuthorization,
            Severity::Temporary => ErrorKind::Temporary,
            Severity::Store => ErrorKind::StoreUnavailable,
            Severity::Busy => ErrorKind::Busy,
            Severity::Failed => ErrorKind::Failed,
        }
    }
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        Self(Reason::Trouble(trouble))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Catalog::new(Lang::En);
        let why = match &self.0 {
            Reason::Trouble(trouble) => words.explain(trouble),
            Reason::UnknownStore(store) => {
                let store = [("store", store.as_str().into())];
                return f.write_str(&words.say("cli-unknown-store", &store));
            }
        };
        let parts = [Some(why.what), why.why, why.details, why.next];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::Trouble(trouble) => Some(trouble),
            Reason::UnknownStore(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::tests::Scene;

    #[tokio::test]
    async fn another_program_gets_a_token_and_learns_who_can_help() {
        let scene = Scene::strict().await;
        let amokey = Amokey { context: scene.context.clone() };
        assert_eq!(amokey.profiles().await.unwrap(), [scene.name.to_string()]);
        let token = amokey.access_token(scene.name.as_str()).await.unwrap();
        assert_eq!(token.expose(), scene.record().connection.unwrap().access().expose());
        assert!(token.base_url().starts_with("http://127.0.0.1:"), "{}", token.base_url());
        assert!(!format!("{token:?}").contains(token.expose()));
        for name in ["nobody", "a/b"] {
            let error = amokey.access_token(name).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::NoSuchProfile, "{error}");
            assert!(error.to_string().contains(name), "{error}");
        }
        amokey.close().await;
    }
}
