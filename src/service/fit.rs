//! Whether a grant is of the account and the integration that an attempt asked for.

use super::attempt::Attempt;
use super::context::Context;
use super::known::AuthorizationPlan;
use super::refresh::{Need, refresh};
use crate::domain::account::AccountHost;
use crate::domain::callback::Granted;
use crate::domain::rate_limit::Counted;
use crate::domain::refreshing::nobody;
use crate::domain::trouble::{Cause, Severity};

/// Whether what is missing may be missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Whoever reaches the port can send anything: everything must be there.
    Listener,
    /// A person cut the address on the way: what is there must fit.
    Pasted,
}

/// How a grant fits the attempt.
pub enum Fit {
    /// It is of the integration and of the account, at this address where it names one.
    Good(Option<AccountHost>),
    /// It is of another account, or of the same one at a new address.
    At(AccountHost),
    /// It names something that is no account's address: anybody can send any text here.
    Nowhere,
    /// It is of another integration.
    WrongIntegration,
}

pub fn fit(attempt: &Attempt, granted: &Granted, strictness: Strictness) -> Fit {
    let may_be_missing = strictness == Strictness::Pasted;
    let ours = attempt.plan.draft.credentials.client_id.as_str();
    match granted.client_id.as_deref() {
        Some(client_id) if !client_id.eq_ignore_ascii_case(ours) => return Fit::WrongIntegration,
        None if !may_be_missing => return Fit::WrongIntegration,
        Some(_) | None => {}
    }
    let Some(referer) = granted.referer.as_deref() else {
        return if may_be_missing {
            Fit::Good(None)
        } else {
            Fit::Nowhere
        };
    };
    match AccountHost::parse(referer) {
        Ok(host) if host.same_account(&attempt.plan.draft.host) => Fit::Good(Some(host)),
        Ok(host) => Fit::At(host),
        Err(_) => Fit::Nowhere,
    }
}

/// Whether the account that is authorized again is no longer at its address, so that it may be the one that answers
/// from a new one. Whether it is, its number in the new tokens tells.
pub async fn has_moved(context: &Context, attempt: &Attempt, to: &AccountHost) -> bool {
    let AuthorizationPlan {
        profile, before, ..
    } = &attempt.plan;
    let Some((before, grant)) = before.as_ref().and_then(|it| Some((it, it.oauth()?))) else {
        return false;
    };
    // Whoever still has access is told of the new address.
    match refresh(context, profile, Need::Forced, &nobody()).await {
        Ok(refreshed) => return refreshed.profile().host == *to,
        Err(trouble) if trouble.cause.severity() != Severity::Person => return false,
        Err(_) => {}
    }
    // A token that is refused by name cannot be spent: it only asks whether anybody lives there.
    let at = before.endpoint();
    let credentials = &grant.credentials;
    let counted = Counted::of(&credentials.client_id, &at);
    let asked = context
        .oauth
        .refresh(&at, credentials, &grant.tokens.refresh);
    let asked = context.paced(&counted, asked).await;
    asked.is_err_and(|trouble| trouble.cause == Cause::NoSuchAccount)
}
