//! A name that no profile has, and those that may have been meant.

use crate::domain::near::nearest;
use crate::domain::profile::ProfileName;
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Ledger;
use crate::service::context::Context;

/// How many names are offered at most.
const OFFERED: usize = 3;

/// What is said of such a name. A ledger that cannot be read offers none.
pub async fn no_such(context: &Context, name: &ProfileName) -> Trouble {
    match context.with_ledger(Ledger::profiles).await {
        Ok(rows) => among(name, rows.names()),
        Err(trouble) => {
            tracing::info!(%trouble, "nobody knows what was meant");
            among(name, std::iter::empty())
        }
    }
}

/// The same where the names that there are, are known.
pub fn among<'a>(name: &ProfileName, known: impl Iterator<Item = &'a str>) -> Trouble {
    let others = known.filter(|known| *known != name.as_str());
    let near = nearest(name.as_str(), others).take(OFFERED);
    let near = near.map(ToOwned::to_owned).collect();
    Cause::NoSuchProfile { name: name.to_string(), near }.into()
}
