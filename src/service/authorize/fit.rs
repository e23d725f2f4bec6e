//! Whether a grant is of the account and the integration that an attempt asked for.

use crate::domain::account::AccountHost;
use crate::domain::authorize::callback::Granted;
use crate::domain::rate_limit::RateLimitKey;
use crate::domain::tokens::nobody;
use crate::domain::trouble::{Cause, Severity};
use crate::service::authorize::pending::PendingAuthorization;
use crate::service::authorize::plan::AuthorizationPlan;
use crate::service::context::Context;
use crate::service::refresh::{Need, refresh};

/// How a grant fits the attempt.
pub enum Fit {
    /// It is of the integration and of the account, at this address where it names one.
    Good(Option<AccountHost>),
    /// It is of another account, or of the same one at a new address.
    At(AccountHost),
    /// It names something that is no account's address: anybody can send any text here.
    Nowhere,
    WrongIntegration,
}

/// What is there must fit. Whoever reaches the port can send anything: there everything must be there.
pub fn fit(attempt: &PendingAuthorization, granted: &Granted, may_be_missing: bool) -> Fit {
    let ours = attempt.plan.draft.credentials.client_id.as_str();
    match granted.client_id.as_deref() {
        Some(client_id) if !client_id.eq_ignore_ascii_case(ours) => return Fit::WrongIntegration,
        None if !may_be_missing => return Fit::WrongIntegration,
        Some(_) | None => {}
    }
    let Some(referer) = granted.referer.as_deref() else {
        return if may_be_missing { Fit::Good(None) } else { Fit::Nowhere };
    };
    match AccountHost::parse(referer) {
        Ok(host) if host.same_account(&attempt.plan.draft.host) => Fit::Good(Some(host)),
        Ok(host) => Fit::At(host),
        Err(_) => Fit::Nowhere,
    }
}

/// Whether the account that is authorized again is no longer at its address, so that it may be the one that answers
/// from a new one. Whether it is, its number in the new tokens tells.
pub async fn has_moved(
    context: &Context,
    attempt: &PendingAuthorization,
    to: &AccountHost,
) -> bool {
    let AuthorizationPlan { profile, before, .. } = &attempt.plan;
    let Some((before, grant)) = before.as_ref().and_then(|it| Some((it, it.oauth()?))) else {
        return false;
    };
    // Whoever still has access is told of the new address.
    match refresh(context, profile, Need::Forced, &nobody()).await {
        Ok(refreshed) => return refreshed.profile.host == *to,
        Err(trouble) if trouble.cause.severity() != Severity::Person => return false,
        Err(_) => {}
    }
    // A token that is refused by name cannot be spent: it only asks whether anybody lives there.
    let at = before.endpoint();
    let credentials = &grant.credentials;
    let counted = RateLimitKey::of(&credentials.client_id, &at);
    let asked = context.oauth.refresh(&at, credentials, &grant.tokens.refresh);
    let asked = context.paced(&counted, asked).await;
    asked.is_err_and(|trouble| trouble.cause == Cause::NoSuchAccount)
}
