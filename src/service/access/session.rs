//! Requests with a profile's access token: at the pace that amoCRM allows, and with a new token where the
//! old one is refused.

use crate::domain::account::AccountHost;
use crate::domain::profile::ProfileName;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::rate_limit::RateLimitKey;
use crate::domain::secret::Secret;
use crate::domain::tokens::{Connection, Grant, Watcher};
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::{Client, Endpoint};
use crate::service::access::token::{TokenError, stored, with_headroom};
use crate::service::context::Context;
use crate::service::refresh::{Need, refresh};

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

/// What nobody knew of the token before it was asked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learned {
    Nothing,
    IsRefused,
}

impl Session {
    /// Sees to a token that lasts for a while.
    pub async fn open(
        context: &Context,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<Self, TokenError> {
        let connection = with_headroom(context, name, watcher).await?;
        Ok(Self {
            context: context.clone(),
            name: name.clone(),
            watcher: Watcher::clone(watcher),
            is_refused: context.is_refused(name, &connection).await,
            connection,
        })
    }

    pub const fn host(&self) -> &AccountHost {
        &self.connection.host
    }

    /// What is asked with.
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Sends a request. One that was not looked at is sent again: after a 429, when it is allowed again and that is
    /// soon; after a 401, once, with another token or to another address. Nothing is held meanwhile that a
    /// refresh could wait for.
    pub async fn ask<T, E>(
        &mut self,
        request: impl AsyncFn(&Client, &Endpoint, &Secret) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<Trouble> + AsRef<Trouble>,
    {
        let (answer, learned) = self.ask_unnoted(request).await;
        if let (Err(error), Learned::IsRefused) = (&answer, learned) {
            self.notes(error.as_ref()).await;
        }
        answer
    }

    /// The same for whoever writes a line of the history anyway.
    pub async fn ask_unnoted<T, E>(
        &mut self,
        request: impl AsyncFn(&Client, &Endpoint, &Secret) -> Result<T, E>,
    ) -> (Result<T, E>, Learned)
    where
        E: From<Trouble> + AsRef<Trouble>,
    {
        let longest = self.context.timeouts.longest;
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
                Err(Trouble { cause: Cause::TooManyRequests { .. }, .. }) if tries > 0 => {
                    tries -= 1;
                    if self.context.rate_limit.closed_for(&counted).await <= longest {
                        continue;
                    }
                }
                Err(trouble) if self.may_be_outdated(&trouble.cause) => {
                    let was_renewed = std::mem::replace(&mut is_renewed, true);
                    if !was_renewed {
                        match self.renews().await {
                            Ok(true) => continue,
                            Ok(false) => {}
                            Err(trouble) => return (Err(trouble.into()), Learned::Nothing),
                        }
                    }
                    let learned = self.learns_of(trouble).await;
                    return (answer, learned);
                }
                Ok(_) | Err(_) => {}
            }
            return (answer, Learned::Nothing);
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

    /// What was learned reaches the row.
    async fn learns_of(&mut self, trouble: &Trouble) -> Learned {
        if trouble.cause != Cause::Unauthorized {
            return Learned::Nothing;
        }
        self.is_refused = true;
        if self.context.refused(&self.name, &self.connection).await {
            Learned::IsRefused
        } else {
            Learned::Nothing
        }
    }

    async fn notes(&self, trouble: &Trouble) {
        let (action, outcome) = (Action::Verify, Outcome::Refused);
        self.context
            .log_event(Event {
                request_id: trouble.detail.request_id.clone(),
                ..Event::new(self.context.now(), Some(self.name.clone()), action, outcome)
            })
            .await;
    }

    /// Where it asks, and who counts that: the same integration as a refresh.
    fn counted(&self) -> (Endpoint, RateLimitKey) {
        let at = self.connection.endpoint();
        let counted = match self.connection.credentials() {
            Some(credentials) => RateLimitKey::of(&credentials.client_id, &at),
            None => RateLimitKey::by_token(self.connection.access(), &at),
        };
        (at, counted)
    }

    /// Gets another token than the one that was refused: the one that somebody else has saved since, or a new one.
    /// Of a long-lived token there is no other, but its account may have another address.
    async fn renews(&mut self) -> Result<bool, Trouble> {
        let refused = self.connection.access().clone();
        if *stored(&self.context, &self.name).await?.access() == refused {
            if self.is_long_lived() {
                let moved = self.context.follow(&self.name, &self.connection).await?;
                let is_moved = moved.is_some();
                self.connection = moved.unwrap_or_else(|| self.connection.clone());
                return Ok(is_moved);
            }
            refresh(&self.context, &self.name, Need::Forced, &self.watcher).await?;
        }
        self.connection = stored(&self.context, &self.name).await?;
        Ok(*self.connection.access() != refused)
    }
}
