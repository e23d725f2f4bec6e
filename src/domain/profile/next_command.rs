//! What people do once they are connected: a command, which is copied by its key.

use crate::domain::profile::{GrantType, Profile, ProfileName, StoreKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextCommand {
    /// The tokens are kept fresh while nobody is there.
    Schedule,
    Export,
    Script,
}

impl NextCommand {
    pub const ALL: [Self; 3] = [Self::Schedule, Self::Export, Self::Script];

    /// Whether it makes sense for a profile: what memory alone has is gone with the program, and a long-lived
    /// token is not refreshed.
    pub fn is_for(self, profile: &Profile) -> bool {
        profile.store != StoreKind::Memory
            && (self != Self::Schedule || profile.grant == GrantType::OAuth)
    }

    pub fn command(self, profile: &ProfileName) -> String {
        let profile = profile.in_shell();
        match self {
            Self::Schedule => "amokey schedule install".to_owned(),
            Self::Export => format!("amokey export {profile} --to env"),
            Self::Script => format!("amokey exec {profile} -- ./script.sh"),
        }
    }
}
