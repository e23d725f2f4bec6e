//! The way back from a trouble to the step that can mend it, with everything typed kept.

use super::Step;
use super::Wizard;
use super::account::Account;
use super::consent::Place;
use super::credentials::{Credentials, Slot};
use super::integration::Integration;
use crate::app::model::Facts;
use crate::domain::trouble::Trouble;

impl Wizard {
    /// Leads to the step that can mend a trouble, with everything typed kept.
    pub(super) fn lead_to(&mut self, place: Place, trouble: Trouble, facts: &Facts) {
        let Step::Consent(consent) = &self.step else {
            return;
        };
        let about = consent.about.clone();
        let mut account = None;
        let mut fields = None;
        for step in self.trail.drain(..) {
            match step {
                Step::Account(step) => account = Some(step),
                Step::Credentials(step) => fields = Some(step),
                Step::Resume(_) | Step::Integration(_) | Step::Consent(_) | Step::Done(_) => {}
            }
        }
        let account = account.unwrap_or_else(|| Account::start(about.host.as_ref()));
        let fields = fields.or_else(|| {
            let host = about.host.clone()?;
            let (id, uri) = (about.client_id.as_ref(), about.redirect_uri.as_ref());
            Some(Credentials::prefilled(host, id, uri))
        });
        self.ahead.clear();
        match (place, fields) {
            (Place::Account, fields) => {
                self.ahead.extend(fields.map(Step::Credentials));
                self.step = Step::Account(account.mending(trouble));
            }
            (Place::Credentials | Place::RedirectUri, Some(fields)) => {
                let slot = match place {
                    Place::RedirectUri => Slot::RedirectUri,
                    Place::Account | Place::Credentials => fields.at_fault(),
                };
                let host = fields.host.clone();
                let uri = fields.redirect_uri.field.text().to_owned();
                self.trail.push(Step::Account(account));
                self.trail
                    .push(Step::Integration(Integration::start(host, uri, facts)));
                self.step = Step::Credentials(fields.mending(slot, trouble));
            }
            (Place::Credentials | Place::RedirectUri, None) => {
                self.step = Step::Account(account.mending(trouble));
            }
        }
    }
}
