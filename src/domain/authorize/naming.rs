//! What a new connection is called.

use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::credentials::ClientId;
use crate::domain::profile::{GrantType, Profile, ProfileName};

/// The name of a connection that has none yet. One account through one integration is one profile: it keeps its name,
/// and an unfinished one is finished. The name of another account is never taken over, even if it was wished for.
pub fn profile_name(
    all: &[Profile],
    wished: Option<&ProfileName>,
    host: &AccountHost,
    grant: GrantType,
    client_id: Option<&ClientId>,
) -> ProfileName {
    let is_same = |profile: &Profile| {
        let through = || profile.grant == grant && profile.client_id.as_ref() == client_id;
        profile.host.same_account(host) && (profile.access.is_none() || through())
    };
    let is_free = |name: &ProfileName| all.iter().find(|row| row.name == *name).is_none_or(is_same);
    wished
        .filter(|name| is_free(name))
        .or_else(|| all.iter().find(|row| is_same(row)).map(|row| &row.name))
        .cloned()
        .unwrap_or_else(|| ProfileName::for_account(host, |name| !is_free(name)))
}

/// Whether a name that is wished for a new connection stands for one already. Then nothing is asked: whoever means that
/// account authorizes it again, and another account is called something else.
pub const fn is_taken(row: &Profile) -> bool {
    row.access.is_some()
}

/// The stand-in that plays amoCRM: a profile of one stays with it, whatever the program was started with.
pub fn sandbox_of(
    profile: &ProfileName,
    all: &[Profile],
    started_with: Option<&SandboxOrigin>,
) -> Option<SandboxOrigin> {
    let known = all.iter().find(|known| known.name == *profile);
    known.and_then(|known| known.sandbox.as_ref()).or(started_with).cloned()
}
