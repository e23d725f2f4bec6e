//! The ways in, in the words of each platform's own interface.

use super::{Arg, Catalog};
use crate::domain::account::Platform;
use crate::domain::consent::WayIn;
use crate::domain::profile::ProfileName;

impl Catalog {
    /// What the buttons and tabs of a platform are called, for a message that names them.
    pub fn labels(&self, platform: Platform) -> [(&'static str, Arg<'static>); 2] {
        let keys = self.text(match platform {
            Platform::AmoCrm => "label-keys-amocrm",
            Platform::Kommo => "label-keys-kommo",
        });
        [
            ("allow", self.allow(platform).into()),
            ("keys", keys.into()),
        ]
    }

    /// Says that a connection has another name than was wished for.
    pub fn connected_as(&self, profile: &ProfileName, wished: &ProfileName) -> String {
        let names = [
            ("profile", Arg::from(profile.as_str())),
            ("wished", wished.as_str().into()),
        ];
        self.say("connected-as", &names)
    }

    /// The button that allows access.
    pub fn allow(&self, platform: Platform) -> String {
        self.text(match platform {
            Platform::AmoCrm => "label-allow-amocrm",
            Platform::Kommo => "label-allow-kommo",
        })
    }

    /// A way in, as it is offered.
    pub fn way_in(&self, way: WayIn, platform: Platform) -> String {
        let id = match way {
            WayIn::Consent => "way-consent",
            WayIn::Code => "way-code",
            WayIn::LongLived => "way-long-lived",
            WayIn::ApiKey => "way-api-key",
        };
        self.say(id, &self.labels(platform))
    }

    /// Whom a way in is for, and what comes of it.
    pub fn about_way_in(&self, way: WayIn, platform: Platform) -> String {
        let id = match way {
            WayIn::Consent => "way-consent-about",
            WayIn::Code => "way-code-about",
            WayIn::LongLived => "way-long-lived-about",
            WayIn::ApiKey => "way-api-key-about",
        };
        self.say(id, &self.labels(platform))
    }
}
