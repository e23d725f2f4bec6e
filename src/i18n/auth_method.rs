//! The ways to tokens, in the words of each platform's own interface.

use super::word::variant;
use super::{Arg, Catalog};
use crate::domain::account::Platform;
use crate::domain::authorize::AuthMethod;

impl Catalog {
    /// What the buttons and tabs of a platform are called, for a message that names them.
    pub fn labels(&self, platform: Platform) -> [(&'static str, Arg<'static>); 2] {
        let keys = self.word("label-keys", &platform);
        [("allow", self.allow(platform).into()), ("keys", keys.into())]
    }

    pub fn allow(&self, platform: Platform) -> String {
        self.word("label-allow", &platform)
    }

    pub fn auth_method(&self, method: AuthMethod, platform: Platform) -> String {
        self.say(&format!("way-{}", variant(&method).0), &self.labels(platform))
    }

    /// Whom it is for, and what comes of it.
    pub fn about_way_in(&self, method: AuthMethod, platform: Platform) -> String {
        self.say(&format!("way-{}-about", variant(&method).0), &self.labels(platform))
    }
}
