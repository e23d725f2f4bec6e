//! What a new connection is called.

use super::account::AccountHost;
use super::credentials::ClientId;
use super::profile::{GrantType, Profile, ProfileName};

/// A connection that has no name yet.
#[derive(Clone, Copy, Debug)]
pub struct Nameless<'a> {
    /// The account.
    pub host: &'a AccountHost,
    /// How its tokens are got.
    pub grant: GrantType,
    /// The integration; a long-lived token has none.
    pub integration: Option<&'a ClientId>,
}

impl Nameless<'_> {
    /// Its name. One account through one integration is one profile: it keeps its name, and an unfinished one is
    /// finished. The name of another account is never taken over, even if it was wished for.
    pub fn name(self, all: &[Profile], wished: Option<&ProfileName>) -> ProfileName {
        let free = |name: &ProfileName| {
            all.iter()
                .find(|profile| profile.name == *name)
                .is_none_or(|profile| self.is(profile))
        };
        wished
            .filter(|name| free(name))
            .or_else(|| {
                let same = all.iter().find(|profile| self.is(profile));
                same.map(|profile| &profile.name)
            })
            .cloned()
            .unwrap_or_else(|| ProfileName::for_account(self.host, |name| !free(name)))
    }

    fn is(self, profile: &Profile) -> bool {
        let through =
            || profile.grant == self.grant && profile.client_id.as_ref() == self.integration;
        profile.host.same_account(self.host) && (profile.access.is_none() || through())
    }
}
