//! What was known when the program started. Only the store changes, where a person keeps tokens in a sealed file instead
//! of a keychain that cannot be used.

use jiff::tz::TimeZone;

use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::Credentials;
use crate::domain::environment::Environment;
use crate::domain::profile::{ProfileName, StoreKind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub store: StoreKind,
    /// What may be used in the place of a store that cannot be.
    pub sealed_file: Option<SealedFileOffer>,
    pub sandbox: Option<SandboxOrigin>,
    /// The demo: the sandbox is in this process and its credentials are filled in.
    pub demo: Option<DemoAccount>,
    /// The name the user asked for on the command line.
    pub profile: Option<ProfileName>,
    /// Where the program runs: the browser may be on another machine.
    pub environment: Environment,
    /// Whether a browser may be opened at all.
    pub browser: bool,
    /// What the dashboard is filtered by when it is opened.
    pub filter: String,
    /// Whether the mouse is listened to from the start.
    pub mouse: bool,
    /// The time zone of the dates that are shown.
    pub zone: TimeZone,
}

/// A sealed file that may be made, or used where it is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedFileOffer {
    /// Where its key would be.
    pub key_file: String,
    /// Whether a variable says where: it comes before the settings, in each process that follows.
    pub key_said: bool,
    /// The variable that says the store, as in `AMOKEY_STORE=keychain`. It comes before the settings as well.
    pub store_said: Option<String>,
}

/// The sandbox's account and integration, as the demo fills them in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    pub host: AccountHost,
    pub credentials: Credentials,
}
