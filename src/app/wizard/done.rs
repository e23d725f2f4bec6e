//! The account is connected.

use crate::app::action::Action;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::trouble::Trouble;

/// The last step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What is connected now.
    pub profile: Box<Profile>,
    /// Set when the tokens are saved and the account could not be asked for its name.
    pub unverified: Option<Trouble>,
}

impl Done {
    /// Goes on.
    pub fn update(&self, msg: &Msg) -> Turn<ProfileName> {
        match msg {
            Msg::Act(Action::Submit) => Turn::done(self.profile.name.clone()),
            _ => Turn::stay(),
        }
    }
}
