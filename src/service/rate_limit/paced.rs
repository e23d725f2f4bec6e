//! One request at the pace that amoCRM allows.

use std::time::Duration;

use crate::domain::rate_limit::RateLimitKey;
use crate::domain::trouble::{Cause, Trouble};
use crate::service::context::Context;

/// For how long an account is left alone after a 429 that says nothing of it.
const AFTER_429: Duration = Duration::from_secs(1);

impl Context {
    /// Sends one request when amoCRM allows it. A 429 closes the account for all processes.
    pub async fn paced<T, E: From<Trouble> + AsRef<Trouble>>(
        &self,
        counted: &RateLimitKey,
        request: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let longest = self.timeouts.longest;
        let at = self.rate_limit.turn(counted, longest).await?;
        let answer = request.await;
        let refused = match answer.as_ref().map_err(|error| &error.as_ref().cause) {
            Err(Cause::TooManyRequests { retry_after }) => {
                Some(retry_after.map_or(AFTER_429, Duration::from_secs))
            }
            Ok(_) | Err(_) => None,
        };
        let answered = self.rate_limit.with(|limits, _, now| {
            limits.answered(counted, at, now, answer.is_ok());
            if let Some(wait) = refused {
                limits.close(counted, wait, now);
            }
        });
        answered.await;
        answer
    }
}
