//! Requests with a profile's access token: at the pace that amoCRM allows, and with a new token where the old one is
//! refused.

use std::time::Duration;

use super::context::Context;
use super::gate::{Closed, Place};
use super::refresh::{Need, refresh};
use super::token::{TokenError, lasting};
use crate::domain::account::AccountHost;
use crate::domain::credentials::ClientId;
use crate::domain::profile::ProfileName;
use crate::domain::record::{Connection, Grant};
use crate::domain::refreshing::Watcher;
use crate::domain::secret::Secret;
use crate::domain::token::Claims;
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::{Client, Endpoint};

/// How often a request is sent again that was one too many in its second.
const TRIES: usize = 3;

/// For how long an integration is left alone after a 429 that says nothing of it.
const AFTER_429: Duration = Duration::from_secs(1);

/// Under this name the requests are counted whose token does not say whose they are.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

/// An account that is asked with a profile's access token.
pub struct Session {
    context: Context,
    name: ProfileName,
    watcher: Watcher,
    connection: Connection,
    /// Who is counted.
    client_id: ClientId,
    place: Place,
}

impl Session {
    /// Sees to a token that lasts for a while.
    pub async fn open(
        context: &Context,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<Self, TokenError> {
        let connection = lasting(context, name, watcher).await?;
        let client_id = integration(&connection)?;
        let longest = context.patience.longest;
        let place = context.gate.place(&client_id, longest, || {}).await;
        Ok(Self {
            context: context.clone(),
            name: name.clone(),
            watcher: Watcher::clone(watcher),
            connection,
            client_id,
            place: place.map_err(too_many)?,
        })
    }

    /// Whom it asks.
    pub const fn host(&self) -> &AccountHost {
        &self.connection.host
    }

    /// Sends a request. One that was not looked at is sent again: after a 429, when it is allowed again and that is
    /// soon; after a 401, once, with another token.
    pub async fn ask<T, E>(
        &mut self,
        request: impl AsyncFn(&Client, &Endpoint, &Secret) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<Trouble> + AsRef<Trouble>,
    {
        self.pass().await?;
        let (mut tries, mut is_renewed) = (TRIES, false);
        loop {
            let at = Endpoint {
                host: self.connection.host.clone(),
                sandbox: self.connection.sandbox.clone(),
            };
            let answer = request(&self.context.oauth, &at, self.connection.access()).await;
            let Err(error) = &answer else { return answer };
            match error.as_ref().cause {
                Cause::TooManyRequests { retry_after } if tries > 0 => {
                    tries -= 1;
                    let wait = retry_after.map_or(AFTER_429, Duration::from_secs);
                    self.context.gate.close(&self.client_id, wait);
                }
                Cause::Unauthorized if !is_renewed => {
                    is_renewed = true;
                    if !self.renews().await? {
                        return answer;
                    }
                }
                _ => return answer,
            }
            if self.pass().await.is_err() {
                return answer;
            }
        }
    }

    /// Waits for the moment of one request.
    async fn pass(&self) -> Result<(), Trouble> {
        let longest = self.context.patience.longest;
        let gate = &self.context.gate;
        let passed = gate.pass(&self.place, &self.client_id, self.host(), longest);
        passed.await.map_err(too_many)
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

/// The integration, as amoCRM counts: a long-lived token names it as well.
fn integration(connection: &Connection) -> Result<ClientId, Trouble> {
    if let Some(credentials) = connection.credentials() {
        return Ok(credentials.client_id.clone());
    }
    Claims::of(connection.access())
        .and_then(|claims| ClientId::parse(&claims.client_id?).ok())
        .map_or_else(|| ClientId::parse(NOBODY), Ok)
        .map_err(|error| Trouble::noted(Cause::Internal, error))
}

fn too_many(Closed(left): Closed) -> Trouble {
    let retry_after = Some(left.as_secs().max(1));
    Cause::TooManyRequests { retry_after }.into()
}
