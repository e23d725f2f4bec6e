//! What a connection is called, and when it keeps the name it has.

use super::{Step, Wizard};
use crate::app::model::Facts;
use crate::domain::account::AccountHost;
use crate::domain::credentials as domain;
use crate::domain::profile::{Profile, ProfileName};

impl Wizard {
    /// The name of a new connection. One account through one integration is one profile: it keeps its
    /// name, and an unfinished one is finished. The name of another account is never taken over.
    pub(super) fn name_for(
        &self,
        host: &AccountHost,
        credentials: &domain::Credentials,
        facts: &Facts,
    ) -> ProfileName {
        if let Some(name) = &self.again {
            return name.clone();
        }
        let all = &self.profiles.all;
        let same = |profile: &&Profile| {
            profile.host.same_account(host)
                && (profile.access.is_none()
                    || profile.client_id.as_ref() == Some(&credentials.client_id))
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

    /// Another account is another profile, unless the account's address was what had to be mended.
    pub(super) fn keep_name_only_of(&mut self, host: &AccountHost) {
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
    }
}
