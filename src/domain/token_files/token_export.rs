//! What is handed to another program: the access token of a connection, and the refresh token where that is given away.

use jiff::Timestamp;

use crate::domain::account::AccountHost;
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::tokens::Connection;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenExport {
    pub profile: ProfileName,
    /// What its credential is known by in an n8n.
    pub known_as: String,
    pub host: AccountHost,
    /// The address of its API, without a slash at its end.
    pub base_url: String,
    /// The account's number, where it is known.
    pub account_id: Option<u64>,
    pub access: Secret,
    /// Of the access token, by the server's clock.
    pub expires_at: Timestamp,
    /// The whole life of the access token in seconds.
    pub expires_in: u64,
    pub refresh: Option<Secret>,
}

impl TokenExport {
    /// What is handed out of a connection; the refresh token only where it is handed over.
    pub fn of(
        profile: &ProfileName,
        known_as: String,
        connection: &Connection,
        account_id: Option<u64>,
        handover: bool,
    ) -> Self {
        let pair = connection.oauth().filter(|_| handover);
        Self {
            profile: profile.clone(),
            known_as,
            host: connection.host.clone(),
            base_url: connection.base_url(),
            account_id,
            access: connection.access().clone(),
            expires_at: connection.access_expires_at(),
            expires_in: connection.access_lifetime(),
            refresh: pair.map(|grant| grant.tokens.refresh.clone()),
        }
    }
}
