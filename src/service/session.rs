//! Requests with a profile's access token: at the pace that amoCRM allows, and with a new token where the old one is
//! refused.

use super::context::Context;
use super::refresh::{Need, refresh};
use super::token::{TokenError, lasting};
use crate::domain::account::AccountHost;
use crate::domain::history::{Action, Event, Outcome};
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
    /// Whether the account is known not to accept the token.
    is_refused: bool,
}

impl Session {
    /// Sees to a token that lasts for a while.
    pub async fn open(
        context: &Context,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<Self, TokenError> {
        let connection = lasting(context, name, watcher).await?;
        Ok(Self {
            context: context.clone(),
            name: name.clone(),
            watcher: Watcher::clone(watcher),
            is_refused: context.is_refused(name, &connection).await,
            connection,
        })
    }

    /// Whom it asks.
    pub const fn host(&self) -> &AccountHost {
        &self.connection.host
    }

    /// Sends a request. One that was not looked at is sent again: after a 429, when it is allowed again and that is
    /// soon; after a 401, once, with another token or to another address. Nothing is held meanwhile that a refresh could
    /// wait for.
    pub async fn ask<T, E>(
        &mut self,
        request: impl AsyncFn(&Client, &Endpoint, &Secret) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<Trouble> + AsRef<Trouble>,
    {
        let longest = self.context.patience.longest;
        // A new token that was refused as well says that it is not for the token: not one is spent for each request.
        let (mut tries, mut is_renewed) = (TRIES, self.is_refused && !self.is_long_lived());
        loop {
            let (at, counted) = self.counted();
            let asked = request(&self.context.oauth, &at, self.connection.access());
            let answer = self.context.paced(&counted, asked).await;
            match answer.as_ref().map_err(AsRef::as_ref) {
                Ok(_) if self.is_refused => {
                    self.is_refused = false;
                    self.context.accepted(&self.name, &self.connection).await;
                }
                Err(Trouble {
                    cause: Cause::TooManyRequests { .. },
                    ..
                }) if tries > 0 => {
                    tries -= 1;
                    if self.context.rate_limit.closed_for(&counted).await <= longest {
                        continue;
                    }
                }
                Err(trouble) if self.may_be_outdated(&trouble.cause) => {
                    let was_renewed = std::mem::replace(&mut is_renewed, true);
                    if !was_renewed && self.renews().await? {
                        continue;
                    }
                    self.notes_refusal(trouble).await;
                }
                Ok(_) | Err(_) => {}
            }
            return answer;
        }
    }

    /// Whether a refusal may mean that there is another token, or another address. What follows a renamed account for
    /// those who refresh is the refresh.
    fn may_be_outdated(&self, cause: &Cause) -> bool {
        *cause == Cause::Unauthorized || (*cause == Cause::NoSuchAccount && self.is_long_lived())
    }

    const fn is_long_lived(&self) -> bool {
        matches!(self.connection.grant, Grant::LongLived { .. })
    }

    /// What was learned reaches the row, and the history once.
    async fn notes_refusal(&mut self, trouble: &Trouble) {
        if trouble.cause != Cause::Unauthorized {
            return;
        }
        self.is_refused = true;
        if self.context.refused(&self.name, &self.connection).await {
            let (action, outcome) = (Action::Verify, Outcome::Refused);
            self.context
                .note(Event {
                    request_id: trouble.detail.request_id.clone(),
                    ..Event::new(self.context.now(), Some(self.name.clone()), action, outcome)
                })
                .await;
        }
    }

    /// Where it asks, and who counts that: the same integration as a refresh.
    fn counted(&self) -> (Endpoint, Counted) {
        let at = self.connection.endpoint();
        let counted = match self.connection.credentials() {
            Some(credentials) => Counted::of(&credentials.client_id, &at),
            None => Counted::by_token(self.connection.access(), &at),
        };
        (at, counted)
    }

    /// Gets another token than the one that was refused: the one that somebody else has saved since, or a new one.
    /// Of a long-lived token there is no other, but its account may have another address.
    async fn renews(&mut self) -> Result<bool, Trouble> {
        let refused = self.connection.access().clone();
        if *self.stored().await?.access() == refused {
            if self.is_long_lived() {
                let moved = self.context.follow(&self.name, &self.connection).await?;
                let is_moved = moved.is_some();
                self.connection = moved.unwrap_or_else(|| self.connection.clone());
                return Ok(is_moved);
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
