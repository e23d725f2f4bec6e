//! The Secret Service: GNOME Keyring, KDE Wallet, `KeePassXC`.
//!
//! A search in a locked or missing collection finds nothing and says so without an error. That is
//! why the collection is looked at before every call: only an unlocked one is believed.

use std::env;
use std::error::Error;
use std::sync::Arc;

use dbus_secret_service::{EncryptionType, Error as ServiceError, SecretService};
use dbus_secret_service_keyring_store::Store as SecretStore;
use keyring::api::CredentialStore;

use super::super::super::{StoreError, Unlocking};
use super::{KeychainSession, KeychainSystem, SERVICE};

/// How long the system's prompt stays, in seconds: somewhat less than a person is waited for.
const PROMPT: u64 = 115;

pub(in crate::store::keychain) struct Native {
    unlocking: Unlocking,
}

impl Native {
    pub(in crate::store::keychain) fn new(unlocking: Unlocking) -> Self {
        Self { unlocking }
    }
}

impl KeychainSystem for Native {
    fn open(&self) -> Result<Box<dyn KeychainSession>, StoreError> {
        // Nothing secret goes through this connection, so it needs no key exchange.
        let service = SecretService::connect_with_max_prompt_timeout(EncryptionType::Plain, PROMPT)
            .map_err(|error| explain(&error))?;
        let store = SecretStore::new().map_err(|error| match &error {
            // A service that is late is not one that is missing.
            keyring::Error::PlatformFailure(reason) => explain_failure(&**reason),
            _ => StoreError::Other(error.to_string()),
        })?;
        Ok(Box::new(SecretServiceSession { service, store, unlocking: self.unlocking.clone() }))
    }
}

struct SecretServiceSession {
    service: SecretService,
    store: Arc<SecretStore>,
    unlocking: Unlocking,
}

impl KeychainSession for SecretServiceSession {
    fn store(&self) -> &CredentialStore {
        &*self.store
    }

    fn admit(&self) -> Result<(), StoreError> {
        self.unlock().map_err(|error| explain(&error))
    }

    fn modifiers(&self, user: &str) -> Vec<(&'static str, String)> {
        vec![("label", format!("amokey: {user}"))]
    }

    fn users(&self) -> Result<Vec<String>, StoreError> {
        let users = || {
            let found = self.service.search_items([("service", SERVICE)].into())?;
            let mut users = Vec::new();
            for item in found.unlocked.iter().chain(&found.locked) {
                users.extend(item.get_attributes()?.remove("username"));
            }
            users.sort_unstable();
            users.dedup();
            Ok(users)
        };
        users().map_err(|error: ServiceError| explain(&error))
    }

    fn explain_no_access(&self, _: &(dyn Error + Send + Sync + 'static)) -> StoreError {
        StoreError::Locked
    }

    fn explain_failure(&self, error: &(dyn Error + Send + Sync + 'static)) -> StoreError {
        explain_failure(error)
    }
}

impl SecretServiceSession {
    fn unlock(&self) -> Result<(), ServiceError> {
        let collection = self.service.get_default_collection()?;
        if !collection.is_locked()? {
            return Ok(());
        }
        // Without a screen of its own a program is cron, or a shell on another machine: a prompt
        // would appear where nobody waits for it.
        if !has_display() {
            return Err(ServiceError::Locked);
        }
        let _asked = self.unlocking.ask();
        collection.unlock()?;
        if collection.is_locked()? {
            return Err(ServiceError::Locked);
        }
        Ok(())
    }
}

fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "DISPLAY"]
        .into_iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn explain_failure(error: &(dyn Error + Send + Sync + 'static)) -> StoreError {
    error
        .downcast_ref::<ServiceError>()
        .map_or_else(|| StoreError::Other(error.to_string()), explain)
}

/// What an error of the service means. No default collection is what a daemon has that nobody
/// ever unlocked: the same is to be done as for a locked one.
fn explain(error: &ServiceError) -> StoreError {
    tracing::debug!(%error, "the Secret Service failed");
    match error {
        ServiceError::Locked | ServiceError::Prompt | ServiceError::NoResult => StoreError::Locked,
        ServiceError::Unavailable => StoreError::Missing,
        ServiceError::Dbus(error) => match error.name().unwrap_or_default() {
            "org.freedesktop.Secret.Error.IsLocked" => StoreError::Locked,
            "org.freedesktop.DBus.Error.NoReply"
            | "org.freedesktop.DBus.Error.Timeout"
            | "org.freedesktop.DBus.Error.TimedOut" => StoreError::TimedOut,
            name if MISSING.contains(&name)
                || name.starts_with("org.freedesktop.DBus.Error.Spawn.") =>
            {
                StoreError::Missing
            }
            _ => StoreError::Other(error.to_string()),
        },
        other => StoreError::Other(other.to_string()),
    }
}

/// No bus, or nobody on it who keeps secrets.
const MISSING: [&str; 8] = [
    "org.freedesktop.DBus.Error.ServiceUnknown",
    "org.freedesktop.DBus.Error.NameHasNoOwner",
    "org.freedesktop.DBus.Error.NoServer",
    "org.freedesktop.DBus.Error.NotSupported",
    "org.freedesktop.DBus.Error.FileNotFound",
    "org.freedesktop.DBus.Error.BadAddress",
    "org.freedesktop.DBus.Error.AccessDenied",
    "org.freedesktop.DBus.Error.Disconnected",
];
