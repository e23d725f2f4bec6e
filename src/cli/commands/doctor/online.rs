//! `amokey doctor --online`: the accounts themselves are asked.

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::{Needs, context};
use crate::domain::profile::ProfileName;
use crate::i18n::Catalog;
use crate::service::doctor::accounts;
use crate::service::doctor::check::Check;

/// A check for each profile, where what was `seen` lets anybody be asked. A refresh that this takes is always finished.
pub fn checks(seen: &[Check], words: &Catalog) -> Result<Vec<Check>, Failure> {
    if let Some(check) = accounts::not_asked(seen) {
        return Ok(vec![check]);
    }
    let mut asked = Vec::new();
    let ended = context::run(Needs::Token, words, async |context| {
        let progress = Progress::of_many(words, 0);
        let watch = move |name: &ProfileName, news| progress.tell(name, &news);
        asked = accounts::check(&context, watch).await;
        Ok(Exit::Done)
    })?;
    if ended == Exit::Done { Ok(asked) } else { Err(Failure::Told(ended)) }
}
