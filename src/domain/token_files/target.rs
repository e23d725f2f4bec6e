//! Where an export goes, and which of them are written again whenever there are new tokens.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::form::Form;
use super::n8n_url::N8nUrl;
use crate::domain::profile::ProfileName;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportTarget {
    /// A file, or the folder of a form that is several.
    File(PathBuf),
    /// A variable of an n8n.
    N8n(N8nUrl),
}

/// An export that is written again after each refresh.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutoExport {
    pub profile: ProfileName,
    pub form: Form,
    pub place: ExportTarget,
}

impl fmt::Display for ExportTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::N8n(url) => url.fmt(f),
        }
    }
}
