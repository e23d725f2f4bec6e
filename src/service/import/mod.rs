//! Takes tokens over from another program: nothing that is dead is stored, and what was stored is not lost for it.

mod alone;
mod order;
mod pair;

use std::time::Instant;

use thiserror::Error;

use super::context::Context;
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::record::Connection;
use crate::domain::refreshing::Watcher;
use crate::domain::trouble::Trouble;

pub use order::{Lack, Order, Said};

/// Why nothing was taken over. What was stored is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// Something is missing, or what was found in its place has not the right shape.
    #[error("{0:?} is missing")]
    Lacks(Lack),
    /// Several profiles are connected to this account.
    #[error("several profiles are connected to this account")]
    WhichProfile,
    /// The account's profile has tokens of another grant, and nobody said that these may be replaced.
    #[error("{name} is connected with another grant")]
    ChangesGrant {
        /// The profile's name.
        name: ProfileName,
    },
    /// An access token alone that ends soon.
    #[error("an access token alone, and it ends soon")]
    EndsSoon,
    /// Something is in the way.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// Proves the tokens, and stores them under this name.
pub async fn import(
    context: &Context,
    name: &ProfileName,
    order: &Order,
    watcher: &Watcher,
) -> Result<Profile, ImportError> {
    let begun = Instant::now();
    let result = take_over(context, name, order, watcher).await;
    match &result {
        Ok(_) => note(context, name, begun, None).await,
        Err(ImportError::Trouble(trouble)) => note(context, name, begun, Some(trouble)).await,
        // Nothing was tried.
        Err(
            ImportError::Lacks(_)
            | ImportError::WhichProfile
            | ImportError::ChangesGrant { .. }
            | ImportError::EndsSoon,
        ) => {}
    }
    result
}

async fn take_over(
    context: &Context,
    name: &ProfileName,
    order: &Order,
    watcher: &Watcher,
) -> Result<Profile, ImportError> {
    let record = context.load(name).await?;
    let kept: Option<Connection> = record.and_then(|record| record.connection);
    let at = order.endpoint(kept.as_ref())?;
    let is_asked_for = || {
        let grant = |kept: &Connection| kept.oauth().is_some();
        let changes = kept.as_ref().map(grant) == Some(order.found.refresh.is_none());
        let name = name.clone();
        if changes && order.profile.is_none() {
            return Err(ImportError::ChangesGrant { name });
        }
        Ok(())
    };
    match &order.found.refresh {
        None => {
            let token = alone::worth_keeping(&order.found, context.now())?;
            is_asked_for()?;
            alone::take_over(context, name, at, token).await
        }
        Some(refresh) => {
            is_asked_for()?;
            let credentials = order.credentials(kept.as_ref())?;
            let pair = pair::Pair {
                name,
                at,
                credentials,
                refresh,
                found: &order.found,
            };
            Ok(Box::pin(pair.take_over(context, watcher)).await?)
        }
    }
}

async fn note(context: &Context, name: &ProfileName, begun: Instant, trouble: Option<&Trouble>) {
    let outcome = trouble.map_or(Outcome::Imported, |trouble| {
        Outcome::of_failure(trouble.cause.severity())
    });
    let detail = trouble
        .map(|trouble| trouble.detail.clone())
        .unwrap_or_default();
    context
        .note(Event {
            took_ms: u64::try_from(begun.elapsed().as_millis()).ok(),
            detail: detail.hint.or(detail.note),
            request_id: detail.request_id,
            ..Event::new(context.now(), Some(name.clone()), Action::Import, outcome)
        })
        .await;
}
