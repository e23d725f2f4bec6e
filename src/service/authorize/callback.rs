//! Decides about a callback: `state` first, and nothing else before it.

use crate::domain::account::AccountHost;
use crate::domain::authorize::AuthMethod;
use crate::domain::authorize::callback::{self, Callback};
use crate::domain::authorize::callback_page::CallbackPage;
use crate::domain::authorize::pasted::Pasted;
use crate::domain::authorize::pending::StateHash;
use crate::domain::profile::history::Outcome;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Taken as State;
use crate::service::authorize::fit::{Fit, fit, has_moved};
use crate::service::authorize::pending::PendingAuthorization;
use crate::service::authorize::strays::{Sender, log, log_stray};
use crate::service::context::Context;

pub enum Verdict {
    /// It is not ours. Waiting goes on. The trouble is there where it is worth telling.
    Stray(Option<Trouble>),
    /// It is ours and ends the attempt without a code.
    Over(CallbackPage, Trouble),
    /// It is ours and brings a code, and the account that gave it where the callback named one: its host may have changed
    /// since it was typed.
    Code(Secret, Option<AccountHost>),
}

/// Takes the query of a request at the callback address.
pub async fn take(
    context: &Context,
    attempt: &mut PendingAuthorization,
    query: &str,
    from: Sender,
) -> Verdict {
    let state = callback::state_of(query);
    if state.is_none() && attempt.auth_method == AuthMethod::ApiKey {
        return take_exchanged(context, attempt, query, from).await;
    }
    if let Err((reason, trouble)) = consume(context, attempt, state.as_ref()).await {
        return stray(context, attempt, from, reason, trouble).await;
    }
    match callback::parse(query) {
        Ok(callback) => judge(context, attempt, callback, false, from).await,
        Err(error) => {
            let whose = Some(attempt.plan.profile.clone());
            log(context, whose, from, Outcome::Refused, Some(error.to_string())).await;
            Verdict::Over(CallbackPage::Incomplete, Trouble::noted(Cause::CodeGarbled, error))
        }
    }
}

/// Takes a code that was asked for with an API key. It has no state, so whatever does not fit is not ours; the code
/// itself ends the waiting.
async fn take_exchanged(
    context: &Context,
    attempt: &mut PendingAuthorization,
    query: &str,
    from: Sender,
) -> Verdict {
    if let Ok(Callback::Granted(granted)) = callback::parse(query)
        && granted.from_exchange
        && let Fit::Good(host) = fit(attempt, &granted, false)
    {
        let whose = Some(attempt.plan.profile.clone());
        log(context, whose, from, Outcome::Accepted, None).await;
        return Verdict::Code(granted.code, host);
    }
    let reason = "no code of an exchanged API key";
    let trouble = Trouble::noted(Cause::WrongAttempt, reason);
    stray(context, attempt, from, reason, trouble).await
}

/// Takes what a person pasted. A bare code has no state to check; it is the person who vouches for it.
pub async fn take_pasted(
    context: &Context,
    attempt: &PendingAuthorization,
    pasted: Pasted,
) -> Verdict {
    let callback = match pasted {
        Pasted::Code(code) => return Verdict::Code(code, None),
        Pasted::Callback(callback) => callback,
    };
    if let Some(state) = callback.state()
        && let Err((reason, trouble)) = consume(context, attempt, Some(state)).await
    {
        log(context, None, Sender::default(), Outcome::Refused, Some(reason.to_owned())).await;
        return Verdict::Stray(Some(trouble));
    }
    judge(context, attempt, callback, true, Sender::default()).await
}

async fn stray(
    context: &Context,
    attempt: &mut PendingAuthorization,
    from: Sender,
    reason: &str,
    trouble: Trouble,
) -> Verdict {
    let is_told = log_stray(context, &mut attempt.strays, from, reason).await;
    Verdict::Stray(is_told.then_some(trouble))
}

/// Takes the state out of the ledger, once and for all.
async fn consume(
    context: &Context,
    attempt: &PendingAuthorization,
    state: Option<&Secret>,
) -> Result<(), (&'static str, Trouble)> {
    let wrong = |reason| Err((reason, Trouble::noted(Cause::WrongAttempt, reason)));
    let Some(state) = state else {
        return wrong("no state");
    };
    let (hash, now, own) = (StateHash::of(state), context.now(), attempt.is_own());
    match context.with_ledger(move |ledger| ledger.take(&hash, now, own)).await {
        Ok(State::Live(_)) => Ok(()),
        Ok(State::Anothers) => wrong("the state of another authorization"),
        Ok(State::Expired(_)) => wrong("the state has expired"),
        Ok(State::Unknown) => wrong("the state is unknown or used"),
        Err(trouble) => Err(("the ledger failed", trouble)),
    }
}

/// Judges a callback of this attempt, and writes that into the history. A person may have cut the address on the way:
/// then something may be missing.
async fn judge(
    context: &Context,
    attempt: &PendingAuthorization,
    callback: Callback,
    may_be_missing: bool,
    from: Sender,
) -> Verdict {
    let verdict = match callback {
        Callback::Denied(denied) => {
            let error: String = denied.error.chars().filter(|c| !c.is_control()).take(80).collect();
            Verdict::Over(CallbackPage::Denied, Trouble::noted(Cause::Denied, error))
        }
        Callback::Granted(granted) => match fit(attempt, &granted, may_be_missing) {
            Fit::Good(host) => Verdict::Code(granted.code, host),
            Fit::At(host) if has_moved(context, attempt, &host).await => {
                Verdict::Code(granted.code, Some(host))
            }
            Fit::At(host) => {
                let expected = attempt.plan.draft.host.clone();
                let (wanted, got) = (expected.to_string(), host.to_string());
                let cause = Cause::WrongAccount { expected: wanted, got };
                Verdict::Over(CallbackPage::WrongAccount { expected }, cause.into())
            }
            Fit::Nowhere => {
                let note = "the callback names no account";
                Verdict::Over(CallbackPage::Incomplete, Trouble::noted(Cause::CodeGarbled, note))
            }
            Fit::WrongIntegration => {
                Verdict::Over(CallbackPage::WrongIntegration, Cause::WrongIntegration.into())
            }
        },
    };
    let (outcome, reason) = match &verdict {
        Verdict::Over(CallbackPage::Denied, trouble) => {
            (Outcome::Denied, trouble.detail.note.clone())
        }
        Verdict::Over(_, trouble) => (Outcome::Refused, Some(trouble.to_string())),
        Verdict::Code(..) | Verdict::Stray(_) => (Outcome::Accepted, None),
    };
    log(context, Some(attempt.plan.profile.clone()), from, outcome, reason).await;
    verdict
}
