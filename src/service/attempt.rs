//! One attempt to get consent: what it was begun with, its `state`, its listener.

use std::time::Duration;

use jiff::Timestamp;

use super::context::Context;
use super::known::AuthorizationPlan;
use super::strays::Strays;
use super::{callback, unfinished};
use crate::domain::consent::{Waiting, WayIn};
use crate::domain::pending::{self, Pending, State};
use crate::domain::profile::ProfileName;
use crate::domain::record::Draft;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};
use crate::loopback::{self, Arrival, BindError, Listener};
use crate::oauth::consent_url;

/// An attempt that waits.
pub struct Attempt {
    /// What it was begun with.
    pub plan: AuthorizationPlan,
    /// How its code comes.
    pub brings: Brings,
    pending: Pending,
    consent_url: Secret,
    /// `None` when the redirect URI leads elsewhere and the port for what is handed on from there is not to be had:
    /// then the address is pasted.
    listener: Option<Listener>,
    not_handed_on: Option<Trouble>,
    /// Requests that are not its own.
    pub strays: Strays,
}

/// How the code of an attempt comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brings {
    /// In a browser, with our `state`.
    Browser,
    /// From amoCRM's own servers, without one: it was asked for with an API key.
    Exchange,
}

impl Attempt {
    /// Listens, then keeps what is needed to go on after a crash: a taken port is known before anything is stored.
    pub async fn begin(
        context: &Context,
        plan: AuthorizationPlan,
        brings: Brings,
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
        context
            .with_ledger(move |ledger| ledger.begin(&begun))
            .await?;
        let kept = draft.clone();
        // After the row: a draft without one would be nobody's.
        let drafted = context.change(profile, move |record| record.draft = Some(kept));
        if let Err(trouble) = drafted.await {
            let state = pending.state;
            drop(
                context
                    .with_ledger(move |ledger| ledger.cancel(&state))
                    .await,
            );
            return Err(trouble);
        }
        Ok(Self {
            plan,
            brings,
            pending,
            consent_url: Secret::new(consent_url),
            listener,
            not_handed_on,
            strays: Strays::default(),
        })
    }

    /// What is shown of it.
    pub fn waiting(&self) -> Waiting {
        Waiting {
            profile: self.plan.profile.clone(),
            way_in: match self.brings {
                Brings::Browser => WayIn::Consent,
                Brings::Exchange => WayIn::ApiKey,
            },
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
    pub async fn next_arrival(&mut self) -> Arrival {
        if let Some(listener) = &mut self.listener
            && let Some(arrival) = listener.next().await
        {
            return arrival;
        }
        std::future::pending().await
    }

    /// What tells its own state from those of others: an attempt that was begun earlier with the same, perhaps by a
    /// process that was killed, is as good as this one.
    pub fn own(&self) -> Own {
        Own {
            profile: self.plan.profile.clone(),
            draft: self.plan.draft.clone(),
        }
    }

    /// Takes back what was kept for it: nothing waits any more.
    pub async fn take_back(self, context: &Context) {
        if let Err(trouble) = unfinished::drop_draft(context, &self.plan.profile).await {
            tracing::warn!(%trouble, "the draft of an authorization stays");
        }
        self.end(context).await;
    }

    /// Ends it: its state is good for nothing any more, whether it has come back or its code came without it.
    pub async fn end(self, context: &Context) {
        if let Some(listener) = self.listener {
            listener.settle().await;
        }
        callback::note_rest(context, self.strays).await;
        let state = self.pending.state;
        let forgotten = context.with_ledger(move |ledger| ledger.cancel(&state));
        if let Err(trouble) = forgotten.await {
            tracing::warn!(%trouble, "the state of an authorization stays");
        }
    }
}

/// What an attempt was begun with.
pub struct Own {
    profile: ProfileName,
    draft: Draft,
}

impl Own {
    /// Whether a pending authorization was begun with the same.
    pub fn is_same_as(&self, pending: &Pending) -> bool {
        pending.profile == self.profile && pending.is_of(&self.draft)
    }
}

fn random_state() -> Result<State, Trouble> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits).map_err(|error| Trouble::noted(Cause::Internal, error))?;
    Ok(State::from_random(bits))
}

fn listen(
    context: &Context,
    target: crate::domain::redirect_uri::LoopbackTarget,
    consent_url: &str,
) -> Result<Listener, Trouble> {
    let port = target.port;
    let consent_url = consent_url
        .parse()
        .map_err(|error| Trouble::noted(Cause::Internal, error))?;
    loopback::bind(loopback::Settings {
        target,
        consent_url,
        words: context.pages.clone(),
        notes: Some(context.user.clone()),
        limits: loopback::Limits::default(),
    })
    .map_err(|error| match error {
        BindError::Taken { port, holder } => Cause::PortTaken { port, holder }.into(),
        BindError::Forbidden { port } => Cause::PortForbidden { port }.into(),
        BindError::Other(error) => Trouble::noted(Cause::PortTaken { port, holder: None }, error),
    })
}
