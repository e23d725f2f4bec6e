//! The browser asks once; here its answer is waited for, exchanged and saved.

use jiff::Timestamp;

use super::asked::Asked;
use super::wait::{Opening, Overlay, Said, Wait};
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::focus::Focus;
use crate::app::model::Facts;
use crate::app::msg::Msg;
use crate::app::ticket::{Ticket, Tickets};
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::consent::{Order, Progress, Waiting, WayIn};
use crate::domain::credentials::ClientId;
use crate::domain::pending::Pending;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::redirect_uri::RedirectUri;
use crate::domain::refreshing::Refreshing;
use crate::domain::trouble::{Cause, Mend, Trouble};

/// The step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// What is being authorized.
    pub order: Order,
    /// What is known about it and may be shown.
    pub about: About,
    /// How far it got.
    pub phase: Phase,
    /// What is in the way at this moment.
    pub told: Option<Refreshing>,
}

/// What is known about a connection without opening the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The profile.
    pub profile: ProfileName,
    /// The account; unknown when nobody knows a profile of this name.
    pub host: Option<AccountHost>,
    /// The integration.
    pub client_id: Option<ClientId>,
    /// The registered redirect URI.
    pub redirect_uri: Option<RedirectUri>,
}

/// How far an authorization got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The store is tried and the listener is put up.
    Preparing(Asked),
    /// The person is in the browser.
    Waiting(Box<Wait>),
    /// The answer came.
    Working(Asked, Work),
    /// It ended without tokens; the same may be tried again.
    Failed(Trouble),
}

/// What is done with the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// The code is exchanged for tokens.
    Exchanging,
    /// The tokens are saved.
    Saving,
    /// The account is asked for its name.
    Verifying,
}

/// How the step ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The tokens are saved. The second part is set when the account could not be asked yet.
    Connected(Box<Profile>, Option<Trouble>),
    /// Something that was said before has to be said differently.
    Mend(Place, Trouble),
    /// The account that answered is meant, not the one that was expected.
    Instead(AccountHost, Trouble),
}

/// Where it is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The account's address.
    Account,
    /// The way in.
    WayIn,
    /// The integration ID and the secret key.
    Credentials,
    /// The redirect URI.
    RedirectUri,
    /// The code, the token or the key that was brought instead of consent.
    Entrance,
}

impl About {
    /// What the ledger knows about a profile, from its row or from an attempt that waits.
    pub fn profile(name: ProfileName, all: &[Profile], pending: &[Pending]) -> Self {
        let profile = all.iter().find(|profile| profile.name == name);
        let pending = pending.iter().find(|pending| pending.profile == name);
        Self {
            host: profile
                .map(|profile| &profile.host)
                .or(pending.map(|pending| &pending.host))
                .cloned(),
            client_id: profile
                .and_then(|profile| profile.client_id.as_ref())
                .or(pending.map(|pending| &pending.client_id))
                .cloned(),
            redirect_uri: profile
                .and_then(|profile| profile.redirect_uri.as_ref())
                .or(pending.map(|pending| &pending.redirect_uri))
                .cloned(),
            profile: name,
        }
    }
}

impl Consent {
    /// Asks for an authorization.
    pub fn start(
        order: Order,
        about: About,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> (Self, Effect) {
        let ticket = tickets.take();
        let effect = Effect::Authorize(ticket, order.clone());
        let phase = Phase::Preparing(Asked { ticket, since: now });
        (
            Self {
                order,
                about,
                phase,
                told: None,
            },
            effect,
        )
    }

    /// What the keys mean now.
    pub const fn focus(&self) -> Focus {
        match self.phase {
            Phase::Preparing(_) | Phase::Working(..) => Focus::Step,
            Phase::Waiting(_) => Focus::Consent,
            Phase::Failed(_) => Focus::Retry,
        }
    }

    /// Whether an action makes sense now.
    pub fn offers(&self, action: &Action) -> bool {
        match &self.phase {
            Phase::Preparing(_) => *action == Action::Back,
            // Once a code was taken, the tokens come, and giving up would only hide that.
            Phase::Working(..) => false,
            Phase::Failed(trouble) => match action {
                Action::Back | Action::Submit => true,
                Action::New => answering(trouble).is_some(),
                _ => false,
            },
            Phase::Waiting(wait) => match action {
                Action::Open => wait.opening != Opening::ByHand,
                Action::Submit | Action::LetSandboxConsent => wait.overlay == Overlay::None,
                Action::CopyLink | Action::QrCode | Action::PrintLink => {
                    wait.waiting.way_in == WayIn::Consent
                }
                Action::Back => true,
                _ => false,
            },
        }
    }

    /// The next moment at which something shown changes by itself.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match &self.phase {
            Phase::Preparing(asked) | Phase::Working(asked, _) => asked.next_second(now),
            Phase::Waiting(wait) => wait.next_change(now),
            Phase::Failed(_) => None,
        }
    }

    /// Goes on.
    pub fn update(
        &mut self,
        msg: &Msg,
        facts: &Facts,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Ended> {
        match msg {
            Msg::Consent(ticket, progress) if self.ticket() == Some(*ticket) => {
                self.went_on(*ticket, progress, facts, now, tickets)
            }
            Msg::Opened(ticket, Err(trouble)) => {
                if let Phase::Waiting(wait) = &mut self.phase
                    && wait.opening == Opening::Asked(*ticket)
                {
                    wait.opening = Opening::Failed(trouble.clone());
                }
                Turn::stay()
            }
            Msg::Act(action) => self.act(action, facts, now, tickets),
            _ => Turn::stay(),
        }
    }

    /// The question that has no final answer yet.
    fn ticket(&self) -> Option<Ticket> {
        match &self.phase {
            Phase::Preparing(asked) | Phase::Working(asked, _) => Some(asked.ticket),
            Phase::Waiting(wait) => Some(wait.asked.ticket),
            Phase::Failed(_) => None,
        }
    }

    fn went_on(
        &mut self,
        ticket: Ticket,
        progress: &Progress,
        facts: &Facts,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Ended> {
        let asked = Asked { ticket, since: now };
        self.told = None;
        match progress {
            Progress::Preparing => self.phase = Phase::Preparing(asked),
            Progress::Waiting(waiting) => {
                return self.wait(asked, waiting, facts, tickets);
            }
            Progress::Stray(trouble) => {
                if let Phase::Waiting(wait) = &mut self.phase {
                    wait.said = Said::Stray(trouble.clone());
                }
            }
            Progress::Exchanging => self.phase = Phase::Working(asked, Work::Exchanging),
            Progress::Saving => self.phase = Phase::Working(asked, Work::Saving),
            Progress::Told(news) => self.told = Some(news.clone()),
            Progress::Verifying => self.phase = Phase::Working(asked, Work::Verifying),
            Progress::Connected(profile, unverified) => {
                return Turn::done(Ended::Connected(profile.clone(), unverified.clone()));
            }
            Progress::Failed(trouble) => {
                if let Some(place) = self.place(trouble) {
                    return Turn::done(Ended::Mend(place, trouble.clone()));
                }
                self.phase = Phase::Failed(trouble.clone());
            }
        }
        Turn::stay()
    }

    /// Where a trouble is mended; `None` where the same may be tried again.
    fn place(&self, trouble: &Trouble) -> Option<Place> {
        let brought = self.way_in();
        match trouble.cause.mend() {
            Mend::Account => Some(Place::Account),
            Mend::WayIn => Some(Place::WayIn),
            // It names its integration itself.
            Mend::Credentials if brought == WayIn::LongLived => Some(Place::Entrance),
            Mend::Credentials => Some(Place::Credentials),
            Mend::RedirectUri => Some(Place::RedirectUri),
            Mend::Consent => match brought {
                WayIn::Code | WayIn::LongLived => Some(Place::Entrance),
                WayIn::ApiKey if trouble.cause == Cause::ApiKeyRefused => Some(Place::Entrance),
                WayIn::Consent | WayIn::ApiKey => None,
            },
            Mend::Retry | Mend::Store | Mend::Outside => None,
        }
    }

    /// Whether everything about it was known before.
    pub const fn is_again(&self) -> bool {
        matches!(self.order, Order::Again(_))
    }

    /// How it is gone about.
    pub const fn way_in(&self) -> WayIn {
        self.order.way_in()
    }

    fn wait(
        &mut self,
        asked: Asked,
        waiting: &Waiting,
        facts: &Facts,
        tickets: &mut Tickets,
    ) -> Turn<Ended> {
        self.about.host = Some(waiting.host.clone());
        let (wait, turn) = Wait::start(asked, waiting, facts, tickets);
        self.phase = Phase::Waiting(Box::new(wait));
        turn
    }

    fn act(
        &mut self,
        action: &Action,
        facts: &Facts,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Ended> {
        match (&mut self.phase, action) {
            (Phase::Waiting(wait), Action::Back) if wait.overlay == Overlay::QrCode => {
                wait.overlay = Overlay::None;
                Turn::stay()
            }
            (Phase::Waiting(wait), action) if *action != Action::Back => {
                wait.act(action, facts, tickets)
            }
            (Phase::Failed(_), Action::Submit) => {
                let (again, effect) =
                    Self::start(self.order.clone(), self.about.clone(), now, tickets);
                *self = again;
                Turn::stay().with(effect)
            }
            (Phase::Failed(trouble), Action::New) => match answering(trouble) {
                Some(host) => Turn::done(Ended::Instead(host, trouble.clone())),
                None => Turn::stay(),
            },
            (Phase::Working(..), _) => Turn::stay(),
            (_, Action::Back) => match self.ticket() {
                Some(ticket) => Turn::back().with(Effect::Cancel(ticket)),
                None => Turn::back(),
            },
            _ => Turn::stay(),
        }
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
