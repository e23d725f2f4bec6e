//! What a command is given to reach the account by itself.

use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::tokens::Watcher;
use crate::service::access::token::{TokenError, with_headroom};
use crate::service::context::Context;

/// What it is given, in variables that scripts for amoCRM read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecEnv {
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
) -> Result<ExecEnv, TokenError> {
    let connection = with_headroom(context, name, watcher).await?;
    let account_id = context.account_id(name, &connection).await;
    Ok(ExecEnv {
        base_url: connection.base_url(),
        account_id,
        subdomain: connection.host.subdomain().to_owned(),
        access_token: connection.access().clone(),
    })
}
