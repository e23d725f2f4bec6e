//! Asks for a new pair: the same token until there is an answer, and where a renamed account went.

use tokio::time::sleep;

use crate::domain::rate_limit::RateLimitKey;
use crate::domain::secret::Secret;
use crate::domain::tokens::{Refreshing, TokenResponse};
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::oauth::AccountLocation;
use crate::service::rate_limit::Permit;
use crate::service::refresh::begun::Rotation;

impl Rotation {
    /// Waits until the token may be spent soon.
    pub async fn permit(&self) -> Result<Permit, Trouble> {
        let context = &self.profile.context;
        let (counted, longest) = (self.counted(), context.timeouts.longest);
        let queued = || (self.watcher)(Refreshing::Queued);
        context.rate_limit.permit(&counted, longest, queued).await
    }

    fn counted(&self) -> RateLimitKey {
        RateLimitKey::of(&self.grant.credentials.client_id, &self.at)
    }

    /// Sends a refresh token. As long as it is not known what became of it, the *same* one is sent again.
    pub async fn ask(&mut self, token: &Secret) -> Result<TokenResponse, Trouble> {
        (self.watcher)(Refreshing::Asking);
        let counted = self.counted();
        let patience = self.profile.context.timeouts;
        let mut pauses = patience.ask.iter();
        loop {
            let trouble = match self.send(token, &counted).await {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble,
            };
            let (Severity::Temporary, Some(pause)) = (trouble.cause.severity(), pauses.next())
            else {
                return Err(trouble);
            };
            let context = &self.profile.context;
            let closed = context.rate_limit.closed_for(&counted).await;
            if closed > patience.longest + *pause {
                return Err(trouble);
            }
            tracing::warn!(profile = %self.profile.name, %trouble, "the same refresh token is sent again");
            (self.watcher)(Refreshing::AskingAgain(trouble.clone()));
            // A program that ends does not begin anew; what was sent is over.
            tokio::select! {
                () = sleep(*pause) => {}
                () = context.in_flight.ending() => return Err(trouble),
            }
        }
    }

    async fn send(
        &mut self,
        token: &Secret,
        counted: &RateLimitKey,
    ) -> Result<TokenResponse, Trouble> {
        let context = &self.profile.context;
        let asked = context.oauth.refresh(&self.at, &self.grant.credentials, token);
        let answer = context.paced(counted, asked).await;
        if let Err(trouble) = &answer
            && may_have_rotated(trouble)
        {
            self.lost.get_or_insert(context.now());
        }
        answer
    }

    /// Where the account went. As long as nobody who must know has said that it is where it was, nothing is lost.
    pub async fn renamed(&self) -> Result<AccountLocation, Trouble> {
        (self.watcher)(Refreshing::Following);
        let (tokens, context) = (&self.grant.tokens, &self.profile.context);
        let asked = context.oauth.renamed(&self.at, &tokens.access, &tokens.refresh);
        context.paced(&self.counted(), asked).await
    }
}

/// Whether the server may have rotated the token although its answer did not reach us. Whoever was not reached
/// did nothing, and whoever refused neither, in whatever words.
fn may_have_rotated(trouble: &Trouble) -> bool {
    let is_open = matches!(trouble.cause, Cause::ServerError | Cause::BadAnswer | Cause::TimedOut);
    is_open && !matches!(trouble.detail.status, Some(400..=499))
}
