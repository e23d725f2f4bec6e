//! A row per profile.

use std::cell::RefCell;

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, Error as SqlError, named_params};

use super::columns::{Columns, Millis, insert, rows};
use super::{Ledger, LedgerError};
use crate::domain::authorize::RedirectUri;
use crate::domain::profile::{
    AccessFacts, AccountFacts, LastRefresh, NeedsAuthorization, Profile, ProfileName, RefreshFacts,
    Rows,
};

impl Ledger {
    pub fn profiles(&self) -> Result<Rows<Profile>, LedgerError> {
        let connection = self.connection()?;
        let mut select = connection.prepare_cached("SELECT * FROM profiles ORDER BY name")?;
        let repeated = Repeated::default();
        Ok(rows(select.query([])?, "name", |row| read(row, &repeated))?)
    }

    pub fn profile(&self, name: &ProfileName) -> Result<Option<Profile>, LedgerError> {
        let mut found = rows_of(&*self.connection()?, name)?;
        match found.unreadable.pop() {
            Some(row) => Err(LedgerError::Row(row)),
            None => Ok(found.read.pop()),
        }
    }

    /// The same for whoever replaces the row: one that makes no sense is as good as none.
    pub fn readable_profile(&self, name: &ProfileName) -> Result<Option<Profile>, LedgerError> {
        Ok(rows_of(&*self.connection()?, name)?.read.pop())
    }

    /// Changes a row as one step: nobody else writes it between reading and writing. `change` gives the row that should
    /// be there, or `None` where there should be none, and is asked again where it is to be written. A row that makes no
    /// sense is as good as none.
    pub fn change_profile(
        &self,
        name: &ProfileName,
        change: impl Fn(Option<Profile>) -> Option<Profile>,
    ) -> Result<Option<Profile>, LedgerError> {
        let before = self.readable_profile(name)?;
        let after = change(before.clone());
        // Most often there is nothing to write, and nobody is kept waiting for that.
        if after.is_none() || after == before {
            return Ok(after);
        }
        self.change(|connection| {
            let before = rows_of(connection, name)?.read.pop();
            let after = change(before.clone());
            if let Some(row) = &after
                && after != before
            {
                put(connection, row)?;
            }
            Ok(after)
        })
    }

    /// Adds a profile, or replaces what is known of it.
    #[cfg(any(test, feature = "test-support"))]
    pub fn put_profile(&self, profile: &Profile) -> Result<(), LedgerError> {
        put(&*self.connection()?, profile)
    }

    /// Notes since when the account does not accept an access token, or that it does; `false` where that was known, or
    /// where another token is in use.
    pub fn note_access(
        &self,
        name: &ProfileName,
        fingerprint: &str,
        refused_at: Option<Timestamp>,
    ) -> Result<bool, LedgerError> {
        let changed = self.connection()?.execute(
            "UPDATE profiles SET access_refused_at = :at WHERE name = :name AND access_fingerprint = :fingerprint
             AND (access_refused_at IS NULL) <> (:at IS NULL)",
            named_params! {
                ":at": refused_at.map(Millis), ":name": name, ":fingerprint": fingerprint,
            },
        )?;
        Ok(changed > 0)
    }

    /// Removes a profile and what waits for it; its history stays. `false` when there was none.
    pub fn delete_profile(&self, name: &ProfileName) -> Result<bool, LedgerError> {
        self.change(|connection| {
            for table in ["pending", "exports", "hooks_run"] {
                connection.execute(&format!("DELETE FROM {table} WHERE profile = ?1"), [name])?;
            }
            let gone = connection.execute("DELETE FROM profiles WHERE name = ?1", [name])?;
            Ok(gone > 0)
        })
    }
}

/// The rows of a name: one, or none.
fn rows_of(connection: &Connection, name: &ProfileName) -> Result<Rows<Profile>, LedgerError> {
    let mut select = connection.prepare_cached("SELECT * FROM profiles WHERE name = ?1")?;
    Ok(rows(select.query([name])?, "name", |row| read(row, &Repeated::default()))?)
}

fn put(connection: &Connection, profile: &Profile) -> Result<(), LedgerError> {
    let scopes = serde_json::to_string(&profile.scopes)
        .map_err(|error| SqlError::ToSqlConversionFailure(error.into()))?;
    let account = profile.account.as_ref();
    let access = profile.access.as_ref();
    let refresh = profile.refresh.as_ref();
    let needs = profile.needs_authorization.as_ref();
    let last = profile.last_refresh.as_ref();
    let row = named_params! {
        ":name": profile.name,
        ":host": profile.host,
        ":grant_type": profile.grant,
        ":store": profile.store,
        ":client_id": profile.client_id,
        ":redirect_uri": profile.redirect_uri,
        ":sandbox": profile.sandbox,
        ":generation": profile.generation,
        ":account_id": account.map(|account| account.id),
        ":account_name": account.map(|account| &account.name),
        ":user_id": account.and_then(|account| account.user_id),
        ":user_name": account.and_then(|account| account.user_name.as_ref()),
        ":scopes": scopes,
        ":access_expires_at": access.map(|access| Millis(access.expires_at)),
        ":access_lifetime": access.map(|access| access.lifetime),
        ":access_fingerprint": access.map(|access| &access.fingerprint),
        ":access_refused_at": access.and_then(|access| access.refused_at).map(Millis),
        ":refresh_issued_at": refresh.map(|refresh| Millis(refresh.issued_at)),
        ":refresh_estimated_expiry": refresh.map(|refresh| Millis(refresh.estimated_expiry)),
        ":refresh_fingerprint": refresh.map(|refresh| &refresh.fingerprint),
        ":clock_skew": profile.clock_skew,
        ":last_refresh_at": last.map(|last| Millis(last.at)),
        ":last_refresh_outcome": last.map(|last| last.outcome),
        ":needs_authorization_since": needs.map(|needs| Millis(needs.since)),
        ":needs_authorization_hint": needs.and_then(|needs| needs.hint.as_ref()),
        ":answer_lost_at": needs.and_then(|needs| needs.lost_at).map(Millis),
        ":elsewhere_since": profile.elsewhere_since.map(Millis),
        ":note": profile.note,
        ":first_name": profile.first_name,
        ":created_at": Millis(profile.created_at),
    };
    Ok(insert(connection, "INSERT OR REPLACE INTO profiles", row)?)
}

/// What most profiles of an integration have in common: it is understood once and not ten thousand times.
#[derive(Default)]
struct Repeated {
    redirect_uri: RefCell<Option<RedirectUri>>,
    /// As they are kept, and as they are.
    scopes: RefCell<Option<(String, Vec<String>)>>,
}

impl Repeated {
    fn redirect_uri(&self, row: &Columns<'_>) -> Result<Option<RedirectUri>, SqlError> {
        let mut last = self.redirect_uri.borrow_mut();
        if last.as_ref().map(RedirectUri::as_str) != row.text("redirect_uri")? {
            *last = row.get("redirect_uri")?;
        }
        Ok(last.clone())
    }

    fn scopes(&self, row: &Columns<'_>) -> Result<Vec<String>, SqlError> {
        let kept = row.text("scopes")?.unwrap_or_default();
        let mut last = self.scopes.borrow_mut();
        match &*last {
            Some((text, scopes)) if text == kept => Ok(scopes.clone()),
            _ => {
                let scopes = row.get::<Scopes>("scopes")?.0;
                *last = Some((kept.to_owned(), scopes.clone()));
                Ok(scopes)
            }
        }
    }
}

fn read(row: &Columns<'_>, repeated: &Repeated) -> Result<Profile, SqlError> {
    Ok(Profile {
        name: row.get("name")?,
        host: row.get("host")?,
        grant: row.get("grant_type")?,
        store: row.get("store")?,
        client_id: row.get("client_id")?,
        redirect_uri: repeated.redirect_uri(row)?,
        sandbox: row.get("sandbox")?,
        generation: row.get("generation")?,
        account: account(row)?,
        scopes: repeated.scopes(row)?,
        access: access(row)?,
        refresh: refresh(row)?,
        clock_skew: row.get("clock_skew")?,
        last_refresh: last_refresh(row)?,
        needs_authorization: needs_authorization(row)?,
        elsewhere_since: row.time_if_any("elsewhere_since")?,
        note: row.get("note")?,
        first_name: row.get("first_name")?,
        created_at: row.time("created_at")?,
    })
}

/// A list of texts, kept as JSON.
struct Scopes(Vec<String>);

impl FromSql for Scopes {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map(Self).map_err(FromSqlError::other)
    }
}

fn account(row: &Columns<'_>) -> Result<Option<AccountFacts>, SqlError> {
    let Some(id) = row.get("account_id")? else { return Ok(None) };
    Ok(Some(AccountFacts {
        id,
        name: row.get("account_name")?,
        user_id: row.get("user_id")?,
        user_name: row.get("user_name")?,
    }))
}

fn access(row: &Columns<'_>) -> Result<Option<AccessFacts>, SqlError> {
    let Some(expires_at) = row.time_if_any("access_expires_at")? else { return Ok(None) };
    Ok(Some(AccessFacts {
        expires_at,
        lifetime: row.get("access_lifetime")?,
        fingerprint: row.get("access_fingerprint")?,
        refused_at: row.time_if_any("access_refused_at")?,
    }))
}

fn refresh(row: &Columns<'_>) -> Result<Option<RefreshFacts>, SqlError> {
    let Some(issued_at) = row.time_if_any("refresh_issued_at")? else { return Ok(None) };
    Ok(Some(RefreshFacts {
        issued_at,
        estimated_expiry: row.time("refresh_estimated_expiry")?,
        fingerprint: row.get("refresh_fingerprint")?,
    }))
}

fn last_refresh(row: &Columns<'_>) -> Result<Option<LastRefresh>, SqlError> {
    let Some(at) = row.time_if_any("last_refresh_at")? else { return Ok(None) };
    Ok(Some(LastRefresh { at, outcome: row.get("last_refresh_outcome")? }))
}

fn needs_authorization(row: &Columns<'_>) -> Result<Option<NeedsAuthorization>, SqlError> {
    let Some(since) = row.time_if_any("needs_authorization_since")? else { return Ok(None) };
    Ok(Some(NeedsAuthorization {
        since,
        hint: row.get("needs_authorization_hint")?,
        lost_at: row.time_if_any("answer_lost_at")?,
    }))
}
