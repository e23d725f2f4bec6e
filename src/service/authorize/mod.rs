//! From the question to the saved tokens: consent, callback, exchange, save, verify.

mod acceptance;
mod callback;
pub mod drafts;
pub(crate) mod exchange;
mod fit;
pub(crate) mod long_lived;
mod pending;
pub(crate) mod plan;
mod strays;
pub mod verify;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot::error::TryRecvError;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::context::Context;
use crate::domain::authorize::api_key::ApiKey;
use crate::domain::authorize::callback_page::CallbackPage;
use crate::domain::authorize::pasted::Pasted;
use crate::domain::authorize::{AuthMethod, AuthorizationRequest, CodeSource, Progress, Tell};
use crate::domain::profile::Profile;
use crate::domain::rate_limit::RateLimitKey;
use crate::domain::trouble::{Cause, Trouble};
use crate::service::authorize::callback::Verdict;
use crate::service::authorize::pending::PendingAuthorization;
use crate::service::authorize::plan::AuthorizationPlan;

/// What a person can do while consent is awaited.
#[derive(Debug)]
pub struct Person {
    /// What is pasted instead of a callback.
    pub pastes: mpsc::UnboundedReceiver<Pasted>,
    /// Dropped when the person gives up. Sent when they leave: a consent that is waited for goes on waiting.
    pub gives_up: oneshot::Receiver<()>,
}

impl Person {
    /// What comes of it, or `None` when the person gives up first.
    async fn unless_given_up<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            _ = &mut self.gives_up => None,
            done = work => Some(done),
        }
    }

    fn gave_up(&mut self) -> bool {
        !matches!(self.gives_up.try_recv(), Err(TryRecvError::Empty))
    }
}

/// The wall clock may stop while a computer sleeps and a timer with it: look again this often.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// Authorizes, and tells what happens. The last thing told is `Connected` or `Failed`, except when the person
/// gives up: then the attempt is taken back and nothing is told. Once `Exchanging` was told, nobody gives up any more.
/// A program that ends waits for all of it.
pub async fn authorize(
    context: &Context,
    request: AuthorizationRequest,
    mut person: Person,
    tell: impl Fn(Progress) + Send + Sync + 'static,
) {
    let _in_flight = context.in_flight.begin();
    let tell: Tell = Arc::new(tell);
    tell(Progress::Preparing);
    let (plan, code_source): (Planning<'_>, _) = match request {
        AuthorizationRequest::LongLived(new) => {
            let saved = Box::pin(long_lived::connect(context, new, &tell)).await;
            return tell(end_of(saved.map(|profile| (profile, None))));
        }
        AuthorizationRequest::New(new, code_source) => {
            (Box::pin(AuthorizationPlan::said(context, new)), code_source)
        }
        AuthorizationRequest::Reauthorize(again) => {
            let code_source = again.code_source.clone();
            (Box::pin(async move { AuthorizationPlan::kept(context, &again).await }), code_source)
        }
    };
    let checked = async {
        // The store first: a locked keychain is known before anything is spent.
        context.with_store(|store| store.check()).await?;
        plan.await
    };
    let plan = match person.unless_given_up(checked).await {
        Some(Ok(plan)) => plan,
        Some(Err(trouble)) => return tell(Progress::Failed(trouble)),
        None => return,
    };
    match code_source {
        // The longest way is kept beside: whoever waits for all of this has to hold it.
        CodeSource::Consent => Box::pin(by_callback(context, plan, None, person, &tell)).await,
        CodeSource::ApiKey(key) => {
            Box::pin(by_callback(context, plan, Some(&key), person, &tell)).await;
        }
        // A code that has been sent is spent: nobody gives up in between.
        CodeSource::Code(code) => {
            tell(Progress::Exchanging);
            let saved = exchange::exchange_and_save(context, &plan, &code, &tell).await;
            tell(end_of(finish(context, saved, &tell).await));
        }
    }
}

type Planning<'a> = Pin<Box<dyn Future<Output = Result<AuthorizationPlan, Trouble>> + Send + 'a>>;

/// Waits for a code at the redirect URI: given in a browser, or sent for an API key.
async fn by_callback(
    context: &Context,
    plan: AuthorizationPlan,
    key: Option<&ApiKey>,
    mut person: Person,
    tell: &Tell,
) {
    let mut attempt = match Box::pin(begin(context, plan, key, &mut person)).await {
        Some(Ok(attempt)) => attempt,
        Some(Err(_)) if person.gave_up() => return,
        Some(Err(trouble)) => return tell(Progress::Failed(trouble)),
        None => return,
    };
    tell(Progress::Waiting(Box::new(attempt.waiting())));
    let ended = Box::pin(consent(context, &mut attempt, &mut person, tell)).await;
    match &ended {
        Some(Ok((profile, _))) if profile.name == attempt.plan.profile => {
            attempt.end(context).await;
        }
        None if attempt.goes_on => attempt.leave(context).await,
        // What was kept for it is still under the name that was asked for.
        _ => attempt.take_back(context).await,
    }
    if let Some(result) = ended {
        tell(end_of(result));
    }
}

/// What is told last. That the account did not answer is worth telling beside its profile.
fn end_of(result: Result<(Profile, Option<Trouble>), Trouble>) -> Progress {
    match result {
        Ok((profile, unverified)) => Progress::Connected(Box::new(profile), unverified),
        Err(trouble) => Progress::Failed(trouble),
    }
}

/// Listens first: for an API key the code may come before its own answer does. `None` when the person gave up meanwhile.
/// What an attempt keeps is not dropped half-way: it is all there, and then taken back.
async fn begin(
    context: &Context,
    plan: AuthorizationPlan,
    key: Option<&ApiKey>,
    person: &mut Person,
) -> Option<Result<PendingAuthorization, Trouble>> {
    let method = if key.is_some() { AuthMethod::ApiKey } else { AuthMethod::Consent };
    let attempt = match PendingAuthorization::begin(context, plan, method).await {
        Ok(attempt) => attempt,
        Err(trouble) => return Some(Err(trouble)),
    };
    let Some(key) = key else { return Some(Ok(attempt)) };
    let draft = &attempt.plan.draft;
    let at = draft.endpoint();
    let counted = RateLimitKey::of(&draft.credentials.client_id, &at);
    let asked = context.oauth.exchange_api_key(&at, &draft.credentials, key);
    let asked = person.unless_given_up(context.paced(&counted, asked)).await;
    match asked {
        Some(Ok(())) => Some(Ok(attempt)),
        Some(Err(trouble)) => {
            attempt.take_back(context).await;
            Some(Err(trouble))
        }
        None => {
            attempt.take_back(context).await;
            None
        }
    }
}

/// Waits for a callback or a paste that belongs to this attempt, and goes through with it.
async fn consent(
    context: &Context,
    attempt: &mut PendingAuthorization,
    person: &mut Person,
    tell: &Tell,
) -> Option<Result<(Profile, Option<Trouble>), Trouble>> {
    loop {
        let Some(left) = attempt.time_left(context.now()) else {
            return Some(Err(Cause::ConsentTimedOut.into()));
        };
        let (taken, request) = tokio::select! {
            biased;
            left = &mut person.gives_up => {
                attempt.goes_on = left.is_ok();
                return None;
            }
            // Before whatever comes to the port, as fast as it may come.
            Some(pasted) = person.pastes.recv() => {
                attempt.follow_rename(context).await;
                (callback::take_pasted(context, attempt, pasted).await, None)
            }
            request = attempt.next_request() => {
                attempt.follow_rename(context).await;
                let from = strays::Sender::of(&request);
                let taken = callback::take(context, attempt, request.query.expose(), from).await;
                (taken, Some(request))
            }
            () = tokio::time::sleep(left.min(LOOK_AGAIN)) => continue,
        };
        match taken {
            Verdict::Stray(trouble) => {
                if let Some(request) = request {
                    request.answer(CallbackPage::WrongAttempt);
                }
                if let Some(trouble) = trouble {
                    tell(Progress::Stray(trouble));
                }
            }
            Verdict::Over(page, trouble) => {
                if let Some(request) = request {
                    request.answer(page);
                }
                return Some(Err(trouble));
            }
            // Dropped, and so is the code: whoever gave up meanwhile wants no tokens.
            Verdict::Code(..) if person.gave_up() => return None,
            Verdict::Code(code, host) => {
                tell(Progress::Exchanging);
                let plan = attempt.plan.at(host);
                let exchanged = exchange::exchange_and_save(context, &plan, &code, tell);
                let (saved, guests) = attempt.while_guests_wait(request, exchanged).await;
                let page = match &saved {
                    Ok(profile) => {
                        CallbackPage::Connected { account: profile.host.subdomain().to_owned() }
                    }
                    Err(_) => CallbackPage::Failed,
                };
                for guest in guests {
                    guest.answer(page.clone());
                }
                return Some(finish(context, saved, tell).await);
            }
        }
    }
}

/// The tokens are saved: asks the account for its name. That it does not answer is worth telling and loses nothing.
async fn finish(
    context: &Context,
    saved: Result<Profile, Trouble>,
    tell: &Tell,
) -> Result<(Profile, Option<Trouble>), Trouble> {
    let profile = saved?;
    tell(Progress::Verifying);
    match timeout(verify::PATIENCE, Box::pin(verify::verify(context, &profile.name))).await {
        Ok(Ok(verified)) => Ok((verified, None)),
        Ok(Err(trouble)) => Ok((profile, Some(trouble))),
        Err(_) => Ok((profile, Some(Cause::TimedOut.into()))),
    }
}
