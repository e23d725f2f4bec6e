//! What is remembered between runs: each setting by its name, its variable, and the values it takes.

pub mod file;

use std::path::Path;

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use crate::domain::authorize::LoopbackTarget;
use crate::domain::lang::Lang;
use crate::domain::profile::filter::Filter;
use crate::domain::profile::{ProfileName, StoreKind};

pub use file::{SettingsFile, WrongLine, WrongSetting};

/// In the order in which they are listed. A flag comes before the variable, the variable before the file.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray, VariantNames,
)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Setting {
    /// Where tokens are kept.
    Store,
    /// The file with the key of the sealed file.
    KeyFile,
    /// The profile that is meant where none is named.
    Profile,
    Language,
    /// Where the callback is caught when the redirect URI itself does not say.
    Port,
    /// `--format` of commands that print a table or JSON.
    Format,
    /// Whether the full screen listens to the mouse.
    Mouse,
    /// The filter with which the dashboard starts.
    Filter,
}

/// Who said what a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Variable,
    /// The line of the settings file, from 1.
    File {
        line: usize,
    },
    Default,
}

impl Setting {
    /// The variable that comes before the file.
    pub const fn variable(self) -> &'static str {
        match self {
            Self::Store => "AMOKEY_STORE",
            Self::KeyFile => "AMOKEY_KEY_FILE",
            Self::Profile => "AMOKEY_PROFILE",
            Self::Language => "AMOKEY_LANG",
            Self::Port => "AMOKEY_PORT",
            Self::Format => "AMOKEY_FORMAT",
            Self::Mouse => "AMOKEY_MOUSE",
            Self::Filter => "AMOKEY_FILTER",
        }
    }

    /// What holds where nobody says anything; `None` where nothing does, or where the system decides.
    pub fn default(self) -> Option<String> {
        match self {
            Self::Store => Some(StoreKind::Keychain.as_str().to_owned()),
            Self::Port => Some(LoopbackTarget::PORT.to_string()),
            Self::Format => Some("table".to_owned()),
            Self::Mouse => Some("true".to_owned()),
            Self::KeyFile | Self::Profile | Self::Language | Self::Filter => None,
        }
    }

    /// The values there are, where they are few.
    pub const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Store => &["keychain", "file"],
            Self::Language => &["ru", "uk", "en"],
            Self::Format => &["table", "json"],
            Self::Mouse => &["true", "false"],
            Self::KeyFile | Self::Profile | Self::Port | Self::Filter => &[],
        }
    }

    /// Whether the file may say this. A key's path is absolute: commands run in any folder.
    pub fn accepts(self, value: &str) -> bool {
        match self {
            Self::Store | Self::Language | Self::Format | Self::Mouse => {
                self.choices().contains(&value)
            }
            Self::KeyFile => Path::new(value).is_absolute(),
            Self::Profile => ProfileName::parse(value).is_ok(),
            Self::Port => value.parse::<u16>().is_ok_and(|port| port != 0),
            Self::Filter => is_line(value) && Filter::parse(value).is_ok(),
        }
    }

    /// Whether a variable may say this: it is read as it always was, so that an unknown store is told.
    pub fn accepts_variable(self, value: &str) -> bool {
        match self {
            Self::Store | Self::KeyFile | Self::Profile => true,
            Self::Language => Lang::parse(value).is_some(),
            // What is wrong about it is told where it is typed.
            Self::Filter => is_line(value),
            Self::Port | Self::Format | Self::Mouse => self.accepts(value),
        }
    }
}

fn is_line(value: &str) -> bool {
    !value.chars().any(char::is_control)
}
