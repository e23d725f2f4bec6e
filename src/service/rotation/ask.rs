//! Asks for a new pair: the same token until there is an answer, and where a renamed account went.

use std::time::Duration;

use tokio::time::sleep;

use super::held::Held;
use crate::domain::account::AccountHost;
use crate::domain::secret::Secret;
use crate::domain::token::TokenAnswer;
use crate::domain::trouble::{Cause, Severity, Trouble};

impl Held {
    /// Sends a refresh token. As long as it is not known what became of it, the *same* one is sent again.
    pub async fn ask(&mut self, token: &Secret) -> Result<TokenAnswer, Trouble> {
        let (at, credentials) = (self.at(), self.grant.credentials.clone());
        let oauth = self.context.oauth.clone();
        let mut pauses = self.context.patience.ask.iter();
        loop {
            let trouble = match oauth.refresh(&at, &credentials, token).await {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble,
            };
            if may_have_rotated(&trouble.cause) {
                self.lost.get_or_insert(self.context.now());
            }
            let pause = pauses.next().copied();
            match (trouble.cause.severity(), pause) {
                (Severity::Temporary, Some(pause)) => {
                    let told = retry_after(&trouble.cause);
                    if told > self.context.patience.longest {
                        return Err(trouble);
                    }
                    tracing::warn!(profile = %self.name, %trouble, "the same refresh token is sent again");
                    sleep(pause.max(told)).await;
                }
                _ => return Err(trouble),
            }
        }
    }

    /// Where the account went. As long as that is not known for want of an answer, nothing is lost.
    pub async fn renamed(&self) -> Result<Option<AccountHost>, Trouble> {
        let tokens = &self.grant.tokens;
        let answer = self
            .context
            .oauth
            .renamed(&self.at(), &tokens.access, &tokens.refresh)
            .await;
        match answer {
            Err(trouble) if trouble.cause.severity() != Severity::Temporary => {
                tracing::warn!(%trouble, "where the account went is not told");
                Ok(None)
            }
            answer => answer,
        }
    }
}

/// Whether the server may have rotated the token although its answer did not reach us.
fn may_have_rotated(cause: &Cause) -> bool {
    cause.severity() == Severity::Temporary && !matches!(cause, Cause::TooManyRequests { .. })
}

/// How long we were told to wait.
fn retry_after(cause: &Cause) -> Duration {
    match cause {
        Cause::TooManyRequests {
            retry_after: Some(seconds),
        } => Duration::from_secs(*seconds),
        _ => Duration::ZERO,
    }
}
