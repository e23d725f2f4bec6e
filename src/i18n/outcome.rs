//! How an attempt ended, in words.

use super::Catalog;
use crate::domain::history::Outcome;

impl Catalog {
    /// Says an outcome.
    pub fn outcome(&self, outcome: Outcome) -> String {
        self.text(id(outcome))
    }
}

const fn id(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "outcome-accepted",
        Outcome::Refused => "outcome-refused",
        Outcome::Denied => "outcome-denied",
        Outcome::Authorized => "outcome-authorized",
        Outcome::Rotated => "outcome-rotated",
        Outcome::StillFresh => "outcome-still-fresh",
        Outcome::MovedUnderUs => "outcome-moved",
        Outcome::Renamed => "outcome-renamed",
        Outcome::Verified => "outcome-verified",
        Outcome::Temporary => "outcome-temporary",
        Outcome::NeedsAuthorization => "outcome-needs-authorization",
        Outcome::StoreUnavailable => "outcome-store",
        Outcome::Busy => "outcome-busy",
        Outcome::Exported => "outcome-exported",
        Outcome::HandedOver => "outcome-handed-over",
        Outcome::Imported => "outcome-imported",
        Outcome::Ran => "outcome-ran",
        Outcome::Failed => "outcome-failed",
        Outcome::Forgotten => "outcome-forgotten",
    }
}
