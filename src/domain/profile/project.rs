//! The row of the ledger that follows from a record: how the ledger is written and healed.

use jiff::Timestamp;

use crate::domain::profile::{
    AccessFacts, GrantType, Profile, ProfileName, RefreshFacts, StoreKind,
};
use crate::domain::tokens::{Claims, Connection, Record, TokenPair};

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
    let (oauth, credentials) = (connection.oauth(), connection.credentials());
    // Of an older copy that was put back it must be known that there was a newer one.
    let seen = before.as_ref().filter(|row| row.store == store);
    let generation = seen.map_or(0, |row| row.generation).max(record.generation);
    let before = before.filter(|row| is_of(row, connection));
    Some(Profile {
        name: name.clone(),
        host: connection.host.clone(),
        grant: oauth.map_or(GrantType::LongLived, |_| GrantType::OAuth),
        store,
        client_id: credentials.map(|known| known.client_id.clone()),
        redirect_uri: credentials.map(|known| known.redirect_uri.clone()),
        sandbox: connection.sandbox.clone(),
        generation,
        account: before.as_ref().and_then(|row| row.account.clone()),
        scopes: Claims::of(connection.access()).map(|claims| claims.scopes).unwrap_or_default(),
        access: Some(access(connection, before.as_ref())),
        refresh: oauth.map(|grant| refresh(&grant.tokens)),
        clock_skew: oauth.map_or(0, |grant| grant.tokens.clock_skew),
        last_refresh: before.as_ref().and_then(|row| row.last_refresh),
        needs_authorization: record.needs_authorization.clone(),
        elsewhere_since: record.elsewhere_since,
        note: before.as_ref().and_then(|row| row.note.clone()),
        first_name: record.first_name.clone(),
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

fn access(connection: &Connection, before: Option<&Profile>) -> AccessFacts {
    let fingerprint = connection.access().fingerprint();
    let same = before
        .and_then(|row| row.access.as_ref())
        .filter(|access| access.fingerprint == fingerprint);
    AccessFacts {
        expires_at: connection.access_expires_at(),
        lifetime: connection.access_lifetime(),
        // That a token was refused is known only to the row.
        refused_at: same.and_then(|access| access.refused_at),
        fingerprint,
    }
}

fn refresh(tokens: &TokenPair) -> RefreshFacts {
    RefreshFacts {
        issued_at: tokens.issued_at,
        estimated_expiry: tokens.refresh_expiry_estimate(),
        fingerprint: tokens.refresh.fingerprint(),
    }
}
