//! A refresh under way, in words.

use super::{Arg, Catalog};
use crate::domain::refreshing::Refreshing;

impl Catalog {
    /// Says what is being done.
    pub fn refreshing(&self, news: &Refreshing) -> String {
        match news {
            Refreshing::Held { holder: None } => self.text("refreshing-held"),
            Refreshing::Held {
                holder: Some(holder),
            } => self.say("refreshing-held-by", &[("holder", Arg::from(&**holder))]),
            Refreshing::Queued => self.text("refreshing-queued"),
            Refreshing::Asking => self.text("refreshing-asking"),
            Refreshing::AskingAgain(_) => self.text("refreshing-asking-again"),
            Refreshing::OlderCopy => self.text("refreshing-older-copy"),
            Refreshing::Following => self.text("refreshing-following"),
            Refreshing::Saving => self.text("refreshing-saving"),
            Refreshing::NotSavedYet(_) => self.text("refreshing-not-saved-yet"),
            Refreshing::NotSaved(_) => self.text("refreshing-not-saved"),
            Refreshing::OddToken { name, length } => {
                let length = length.to_string();
                let named = [
                    ("name", Arg::from(name.as_str())),
                    ("length", length.into()),
                ];
                self.say("refreshing-odd-token", &named)
            }
            Refreshing::NotShown(_) => self.text("refreshing-not-shown"),
        }
    }
}
