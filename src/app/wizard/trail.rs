//! The steps that are done, the one at hand, and those that were left backwards: nothing that was typed is lost.

use std::mem::{self, discriminant};

use jiff::Timestamp;

use super::account::{AccountStage, AccountStep};
use super::credentials::CredentialsStep;
use super::integration::IntegrationStep;
use super::mend::MendingStep;
use super::method::MethodStep;
use super::step::Step;
use crate::app::settings::Settings;
use crate::domain::account::AccountHost;
use crate::domain::authorize::AuthMethod;
use crate::domain::authorize::question::Question;
use crate::domain::trouble::{Cause, Trouble};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    /// As they were left, the first one first.
    pub done: Vec<Step>,
    pub step: Step,
    pub ahead: Vec<Step>,
}

impl Trail {
    pub const fn begin(step: Step) -> Self {
        Self { done: Vec::new(), step, ahead: Vec::new() }
    }

    /// The steps up to the one at hand.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.done.iter().chain([&self.step])
    }

    /// Enters a step, behind the one at hand.
    pub fn enter(&mut self, fresh: Step) {
        let fresh = self.as_left(fresh);
        self.done.push(mem::replace(&mut self.step, fresh));
    }

    /// Enters a step in the place of the one at hand, which is not come back to.
    pub fn enter_instead(&mut self, fresh: Step) {
        self.step = self.as_left(fresh);
    }

    /// A step that was left backwards is found as it was left, for the account that is meant now.
    fn as_left(&mut self, mut fresh: Step) -> Step {
        let same = |left: &mut Step| match (left, &fresh) {
            (Step::Secret(left), Step::Secret(fresh)) => left.method == fresh.method,
            (left, fresh) => discriminant(left) == discriminant(fresh),
        };
        match self.ahead.pop_if(same) {
            // What it offers for copying follows what was typed since.
            Some(Step::Integration(_)) | None => {}
            Some(mut left) => {
                if let (Some(place), Some(host)) = (left.host_mut(), fresh.host_mut()) {
                    mem::swap(place, host);
                }
                fresh = left;
            }
        }
        fresh
    }

    /// Whether there is a step to go back to: an attempt that waits no longer is none.
    pub fn has_before(&self, now: Timestamp) -> bool {
        self.done.iter().any(|step| !step.is_over(now))
    }

    /// To the step before, as it was left; whether there is one.
    pub fn back(&mut self, now: Timestamp) -> bool {
        self.done.retain(|step| !step.is_over(now));
        let Some(before) = self.done.pop() else {
            return false;
        };
        match mem::replace(&mut self.step, before) {
            Step::Consent(_) => self.ahead.clear(),
            left => self.ahead.push(left),
        }
        true
    }

    /// Leads to the step that can mend a trouble. The steps before it can be gone back to, and those after it are
    /// found as they were left.
    pub fn lead_to(&mut self, mending: MendingStep, trouble: Trouble, settings: &Settings) {
        let mut steps = self.steps_so_far(settings);
        let wanted = |step: &Step| match mending {
            MendingStep::Account => matches!(step, Step::Account(_)),
            MendingStep::Method => matches!(step, Step::Method(_)),
            MendingStep::Credentials | MendingStep::RedirectUri => {
                matches!(step, Step::Credentials(_))
            }
            MendingStep::Secret => matches!(step, Step::Secret(_)),
        };
        // Where nobody knows the account, everything begins with it.
        let at = steps.iter().position(wanted).unwrap_or(0);
        let later = steps.split_off((at + 1).min(steps.len()));
        let Some(mut step) = steps.pop() else { return };
        tell(&mut step, mending, trouble);
        self.ahead = later.into_iter().rev().collect();
        self.done = steps;
        self.step = step;
    }

    /// From an address that was mended straight to what was typed after it; whether there was anything.
    pub fn return_to_typed(&mut self, host: &AccountHost) -> bool {
        let Some(at) = self.ahead.iter().rposition(is_typed) else {
            return false;
        };
        for mut step in self.ahead.split_off(at).into_iter().rev() {
            if let Some(place) = step.host_mut() {
                place.clone_from(host);
            }
            self.done.push(mem::replace(&mut self.step, step));
        }
        true
    }

    /// All the steps that led here in their order, those that were skipped included.
    fn steps_so_far(&mut self, settings: &Settings) -> Vec<Step> {
        let Step::Consent(consent) = &self.step else {
            return Vec::new();
        };
        let mut steps = mem::take(&mut self.done);
        steps.retain(|step| !matches!(step, Step::Resume(_)));
        let known = &consent.known;
        if !steps.iter().any(|step| matches!(step, Step::Account(_))) {
            steps.insert(0, Step::Account(AccountStep::start(known.host.as_ref())));
        }
        let Some(host) = &known.host else { return steps };
        if !steps.iter().any(|step| matches!(step, Step::Method(_))) && settings.demo.is_none() {
            steps.insert(1, Step::Method(MethodStep::start(host.clone())));
        }
        if !steps.iter().any(is_typed) {
            let (id, uri) = (known.client_id.as_ref(), known.redirect_uri.as_ref());
            let credentials = CredentialsStep::start(host.clone(), id, uri);
            let registered = credentials.form.text(Question::RedirectUri).to_owned();
            let method = consent.order.auth_method();
            let made = IntegrationStep::start(host.clone(), method, Some(registered), settings);
            steps.extend([Step::Integration(made), Step::Credentials(credentials)]);
        }
        steps
    }
}

const fn is_typed(step: &Step) -> bool {
    matches!(step, Step::Credentials(_) | Step::Secret(_))
}

fn tell(step: &mut Step, mending: MendingStep, trouble: Trouble) {
    match step {
        Step::Account(step) => {
            step.stage = AccountStage::Typing;
            step.form.trouble = Some(trouble);
        }
        Step::Method(step) => step.trouble = Some(trouble),
        Step::Credentials(step) => {
            let empty = step.form.fields.iter().find(|field| field.field.text().is_empty());
            step.form.at = match mending {
                MendingStep::RedirectUri => Question::RedirectUri,
                _ if is_about_secret(&trouble) => Question::ClientSecret,
                _ => empty.map_or(Question::ClientId, |field| field.question),
            };
            step.form.trouble = Some(trouble);
        }
        Step::Secret(step) => {
            // It is spent.
            if step.method == AuthMethod::Code {
                step.form.fill(Question::Code, "");
                step.code_since = None;
            }
            step.form.trouble = Some(trouble);
        }
        Step::Resume(_) | Step::Integration(_) | Step::Consent(_) | Step::Done(_) => {}
    }
}

fn is_about_secret(trouble: &Trouble) -> bool {
    match &trouble.cause {
        Cause::MissingParameter { name } => name == "client_secret",
        cause => matches!(cause, Cause::RecordMissing { .. }),
    }
}
