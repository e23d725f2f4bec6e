//! What the ledger knows, for whoever asks every few seconds: nothing is created, written or waited for.

use super::home::Home;
use crate::domain::profile::{Profile, Rows};
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Ledger;
use crate::store::lock;

/// The rows of all profiles. None where nobody has used amokey; a ledger that is gone is an error.
pub fn profiles() -> Result<Rows<Profile>, Trouble> {
    let none = Rows { read: Vec::new(), unreadable: Vec::new() };
    let Some(home) = Home::there()? else { return Ok(none) };
    if home.ledger.exists() {
        return Ok(Ledger::look(&home.ledger)?.profiles()?);
    }
    if lock::was_used(&home.locks) {
        return Err(Trouble::noted(Cause::LedgerUnavailable, "it is gone"));
    }
    Ok(none)
}
