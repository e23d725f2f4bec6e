//! The keychain of the operating system: one entry per profile.

mod entries;
mod parts;
mod sealing_key;
mod system;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use backon::{BlockingRetryable as _, ConstantBuilder};

use self::system::{KeychainSession, KeychainSystem};
use super::{Store, StoreError, Unlocking, encoding};
use crate::domain::home_id::HomeId;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::tokens::record::Record;

/// How often one call is made. A service that many processes ask at once answers late, and its library waits for two
/// seconds, whatever we would wait for.
const TRIES: usize = 3;

/// Records in the keychain. It is opened by the first call that needs it.
pub struct Keychain {
    home: HomeId,
    system: Box<dyn KeychainSystem>,
    session: Mutex<Option<Box<dyn KeychainSession>>>,
}

impl Keychain {
    /// The entries of a home in the keychain of this system. `unlocking` tells when a person is asked to unlock it.
    pub fn system(home: HomeId, unlocking: Unlocking) -> Self {
        Self::of(home, Box::new(system::Native::new(unlocking)))
    }

    fn of(home: HomeId, system: Box<dyn KeychainSystem>) -> Self {
        Self { home, system, session: Mutex::new(None) }
    }

    /// The name of a profile's entry. `@` is in no profile's name.
    fn user(&self, profile: &ProfileName) -> String {
        let user = self.system.user(profile);
        match &self.home {
            HomeId::First => user,
            HomeId::Own(id) => format!("{user}@{id}"),
        }
    }

    /// Whose entries there are. Parts, and what belongs to no profile, have a `#` in their names.
    fn heads(&self) -> Result<Vec<(HomeId, ProfileName)>, StoreError> {
        let head = |user: &String| {
            let (user, home) = match user.rsplit_once('@') {
                Some((user, id)) => (user, HomeId::parse(id)?),
                None => (user.as_str(), HomeId::First),
            };
            Some((home, self.system.profile(user)?))
        };
        self.with_session(|session| Ok(session.users()?.iter().filter_map(head).collect()))
    }

    /// Does something in a session that is known to be able to read the entries.
    ///
    /// A session that was opened earlier may be dead (the service was restarted): then it is opened
    /// again. All that is done here may be done twice.
    fn with_session<T>(
        &self,
        work: impl Fn(&dyn KeychainSession) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut opened = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let again = ConstantBuilder::default().with_delay(Duration::ZERO).with_max_times(TRIES - 1);
        (|| self.once(&mut opened, &work))
            .retry(again)
            .when(|error| *error == StoreError::TimedOut)
            .notify(|_, _| tracing::debug!("the keychain is asked again"))
            .call()
    }

    fn once<T>(
        &self,
        opened: &mut Option<Box<dyn KeychainSession>>,
        work: impl Fn(&dyn KeychainSession) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let attempt = |session: &dyn KeychainSession| {
            session.admit()?;
            work(session)
        };
        if let Some(session) = opened.take() {
            match attempt(&*session) {
                Err(StoreError::Missing | StoreError::Other(_)) => {
                    tracing::debug!("the keychain session ended; opening another one");
                }
                result => {
                    *opened = Some(session);
                    return result;
                }
            }
        }
        let session = opened.insert(self.system.open()?);
        attempt(&**session)
    }
}

impl Store for Keychain {
    fn open_ahead(&self) {
        let mut opened = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if opened.is_none() {
            *opened = self.system.open().ok();
        }
    }

    fn kind(&self) -> StoreKind {
        StoreKind::Keychain
    }

    fn load(&self, profile: &ProfileName) -> Result<Option<Record>, StoreError> {
        let user = self.user(profile);
        self.with_session(|session| parts::read(session, &user))?
            .map(|bytes| encoding::decode(&bytes))
            .transpose()
    }

    fn save(&self, profile: &ProfileName, record: &Record) -> Result<(), StoreError> {
        let user = self.user(profile);
        let bytes = encoding::encode(record)?;
        let limit = self.system.limit();
        self.with_session(|session| parts::write(session, limit, &user, &bytes))
    }

    fn delete(&self, profile: &ProfileName) -> Result<(), StoreError> {
        let user = self.user(profile);
        let limit = self.system.limit();
        self.with_session(|session| parts::remove(session, limit, &user))
    }

    fn profiles(&self) -> Result<Vec<ProfileName>, StoreError> {
        let heads = self.heads()?.into_iter();
        Ok(heads.filter(|(home, _)| *home == self.home).map(|(_, profile)| profile).collect())
    }

    fn of_other_homes(&self) -> Result<Vec<(HomeId, ProfileName)>, StoreError> {
        let mut heads = self.heads()?;
        heads.retain(|(home, _)| *home != self.home);
        Ok(heads)
    }

    fn check(&self) -> Result<(), StoreError> {
        // No profile has such a name, and no other process has this one.
        let user = format!("#check.{}", std::process::id());
        let text = b"This entry shows that the keychain can be written.";
        self.with_session(|session| {
            session.put(&user, text)?;
            let read = session.get(&user)?;
            session.remove(&user)?;
            if read.is_some_and(|read| *read == text) { Ok(()) } else { Err(StoreError::ReadOnly) }
        })
    }
}
