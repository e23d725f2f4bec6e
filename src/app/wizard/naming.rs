//! What a connection is called, and when it keeps the name it has.

use super::{Step, Wizard};
use crate::app::model::Facts;
use crate::domain::account::AccountHost;
use crate::domain::credentials::ClientId;
use crate::domain::naming::Nameless;
use crate::domain::profile::{GrantType, Profile, ProfileName};

impl Wizard {
    /// The name of a connection: one that is authorized again keeps the name it has.
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
        let nameless = Nameless {
            host,
            grant,
            integration,
        };
        nameless.name(&self.profiles.all, facts.profile.as_ref())
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
