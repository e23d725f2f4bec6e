//! What follows a refresh or an authorization: kept exports, and hooks. It never gets into the way of those who wait for
//! the tokens: what fails is told to the history, and a program that ends waits for it.

pub mod hooks;

use tokio::sync::Semaphore;

use crate::domain::profile::{Profile, ProfileName};
use crate::domain::token_files::AutoExport;
use crate::domain::trouble::Trouble;
use crate::ledger::Ledger;
use crate::service::context::Context;
use crate::service::transfer::export::lagging;

/// For how many profiles at once: each may be a process of the person's own.
static AT_ONCE: Semaphore = Semaphore::const_new(32);

/// Begins what follows, and does not wait for it. Where there are no new tokens, an export is written only if it holds
/// others than those that are there.
pub fn begin(context: &Context, name: &ProfileName, is_new: bool) {
    let in_flight = context.in_flight.begin();
    let (context, name) = (context.clone(), name.clone());
    tokio::spawn(async move {
        let turn = AT_ONCE.acquire().await;
        lagging::update(&context, &name).await;
        hooks::run(&context, &name, is_new).await;
        drop((turn, in_flight));
    });
}

/// Begins it for those of these profiles that were not refreshed and that something is left to do for.
pub async fn catch_up(context: &Context, rows: &[Profile]) -> Result<(), Trouble> {
    let lagging = lagging_exports(context).await?;
    let (hooks, now) = (hooks::all(context).await?, context.now());
    for row in rows {
        let is_told = || hooks.iter().any(|hook| hook.about(row, now).is_some());
        if lagging.iter().any(|kept| kept.profile == row.name) || is_told() {
            begin(context, &row.name, false);
        }
    }
    Ok(())
}

/// The kept exports of all profiles that hold another access token than the one in use.
pub async fn lagging_exports(context: &Context) -> Result<Vec<AutoExport>, Trouble> {
    context.with_ledger(Ledger::all_lagging_exports).await
}
