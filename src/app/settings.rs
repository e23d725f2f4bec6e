//! What was known when the program started; it does not change.

use jiff::tz::TimeZone;

use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::Credentials;
use crate::domain::environment::Environment;
use crate::domain::profile::{ProfileName, StoreKind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub store: StoreKind,
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
    /// The time zone of the dates that are shown.
    pub zone: TimeZone,
}

/// The sandbox's account and integration, as the demo fills them in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    pub host: AccountHost,
    pub credentials: Credentials,
}
