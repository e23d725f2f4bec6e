//! What is taken over, and all that has to be known of it: said now, found beside the tokens, or kept from before.

use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::{ClientId, ClientSecret, Credentials, RedirectUri};
use crate::domain::profile::{Profile, ProfileName, UnreadableRow};
use crate::domain::token_files::ImportedTokens;
use crate::domain::tokens::{Claims, Connection};
use crate::ledger::Ledger;
use crate::oauth::Endpoint;
use crate::service::context::Context;
use crate::service::transfer::import::ImportError;

#[derive(Clone, Debug)]
pub struct ImportRequest {
    pub found: ImportedTokens,
    pub profile: Option<ProfileName>,
    /// What was said beside it; it counts before what was found.
    pub said: Overrides,
}

/// What many forms do not hold.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    pub host: Option<AccountHost>,
    pub sandbox: Option<SandboxOrigin>,
    pub client_id: Option<ClientId>,
    pub client_secret: Option<ClientSecret>,
    pub redirect_uri: Option<RedirectUri>,
}

/// What tokens are of no use without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingField {
    Account,
    ClientId,
    ClientSecret,
    RedirectUri,
}

impl ImportRequest {
    /// The profile that is named, else the one that is connected to this account, else a new one.
    pub async fn whose(&self, context: &Context) -> Result<ProfileName, ImportError> {
        if let Some(name) = &self.profile {
            return Ok(name.clone());
        }
        let host = self.said.host.as_ref().or(self.found.host.as_ref());
        let access = self.found.access.as_ref();
        let number = access.and_then(Claims::of).and_then(|claims| claims.account_id);
        let profiles = context.with_ledger(Ledger::profiles).await?;
        let is_this = |row: &&Profile| match (&row.account, number) {
            (Some(account), Some(number)) => account.id == number,
            (Some(_) | None, Some(_) | None) => {
                host.is_some_and(|host| row.host.same_account(host))
            }
        };
        let mut connected = profiles.read.iter().filter(is_this);
        match (connected.next(), connected.next(), host) {
            (Some(only), None, _) => Ok(only.name.clone()),
            (Some(_), Some(_), _) => Err(ImportError::WhichProfile),
            (None, _, Some(host)) => Ok(ProfileName::for_account(host, |name| {
                let is_bad = |row: &UnreadableRow| row.key == name.as_str();
                profiles.read.iter().any(|row| row.name == *name)
                    || profiles.unreadable.iter().any(is_bad)
            })),
            (None, _, None) => Err(ImportError::Lacks(MissingField::Account)),
        }
    }

    pub(crate) fn endpoint(&self, kept: Option<&Connection>) -> Result<Endpoint, ImportError> {
        let host = self.said.host.clone().or_else(|| self.found.host.clone());
        let sandbox = self.said.sandbox.clone();
        Ok(Endpoint {
            host: host
                .or_else(|| Some(kept?.host.clone()))
                .ok_or(ImportError::Lacks(MissingField::Account))?,
            sandbox: sandbox.or_else(|| kept?.sandbox.clone()),
        })
    }

    /// The integration. The secret key that is kept is that of the integration that is kept.
    pub(crate) fn credentials(
        &self,
        kept: Option<&Connection>,
    ) -> Result<Credentials, ImportError> {
        let Self { found, said, .. } = self;
        let kept = kept.and_then(Connection::credentials);
        let client_id = match (&said.client_id, found.integration()) {
            (Some(said), _) => Some(said.clone()),
            (None, Some(text)) => ClientId::parse(&text).ok(),
            (None, None) => kept.map(|kept| kept.client_id.clone()),
        }
        .ok_or(ImportError::Lacks(MissingField::ClientId))?;
        let kept = kept.filter(|kept| kept.client_id == client_id);
        let found_secret = || ClientSecret::parse(found.client_secret.as_ref()?.expose()).ok();
        let found_uri = || RedirectUri::parse(found.redirect_uri.as_ref()?).ok();
        Ok(Credentials {
            client_id,
            client_secret: said
                .client_secret
                .clone()
                .or_else(found_secret)
                .or_else(|| Some(kept?.client_secret.clone()))
                .ok_or(ImportError::Lacks(MissingField::ClientSecret))?,
            redirect_uri: said
                .redirect_uri
                .clone()
                .or_else(found_uri)
                .or_else(|| Some(kept?.redirect_uri.clone()))
                .ok_or(ImportError::Lacks(MissingField::RedirectUri))?,
        })
    }
}
