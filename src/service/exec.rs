//! What a command is given to reach the account by itself.

use super::context::Context;
use super::token::{TokenError, lasting};
use crate::domain::profile::ProfileName;
use crate::domain::record::Connection;
use crate::domain::refreshing::Watcher;
use crate::domain::secret::Secret;
use crate::domain::token::Claims;

/// What it is given, in variables that scripts for amoCRM read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// `AMOCRM_ACCESS_TOKEN`
    pub access_token: Secret,
    /// `AMOCRM_BASE_URL`, without a slash at its end. A sandbox is named by its own address, where the account's
    /// real host would lead to the real account.
    pub base_url: String,
    /// `AMOCRM_ACCOUNT_ID`, where it is known.
    pub account_id: Option<u64>,
    /// `AMOCRM_SUBDOMAIN`
    pub subdomain: String,
}

/// A token that lasts for a while, and the account it opens.
pub async fn given(
    context: &Context,
    name: &ProfileName,
    watcher: &Watcher,
) -> Result<Given, TokenError> {
    let connection = lasting(context, name, watcher).await?;
    let account_id = account_id(context, name, &connection).await;
    Ok(Given {
        base_url: connection.base_url(),
        account_id,
        subdomain: connection.host.subdomain().to_owned(),
        access_token: connection.access().clone(),
    })
}

/// The account's number: in the token, or as the account told it once.
pub(super) async fn account_id(
    context: &Context,
    name: &ProfileName,
    connection: &Connection,
) -> Option<u64> {
    match Claims::of(connection.access()).and_then(|claims| claims.account_id) {
        Some(id) => Some(id),
        None => told(context, name).await,
    }
}

/// The account's number as it told it once. A ledger that cannot be read keeps no command from running.
async fn told(context: &Context, name: &ProfileName) -> Option<u64> {
    let name = name.clone();
    let row = context
        .with_ledger(move |ledger| ledger.profile(&name))
        .await;
    Some(row.ok()??.account?.id)
}
