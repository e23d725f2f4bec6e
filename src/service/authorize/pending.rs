//! One attempt to get consent: what it was begun with, its `state`, its listener.

use std::time::Duration;

use jiff::Timestamp;

use crate::domain::authorize::callback;
use crate::domain::authorize::callback_page::CallbackPage;
use crate::domain::authorize::pending::{self, Pending, State, StateHash};
use crate::domain::authorize::{AuthMethod, LoopbackTarget, Waiting};
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};
use crate::loopback::{
    self, BindError, CallbackRequest, Listener, ListenerLimits, ListenerSettings,
};
use crate::oauth::consent_url;
use crate::service::authorize::plan::AuthorizationPlan;
use crate::service::authorize::strays::Strays;
use crate::service::authorize::{drafts, strays};
use crate::service::context::Context;

pub struct PendingAuthorization {
    pub plan: AuthorizationPlan,
    /// `Consent`, or `ApiKey`: then the code comes from amoCRM's own servers, without our `state`.
    pub auth_method: AuthMethod,
    pending: Pending,
    consent_url: Secret,
    /// `None` when the redirect URI leads elsewhere and the port for what is handed on from there is not to be had:
    /// then the address is pasted.
    listener: Option<Listener>,
    not_handed_on: Option<Trouble>,
    /// Whether the person has left, and may want to go on with it later.
    pub goes_on: bool,
    /// Requests that are not its own.
    pub strays: Strays,
}

impl PendingAuthorization {
    /// Listens, then keeps what is needed to go on after a crash: a taken port is known before anything is stored.
    pub async fn begin(
        context: &Context,
        plan: AuthorizationPlan,
        auth_method: AuthMethod,
    ) -> Result<Self, Trouble> {
        let AuthorizationPlan { profile, draft, .. } = &plan;
        let state = random_state()?;
        let credentials = &draft.credentials;
        let consent_url = consent_url(
            draft.host.platform(),
            &credentials.client_id,
            &state,
            draft.sandbox.as_ref(),
        );
        let (listener, not_handed_on) = match credentials.redirect_uri.loopback() {
            Some(target) => (Some(listen(context, target, &consent_url)?), None),
            // A page on that site may hand the callback on to us. Where it cannot, pasting still works.
            None => match listen(context, context.handed_on.clone(), &consent_url) {
                Ok(listener) => (Some(listener), None),
                Err(trouble) => (None, Some(trouble)),
            },
        };
        let now = context.now();
        let pending = Pending {
            state: state.hash(),
            profile: profile.clone(),
            host: draft.host.clone(),
            client_id: credentials.client_id.clone(),
            redirect_uri: credentials.redirect_uri.clone(),
            sandbox: draft.sandbox.clone(),
            created_at: now,
            expires_at: pending::expiry(now),
        };
        let begun = pending.clone();
        context.with_ledger(move |ledger| ledger.begin(&begun)).await?;
        let kept = draft.clone();
        // After the row: a draft without one would be nobody's.
        let drafted = context.change(profile, move |record| record.draft = Some(kept));
        if let Err(trouble) = drafted.await {
            let state = pending.state;
            drop(context.with_ledger(move |ledger| ledger.cancel(&state)).await);
            return Err(trouble);
        }
        // The draft has taken the place of theirs: there is nothing to go on with any more.
        if let Err(trouble) = drafts::cancel_replaced(context, profile, draft).await {
            tracing::warn!(%trouble, "an attempt that was replaced is still on the list");
        }
        Ok(Self {
            plan,
            auth_method,
            pending,
            consent_url: Secret::new(consent_url),
            listener,
            not_handed_on,
            goes_on: false,
            strays: Strays::default(),
        })
    }

    pub fn waiting(&self) -> Waiting {
        Waiting {
            profile: self.plan.profile.clone(),
            auth_method: self.auth_method,
            host: self.plan.draft.host.clone(),
            consent_url: self.consent_url.clone(),
            local_url: self
                .plan
                .draft
                .credentials
                .redirect_uri
                .loopback()
                .and(self.listener.as_ref())
                .map(Listener::short_url),
            not_handed_on: self.not_handed_on.clone(),
            start_url: match &self.listener {
                Some(listener) => Secret::new(listener.short_url()),
                None => self.consent_url.clone(),
            },
            expires_at: self.pending.expires_at,
        }
    }

    /// How long it still waits; `None` when it is over.
    pub fn time_left(&self, now: Timestamp) -> Option<Duration> {
        self.pending
            .is_live(now)
            .then(|| Duration::try_from(self.pending.expires_at.duration_since(now)).ok())
            .flatten()
    }

    /// The next request at the callback address. Without a listener none ever comes.
    pub async fn next_request(&mut self) -> CallbackRequest {
        if let Some(listener) = &mut self.listener
            && let Some(request) = listener.next().await
        {
            return request;
        }
        std::future::pending().await
    }

    /// Does what follows from a callback. Whoever comes with the same meanwhile, as a browser does that is told to reload,
    /// waits as well for how it ends, and is among the guests then.
    pub async fn while_guests_wait<T>(
        &mut self,
        first: Option<CallbackRequest>,
        work: impl Future<Output = T>,
    ) -> (T, Vec<CallbackRequest>) {
        let mut guests: Vec<_> = first.into_iter().collect();
        let mut work = Box::pin(work);
        loop {
            tokio::select! {
                biased;
                done = &mut work => return (done, guests),
                request = self.next_request() => {
                    let query = &request.query;
                    let own = callback::state_of(query.expose())
                        .is_some_and(|state| StateHash::of(&state) == self.pending.state);
                    if own || guests.iter().any(|guest| guest.query == *query) {
                        guests.push(request);
                    } else {
                        request.answer(CallbackPage::WrongAttempt);
                    }
                }
            }
        }
    }

    /// Tells its own state from those of others: an attempt that was begun earlier with the same, perhaps by a process
    /// that was killed, is as good as this one.
    pub fn is_own(&self) -> impl Fn(&Pending) -> bool + Send + use<> {
        let (profile, draft) = (self.plan.profile.clone(), self.plan.draft.clone());
        let state = self.pending.state.clone();
        move |pending| {
            let is_same = pending.profile == profile && pending.is_of(&draft);
            // The profile may have another name by now.
            is_same || pending.state == state
        }
    }

    /// Finds out what the profile is called by now: what waits for its callback follows a rename.
    pub async fn follow_rename(&mut self, context: &Context) {
        let now = context.now();
        let known = context.with_ledger(move |ledger| ledger.pending(now)).await;
        let mut known = known.unwrap_or_default().into_iter();
        if let Some(pending) = known.find(|it| it.state == self.pending.state) {
            self.plan.profile = pending.profile;
        }
    }

    /// Listens no more, and keeps what is needed to go on: as a program does that is killed. What was asked for with an API
    /// key cannot be gone on with.
    pub async fn leave(self, context: &Context) {
        if self.auth_method == AuthMethod::ApiKey {
            return self.take_back(context).await;
        }
        if let Some(listener) = self.listener {
            listener.settle().await;
        }
        strays::log_rest(context, self.strays).await;
    }

    /// Takes back what was kept for it: nothing waits any more.
    pub async fn take_back(mut self, context: &Context) {
        self.follow_rename(context).await;
        let AuthorizationPlan { profile, draft, .. } = &self.plan;
        if let Err(trouble) = drafts::take_back(context, &self.pending, profile, draft).await {
            tracing::warn!(%trouble, "the draft of an authorization stays");
        }
        self.end(context).await;
    }

    /// Ends it: its state is good for nothing any more, whether it has come back or its code came without it.
    pub async fn end(self, context: &Context) {
        if let Some(listener) = self.listener {
            listener.settle().await;
        }
        strays::log_rest(context, self.strays).await;
        let state = self.pending.state;
        if let Err(trouble) = context.with_ledger(move |ledger| ledger.cancel(&state)).await {
            tracing::warn!(%trouble, "the state of an authorization stays");
        }
    }
}

fn random_state() -> Result<State, Trouble> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits).map_err(|error| Trouble::noted(Cause::Internal, error))?;
    Ok(State::from_random(bits))
}

fn listen(
    context: &Context,
    target: LoopbackTarget,
    consent_url: &str,
) -> Result<Listener, Trouble> {
    let port = target.port;
    let consent_url =
        consent_url.parse().map_err(|error| Trouble::noted(Cause::Internal, error))?;
    loopback::bind(ListenerSettings {
        target,
        consent_url,
        words: context.pages.clone(),
        notes: Some(context.user.clone()),
        limits: ListenerLimits::default(),
    })
    .map_err(|error| match error {
        BindError::Taken { port, holder } => Cause::PortTaken { port, holder }.into(),
        BindError::Forbidden { port } => Cause::PortForbidden { port }.into(),
        BindError::Other(error) => Trouble::noted(Cause::PortTaken { port, holder: None }, error),
    })
}
