//! The account is connected, and what comes next.

use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::effect::Effect;
use crate::app::turn::Turn;
use crate::domain::profile::next_command::NextCommand;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneStep {
    pub profile: Box<Profile>,
    /// Set when the tokens are saved and the account could not be asked for its name.
    pub unverified: Option<Trouble>,
    /// The name that was wished for, where it stands for another connection by now.
    pub wished: Option<ProfileName>,
    /// The command that was copied last.
    pub copied: Option<NextCommand>,
}

impl DoneStep {
    pub fn start(profile: Box<Profile>, unverified: Option<Trouble>, wished: ProfileName) -> Self {
        let wished = (wished != profile.name).then_some(wished);
        Self { profile, unverified, wished, copied: None }
    }

    pub fn offers(&self, action: &Action) -> bool {
        match action {
            Action::Submit => true,
            Action::CopyCommand(next) => next.is_for(&self.profile),
            _ => false,
        }
    }

    pub fn update(
        &mut self,
        action: &Action,
        context: &mut UpdateContext<'_>,
    ) -> Turn<ProfileName> {
        match action {
            Action::Submit => return Turn::Done(self.profile.name.clone()),
            Action::CopyCommand(next) if next.is_for(&self.profile) => {
                self.copied = Some(*next);
                context.ask(Effect::Copy(Secret::new(next.command(&self.profile.name))));
            }
            _ => {}
        }
        Turn::Stay
    }
}
