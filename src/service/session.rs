//! Requests with a profile's access token: at the pace that amoCRM allows, and with a new token where the old one is
//! refused.

use super::context::Context;
use super::refresh::{Need, refresh};
use super::token::{TokenError, lasting};
use crate::domain::account::AccountHost;
use crate::domain::profile::ProfileName;
use crate::domain::rate_limit::Counted;
use crate::domain::record::{Connection, Grant};
use crate::domain::refreshing::Watcher;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::{Client, Endpoint};

/// How often a request is sent again that was one too many in its second.
const TRIES: usize = 3;

/// An account that is asked with a profile's access token.
pub struct Session {
    context: Context,
    name: ProfileName,
    watcher: Watcher,
    connection: Connection,
}

impl Session {
    /// Sees to a token that lasts for a while.
    pub async fn open(
        context: &Context,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<Self, TokenError> {
        Ok(Self {
            context: context.clone(),
            name: name.clone(),
            watcher: Watcher::clone(watcher),
            connection: lasting(context, name, watcher).await?,
        })
    }

    /// Whom it asks.
    pub const fn host(&self) -> &AccountHost {
        &self.connection.host
    }

    /// Sends a request. One that was not looked at is sent again: after a 429, when it is allowed again and that is
    /// soon; after a 401, once, with another token. Nothing is held meanwhile that a refresh could wait for.
    pub async fn ask<T, E>(
        &mut self,
        request: impl AsyncFn(&Client, &Endpoint, &Secret) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<Trouble> + AsRef<Trouble>,
    {
        let longest = self.context.patience.longest;
        let (mut tries, mut is_renewed) = (TRIES, false);
        loop {
            let (at, counted) = self.counted();
            let asked = request(&self.context.oauth, &at, self.connection.access());
            let answer = self.context.paced(&counted, asked).await;
            let Err(error) = &answer else { return answer };
            match error.as_ref().cause {
                Cause::TooManyRequests { .. } if tries > 0 => {
                    tries -= 1;
                    if self.context.rate_limit.closed_for(&counted).await > longest {
                        return answer;
                    }
                }
                Cause::Unauthorized if !is_renewed => {
                    is_renewed = true;
                    if !self.renews().await? {
                        return answer;
                    }
                }
                _ => return answer,
            }
        }
    }

    /// Where it asks, and who counts that: the same integration as a refresh.
    fn counted(&self) -> (Endpoint, Counted) {
        let at = Endpoint {
            host: self.connection.host.clone(),
            sandbox: self.connection.sandbox.clone(),
        };
        let counted = match self.connection.credentials() {
            Some(credentials) => Counted::of(&credentials.client_id, &at),
            None => Counted::by_token(self.connection.access(), &at),
        };
        (at, counted)
    }

    /// Gets another token than the one that was refused: the one that somebody else has saved since, or a new one.
    /// Of a long-lived token there is no other.
    async fn renews(&mut self) -> Result<bool, Trouble> {
        let refused = self.connection.access().clone();
        if *self.stored().await?.access() == refused {
            match self.connection.grant {
                Grant::LongLived { .. } => return Ok(false),
                Grant::OAuth(_) => {}
            }
            refresh(&self.context, &self.name, Need::Forced, &self.watcher).await?;
        }
        self.connection = self.stored().await?;
        Ok(*self.connection.access() != refused)
    }

    async fn stored(&self) -> Result<Connection, Trouble> {
        let record = self.context.load(&self.name).await?;
        let connection = record.and_then(|record| record.connection);
        let none = || Cause::NeedsAuthorization {
            name: self.name.to_string(),
        };
        Ok(connection.ok_or_else(none)?)
    }
}
