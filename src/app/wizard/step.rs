//! One question of the wizard, and how it was answered.

use jiff::Timestamp;

use super::account::{AccountStage, AccountStep, ChosenAccount};
use super::consent::{ConsentEnd, ConsentStep, Phase};
use super::credentials::CredentialsStep;
use super::done::DoneStep;
use super::integration::IntegrationStep;
use super::method::MethodStep;
use super::resume::{ResumeAnswer, ResumeStep};
use super::secret_step::{BroughtSecret, SecretStep};
use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::authorize::{AuthMethod, RedirectUri};
use crate::domain::profile::{Profile, ProfileName};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Go on with an attempt that waits?
    Resume(ResumeStep),
    Account(AccountStep),
    Method(MethodStep),
    Integration(IntegrationStep),
    Credentials(CredentialsStep),
    /// The code, the token or the key that is brought instead of consent.
    Secret(SecretStep),
    /// The browser, the exchange, the saving.
    Consent(Box<ConsentStep>),
    Done(DoneStep),
}

pub enum StepAnswer {
    /// Without an answer when there is nothing to go on with any more.
    Resume(ProfileName, Option<ResumeAnswer>),
    Account(ChosenAccount),
    Method(AccountHost, AuthMethod),
    Integration(AccountHost),
    Credentials(AccountHost),
    Secret(AccountHost, BroughtSecret),
    Consent(ProfileName, ConsentEnd),
    Done(ProfileName),
}

impl Step {
    pub fn focus(&self) -> Focus {
        match self {
            Self::Resume(_) | Self::Method(_) => Focus::Choice,
            Self::Account(step) => step.focus(),
            Self::Integration(_) => Focus::Step,
            Self::Credentials(step) => step.form.focus(),
            Self::Secret(step) => step.form.focus(),
            Self::Consent(step) => step.focus(),
            Self::Done(_) => Focus::Done,
        }
    }

    pub fn offers(&self, action: &Action) -> bool {
        match self {
            Self::Account(AccountStep { form, stage: AccountStage::Typing }) => form.offers(action),
            Self::Resume(_) | Self::Account(_) | Self::Method(_) => {
                matches!(action, Action::Submit | Action::Back | Action::Up | Action::Down)
            }
            Self::Integration(step) => step.offers(action),
            Self::Credentials(step) => step.form.offers(action),
            Self::Secret(step) => step.form.offers(action),
            Self::Consent(step) => step.offers(action),
            Self::Done(step) => step.offers(action),
        }
    }

    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Resume(step) => step.next_change(now),
            Self::Secret(step) => step.next_change(now),
            Self::Consent(step) => step.next_change(now),
            Self::Account(_)
            | Self::Method(_)
            | Self::Integration(_)
            | Self::Credentials(_)
            | Self::Done(_) => None,
        }
    }

    /// `connected` are the profiles that may be offered instead of a new one.
    pub fn update(
        &mut self,
        msg: &Msg,
        connected: &[Profile],
        context: &mut UpdateContext<'_>,
    ) -> Turn<StepAnswer> {
        let now = context.now;
        match (self, msg) {
            (Self::Resume(step), msg) => {
                let turn = step.update(msg, now);
                turn.map(|answer| StepAnswer::Resume(step.pending.profile.clone(), answer))
            }
            (Self::Integration(step), msg) => {
                step.update(msg, context).map(|()| StepAnswer::Integration(step.host.clone()))
            }
            (Self::Credentials(step), msg) => {
                step.update(msg, now).map(|()| StepAnswer::Credentials(step.host.clone()))
            }
            (Self::Consent(step), msg) => {
                let turn = step.update(msg, context);
                turn.map(|end| StepAnswer::Consent(step.order.profile().clone(), end))
            }
            (Self::Account(step), Msg::Act(action)) => {
                step.update(action, connected, now).map(StepAnswer::Account)
            }
            (Self::Method(step), Msg::Act(action)) => {
                step.update(action).map(|method| StepAnswer::Method(step.host.clone(), method))
            }
            (Self::Secret(step), Msg::Act(action)) => step
                .update(action, now)
                .map(|brought| StepAnswer::Secret(step.host.clone(), brought)),
            (Self::Done(step), Msg::Act(action)) => {
                step.update(action, context).map(StepAnswer::Done)
            }
            (Self::Account(_) | Self::Method(_) | Self::Secret(_) | Self::Done(_), _) => Turn::Stay,
        }
    }

    /// Whether it asks about an attempt that waits no longer.
    pub fn is_over(&self, now: Timestamp) -> bool {
        matches!(self, Self::Resume(step) if !step.pending.is_live(now))
    }

    /// Whether Esc leads out of it; else it closes what is open in it.
    pub const fn is_left_by_esc(&self) -> bool {
        match self {
            Self::Account(step) => matches!(step.stage, AccountStage::Typing),
            Self::Consent(step) => match &step.phase {
                Phase::Waiting(wait) => !wait.qr_code,
                Phase::Preparing(_) | Phase::Failed(_) => true,
                Phase::Working(..) => false,
            },
            Self::Done(_) => false,
            Self::Resume(_)
            | Self::Method(_)
            | Self::Integration(_)
            | Self::Credentials(_)
            | Self::Secret(_) => true,
        }
    }

    /// Whether something was typed in it that is lost with it.
    pub fn has_typed(&self) -> bool {
        let form = match self {
            Self::Account(step) => &step.form,
            Self::Credentials(step) => &step.form,
            Self::Secret(step) => &step.form,
            Self::Resume(_)
            | Self::Method(_)
            | Self::Integration(_)
            | Self::Consent(_)
            | Self::Done(_) => return false,
        };
        form.fields.iter().any(|field| {
            let text = field.field.text().trim();
            !text.is_empty() && text != RedirectUri::DEFAULT
        })
    }

    /// The account that the step was begun for.
    pub const fn host_mut(&mut self) -> Option<&mut AccountHost> {
        match self {
            Self::Method(step) => Some(&mut step.host),
            Self::Integration(step) => Some(&mut step.host),
            Self::Credentials(step) => Some(&mut step.host),
            Self::Secret(step) => Some(&mut step.host),
            Self::Resume(_) | Self::Account(_) | Self::Consent(_) | Self::Done(_) => None,
        }
    }
}
