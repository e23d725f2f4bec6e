//! Decides about a callback: `state` first, and nothing else before it.

use super::attempt::{Attempt, Brings};
use super::context::Context;
use super::fit::{Fit, Strictness, fit, has_moved};
use super::strays::{Counted, Strays};
use crate::domain::account::AccountHost;
use crate::domain::callback::{self, Callback, Denied};
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::landing::Landing;
use crate::domain::pasted::Pasted;
use crate::domain::pending::StateHash;
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Taken as State;
use crate::loopback::Arrival;

/// What becomes of a callback.
pub enum Taken {
    /// It is not ours. Waiting goes on. The trouble is there where it is worth telling.
    Stray(Landing, Option<Trouble>),
    /// It is ours and ends the attempt without a code.
    Over(Landing, Trouble),
    /// It is ours and brings a code.
    Code(Code),
}

/// A code, and where it is exchanged.
pub struct Code {
    pub code: Secret,
    /// The account that gave it, where the callback named one: its host may have changed since it was typed.
    pub host: Option<AccountHost>,
}

/// Who brought it.
#[derive(Clone, Debug, Default)]
pub struct From {
    peer: Option<String>,
    user_agent: Option<String>,
}

impl From {
    /// The browser behind a request.
    pub fn of(arrival: &Arrival) -> Self {
        Self {
            peer: Some(arrival.peer.to_string()),
            user_agent: arrival.user_agent.clone(),
        }
    }
}

/// Takes the query of a request at the callback address.
pub async fn take(context: &Context, attempt: &mut Attempt, query: &str, from: From) -> Taken {
    let state = callback::state_of(query);
    if state.is_none() && attempt.brings == Brings::Exchange {
        return take_exchanged(context, attempt, query, from).await;
    }
    let whose = match consume(context, attempt, state.as_ref()).await {
        Ok(whose) => whose,
        Err((reason, trouble)) => {
            return stray(context, &mut attempt.strays, from, reason, trouble).await;
        }
    };
    let (taken, outcome, reason) = match callback::parse(query) {
        Err(error) => {
            let trouble = Trouble::noted(Cause::CodeGarbled, error);
            (
                Taken::Over(Landing::Incomplete, trouble),
                Outcome::Refused,
                Some(error.to_string()),
            )
        }
        Ok(callback) => judge(context, attempt, callback, Strictness::Listener).await,
    };
    note(context, Some(whose), from, outcome, reason).await;
    taken
}

/// Takes a code that was asked for with an API key. It has no state, so whatever does not fit is not ours; the code
/// itself ends the waiting.
async fn take_exchanged(
    context: &Context,
    attempt: &mut Attempt,
    query: &str,
    from: From,
) -> Taken {
    let granted = match callback::parse(query) {
        Ok(Callback::Granted(granted)) if granted.from_exchange => Some(granted),
        Ok(Callback::Granted(_) | Callback::Denied(_)) | Err(_) => None,
    };
    let fitting = granted.and_then(
        |granted| match fit(attempt, &granted, Strictness::Listener) {
            Fit::Good(host) => Some(Code {
                code: granted.code,
                host,
            }),
            Fit::At(_) | Fit::Nowhere | Fit::WrongIntegration => None,
        },
    );
    let Some(code) = fitting else {
        let reason = "no code of an exchanged API key";
        let trouble = Trouble::noted(Cause::WrongAttempt, reason);
        return stray(
            context,
            &mut attempt.strays,
            from,
            reason.to_owned(),
            trouble,
        )
        .await;
    };
    let whose = Some(attempt.plan.profile.clone());
    note(context, whose, from, Outcome::Accepted, None).await;
    Taken::Code(code)
}

/// Takes what a person pasted. A bare code has no state to check; it is the person who vouches for it.
pub async fn take_pasted(context: &Context, attempt: &Attempt, pasted: Pasted) -> Taken {
    let callback = match pasted {
        Pasted::Code(code) => return Taken::Code(Code { code, host: None }),
        Pasted::Callback(callback) => callback,
    };
    if let Some(state) = callback.state()
        && let Err((reason, trouble)) = consume(context, attempt, Some(state)).await
    {
        note(
            context,
            None,
            From::default(),
            Outcome::Refused,
            Some(reason),
        )
        .await;
        return Taken::Stray(Landing::WrongAttempt, Some(trouble));
    }
    let (taken, outcome, reason) = judge(context, attempt, callback, Strictness::Pasted).await;
    note(
        context,
        Some(attempt.plan.profile.clone()),
        From::default(),
        outcome,
        reason,
    )
    .await;
    taken
}

/// Notes and tells a request that is not ours, once a minute for each kind.
async fn stray(
    context: &Context,
    strays: &mut Strays,
    from: From,
    reason: String,
    trouble: Trouble,
) -> Taken {
    let told = match strays.count(&reason, context.now()) {
        Counted::First { before } => {
            note_more(context, &reason, before).await;
            note(context, None, from, Outcome::Refused, Some(reason)).await;
            Some(trouble)
        }
        Counted::More => None,
    };
    Taken::Stray(Landing::WrongAttempt, told)
}

/// Notes how many strays were not told yet.
pub async fn note_rest(context: &Context, strays: Strays) {
    for (reason, more) in strays.rest() {
        note_more(context, &reason, more).await;
    }
}

async fn note_more(context: &Context, reason: &str, more: u64) {
    if more > 0 {
        let detail = format!("{reason} ({more} more within a minute)");
        note(
            context,
            None,
            From::default(),
            Outcome::Refused,
            Some(detail),
        )
        .await;
    }
}

/// Takes the state out of the ledger, once and for all.
async fn consume(
    context: &Context,
    attempt: &Attempt,
    state: Option<&Secret>,
) -> Result<ProfileName, (String, Trouble)> {
    let wrong = |reason: &str| {
        (
            reason.to_owned(),
            Trouble::noted(Cause::WrongAttempt, reason),
        )
    };
    let Some(state) = state else {
        return Err(wrong("no state"));
    };
    let (hash, now, own) = (StateHash::of(state), context.now(), attempt.own());
    match context
        .with_ledger(move |ledger| ledger.take(&hash, now, |pending| own.is_same_as(pending)))
        .await
    {
        Ok(State::Live(pending)) => Ok(pending.profile),
        Ok(State::Anothers) => Err(wrong("the state of another authorization")),
        Ok(State::Expired(_)) => Err(wrong("the state has expired")),
        Ok(State::Unknown) => Err(wrong("the state is unknown or used")),
        Err(trouble) => Err(("the ledger failed".to_owned(), trouble)),
    }
}

async fn judge(
    context: &Context,
    attempt: &Attempt,
    callback: Callback,
    strictness: Strictness,
) -> (Taken, Outcome, Option<String>) {
    let granted = match callback {
        Callback::Denied(Denied { error, .. }) => {
            let error: String = error.chars().filter(|c| !c.is_control()).take(80).collect();
            let trouble = Trouble::noted(Cause::Denied, &error);
            return (
                Taken::Over(Landing::Denied, trouble),
                Outcome::Denied,
                Some(error),
            );
        }
        Callback::Granted(granted) => granted,
    };
    let (landing, trouble) = match fit(attempt, &granted, strictness) {
        Fit::Good(host) => return accepted(granted.code, host),
        Fit::At(host) if has_moved(context, attempt, &host).await => {
            return accepted(granted.code, Some(host));
        }
        Fit::At(host) => {
            let expected = attempt.plan.draft.host.clone();
            let cause = Cause::WrongAccount {
                expected: expected.to_string(),
                got: host.to_string(),
            };
            (Landing::WrongAccount { expected }, cause.into())
        }
        Fit::Nowhere => {
            let note = "the callback names no account";
            let trouble = Trouble::noted(Cause::CodeGarbled, note);
            (Landing::Incomplete, trouble)
        }
        Fit::WrongIntegration => (Landing::WrongIntegration, Cause::WrongIntegration.into()),
    };
    let reason = Some(trouble.to_string());
    (Taken::Over(landing, trouble), Outcome::Refused, reason)
}

fn accepted(code: Secret, host: Option<AccountHost>) -> (Taken, Outcome, Option<String>) {
    (Taken::Code(Code { code, host }), Outcome::Accepted, None)
}

async fn note(
    context: &Context,
    profile: Option<ProfileName>,
    from: From,
    outcome: Outcome,
    detail: Option<String>,
) {
    let event = Event::new(context.now(), profile, Action::Callback, outcome);
    context
        .note(Event {
            peer: from.peer,
            user_agent: from.user_agent,
            detail,
            ..event
        })
        .await;
}
