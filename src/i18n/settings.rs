//! What a setting takes, in words.

use super::Catalog;
use crate::domain::settings::Setting;

impl Catalog {
    /// `language takes one of these: ru, uk, en.`
    pub fn takes(&self, setting: Setting) -> String {
        let name = ("name", setting.into_str().into());
        match setting {
            Setting::Store | Setting::Language | Setting::Format | Setting::Mouse => {
                let valid = setting.choices().join(", ");
                self.say("settings-one-of", &[name, ("valid", valid.into())])
            }
            Setting::KeyFile => self.say("settings-takes-path", &[name]),
            Setting::Profile => self.say("settings-takes-profile", &[name]),
            Setting::Port => self.say("settings-takes-port", &[name]),
            Setting::Filter => self.say("settings-takes-filter", &[name]),
        }
    }
}
