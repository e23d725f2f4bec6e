//! A rotation that has begun: the profile that is held, and the grant whose refresh token is spent.

use jiff::Timestamp;

use crate::domain::profile::history::Outcome;
use crate::domain::profile::{LastRefresh, Profile};
use crate::domain::tokens::{Connection, Grant, OAuthGrant, Record, Watcher};
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::Endpoint;
use crate::service::locked_profile::LockedProfile;

pub struct Rotation {
    pub profile: LockedProfile,
    pub at: Endpoint,
    pub grant: OAuthGrant,
    pub watcher: Watcher,
    /// Since when an answer may be lost: by a crash before us, or by the network now.
    pub lost: Option<Timestamp>,
    /// Whether the pair is only a candidate yet: what is connected stays beside it until it has proven itself.
    pub is_candidate: bool,
}

impl Rotation {
    /// Of the connection in use; `None` when there is nothing to rotate in it.
    pub fn of(profile: LockedProfile, watcher: &Watcher) -> Option<Self> {
        let connection = profile.record.connection.clone()?;
        Self::begin(profile, connection, watcher, false)
    }

    /// Of a connection that has to prove itself; `None` when there is nothing to rotate in it.
    pub fn of_candidate(
        profile: LockedProfile,
        candidate: Connection,
        watcher: &Watcher,
    ) -> Option<Self> {
        Self::begin(profile, candidate, watcher, true)
    }

    fn begin(
        profile: LockedProfile,
        connection: Connection,
        watcher: &Watcher,
        is_candidate: bool,
    ) -> Option<Self> {
        let Grant::OAuth(grant) = connection.grant else {
            return None;
        };
        Some(Self {
            profile,
            at: Endpoint { host: connection.host, sandbox: connection.sandbox },
            lost: grant.refreshing_since,
            grant,
            watcher: Watcher::clone(watcher),
            is_candidate,
        })
    }

    /// The connection as it is now.
    pub fn connection(&self) -> Connection {
        Connection {
            host: self.at.host.clone(),
            sandbox: self.at.sandbox.clone(),
            grant: Grant::OAuth(self.grant.clone()),
        }
    }

    pub fn record(&self) -> Record {
        let connection = Some(self.connection());
        let record = self.profile.record.clone();
        if self.is_candidate {
            Record { candidate: connection, ..record }
        } else {
            Record { connection, ..record }
        }
    }

    /// Writes the row that follows from the record, and how the attempt ended.
    pub async fn show(&self, outcome: Outcome) -> Result<Profile, Trouble> {
        let at = self.profile.context.now();
        let LockedProfile { context, name, record, .. } = &self.profile;
        let shown = context.show(name, record, &self.watcher, move |row| {
            row.last_refresh = Some(LastRefresh { at, outcome });
        });
        let none = || Trouble::noted(Cause::Internal, "a connection without a row");
        shown.await.ok_or_else(none)
    }
}
