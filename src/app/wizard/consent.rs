//! The browser asks once; here its answer is waited for, exchanged and saved.

use jiff::Timestamp;

use super::awaited::Awaited;
use super::connection::KnownConnection;
use super::mend::{MendingStep, mending_step};
use super::wait::{Opening, PasteNotice, Wait};
use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::effect::Effect;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::ticket::Ticket;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::authorize::{AuthorizationRequest, Progress};
use crate::domain::profile::Profile;
use crate::domain::tokens::Refreshing;
use crate::domain::trouble::{Cause, Trouble};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentStep {
    pub order: AuthorizationRequest,
    pub known: KnownConnection,
    pub phase: Phase,
    /// What is in the way at this moment.
    pub told: Option<Refreshing>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The store is tried and the listener is put up.
    Preparing(Awaited),
    /// The person is in the browser.
    Waiting(Box<Wait>),
    Working(Awaited, ExchangeStage),
    /// It ended without tokens; the same may be tried again.
    Failed(Trouble),
}

/// What is done with the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExchangeStage {
    /// The code is exchanged for tokens.
    Exchanging,
    Saving,
    /// The account is asked for its name.
    Verifying,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentEnd {
    /// The tokens are saved. The second part is set when the account could not be asked yet.
    Connected(Box<Profile>, Option<Trouble>),
    /// Something that was said before has to be said differently.
    Mend(MendingStep, Trouble),
    /// The account that answered is meant, not the one that was expected.
    Instead(AccountHost, Trouble),
}

impl ConsentStep {
    pub fn start(
        order: AuthorizationRequest,
        known: KnownConnection,
        context: &mut UpdateContext<'_>,
    ) -> Self {
        let ticket = context.ask_for(|ticket| Effect::Authorize(ticket, order.clone()));
        let phase = Phase::Preparing(Awaited { ticket, since: context.now });
        Self { order, known, phase, told: None }
    }

    pub const fn focus(&self) -> Focus {
        match self.phase {
            Phase::Preparing(_) | Phase::Working(..) => Focus::Step,
            Phase::Waiting(_) => Focus::Consent,
            Phase::Failed(_) => Focus::Retry,
        }
    }

    pub fn offers(&self, action: &Action) -> bool {
        match &self.phase {
            Phase::Preparing(_) => *action == Action::Back,
            Phase::Waiting(wait) => wait.offers(action),
            // Once a code was taken, the tokens come, and giving up would only hide that.
            Phase::Working(..) => false,
            Phase::Failed(trouble) => match action {
                Action::Back | Action::Submit => true,
                Action::New => answering(trouble).is_some(),
                _ => false,
            },
        }
    }

    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match &self.phase {
            Phase::Preparing(awaited) | Phase::Working(awaited, _) => awaited.next_second(now),
            Phase::Waiting(wait) => wait.next_change(now),
            Phase::Failed(_) => None,
        }
    }

    pub fn update(&mut self, msg: &Msg, context: &mut UpdateContext<'_>) -> Turn<ConsentEnd> {
        match msg {
            Msg::Consent(ticket, progress) if self.ticket() == Some(*ticket) => {
                self.told(*ticket, progress, context)
            }
            Msg::Opened(ticket, Err(trouble)) => {
                if let Phase::Waiting(wait) = &mut self.phase
                    && wait.opening == Opening::Asked(*ticket)
                {
                    wait.opening = Opening::Failed(trouble.clone());
                }
                Turn::Stay
            }
            Msg::Act(action) => self.act(action, context),
            _ => Turn::Stay,
        }
    }

    pub fn failed_with(&self, trouble: &Trouble) -> bool {
        matches!(&self.phase, Phase::Failed(ours) if ours == trouble)
    }

    /// The question that has no final answer yet.
    fn ticket(&self) -> Option<Ticket> {
        match &self.phase {
            Phase::Preparing(awaited) | Phase::Working(awaited, _) => Some(awaited.ticket),
            Phase::Waiting(wait) => Some(wait.awaited.ticket),
            Phase::Failed(_) => None,
        }
    }

    fn told(
        &mut self,
        ticket: Ticket,
        progress: &Progress,
        context: &mut UpdateContext<'_>,
    ) -> Turn<ConsentEnd> {
        let awaited = Awaited { ticket, since: context.now };
        self.told = None;
        match progress {
            Progress::Preparing => self.phase = Phase::Preparing(awaited),
            Progress::Waiting(waiting) => {
                self.known.host = Some(waiting.host.clone());
                self.phase = Phase::Waiting(Box::new(Wait::start(awaited, waiting, context)));
            }
            Progress::Stray(trouble) => {
                if let Phase::Waiting(wait) = &mut self.phase {
                    wait.notice = PasteNotice::Stray(trouble.clone());
                }
            }
            Progress::Exchanging => self.phase = Phase::Working(awaited, ExchangeStage::Exchanging),
            Progress::Saving => self.phase = Phase::Working(awaited, ExchangeStage::Saving),
            Progress::Refreshing(news) => self.told = Some(news.clone()),
            Progress::Verifying => self.phase = Phase::Working(awaited, ExchangeStage::Verifying),
            Progress::Connected(profile, unverified) => {
                return Turn::Done(ConsentEnd::Connected(profile.clone(), unverified.clone()));
            }
            Progress::Failed(trouble) => {
                if let Some(step) = mending_step(trouble, self.order.auth_method()) {
                    return Turn::Done(ConsentEnd::Mend(step, trouble.clone()));
                }
                self.phase = Phase::Failed(trouble.clone());
            }
        }
        Turn::Stay
    }

    fn act(&mut self, action: &Action, context: &mut UpdateContext<'_>) -> Turn<ConsentEnd> {
        match (&mut self.phase, action) {
            (Phase::Waiting(wait), Action::Back) if wait.qr_code => wait.qr_code = false,
            (Phase::Waiting(wait), action) if *action != Action::Back => wait.act(action, context),
            (Phase::Failed(_), Action::Submit) => {
                *self = Self::start(self.order.clone(), self.known.clone(), context);
            }
            (Phase::Failed(trouble), Action::New) => {
                if let Some(host) = answering(trouble) {
                    return Turn::Done(ConsentEnd::Instead(host, trouble.clone()));
                }
            }
            (Phase::Preparing(_) | Phase::Waiting(_) | Phase::Failed(_), Action::Back) => {
                if let Some(ticket) = self.ticket() {
                    context.ask(Effect::Cancel(ticket));
                }
                return Turn::Back;
            }
            _ => {}
        }
        Turn::Stay
    }
}

/// The account that answered in the place of the expected one.
pub fn answering(trouble: &Trouble) -> Option<AccountHost> {
    match &trouble.cause {
        Cause::WrongAccount { got, .. } | Cause::TokensOfAnotherAccount { got, .. } => {
            AccountHost::parse(got).ok()
        }
        _ => None,
    }
}
