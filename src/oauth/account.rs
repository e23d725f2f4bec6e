//! The account: what it says of itself, and where it went when it was renamed.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderName;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::http_client::HttpRequest;
use super::http_response::HttpResponse;
use super::problem::{self, EndpointKind};
use super::sanitize::sanitize;
use super::{Client, Endpoint};
use crate::domain::account::AccountHost;
use crate::domain::profile::AccountFacts;
use crate::domain::secret::Secret;
use crate::domain::tokens::Claims;
use crate::domain::trouble::{Cause, Severity, Trouble};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountLocation {
    Here,
    Moved(AccountHost),
    /// That is told only for a token that is accepted; this one is not.
    TokenRefused(Trouble),
}

/// `GET /api/v4/account`
#[derive(Deserialize)]
struct AccountJson {
    id: u64,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    current_user_id: Option<u64>,
}

/// `GET /api/v4/users/{id}`
#[derive(Deserialize)]
pub(super) struct UserJson {
    #[serde(default)]
    pub id: u64,
    pub name: String,
}

/// `GET /oauth2/account/current/subdomain`
#[derive(Deserialize)]
struct SubdomainJson {
    domain: String,
}

impl Client {
    /// What the account says of itself, without a name for its user. amoCRM takes this for a use of the token.
    pub async fn account(&self, at: &Endpoint, access: &Secret) -> Result<AccountFacts, Trouble> {
        let account: AccountJson = self
            .get(at, access, "/api/v4/account", self.limits.api)
            .await
            .map_err(|trouble| match trouble.cause {
            // Every account has an account: where it is not found, there is none.
            Cause::NothingFound => Trouble { cause: Cause::NoSuchAccount, ..trouble },
            _ => trouble,
        })?;
        Ok(AccountFacts {
            id: account.id,
            name: account.name.as_deref().and_then(sanitize).unwrap_or_default(),
            user_id: account.current_user_id,
            user_name: None,
        })
    }

    /// A user's name. Not everybody may ask for it.
    pub async fn user_name(
        &self,
        at: &Endpoint,
        access: &Secret,
        id: u64,
    ) -> Result<Option<String>, Trouble> {
        let path = format!("/api/v4/users/{id}");
        let user: UserJson = self.get(at, access, &path, self.limits.optional).await?;
        Ok(sanitize(&user.name))
    }

    /// Where the account went, if it was renamed: asked with the refresh token, which is not spent by it.
    ///
    /// Where the token names nobody to ask, or the one it names does not know, the account is where it was.
    /// The access token may be dead; only its claims are read.
    pub async fn renamed(
        &self,
        at: &Endpoint,
        access: &Secret,
        refresh: &Secret,
    ) -> Result<AccountLocation, Trouble> {
        let Some(host) = Claims::of(access).and_then(|claims| claims.rename_host()) else {
            return Ok(AccountLocation::Here);
        };
        let path = "/oauth2/account/current/subdomain";
        let name = HeaderName::from_static("x-refresh-token");
        let request = HttpRequest::new(Method::GET, &host, path, self.limits.token)
            .secret_header(name, refresh, "")
            .ok_or(Cause::TokenGarbled)?;
        let response = self.send(at.sandbox.as_ref(), request).await?;
        location(at, &response, EndpointKind::Tokens)
    }

    /// The same with an access token, for whoever has no refresh token. It is the platform that is asked.
    pub async fn renamed_by_access(
        &self,
        at: &Endpoint,
        access: &Secret,
    ) -> Result<AccountLocation, Trouble> {
        let (host, path) = (at.host.platform().host(), "/oauth2/account/subdomain");
        let request =
            HttpRequest::new(Method::GET, &host, path, self.limits.token).bearer(access)?;
        let response = self.send(at.sandbox.as_ref(), request).await?;
        location(at, &response, EndpointKind::Api)
    }

    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        at: &Endpoint,
        access: &Secret,
        path: &str,
        timeout: Duration,
    ) -> Result<T, Trouble> {
        let request =
            HttpRequest::new(Method::GET, at.host.as_str(), path, timeout).bearer(access)?;
        let response = self.send(at.sandbox.as_ref(), request).await?;
        match response.status {
            200 => response.json(),
            _ => Err(problem::trouble(EndpointKind::Api, &response)),
        }
    }
}

/// Where the account is, as it was told by a server that looks at this kind of token.
fn location(
    at: &Endpoint,
    response: &HttpResponse,
    kind: EndpointKind,
) -> Result<AccountLocation, Trouble> {
    match (response.status, kind) {
        (200, _) => {
            let told: SubdomainJson = response.json()?;
            let host = AccountHost::parse(&told.domain)
                .ok()
                .filter(|host| host.platform() == at.host.platform())
                .ok_or_else(|| response.unreadable("the new address is no account's"))?;
            let is_here = host == at.host;
            Ok(if is_here { AccountLocation::Here } else { AccountLocation::Moved(host) })
        }
        (400 | 404, _) => Ok(AccountLocation::Here),
        (401, EndpointKind::Tokens) => Ok(refresh_refused(problem::trouble(kind, response))),
        (401, EndpointKind::Api) => {
            Ok(AccountLocation::TokenRefused(problem::trouble(kind, response)))
        }
        _ => Err(problem::trouble(kind, response)),
    }
}

/// A 401 where only a refresh token is looked at.
fn refresh_refused(trouble: Trouble) -> AccountLocation {
    match trouble.cause {
        // No integration was named that could be the wrong one, and the words may be those of the API.
        Cause::WrongClient | Cause::ServerError => {
            AccountLocation::TokenRefused(Trouble { cause: Cause::TokenRevoked, ..trouble })
        }
        _ if trouble.cause.severity() == Severity::Person => AccountLocation::TokenRefused(trouble),
        // Whoever answered did not look at it.
        _ => AccountLocation::Here,
    }
}
