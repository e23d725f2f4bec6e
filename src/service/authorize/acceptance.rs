//! What is learned of an access token by using it: that its account accepts it, or not, or has another address.

use crate::domain::profile::ProfileName;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::rate_limit::RateLimitKey;
use crate::domain::tokens::{Connection, Draft};
use crate::domain::trouble::Trouble;
use crate::oauth::{AccountLocation, Endpoint};
use crate::service::after_refresh;
use crate::service::context::Context;

impl Connection {
    pub(crate) fn endpoint(&self) -> Endpoint {
        Endpoint { host: self.host.clone(), sandbox: self.sandbox.clone() }
    }
}

impl Draft {
    pub(crate) fn endpoint(&self) -> Endpoint {
        Endpoint { host: self.host.clone(), sandbox: self.sandbox.clone() }
    }
}

impl Context {
    /// Whether the account is known not to accept the token of this connection.
    pub(crate) async fn is_refused(&self, name: &ProfileName, connection: &Connection) -> bool {
        let (name, fingerprint) = (name.clone(), connection.access().fingerprint());
        let row = self.with_ledger(move |ledger| ledger.readable_profile(&name));
        let access = row.await.ok().flatten().and_then(|row| row.access);
        access.is_some_and(|it| it.fingerprint == fingerprint && it.refused_at.is_some())
    }

    /// The account accepts the token of this connection.
    pub(crate) async fn accepted(&self, name: &ProfileName, connection: &Connection) {
        self.learned(name, connection, None).await;
    }

    /// The account does not accept a token that has not ended; `true` where that is news. A refresh brings another
    /// token, of which nothing is known.
    pub(crate) async fn refused(&self, name: &ProfileName, connection: &Connection) -> bool {
        self.learned(name, connection, Some(self.now())).await
    }

    async fn learned(
        &self,
        name: &ProfileName,
        connection: &Connection,
        refused_at: Option<jiff::Timestamp>,
    ) -> bool {
        let (name, fingerprint) = (name.clone(), connection.access().fingerprint());
        let noted =
            self.with_ledger(move |ledger| ledger.note_access(&name, &fingerprint, refused_at));
        noted.await.unwrap_or_else(|trouble| {
            tracing::warn!(%trouble, "what was learned of an access token is not noted");
            false
        })
    }

    /// Follows the account of a long-lived token to its new address, if it has one: whoever has no refresh token asks
    /// with this one. `None` where it is where it was, as far as anybody tells.
    pub(crate) async fn follow(
        &self,
        name: &ProfileName,
        connection: &Connection,
    ) -> Result<Option<Connection>, Trouble> {
        if connection.oauth().is_some() {
            return Ok(None);
        }
        let (at, access) = (connection.endpoint(), connection.access());
        let counted = RateLimitKey::by_token(access, &at);
        let asked = self.oauth.renamed_by_access(&at, access);
        let host = match self.paced(&counted, asked).await {
            Ok(AccountLocation::Moved(host)) => host,
            Ok(AccountLocation::Here | AccountLocation::TokenRefused(_)) => return Ok(None),
            Err(trouble) => {
                tracing::info!(%trouble, "nobody tells where the account is");
                return Ok(None);
            }
        };
        tracing::info!(from = %connection.host, to = %host, "the account has a new address");
        let moved = Connection { host, ..connection.clone() };
        let (before, after) = (connection.clone(), moved.clone());
        self.change(name, move |record| {
            if record.connection.as_ref() == Some(&before) {
                record.connection = Some(after);
            }
        })
        .await?;
        let (action, outcome) = (Action::Verify, Outcome::Renamed);
        self.log_event(Event {
            detail: Some(moved.host.to_string()),
            ..Event::new(self.now(), Some(name.clone()), action, outcome)
        })
        .await;
        after_refresh::begin(self, name, true);
        Ok(Some(moved))
    }
}
