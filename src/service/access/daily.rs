//! Which profiles an unattended run asks once a day whether they still open their accounts: a refresh proves the refresh
//! token, and of what the API says nothing.

use jiff::SignedDuration;

use crate::domain::profile::{GrantType, Profile, ProfileName};
use crate::domain::tokens::health::{DEFAULT_WINDOW, Health};
use crate::domain::trouble::Trouble;
use crate::service::context::Context;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How many are asked in one run: a quarter of a minute at the limit of one integration, and 4800 in the runs of a day.
const IN_ONE_RUN: usize = 100;

/// The profiles that nobody has asked for a day. Who waits for a person, or is looked after by another
/// program, is left alone, and a token that has ended is the next refresh's.
pub async fn unproved(context: &Context) -> Result<Vec<ProfileName>, Trouble> {
    let now = context.now();
    let since = now.checked_sub(DAY).unwrap_or(now);
    let (rows, proved) = context
        .with_ledger(move |ledger| Ok((ledger.profiles()?.read, ledger.proved_since(since)?)))
        .await?;
    let is_usable = |row: &Profile| match Health::of(row, now, DEFAULT_WINDOW) {
        Health::Ok => true,
        // What ends soon works until then; of a pair the access token may have ended before.
        Health::Expiring => row.access.as_ref().is_some_and(|access| {
            row.grant == GrantType::LongLived || access.expires_at > row.server_time(now)
        }),
        Health::Expired | Health::NeedsAuthorization | Health::Elsewhere | Health::Unknown => false,
    };
    let unproved = rows.iter().filter(|row| is_usable(row) && !proved.contains(&row.name));
    Ok(unproved.map(|row| row.name.clone()).take(IN_ONE_RUN).collect())
}
