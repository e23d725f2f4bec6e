//! The account is connected, and what comes next.

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::profile::{GrantType, Profile, ProfileName, StoreKind};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

/// The last step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What is connected now.
    pub profile: Box<Profile>,
    /// Set when the tokens are saved and the account could not be asked for its name.
    pub unverified: Option<Trouble>,
    /// The name that was wished for, where it stands for another connection by now.
    pub wished: Option<ProfileName>,
    /// The command that was copied last.
    pub copied: Option<Next>,
}

/// What people do next: a command, which is copied by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The tokens are kept fresh while nobody is there.
    Schedule,
    /// Another program gets the token.
    Export,
    /// A script gets it.
    Script,
}

impl Next {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Schedule, Self::Export, Self::Script];

    /// Whether it makes sense for a profile: what memory alone has is gone with the program, and a long-lived token
    /// is not refreshed.
    pub fn is_for(self, profile: &Profile) -> bool {
        profile.store != StoreKind::Memory
            && (self != Self::Schedule || profile.grant == GrantType::OAuth)
    }

    /// The command.
    pub fn command(self, profile: &ProfileName) -> String {
        match self {
            Self::Schedule => "amokey schedule install".to_owned(),
            Self::Export => format!("amokey export {profile} --to env"),
            Self::Script => format!("amokey exec {profile} -- ./script.sh"),
        }
    }
}

impl Done {
    /// What was reached.
    pub fn start(
        profile: Box<Profile>,
        unverified: Option<Trouble>,
        wished: Option<ProfileName>,
    ) -> Self {
        Self {
            wished: wished.filter(|wished| *wished != profile.name),
            profile,
            unverified,
            copied: None,
        }
    }

    /// Whether an action makes sense now.
    pub fn offers(&self, action: &Action) -> bool {
        match action {
            Action::Submit => true,
            Action::CopyCommand(next) => next.is_for(&self.profile),
            _ => false,
        }
    }

    /// Goes on.
    pub fn update(&mut self, msg: &Msg) -> Turn<ProfileName> {
        match msg {
            Msg::Act(Action::Submit) => Turn::done(self.profile.name.clone()),
            Msg::Act(Action::CopyCommand(next)) if next.is_for(&self.profile) => {
                self.copied = Some(*next);
                Turn::stay().with(Effect::Copy(Secret::new(next.command(&self.profile.name))))
            }
            _ => Turn::stay(),
        }
    }
}
