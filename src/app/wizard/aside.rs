//! What stands beside the step at hand for a moment, and lets it go on where it was.

use super::flow::Wizard;
use super::step::Step;
use super::store_step::{StoreEnd, StoreStep};
use super::store_trial::StoreTrial;
use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::effect::Effect;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::authorize::question::Question;
use crate::domain::authorize::{AuthorizationRequest, Progress};
use crate::domain::profile::ProfileName;
use crate::domain::trouble::Mend;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aside {
    None,
    /// Whether to leave, although something was typed.
    Leaving,
    /// The store has to be seen to first.
    Store(Box<StoreStep>),
}

impl Aside {
    pub const fn focus(&self) -> Option<Focus> {
        match self {
            Self::None => None,
            Self::Leaving => Some(Focus::Question),
            Self::Store(step) => Some(step.focus()),
        }
    }
}

impl Wizard {
    /// The person answers what stands beside the step.
    pub(super) fn update_aside(
        &mut self,
        msg: &Msg,
        is_tried: bool,
        context: &mut UpdateContext<'_>,
    ) -> Turn<ProfileName> {
        match (&mut self.aside, msg) {
            (Aside::Leaving, Msg::Act(Action::Confirm)) => return Turn::Back,
            (Aside::Leaving, Msg::Act(Action::Back)) => self.aside = Aside::None,
            (Aside::Leaving | Aside::None, _) => {}
            (Aside::Store(step), _) if is_tried => match &self.store {
                StoreTrial::Failed(trouble) => step.refuse(trouble.clone(), context.settings),
                StoreTrial::NotYet | StoreTrial::Asked(_) | StoreTrial::Works(_) => {
                    return self.go_on(context);
                }
            },
            (Aside::Store(step), msg) => match step.update(msg, context) {
                Turn::Stay => {}
                Turn::Back => self.aside = Aside::None,
                Turn::Done(StoreEnd::Again) => self.try_store(context),
                Turn::Done(StoreEnd::Kept(key_file)) => {
                    context.ask(Effect::UseSealedFile(key_file));
                    self.store = StoreTrial::Works(context.now);
                    return self.go_on(context);
                }
            },
        }
        Turn::Stay
    }

    /// There is a store: the step at hand goes on as if Enter were pressed once more.
    fn go_on(&mut self, context: &mut UpdateContext<'_>) -> Turn<ProfileName> {
        self.aside = Aside::None;
        match &self.trail.step {
            // Nobody is scolded for what is not typed yet.
            Step::Account(step) if step.form.text(Question::Account).trim().is_empty() => {
                Turn::Stay
            }
            _ => self.update(&Msg::Act(Action::Submit), context),
        }
    }

    fn try_store(&mut self, context: &mut UpdateContext<'_>) {
        self.store = StoreTrial::begin(context);
        self.see_to_store(context);
    }

    /// Opens what is to be said or done about the store; whether there was anything.
    fn see_to_store(&mut self, context: &UpdateContext<'_>) -> bool {
        let step = match &self.store {
            StoreTrial::Asked(awaited) => StoreStep::trying(*awaited, context.settings),
            StoreTrial::Failed(trouble) => StoreStep::refused(trouble.clone(), context.settings),
            StoreTrial::NotYet | StoreTrial::Works(_) => return false,
        };
        self.aside = Aside::Store(Box::new(step));
        true
    }

    /// Whether tokens can be kept, as far as it is known by now. Where they cannot, that is seen to first.
    pub(super) fn may_begin(&mut self, context: &UpdateContext<'_>) -> bool {
        self.store.trouble().is_none() || !self.see_to_store(context)
    }

    /// Whether it is known that tokens can be kept. It is found out where it is not.
    pub(super) fn may_be_kept(&mut self, context: &mut UpdateContext<'_>) -> bool {
        if self.store.works(context.now) {
            return true;
        }
        if matches!(self.store, StoreTrial::NotYet | StoreTrial::Works(_)) {
            self.store = StoreTrial::begin(context);
        }
        !self.see_to_store(context)
    }

    /// What ended because nothing could be kept is begun again once it can be. What is kept already cannot be moved by that.
    pub(super) fn hear_of_store(&mut self, msg: &Msg, context: &UpdateContext<'_>) {
        let Msg::Consent(_, Progress::Failed(trouble)) = msg else { return };
        let Step::Consent(step) = &self.trail.step else { return };
        let is_new = !matches!(step.order, AuthorizationRequest::Reauthorize(_));
        if is_new && step.failed_with(trouble) && trouble.cause.mend() == Mend::Store {
            self.store = StoreTrial::Failed(trouble.clone());
            self.see_to_store(context);
        }
    }
}
