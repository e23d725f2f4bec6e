//! The forms in which other programs keep tokens, by their names in commands.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

/// In the order in which they are offered.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    EnumString,
    IntoStaticStr,
    VariantNames,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Form {
    /// `NAME=value` lines: shells, cron, `.env`, MCP servers.
    Env,
    /// Our own JSON.
    Json,
    /// A configuration file for `curl -K`.
    Curl,
    /// A credential for `n8n import:credentials`.
    N8n,
    /// The JSON of the official PHP library's examples.
    Php,
    /// The JSON of `amocrm-js` and `@shevernitskiy/amo`.
    AmocrmJs,
    /// The two files of `amocrm-api` for Python.
    Python,
    /// The JSON of `aioamocrm` for Python.
    Aioamocrm,
}

impl Form {
    /// Whether it is a folder of files rather than one text.
    pub const fn is_folder(self) -> bool {
        matches!(self, Self::Python)
    }

    /// Whether its reader knows what to do with a refresh token.
    pub const fn takes_refresh(self) -> bool {
        !matches!(self, Self::Curl | Self::N8n)
    }
}
