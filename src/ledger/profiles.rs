//! A row per profile.

use jiff::Timestamp;
use rusqlite::{Connection, Error as SqlError, Row, named_params};

use super::columns::{Columns, from_word, millis, number, rows, word};
use super::{Ledger, LedgerError};
use crate::domain::account::AccountHost;
use crate::domain::credentials::ClientId;
use crate::domain::profile::{
    AccessFacts, AccountFacts, LastRefresh, NeedsAuthorization, Profile, ProfileName, RefreshFacts,
};
use crate::domain::redirect_uri::RedirectUri;
use crate::domain::rows::Rows;
use crate::domain::sandbox_origin::SandboxOrigin;

impl Ledger {
    /// All profiles, by name.
    pub fn profiles(&self) -> Result<Rows<Profile>, LedgerError> {
        let connection = self.connection()?;
        let mut select = connection.prepare_cached("SELECT * FROM profiles ORDER BY name")?;
        Ok(rows(select.query([])?, "name", read)?)
    }

    /// One profile.
    pub fn profile(&self, name: &ProfileName) -> Result<Option<Profile>, LedgerError> {
        let mut found = self.rows_of(name)?;
        match found.unreadable.pop() {
            Some(row) => Err(LedgerError::Row(row)),
            None => Ok(found.read.pop()),
        }
    }

    /// The same for whoever replaces the row: one that makes no sense is as good as none.
    pub fn readable_profile(&self, name: &ProfileName) -> Result<Option<Profile>, LedgerError> {
        Ok(self.rows_of(name)?.read.pop())
    }

    fn rows_of(&self, name: &ProfileName) -> Result<Rows<Profile>, LedgerError> {
        rows_of(&*self.connection()?, name)
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
                ":at": refused_at.map(millis), ":name": name.as_str(), ":fingerprint": fingerprint,
            },
        )?;
        Ok(changed > 0)
    }

    /// Removes a profile and what waits for it; its history stays. `false` when there was none.
    pub fn delete_profile(&self, name: &ProfileName) -> Result<bool, LedgerError> {
        self.change(|connection| {
            connection.execute("DELETE FROM pending WHERE profile = ?1", [name.as_str()])?;
            connection.execute("DELETE FROM exports WHERE profile = ?1", [name.as_str()])?;
            connection.execute("DELETE FROM hooks_run WHERE profile = ?1", [name.as_str()])?;
            let gone =
                connection.execute("DELETE FROM profiles WHERE name = ?1", [name.as_str()])?;
            Ok(gone > 0)
        })
    }
}

/// The rows of a name: one, or none.
fn rows_of(connection: &Connection, name: &ProfileName) -> Result<Rows<Profile>, LedgerError> {
    let mut select = connection.prepare_cached("SELECT * FROM profiles WHERE name = ?1")?;
    Ok(rows(select.query([name.as_str()])?, "name", read)?)
}

fn put(connection: &Connection, profile: &Profile) -> Result<(), LedgerError> {
    let scopes = serde_json::to_string(&profile.scopes)
        .map_err(|error| SqlError::ToSqlConversionFailure(error.into()))?;
    let account = profile.account.as_ref();
    let access = profile.access.as_ref();
    let refresh = profile.refresh.as_ref();
    let needs = profile.needs_authorization.as_ref();
    let last = profile.last_refresh.as_ref();
    connection.prepare_cached(PUT)?.execute(named_params! {
        ":name": profile.name.as_str(),
        ":host": profile.host.as_str(),
        ":grant_type": word(profile.grant)?,
        ":store": word(profile.store)?,
        ":client_id": profile.client_id.as_ref().map(ClientId::as_str),
        ":redirect_uri": profile.redirect_uri.as_ref().map(RedirectUri::as_str),
        ":sandbox": profile.sandbox.as_ref().map(ToString::to_string),
        ":generation": number(profile.generation)?,
        ":account_id": account.map(|account| number(account.id)).transpose()?,
        ":account_name": account.map(|account| &account.name),
        ":user_id": account.and_then(|account| account.user_id).map(number).transpose()?,
        ":user_name": account.and_then(|account| account.user_name.as_ref()),
        ":scopes": scopes,
        ":access_expires_at": access.map(|access| millis(access.expires_at)),
        ":access_lifetime": access.map(|access| number(access.lifetime)).transpose()?,
        ":access_fingerprint": access.map(|access| &access.fingerprint),
        ":access_refused_at": access.and_then(|access| access.refused_at).map(millis),
        ":refresh_issued_at": refresh.map(|refresh| millis(refresh.issued_at)),
        ":refresh_estimated_expiry": refresh.map(|refresh| millis(refresh.estimated_expiry)),
        ":refresh_fingerprint": refresh.map(|refresh| &refresh.fingerprint),
        ":clock_skew": profile.clock_skew,
        ":last_refresh_at": last.map(|last| millis(last.at)),
        ":last_refresh_outcome": last.map(|last| word(last.outcome)).transpose()?,
        ":needs_authorization_since": needs.map(|needs| millis(needs.since)),
        ":needs_authorization_hint": needs.and_then(|needs| needs.hint.as_ref()),
        ":answer_lost_at": needs.and_then(|needs| needs.lost_at).map(millis),
        ":elsewhere_since": profile.elsewhere_since.map(millis),
        ":created_at": millis(profile.created_at),
    })?;
    Ok(())
}

const PUT: &str = "
    INSERT OR REPLACE INTO profiles (
        name, host, grant_type, store, client_id, redirect_uri, sandbox, generation,
        account_id, account_name, user_id, user_name, scopes,
        access_expires_at, access_lifetime, access_fingerprint, access_refused_at,
        refresh_issued_at, refresh_estimated_expiry, refresh_fingerprint, clock_skew,
        last_refresh_at, last_refresh_outcome, needs_authorization_since, needs_authorization_hint,
        answer_lost_at, elsewhere_since, created_at
    ) VALUES (
        :name, :host, :grant_type, :store, :client_id, :redirect_uri, :sandbox, :generation,
        :account_id, :account_name, :user_id, :user_name, :scopes,
        :access_expires_at, :access_lifetime, :access_fingerprint, :access_refused_at,
        :refresh_issued_at, :refresh_estimated_expiry, :refresh_fingerprint, :clock_skew,
        :last_refresh_at, :last_refresh_outcome, :needs_authorization_since,
        :needs_authorization_hint, :answer_lost_at, :elsewhere_since, :created_at
    )";

fn read(row: &Row<'_>) -> Result<Profile, SqlError> {
    let row = Columns::of(row);
    Ok(Profile {
        name: row.parsed("name", ProfileName::parse)?,
        host: row.parsed("host", AccountHost::parse)?,
        grant: row.parsed("grant_type", from_word)?,
        store: row.parsed("store", from_word)?,
        client_id: row.parsed_if_any("client_id", ClientId::parse)?,
        redirect_uri: row.parsed_if_any("redirect_uri", RedirectUri::parse)?,
        sandbox: row.parsed_if_any("sandbox", SandboxOrigin::parse)?,
        generation: row.number("generation")?,
        account: account(&row)?,
        scopes: row.parsed("scopes", |scopes| serde_json::from_str(scopes))?,
        access: access(&row)?,
        refresh: refresh(&row)?,
        clock_skew: row.get("clock_skew")?,
        last_refresh: last_refresh(&row)?,
        needs_authorization: needs_authorization(&row)?,
        elsewhere_since: row.time_if_any("elsewhere_since")?,
        created_at: row.time("created_at")?,
    })
}

fn account(row: &Columns<'_>) -> Result<Option<AccountFacts>, SqlError> {
    let Some(id) = row.number_if_any("account_id")? else {
        return Ok(None);
    };
    Ok(Some(AccountFacts {
        id,
        name: row.get("account_name")?,
        user_id: row.number_if_any("user_id")?,
        user_name: row.get("user_name")?,
    }))
}

fn access(row: &Columns<'_>) -> Result<Option<AccessFacts>, SqlError> {
    let Some(expires_at) = row.time_if_any("access_expires_at")? else {
        return Ok(None);
    };
    Ok(Some(AccessFacts {
        expires_at,
        lifetime: row.number("access_lifetime")?,
        fingerprint: row.get("access_fingerprint")?,
        refused_at: row.time_if_any("access_refused_at")?,
    }))
}

fn refresh(row: &Columns<'_>) -> Result<Option<RefreshFacts>, SqlError> {
    let Some(issued_at) = row.time_if_any("refresh_issued_at")? else {
        return Ok(None);
    };
    Ok(Some(RefreshFacts {
        issued_at,
        estimated_expiry: row.time("refresh_estimated_expiry")?,
        fingerprint: row.get("refresh_fingerprint")?,
    }))
}

fn last_refresh(row: &Columns<'_>) -> Result<Option<LastRefresh>, SqlError> {
    let Some(at) = row.time_if_any("last_refresh_at")? else {
        return Ok(None);
    };
    Ok(Some(LastRefresh {
        at,
        outcome: row.parsed("last_refresh_outcome", from_word)?,
    }))
}

fn needs_authorization(row: &Columns<'_>) -> Result<Option<NeedsAuthorization>, SqlError> {
    let Some(since) = row.time_if_any("needs_authorization_since")? else {
        return Ok(None);
    };
    Ok(Some(NeedsAuthorization {
        since,
        hint: row.get("needs_authorization_hint")?,
        lost_at: row.time_if_any("answer_lost_at")?,
    }))
}
