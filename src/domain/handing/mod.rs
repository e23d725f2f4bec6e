//! Tokens in the forms in which other programs keep them: written for them, and read back.

mod found;
mod lines;
mod object;
mod place;
mod write;

#[cfg(test)]
mod tests;

use jiff::Timestamp;

use super::account::AccountHost;
use super::profile::ProfileName;
use super::record::{Connection, Grant};
use super::secret::Secret;

pub use found::{Found, Unrecognized, read, read_pair};
pub use place::{Kept, N8nUrl, NotAnN8n, Place};
pub use write::{ACCESS_FILE, REFRESH_FILE, Written, write};

/// The variable of the access token, in an environment and in n8n.
pub const ACCESS_TOKEN: &str = "AMOCRM_ACCESS_TOKEN";

/// For which program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `NAME=value` lines: shells, cron, `.env`, MCP servers.
    Env,
    /// Our own JSON.
    Json,
    /// A configuration file for `curl -K`.
    Curl,
    /// A credential for `n8n import:credentials`.
    N8n,
    /// The JSON of the official PHP library's examples.
    Php,
    /// The JSON of `amocrm-js` and `@shevernitskiy/amo`.
    AmocrmJs,
    /// The two files of `amocrm-api` for Python.
    Python,
    /// The JSON of `aioamocrm` for Python.
    Aioamocrm,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Env,
        Self::Json,
        Self::Curl,
        Self::N8n,
        Self::Php,
        Self::AmocrmJs,
        Self::Python,
        Self::Aioamocrm,
    ];

    /// Its name in commands.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Env => "env",
            Self::Json => "json",
            Self::Curl => "curl",
            Self::N8n => "n8n",
            Self::Php => "php",
            Self::AmocrmJs => "amocrm-js",
            Self::Python => "python",
            Self::Aioamocrm => "aioamocrm",
        }
    }

    /// The form of a name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.id() == id)
    }

    /// Whether it is a folder of files rather than one text.
    pub const fn is_folder(self) -> bool {
        match self {
            Self::Python => true,
            Self::Env
            | Self::Json
            | Self::Curl
            | Self::N8n
            | Self::Php
            | Self::AmocrmJs
            | Self::Aioamocrm => false,
        }
    }

    /// Whether its reader knows what to do with a refresh token.
    pub const fn takes_refresh(self) -> bool {
        match self {
            Self::Curl | Self::N8n => false,
            Self::Env
            | Self::Json
            | Self::Php
            | Self::AmocrmJs
            | Self::Python
            | Self::Aioamocrm => true,
        }
    }
}

/// What is handed to another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// The profile it comes from.
    pub profile: ProfileName,
    /// The account.
    pub host: AccountHost,
    /// The address of its API, without a slash at its end.
    pub base_url: String,
    /// The account's number, where it is known.
    pub account_id: Option<u64>,
    /// The access token.
    pub access: Secret,
    /// Its end, by the server's clock.
    pub expires_at: Timestamp,
    /// The whole of its life in seconds.
    pub expires_in: u64,
    /// The refresh token, where that is handed over too.
    pub refresh: Option<Secret>,
}

impl Handed {
    /// What is handed out of a connection; the refresh token only where it is handed over.
    pub fn of(
        profile: &ProfileName,
        connection: &Connection,
        account_id: Option<u64>,
        handover: bool,
    ) -> Self {
        let access = connection.access().clone();
        let (expires_at, expires_in, refresh) = match &connection.grant {
            Grant::OAuth(grant) => (
                grant.tokens.access_expires_at(),
                grant.tokens.expires_in,
                handover.then(|| grant.tokens.refresh.clone()),
            ),
            Grant::LongLived {
                expires_at,
                issued_at,
                ..
            } => {
                let life = expires_at.as_second() - issued_at.as_second();
                (*expires_at, u64::try_from(life).unwrap_or(0), None)
            }
        };
        Self {
            profile: profile.clone(),
            host: connection.host.clone(),
            base_url: connection.base_url(),
            account_id,
            access,
            expires_at,
            expires_in,
            refresh,
        }
    }
}
