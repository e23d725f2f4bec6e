//! The way back from a trouble to the step that can mend it, with everything typed kept.

use super::account::Account;
use super::consent::Place;
use super::credentials::{Credentials, Slot};
use super::integration::Integration;
use super::way_in::WayIn;
use super::{Step, Wizard};
use crate::app::model::Facts;
use crate::domain::account::AccountHost;
use crate::domain::trouble::{Cause, Trouble};

impl Wizard {
    /// Leads to the step that can mend a trouble. The steps before it can be gone back to, and those after it are
    /// found as they were left.
    pub(super) fn lead_to(&mut self, place: Place, trouble: Trouble, facts: &Facts) {
        let mut steps = self.steps_so_far(facts);
        let wanted = |step: &Step| match place {
            Place::Account => matches!(step, Step::Account(_)),
            Place::WayIn => matches!(step, Step::WayIn(_)),
            Place::Credentials | Place::RedirectUri => matches!(step, Step::Credentials(_)),
            Place::Entrance => matches!(step, Step::Code(_) | Step::LongLived(_) | Step::ApiKey(_)),
        };
        // Where nobody knows the account, everything begins with it.
        let at = steps.iter().position(wanted).unwrap_or(0);
        let later = steps.split_off((at + 1).min(steps.len()));
        let Some(step) = steps.pop() else { return };
        self.ahead = later.into_iter().rev().collect();
        self.trail = steps;
        self.step = mending(step, place, trouble);
    }

    /// From an address that was mended straight to what was typed after it; whether there was anything.
    pub(super) fn back_to_what_was_typed(&mut self, host: &AccountHost) -> bool {
        let typed = |step: &Step| matches!(step, Step::Credentials(_) | Step::LongLived(_));
        let Some(at) = self.ahead.iter().rposition(typed) else {
            return false;
        };
        let mut passed = self.ahead.split_off(at).into_iter();
        let Some(typed) = passed.next() else {
            return false;
        };
        let account = std::mem::replace(&mut self.step, moved_to(typed, host));
        self.trail.push(account);
        self.trail
            .extend(passed.rev().map(|step| moved_to(step, host)));
        true
    }

    /// All the steps that led here in their order, those that were skipped included.
    fn steps_so_far(&mut self, facts: &Facts) -> Vec<Step> {
        let Step::Consent(consent) = &self.step else {
            return Vec::new();
        };
        let about = consent.about.clone();
        let mut steps = std::mem::take(&mut self.trail);
        steps.retain(|step| !matches!(step, Step::Resume(_)));
        let host = about.host.as_ref();
        if !steps.iter().any(|step| matches!(step, Step::Account(_))) {
            steps.insert(0, Step::Account(Account::start(host)));
        }
        let Some(host) = host else { return steps };
        let known = |wanted: fn(&Step) -> bool| steps.iter().any(wanted);
        let by_token = known(|step| matches!(step, Step::LongLived(_)));
        let has_fields = known(|step| matches!(step, Step::Credentials(_)));
        if !known(|step| matches!(step, Step::WayIn(_))) && facts.demo.is_none() {
            steps.insert(1, Step::WayIn(WayIn::start(host.clone())));
        }
        if !has_fields && !by_token {
            let (id, uri) = (about.client_id.as_ref(), about.redirect_uri.as_ref());
            let fields = Credentials::prefilled(host.clone(), id, uri);
            let registered = fields.redirect_uri.text().to_owned();
            let made = Integration::start(host.clone(), registered, facts);
            steps.push(Step::Integration(made));
            steps.push(Step::Credentials(Box::new(fields)));
        }
        steps
    }
}

fn mending(step: Step, place: Place, trouble: Trouble) -> Step {
    match step {
        Step::Account(step) => Step::Account(step.mending(trouble)),
        Step::WayIn(step) => Step::WayIn(step.mending(trouble)),
        Step::Credentials(step) => {
            let slot = match place {
                Place::RedirectUri => Slot::RedirectUri,
                _ if is_about_secret(&trouble) => Slot::ClientSecret,
                Place::Account | Place::WayIn | Place::Credentials | Place::Entrance => {
                    step.at_fault()
                }
            };
            Step::Credentials(Box::new(step.mending(slot, trouble)))
        }
        Step::Code(step) => Step::Code(step.mending(trouble)),
        Step::LongLived(step) => Step::LongLived(step.mending(trouble)),
        Step::ApiKey(step) => Step::ApiKey(step.mending(trouble)),
        step @ (Step::Resume(_) | Step::Integration(_) | Step::Consent(_) | Step::Done(_)) => step,
    }
}

fn is_about_secret(trouble: &Trouble) -> bool {
    match &trouble.cause {
        Cause::MissingParameter { name } => name == "client_secret",
        cause => matches!(cause, Cause::RecordMissing { .. }),
    }
}

/// The same step for another account.
fn moved_to(step: Step, host: &AccountHost) -> Step {
    let host = host.clone();
    match step {
        Step::WayIn(step) => Step::WayIn(step.moved_to(host)),
        Step::Integration(step) => Step::Integration(step.moved_to(host)),
        Step::Credentials(step) => Step::Credentials(Box::new(step.moved_to(host))),
        Step::LongLived(step) => Step::LongLived(step.moved_to(host)),
        step @ (Step::Resume(_)
        | Step::Account(_)
        | Step::Code(_)
        | Step::ApiKey(_)
        | Step::Consent(_)
        | Step::Done(_)) => step,
    }
}

/// A step that was left backwards, as it was left, for the account that is meant now.
pub(super) fn found_again(left: Step, fresh: Step) -> Step {
    match (left, fresh) {
        (Step::WayIn(left), Step::WayIn(fresh)) => Step::WayIn(left.moved_to(fresh.host)),
        (Step::Credentials(left), Step::Credentials(fresh)) => {
            Step::Credentials(Box::new(left.moved_to(fresh.host)))
        }
        (Step::Code(left), Step::Code(fresh)) => {
            Step::Code(left.moved_to(fresh.host, fresh.redirect_uri))
        }
        (Step::LongLived(left), Step::LongLived(fresh)) => {
            Step::LongLived(left.moved_to(fresh.host))
        }
        (Step::ApiKey(left), Step::ApiKey(fresh)) => Step::ApiKey(left.moved_to(fresh.host)),
        (left @ Step::Account(_), Step::Account(_)) => left,
        (_, fresh) => fresh,
    }
}
