//! What a person has to say about a profile. Only the ledger knows it.

use crate::domain::profile::{Note, Profile, ProfileName};
use crate::domain::trouble::Trouble;
use crate::service::context::Context;
use crate::service::profiles::unknown::no_such;

/// Puts a note in the place of the one there was; `None` removes it.
pub async fn write(
    context: &Context,
    name: &ProfileName,
    note: Option<Note>,
) -> Result<(), Trouble> {
    // A row that cannot be read is told, and not taken for none.
    context.listed(name).await?;
    let wanted = name.clone();
    let noted = context.with_ledger(move |ledger| {
        ledger.change_profile(&wanted, |row| Some(Profile { note: note.clone(), ..row? }))
    });
    match noted.await? {
        Some(_) => Ok(()),
        None => Err(no_such(context, name).await),
    }
}
