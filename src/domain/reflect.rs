//! The row of the ledger that follows from a record: how the ledger is written and healed.

use jiff::{SignedDuration, Timestamp};

use super::moment::Moment;
use super::profile::{AccessFacts, GrantType, Profile, ProfileName, RefreshFacts, StoreKind};
use super::record::{Connection, Grant, Record};
use super::token::Claims;

/// The row of a record; `None` while nothing is connected. What only the ledger knows (the account's
/// name, the last refresh) is taken over from the row before.
pub fn profile(
    name: &ProfileName,
    store: StoreKind,
    record: &Record,
    before: Option<Profile>,
    now: Timestamp,
) -> Option<Profile> {
    let connection = record.connection.as_ref()?;
    // Of an older copy that was put back it must be known that there was a newer one.
    let seen = before.as_ref().filter(|row| row.store == store);
    let generation = seen.map_or(0, |row| row.generation).max(record.generation);
    let before = before.filter(|row| is_of(row, connection));
    Some(Profile {
        name: name.clone(),
        host: connection.host.clone(),
        grant: grant_type(&connection.grant),
        store,
        client_id: connection
            .credentials()
            .map(|known| known.client_id.clone()),
        redirect_uri: connection
            .credentials()
            .map(|known| known.redirect_uri.clone()),
        sandbox: connection.sandbox.clone(),
        generation,
        account: before.as_ref().and_then(|row| row.account.clone()),
        scopes: Claims::of(connection.access())
            .map(|claims| claims.scopes)
            .unwrap_or_default(),
        access: Some(access(&connection.grant, before.as_ref())),
        refresh: refresh(&connection.grant),
        clock_skew: match &connection.grant {
            Grant::OAuth(grant) => grant.tokens.clock_skew,
            Grant::LongLived { .. } => 0,
        },
        last_refresh: before.as_ref().and_then(|row| row.last_refresh),
        needs_authorization: record.needs_authorization.clone(),
        elsewhere_since: record.elsewhere_since,
        created_at: before.map_or(now, |row| row.created_at),
    })
}

/// Whether a row is of the account of a connection. A renamed account is the same: its number decides, and the address
/// only where that is not known.
fn is_of(row: &Profile, connection: &Connection) -> bool {
    let number = Claims::of(connection.access()).and_then(|claims| claims.account_id);
    match row.account.as_ref().zip(number) {
        Some((account, number)) => account.id == number,
        None => row.host.same_account(&connection.host),
    }
}

const fn grant_type(grant: &Grant) -> GrantType {
    match grant {
        Grant::OAuth(_) => GrantType::OAuth,
        Grant::LongLived { .. } => GrantType::LongLived,
    }
}

fn access(grant: &Grant, before: Option<&Profile>) -> AccessFacts {
    let facts = match grant {
        Grant::OAuth(grant) => AccessFacts {
            expires_at: grant.tokens.access_expires_at(),
            lifetime: grant.tokens.expires_in,
            fingerprint: grant.tokens.access.fingerprint(),
            refused_at: None,
        },
        Grant::LongLived {
            token,
            expires_at,
            issued_at,
        } => AccessFacts {
            expires_at: *expires_at,
            lifetime: u64::try_from(expires_at.as_second() - issued_at.as_second()).unwrap_or(0),
            fingerprint: token.fingerprint(),
            refused_at: None,
        },
    };
    // What was heard of a token is known only here.
    let same = before
        .and_then(|row| row.access.as_ref())
        .filter(|access| access.fingerprint == facts.fingerprint);
    AccessFacts {
        refused_at: same.and_then(|access| access.refused_at),
        ..facts
    }
}

fn refresh(grant: &Grant) -> Option<RefreshFacts> {
    match grant {
        Grant::OAuth(grant) => Some(RefreshFacts {
            issued_at: grant.tokens.issued_at,
            estimated_expiry: grant.tokens.refresh_expiry_estimate(),
            fingerprint: grant.tokens.refresh.fingerprint(),
        }),
        Grant::LongLived { .. } => None,
    }
}

impl Connection {
    /// Whether the access token is good for at least that long.
    pub fn is_good_for(&self, moment: &Moment, least: SignedDuration) -> bool {
        match &self.grant {
            Grant::OAuth(grant) => grant.tokens.is_good_for(moment, least),
            Grant::LongLived { expires_at, .. } => expires_at.duration_since(moment.now) > least,
        }
    }

    /// The token that opens the API.
    pub const fn access(&self) -> &super::secret::Secret {
        match &self.grant {
            Grant::OAuth(grant) => &grant.tokens.access,
            Grant::LongLived { token, .. } => token,
        }
    }

    /// The address of the API, without a slash at its end. A sandbox is named by its own address, where the account's
    /// real host would lead to the real account.
    pub fn base_url(&self) -> String {
        match &self.sandbox {
            Some(origin) => origin.to_string(),
            None => format!("https://{}", self.host),
        }
    }

    /// The integration, where there is one.
    pub const fn credentials(&self) -> Option<&super::credentials::Credentials> {
        match &self.grant {
            Grant::OAuth(grant) => Some(&grant.credentials),
            Grant::LongLived { .. } => None,
        }
    }
}
