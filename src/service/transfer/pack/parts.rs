//! What is in a pack, as the parts of its file: a part that says what it is, one for each record, one for what the ledger
//! knows of it, and the history in pieces.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::domain::pack::{Manifest, Taken};
use crate::domain::profile::history::Event;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::token_files::AutoExport;
use crate::domain::tokens::Record;
use crate::store::file::pack::Parts;
use crate::store::{StoreError, encoding};

const MANIFEST: &str = "#pack";
pub const TAKEN: &str = "#taken";
const RECORD: &str = "#record.";
const LISTED: &str = "#listed.";
const HISTORY: &str = "#history.";

/// Lines of history in one part: the longest of them fit.
const LINES: usize = 256;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    pub manifest: Manifest,
    pub profiles: BTreeMap<ProfileName, PackedProfile>,
    /// The oldest line first.
    pub history: Vec<Event>,
    /// Who has taken what out of it, the first one first.
    pub taken: Vec<Taken>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedProfile {
    pub record: Record,
    pub listed: Listed,
}

/// What the ledger knows of a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Listed {
    pub row: Option<Profile>,
    pub exports: Vec<AutoExport>,
}

impl Contents {
    /// The last who has taken a profile.
    pub fn taken(&self, name: &ProfileName) -> Option<&Taken> {
        self.taken.iter().rev().find(|taken| taken.profiles.contains_key(name))
    }

    pub fn to_parts(&self) -> Result<Parts, StoreError> {
        let mut parts = Parts::from([(MANIFEST.to_owned(), json(&self.manifest)?)]);
        for (name, PackedProfile { record, listed }) in &self.profiles {
            parts.insert(format!("{RECORD}{name}"), encoding::encode(record)?);
            parts.insert(format!("{LISTED}{name}"), json(listed)?);
        }
        for (number, lines) in self.history.chunks(LINES).enumerate() {
            parts.insert(format!("{HISTORY}{number:06}"), json(&lines)?);
        }
        if !self.taken.is_empty() {
            parts.insert(TAKEN.to_owned(), json(&self.taken)?);
        }
        Ok(parts)
    }

    /// Reads what is secret strictly, and of the rest what can be: a newer version may say more of a row, and a line of
    /// the history is worth no profile.
    pub fn of(parts: &Parts) -> Result<Self, StoreError> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let manifest = parts.get(MANIFEST).ok_or(StoreError::Missing)?;
        if read::<Version>(manifest)?.version > Manifest::VERSION {
            return Err(StoreError::Newer);
        }
        let mut profiles = BTreeMap::new();
        for (part, record) in parts {
            let Some(name) = part.strip_prefix(RECORD) else { continue };
            let name = ProfileName::parse(name).map_err(|_| StoreError::Damaged)?;
            let listed = parts.get(&format!("{LISTED}{name}"));
            let listed = listed.map(|listed| read::<Value>(listed)).transpose()?;
            let record = encoding::decode(record)?;
            let listed = listed.map(listed_in).unwrap_or_default();
            profiles.insert(name, PackedProfile { record, listed });
        }
        let mut history = Vec::new();
        for (_, lines) in parts.iter().filter(|(part, _)| part.starts_with(HISTORY)) {
            history.extend(readable::<Event>(read(lines)?));
        }
        let taken = parts.get(TAKEN).map(|taken| read(taken)).transpose()?;
        let manifest = read(manifest)?;
        Ok(Self { manifest, profiles, history, taken: taken.unwrap_or_default() })
    }
}

fn listed_in(mut value: Value) -> Listed {
    let row = value.get_mut("row").map(Value::take);
    let exports = value.get_mut("exports").map(Value::take);
    Listed {
        row: row.and_then(|row| serde_json::from_value(row).ok()),
        exports: exports.map(readable).unwrap_or_default(),
    }
}

/// The elements of a list that this version knows.
fn readable<T: DeserializeOwned>(list: Value) -> Vec<T> {
    let list = if let Value::Array(list) = list { list } else { Vec::new() };
    list.into_iter().filter_map(|value| serde_json::from_value(value).ok()).collect()
}

pub fn json(value: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let bytes = serde_json::to_vec(value).map_err(|error| StoreError::Other(error.to_string()))?;
    Ok(Zeroizing::new(bytes))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|_| StoreError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::pack::Purpose;
    use crate::domain::profile::history::{Action, Outcome};
    use crate::domain::samples::profile;
    use crate::domain::token_files::{ExportTarget, Form};

    fn contents() -> Contents {
        let acme = ProfileName::parse("acme").unwrap();
        let at = "2026-11-21T09:00:00Z".parse().unwrap();
        let place = ExportTarget::File("/srv/бот/токен".into());
        let export = AutoExport { profile: acme.clone(), form: Form::AmocrmJs, place };
        let listed = Listed { row: Some(profile("acme")), exports: vec![export] };
        let record = Record { generation: 7, ..Record::default() };
        let event = Event::new(at, Some(acme.clone()), Action::Refresh, Outcome::Rotated);
        Contents {
            manifest: Manifest {
                version: Manifest::VERSION,
                purpose: Purpose::Move,
                packed_at: at,
                packed_on: "ноутбук".into(),
                home: "first".into(),
                hooks: Vec::new(),
                settings: Some("# мои настройки\n".into()),
            },
            profiles: [(acme, PackedProfile { record, listed })].into(),
            history: vec![event; LINES + 1],
            taken: Vec::new(),
        }
    }

    #[test]
    fn what_was_packed_is_what_is_read() {
        let contents = contents();
        assert_eq!(Contents::of(&contents.to_parts().unwrap()), Ok(contents));
    }

    #[test]
    fn a_newer_version_is_refused_and_a_word_that_is_not_known_costs_its_line_alone() {
        let mut parts = contents().to_parts().unwrap();
        let mut put = |name: &str, text: &str| {
            parts.insert(name.into(), Zeroizing::new(text.as_bytes().to_vec()));
            Contents::of(&parts)
        };
        let line =
            r#"[{"at":"2026-11-21T09:00:00Z","profile":null,"action":"teleport","outcome":"ran"}]"#;
        let read = put("#history.000001", line).unwrap();
        assert_eq!(read.history.len(), LINES);
        let listed = r#"{"row":{"name":7},"exports":[{"form":"perl"}]}"#;
        let read = put("#listed.acme", listed).unwrap();
        assert_eq!(read.profiles.values().next().unwrap().listed, Listed::default());
        assert_eq!(put("#pack", r#"{"version":2,"purpose":"teleport"}"#), Err(StoreError::Newer));
    }
}
