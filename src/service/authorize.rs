//! From the question to the saved tokens: consent, callback, exchange, save, verify.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot::error::TryRecvError;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::attempt::{Attempt, Brings};
use super::callback::Taken;
use super::context::Context;
use super::known::AuthorizationPlan;
use super::{callback, exchange, long_lived, verify};
use crate::domain::api_key::ApiKey;
use crate::domain::consent::{Again, Entrance, NewConnection, Order, Progress, Tell};
use crate::domain::landing::Landing;
use crate::domain::pasted::Pasted;
use crate::domain::profile::Profile;
use crate::domain::rate_limit::Counted;
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::Endpoint;

/// What a person can do while consent is awaited.
#[derive(Debug)]
pub struct Person {
    /// What is pasted instead of a callback.
    pub pastes: mpsc::Receiver<Pasted>,
    /// Sent, or dropped, when the person gives up.
    pub gives_up: oneshot::Receiver<()>,
}

impl Person {
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
    order: Order,
    mut person: Person,
    tell: impl Fn(Progress) + Send + Sync + 'static,
) {
    let _under_way = context.under_way.begin();
    let tell: Tell = Arc::new(tell);
    tell(Progress::Preparing);
    let (order, entrance) = match order {
        Order::New(new, entrance) => (Told::New(new), entrance),
        Order::Again(again) => {
            let entrance = again.entrance.clone();
            (Told::Again(again), entrance)
        }
        Order::LongLived(new) => {
            return tell(match long_lived::connect(context, new, &tell).await {
                Ok(profile) => Progress::Connected(Box::new(profile), None),
                Err(trouble) => Progress::Failed(trouble),
            });
        }
    };
    let known = tokio::select! {
        biased;
        _ = &mut person.gives_up => return,
        known = known(context, order) => known,
    };
    match (known, entrance) {
        (Err(trouble), _) => tell(Progress::Failed(trouble)),
        // The longest way is kept beside: whoever waits for all of this has to hold it.
        (Ok(known), Entrance::Consent) => {
            Box::pin(by_callback(context, known, None, person, &tell)).await;
        }
        (Ok(known), Entrance::ApiKey(key)) => {
            Box::pin(by_callback(context, known, Some(&key), person, &tell)).await;
        }
        // A code that has been sent is spent: nobody gives up in between.
        (Ok(known), Entrance::Code(code)) => {
            tell(Progress::Exchanging);
            let saved = exchange::exchange_and_save(context, &known, &code, &tell).await;
            tell(match finish(context, saved, &tell).await {
                Ok((profile, unverified)) => Progress::Connected(Box::new(profile), unverified),
                Err(trouble) => Progress::Failed(trouble),
            });
        }
    }
}

/// An order that ends in an exchange.
enum Told {
    New(NewConnection),
    Again(Again),
}

/// Tries the store first: a locked keychain is known before anything is spent.
async fn known(context: &Context, told: Told) -> Result<AuthorizationPlan, Trouble> {
    context.with_store(|store| store.check()).await?;
    match told {
        Told::New(new) => AuthorizationPlan::said(context, new).await,
        Told::Again(again) => AuthorizationPlan::kept(context, &again).await,
    }
}

/// Waits for a code at the redirect URI: given in a browser, or sent for an API key.
async fn by_callback(
    context: &Context,
    known: AuthorizationPlan,
    key: Option<&ApiKey>,
    mut person: Person,
    tell: &Tell,
) {
    let mut attempt = match prepare(context, known, key, &mut person).await {
        Some(Ok(attempt)) => attempt,
        Some(Err(trouble)) => return tell(Progress::Failed(trouble)),
        None => return,
    };
    tell(Progress::Waiting(Box::new(attempt.waiting())));
    match consent(context, &mut attempt, &mut person, tell).await {
        Some(Ok((profile, unverified))) => {
            if profile.name == attempt.plan.profile {
                attempt.end(context).await;
            } else {
                // What was kept for it is still under the name that was asked for.
                attempt.take_back(context).await;
            }
            tell(Progress::Connected(Box::new(profile), unverified));
        }
        Some(Err(trouble)) => {
            attempt.take_back(context).await;
            tell(Progress::Failed(trouble));
        }
        None => attempt.take_back(context).await,
    }
}

/// Gets everything ready. `None` when the person gave up.
async fn prepare(
    context: &Context,
    known: AuthorizationPlan,
    key: Option<&ApiKey>,
    person: &mut Person,
) -> Option<Result<Attempt, Trouble>> {
    tokio::select! {
        attempt = begin(context, known, key) => Some(attempt),
        _ = &mut person.gives_up => None,
    }
}

/// Listens first: for an API key the code may come before its own answer does.
async fn begin(
    context: &Context,
    known: AuthorizationPlan,
    key: Option<&ApiKey>,
) -> Result<Attempt, Trouble> {
    let Some(key) = key else {
        return Attempt::begin(context, known, Brings::Browser).await;
    };
    let attempt = Attempt::begin(context, known, Brings::Exchange).await?;
    let draft = &attempt.plan.draft;
    let at = Endpoint {
        host: draft.host.clone(),
        sandbox: draft.sandbox.clone(),
    };
    let counted = Counted::of(&draft.credentials.client_id, &at);
    let asked = context.oauth.exchange_api_key(&at, &draft.credentials, key);
    match context.paced(&counted, asked).await {
        Ok(()) => Ok(attempt),
        Err(trouble) => {
            attempt.take_back(context).await;
            Err(trouble)
        }
    }
}

/// Waits for a callback or a paste that belongs to this attempt, and goes through with it.
async fn consent(
    context: &Context,
    attempt: &mut Attempt,
    person: &mut Person,
    tell: &Tell,
) -> Option<Result<(Profile, Option<Trouble>), Trouble>> {
    loop {
        let Some(left) = attempt.time_left(context.now()) else {
            return Some(Err(Cause::ConsentTimedOut.into()));
        };
        tokio::select! {
            biased;
            _ = &mut person.gives_up => return None,
            // Before whatever comes to the port, as fast as it may come.
            Some(pasted) = person.pastes.recv() => {
                match callback::take_pasted(context, attempt, pasted).await {
                    Taken::Stray(_, Some(trouble)) => tell(Progress::Stray(trouble)),
                    Taken::Stray(_, None) => {}
                    Taken::Over(_, trouble) => return Some(Err(trouble)),
                    Taken::Code(_) if person.gave_up() => return None,
                    Taken::Code(code) => {
                        tell(Progress::Exchanging);
                        let saved = exchange::exchange_and_save(context, &attempt.plan.at(code.host), &code.code, tell).await;
                        return Some(finish(context, saved, tell).await);
                    }
                }
            }
            arrival = attempt.next_arrival() => {
                let from = callback::From::of(&arrival);
                match callback::take(context, attempt, arrival.query.expose(), from).await {
                    Taken::Stray(landing, trouble) => {
                        arrival.answer(landing);
                        if let Some(trouble) = trouble {
                            tell(Progress::Stray(trouble));
                        }
                    }
                    Taken::Over(landing, trouble) => {
                        arrival.answer(landing);
                        return Some(Err(trouble));
                    }
                    // Dropped, and so is the code: whoever gave up meanwhile wants no tokens.
                    Taken::Code(_) if person.gave_up() => return None,
                    Taken::Code(code) => {
                        tell(Progress::Exchanging);
                        let saved = exchange::exchange_and_save(context, &attempt.plan.at(code.host), &code.code, tell).await;
                        arrival.answer(match &saved {
                            Ok(profile) => Landing::Connected { account: profile.host.subdomain().to_owned() },
                            Err(_) => Landing::Failed,
                        });
                        return Some(finish(context, saved, tell).await);
                    }
                }
            }
            () = tokio::time::sleep(left.min(LOOK_AGAIN)) => {}
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
    match timeout(verify::PATIENCE, verify::verify(context, &profile.name)).await {
        Ok(Ok(verified)) => Ok((verified, None)),
        Ok(Err(trouble)) => Ok((profile, Some(trouble))),
        Err(_) => Ok((profile, Some(Cause::TimedOut.into()))),
    }
}
