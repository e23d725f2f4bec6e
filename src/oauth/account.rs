//! The account: what it says of itself, and where it went when it was renamed.

use reqwest::Method;
use reqwest::header::{AUTHORIZATION, HeaderName};
use serde::de::DeserializeOwned;

use super::answer::Answer;
use super::connect::{Ask, secret_header};
use super::plain::plain;
use super::problem::{self, Place};
use super::wire::{Account, Subdomain, User};
use super::{Client, Endpoint};
use crate::domain::account::AccountHost;
use crate::domain::profile::AccountFacts;
use crate::domain::secret::Secret;
use crate::domain::token::Claims;
use crate::domain::trouble::{Cause, Severity, Trouble};

/// Where an account is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Where it was.
    Here,
    /// At another address.
    Moved(AccountHost),
    /// That is told only for a token that is accepted; this one is not.
    TokenRefused(Trouble),
}

/// A 401 where only a refresh token is looked at.
fn refused(trouble: Trouble) -> Whereabouts {
    match trouble.cause {
        // No integration was named that could be the wrong one, and the words may be those of the API.
        Cause::WrongClient | Cause::ServerError => Whereabouts::TokenRefused(Trouble {
            cause: Cause::TokenRevoked,
            ..trouble
        }),
        _ if trouble.cause.severity() == Severity::Person => Whereabouts::TokenRefused(trouble),
        // Whoever answered did not look at it.
        _ => Whereabouts::Here,
    }
}

/// Where the account is, as it was told.
fn whereabouts(at: &Endpoint, answer: &Answer) -> Result<Whereabouts, Trouble> {
    let told: Subdomain = answer.json()?;
    let host = AccountHost::parse(&told.domain)
        .ok()
        .filter(|host| host.platform() == at.host.platform())
        .ok_or_else(|| answer.unreadable("the new address is no account's"))?;
    Ok(if host == at.host {
        Whereabouts::Here
    } else {
        Whereabouts::Moved(host)
    })
}

impl Client {
    /// What the account says of itself, without a name for its user. amoCRM takes this for a use of the token.
    pub async fn account(&self, at: &Endpoint, access: &Secret) -> Result<AccountFacts, Trouble> {
        let account: Account = self
            .get(at, access, "/api/v4/account", self.limits().api)
            .await
            .map_err(|trouble| match trouble.cause {
                // Every account has an account: where it is not found, there is none.
                Cause::NothingFound => Trouble {
                    cause: Cause::NoSuchAccount,
                    ..trouble
                },
                _ => trouble,
            })?;
        Ok(AccountFacts {
            id: account.id,
            name: account.name.as_deref().and_then(plain).unwrap_or_default(),
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
        let user: User = self.get(at, access, &path, self.limits().optional).await?;
        Ok(plain(&user.name))
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
    ) -> Result<Whereabouts, Trouble> {
        let Some(host) = Claims::of(access).and_then(|claims| claims.rename_host()) else {
            return Ok(Whereabouts::Here);
        };
        let headers = secret_header(HeaderName::from_static("x-refresh-token"), refresh, "")
            .ok_or(Cause::TokenGarbled)?;
        let ask = Ask {
            method: Method::GET,
            host: &host,
            path: "/oauth2/account/current/subdomain",
            headers,
            body: None,
            secrets: Vec::new(),
            within: self.limits().token,
            at_most: self.limits().body,
        };
        let answer = self.ask(at.sandbox.as_ref(), ask).await?;
        match answer.status {
            200 => whereabouts(at, &answer),
            401 => Ok(refused(problem::trouble(Place::Tokens, &answer))),
            400 | 404 => Ok(Whereabouts::Here),
            _ => Err(problem::trouble(Place::Tokens, &answer)),
        }
    }

    /// The same with an access token, for whoever has no refresh token. It is the platform that is asked.
    pub async fn renamed_by_access(
        &self,
        at: &Endpoint,
        access: &Secret,
    ) -> Result<Whereabouts, Trouble> {
        let headers = secret_header(AUTHORIZATION, access, "Bearer ")
            .ok_or_else(|| Trouble::noted(Cause::Unauthorized, "the access token is garbled"))?;
        let ask = Ask {
            method: Method::GET,
            host: at.host.platform().host(),
            path: "/oauth2/account/subdomain",
            headers,
            body: None,
            secrets: Vec::new(),
            within: self.limits().token,
            at_most: self.limits().body,
        };
        let answer = self.ask(at.sandbox.as_ref(), ask).await?;
        match answer.status {
            200 => whereabouts(at, &answer),
            401 => Ok(Whereabouts::TokenRefused(problem::trouble(
                Place::Api,
                &answer,
            ))),
            400 | 404 => Ok(Whereabouts::Here),
            _ => Err(problem::trouble(Place::Api, &answer)),
        }
    }

    /// Asks the API for one thing.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        at: &Endpoint,
        access: &Secret,
        path: &str,
        within: std::time::Duration,
    ) -> Result<T, Trouble> {
        let headers = secret_header(AUTHORIZATION, access, "Bearer ")
            .ok_or_else(|| Trouble::noted(Cause::Unauthorized, "the access token is garbled"))?;
        let ask = Ask {
            method: Method::GET,
            host: at.host.as_str(),
            path,
            headers,
            body: None,
            secrets: Vec::new(),
            within,
            at_most: self.limits().body,
        };
        let answer = self.ask(at.sandbox.as_ref(), ask).await?;
        match answer.status {
            200 => answer.json(),
            _ => Err(problem::trouble(Place::Api, &answer)),
        }
    }
}
