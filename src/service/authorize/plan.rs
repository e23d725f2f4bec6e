//! What is known about an order: said now, or kept from before. A profile never changes its account or integration.

use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::{Credentials, NewConnection, Reauthorize};
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::tokens::{Claims, Connection, Draft, Grant, Watcher};
use crate::domain::trouble::{Cause, Trouble};
use crate::service::authorize::drafts::live_draft;
use crate::service::context::Context;
use crate::service::locked_profile::LockedProfile;

/// A profile and what its code will be exchanged with.
#[derive(Clone)]
pub struct AuthorizationPlan {
    pub profile: ProfileName,
    /// What the code will be exchanged with.
    pub draft: Draft,
    /// What the name stood for before.
    pub before: Option<Connection>,
}

impl AuthorizationPlan {
    /// Of a profile that is set up now.
    pub async fn said(context: &Context, new: NewConnection) -> Result<Self, Trouble> {
        let record = context.load(&new.profile).await?;
        let before = record.and_then(|record| record.connection);
        let NewConnection { profile, host, sandbox, credentials } = new;
        Self::checked(profile, Draft { host, sandbox, credentials }, before)
    }

    fn checked(
        profile: ProfileName,
        draft: Draft,
        before: Option<Connection>,
    ) -> Result<Self, Trouble> {
        same_integration(before.as_ref(), Some(draft.credentials.client_id.as_str()))?;
        same_server(before.as_ref(), &draft.host, draft.sandbox.as_ref())?;
        Ok(Self { profile, draft, before })
    }

    /// Of a profile that is there. A secret key or a redirect URI that is given replaces the one that is kept.
    pub async fn kept(context: &Context, again: &Reauthorize) -> Result<Self, Trouble> {
        let record = context.load(&again.profile).await?;
        let before = record.as_ref().and_then(|it| it.connection.clone());
        let begun = match &record {
            Some(record) => live_draft(context, &again.profile, record).await?,
            None => None,
        };
        let Some(mut draft) = begun.or_else(|| before.as_ref().and_then(draft_of)) else {
            return Self::listed(context, again).await;
        };
        if let Some(secret) = &again.secret {
            draft.credentials.client_secret = secret.clone();
        }
        if let Some(uri) = &again.redirect_uri {
            draft.credentials.redirect_uri = uri.clone();
        }
        Self::checked(again.profile.clone(), draft, before)
    }

    /// Of a profile that is on the list, and whose record is gone: the secret key is all that the list does not know.
    async fn listed(context: &Context, again: &Reauthorize) -> Result<Self, Trouble> {
        let here = context.store.kind();
        let row = context.listed(&again.profile).await?.filter(|row| row.store == here);
        let known = row.and_then(|row| {
            let credentials = Credentials {
                client_id: row.client_id?,
                client_secret: again.secret.clone()?,
                redirect_uri: again.redirect_uri.clone().or(row.redirect_uri)?,
            };
            Some(Draft { host: row.host, sandbox: row.sandbox, credentials })
        });
        match known {
            Some(draft) => Ok(Self { profile: again.profile.clone(), draft, before: None }),
            None => Err(context.absent(&again.profile).await),
        }
    }

    /// The same, at the address that the callback named.
    pub fn at(&self, host: Option<AccountHost>) -> Self {
        let mut plan = self.clone();
        plan.draft.host = host.unwrap_or(plan.draft.host);
        plan
    }

    /// Holds the name, or a free one where it has come to stand for something else since consent was asked for: another
    /// process may have connected it meanwhile.
    pub async fn hold(
        &self,
        context: &Context,
        watcher: &Watcher,
    ) -> Result<LockedProfile, Trouble> {
        let profile = LockedProfile::acquire(context, &self.profile, watcher).await?;
        if self.is_still_for(profile.record.connection.as_ref()) {
            return Ok(profile);
        }
        drop(profile);
        hold_free(context, &self.draft.host, watcher).await
    }

    fn is_still_for(&self, now: Option<&Connection>) -> bool {
        let Some(now) = now else { return true };
        let account = match &self.before {
            Some(before) => same_account(Some(before), &now.host, now.access()).is_ok(),
            None => now.host.same_account(&self.draft.host),
        };
        let client_id = self.draft.credentials.client_id.as_str();
        let server = same_server(Some(now), &self.draft.host, self.draft.sandbox.as_ref());
        account && server.is_ok() && same_integration(Some(now), Some(client_id)).is_ok()
    }
}

/// Holds a name that stands for nothing yet.
pub async fn hold_free(
    context: &Context,
    host: &AccountHost,
    watcher: &Watcher,
) -> Result<LockedProfile, Trouble> {
    let rows = context.with_ledger(|ledger| Ok(ledger.profiles()?.read)).await;
    let rows = rows.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "which names are taken is found out from the store");
        Vec::new()
    });
    let mut taken: Vec<ProfileName> = rows.into_iter().map(|row| row.name).collect();
    loop {
        let name = ProfileName::for_account(host, |name| taken.contains(name));
        let profile = LockedProfile::acquire(context, &name, watcher).await?;
        if profile.record.is_bare() {
            return Ok(profile);
        }
        taken.push(name);
    }
}

/// Refuses a connection that may not take the place of what a name stands for.
pub fn may_replace(before: Option<&Connection>, new: &Connection) -> Result<(), Trouble> {
    same_integration(before, integration_of(new).as_deref())?;
    same_account(before, &new.host, new.access())?;
    same_server(before, &new.host, new.sandbox.as_ref())
}

fn draft_of(connection: &Connection) -> Option<Draft> {
    Some(Draft {
        host: connection.host.clone(),
        sandbox: connection.sandbox.clone(),
        credentials: connection.credentials()?.clone(),
    })
}

/// Refuses to put another integration under a name that programs rely on.
pub fn same_integration(
    before: Option<&Connection>,
    client_id: Option<&str>,
) -> Result<(), Trouble> {
    match (before.and_then(integration_of), client_id) {
        (Some(before), Some(now)) if !before.eq_ignore_ascii_case(now) => {
            Err(Cause::WrongIntegration.into())
        }
        (Some(_) | None, Some(_) | None) => Ok(()),
    }
}

/// Refuses to put another account under a name that programs rely on. A renamed account is the same: the number in
/// the tokens decides, and the address only where there is none.
pub fn same_account(
    before: Option<&Connection>,
    host: &AccountHost,
    access: &Secret,
) -> Result<(), Trouble> {
    let Some(before) = before else {
        return Ok(());
    };
    let number = |token| Claims::of(token).and_then(|claims| claims.account_id);
    let same = match (number(before.access()), number(access)) {
        (Some(before), Some(now)) => before == now,
        (Some(_) | None, Some(_) | None) => before.host.same_account(host),
    };
    if same {
        return Ok(());
    }
    let (expected, got) = (before.host.to_string(), host.to_string());
    Err(Cause::TokensOfAnotherAccount { expected, got }.into())
}

/// Refuses to send what belongs to a real account to a stand-in on this computer, where any program may listen, and to
/// put what a stand-in gave in the place of what is real.
pub fn same_server(
    before: Option<&Connection>,
    host: &AccountHost,
    sandbox: Option<&SandboxOrigin>,
) -> Result<(), Trouble> {
    let place = |host: &AccountHost, sandbox: Option<&SandboxOrigin>| {
        sandbox.map_or_else(|| host.to_string(), ToString::to_string)
    };
    match before {
        Some(before) if before.sandbox.is_some() != sandbox.is_some() => Err(Cause::MovesServer {
            from: place(&before.host, before.sandbox.as_ref()),
            to: place(host, sandbox),
        }
        .into()),
        Some(_) | None => Ok(()),
    }
}

fn integration_of(connection: &Connection) -> Option<String> {
    match &connection.grant {
        Grant::OAuth(grant) => Some(grant.credentials.client_id.as_str().to_owned()),
        Grant::LongLived { token, .. } => Claims::of(token)?.client_id,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn a_profile_changes_between_amocrm_and_a_stand_in_neither_way() {
        let host = AccountHost::parse("acme.amocrm.ru").unwrap();
        let sandbox =
            |port: u16| SandboxOrigin::parse(&format!("http://127.0.0.1:{port}")).unwrap();
        let connection = |sandbox| Connection {
            host: host.clone(),
            sandbox,
            grant: Grant::LongLived {
                token: Secret::new(""),
                expires_at: Timestamp::UNIX_EPOCH,
                issued_at: Timestamp::UNIX_EPOCH,
            },
        };
        let (real, played) = (connection(None), connection(Some(sandbox(1))));
        let goes = |before: &Connection, to: Option<SandboxOrigin>| {
            same_server(Some(before), &host, to.as_ref()).map_err(|trouble| trouble.cause)
        };
        assert_eq!(same_server(None, &host, Some(&sandbox(1))), Ok(()));
        assert_eq!(goes(&real, None), Ok(()));
        // Another start of the stand-in has another port.
        assert_eq!(goes(&played, Some(sandbox(2))), Ok(()));
        let moves = |from: &str, to: &str| {
            let (from, to) = (from.to_owned(), to.to_owned());
            Err(Cause::MovesServer { from, to })
        };
        let (amocrm, origin) = ("acme.amocrm.ru", "http://127.0.0.1:1");
        assert_eq!(goes(&real, Some(sandbox(1))), moves(amocrm, origin));
        assert_eq!(goes(&played, None), moves(origin, amocrm));
    }
}
