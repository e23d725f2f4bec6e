//! Asks for a new pair: the same token until there is an answer, and where a renamed account went.

use std::time::Duration;

use tokio::time::sleep;

use super::super::gate::{Closed, Place};
use super::begun::Rotation;
use crate::domain::refreshing::Refreshing;
use crate::domain::secret::Secret;
use crate::domain::token::TokenAnswer;
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::oauth::Whereabouts;

/// For how long an integration is left alone after a 429 that says nothing of it.
const AFTER_429: Duration = Duration::from_secs(1);

impl Rotation {
    /// Waits until the token may be spent soon.
    pub async fn place(&self) -> Result<Place, Trouble> {
        let client_id = &self.grant.credentials.client_id;
        let longest = self.profile.context.patience.longest;
        let queued = || (self.watcher)(Refreshing::Queued);
        let place = self
            .profile
            .context
            .gate
            .place(client_id, longest, queued)
            .await;
        place.map_err(too_many)
    }

    /// Waits for the moment of one request.
    async fn pass(&self, place: &Place) -> Result<(), Trouble> {
        let client_id = &self.grant.credentials.client_id;
        let longest = self.profile.context.patience.longest;
        let gate = &self.profile.context.gate;
        let passed = gate.pass(place, client_id, &self.host, longest).await;
        passed.map_err(too_many)
    }

    /// Sends a refresh token. As long as it is not known what became of it, the *same* one is sent again.
    pub async fn ask(&mut self, token: &Secret, place: &Place) -> Result<TokenAnswer, Trouble> {
        (self.watcher)(Refreshing::Asking);
        let mut pauses = self.profile.context.patience.ask.iter();
        self.pass(place).await?;
        loop {
            let trouble = match self.send(token).await {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble,
            };
            let (Severity::Temporary, Some(pause)) = (trouble.cause.severity(), pauses.next())
            else {
                return Err(trouble);
            };
            tracing::warn!(profile = %self.profile.name, %trouble, "the same refresh token is sent again");
            (self.watcher)(Refreshing::AskingAgain(trouble.clone()));
            // A program that ends does not begin anew; what was sent is over.
            tokio::select! {
                () = sleep(*pause) => {}
                () = self.profile.context.under_way.ending() => return Err(trouble),
            }
            if self.pass(place).await.is_err() {
                return Err(trouble);
            }
        }
    }

    /// One request.
    async fn send(&mut self, token: &Secret) -> Result<TokenAnswer, Trouble> {
        let (at, credentials) = (self.at(), &self.grant.credentials);
        let answer = self
            .profile
            .context
            .oauth
            .refresh(&at, credentials, token)
            .await;
        if let Err(trouble) = &answer {
            if may_have_rotated(&trouble.cause) {
                self.lost.get_or_insert(self.profile.context.now());
            }
            if let Cause::TooManyRequests { retry_after } = trouble.cause {
                let wait = retry_after.map_or(AFTER_429, Duration::from_secs);
                self.profile
                    .context
                    .gate
                    .close(&credentials.client_id, wait);
            }
        }
        answer
    }

    /// Where the account went. As long as nobody who must know has said that it is where it was, nothing is lost.
    pub async fn renamed(&self, place: &Place) -> Result<Whereabouts, Trouble> {
        (self.watcher)(Refreshing::Following);
        self.pass(place).await?;
        let tokens = &self.grant.tokens;
        self.profile
            .context
            .oauth
            .renamed(&self.at(), &tokens.access, &tokens.refresh)
            .await
    }
}

fn too_many(Closed(left): Closed) -> Trouble {
    let retry_after = Some(left.as_secs().max(1));
    Cause::TooManyRequests { retry_after }.into()
}

/// Whether the server may have rotated the token although its answer did not reach us. Whoever was not reached
/// did nothing, and whoever said 429 neither.
const fn may_have_rotated(cause: &Cause) -> bool {
    matches!(
        cause,
        Cause::ServerError | Cause::BadAnswer | Cause::TimedOut
    )
}
