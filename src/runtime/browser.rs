//! Opens a page in the person's browser.

use crate::domain::trouble::{Cause, Trouble};

/// Opens a page. That it worked does not mean that a page is seen: the screen keeps offering other ways.
pub fn open(url: &str) -> Result<(), Trouble> {
    webbrowser::open(url).map_err(|error| Trouble::noted(Cause::NoBrowser, error))
}
