//! What a connection is called, and when it keeps the name it has.

use super::{Step, Wizard};
use crate::app::model::Facts;
use crate::domain::account::AccountHost;
use crate::domain::credentials::ClientId;
use crate::domain::profile::{GrantType, Profile, ProfileName};

impl Wizard {
    /// The name of a new connection. One account through one integration is one profile: it keeps its
    /// name, and an unfinished one is finished. The name of another account is never taken over.
    pub(super) fn name_for(
        &self,
        host: &AccountHost,
        grant: GrantType,
        integration: Option<&ClientId>,
        facts: &Facts,
    ) -> ProfileName {
        if let Some(name) = &self.again {
            return name.clone();
        }
        let all = &self.profiles.all;
        let same = |profile: &&Profile| {
            profile.host.same_account(host)
                && (profile.access.is_none()
                    || (profile.grant == grant && profile.client_id.as_ref() == integration))
        };
        let free = |name: &ProfileName| {
            all.iter()
                .find(|profile| profile.name == *name)
                .is_none_or(|profile| same(&profile))
        };
        facts
            .profile
            .as_ref()
            .filter(|name| free(name))
            .or_else(|| all.iter().find(same).map(|profile| &profile.name))
            .cloned()
            .unwrap_or_else(|| ProfileName::for_account(host, |name| !free(name)))
    }

    /// Another account is another profile, unless the account's address was what had to be mended: whether it was.
    pub(super) fn keep_name_only_of(&mut self, host: &AccountHost) -> bool {
        let mended = match &mut self.step {
            Step::Account(step) => step.trouble.take().is_some(),
            _ => false,
        };
        let same = |profile: &Profile| {
            Some(&profile.name) == self.again.as_ref() && profile.host.same_account(host)
        };
        if !mended && !self.profiles.all.iter().any(same) {
            self.again = None;
        }
        mended
    }
}
