//! The profiles by their integrations, from the rows of the ledger alone.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::status::Unreadable;
use crate::domain::account::AccountHost;
use crate::domain::authorize::ClientId;
use crate::domain::profile::{Note, Profile, ProfileName, Profiles};
use crate::domain::tokens::health::{DEFAULT_WINDOW, Health};

/// `list --format json`. What is said of version 1 stays as it is; more may be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileList {
    /// Of this form: 1.
    pub version: u32,
    /// When it was written, by our clock.
    pub generated_at: Timestamp,
    /// The one that is meant where none is named; `null` when none was chosen.
    pub default: Option<ProfileName>,
    /// By their IDs; what has none comes last.
    pub integrations: Vec<Integration>,
    /// The profiles whose rows cannot be read; absent when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
}

/// An integration, and the accounts that it is installed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Integration {
    /// `null`: long-lived tokens, whose integration is not known.
    pub client_id: Option<ClientId>,
    /// By account, then by name.
    pub profiles: Vec<ListedProfile>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedProfile {
    pub name: ProfileName,
    pub account: AccountHost,
    /// `amocrm` or `kommo`.
    pub platform: &'static str,
    pub health: Health,
    /// What a person has noted; `null` when nothing.
    pub note: Option<Note>,
    /// Whether it is the one that is meant where none is named.
    pub default: bool,
}

/// All that is known at `now`.
pub fn list(known: &Profiles, default: Option<ProfileName>, now: Timestamp) -> ProfileList {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for profile in &known.all {
        let client_id = profile.client_id.clone();
        // IDs are compared as amoCRM does: without their case.
        let key = client_id.as_ref().map(|id| id.as_str().to_ascii_lowercase());
        let is_default = default.as_ref() == Some(&profile.name);
        let listed = listed(profile, is_default, now);
        groups.entry((key.is_none(), key)).or_default().push((client_id, listed));
    }
    let integrations = groups.into_values().map(|group| {
        let client_id = group.first().and_then(|(id, _)| id.clone());
        let mut profiles: Vec<_> = group.into_iter().map(|(_, profile)| profile).collect();
        profiles.sort_by(|a, b| (a.account.as_str(), &a.name).cmp(&(b.account.as_str(), &b.name)));
        Integration { client_id, profiles }
    });
    ProfileList {
        version: 1,
        generated_at: now,
        integrations: integrations.collect(),
        default,
        unreadable: known.unreadable.iter().map(Unreadable::of).collect(),
    }
}

fn listed(profile: &Profile, default: bool, now: Timestamp) -> ListedProfile {
    ListedProfile {
        name: profile.name.clone(),
        account: profile.host.clone(),
        platform: profile.host.platform().into_str(),
        health: Health::of(profile, now, DEFAULT_WINDOW),
        note: profile.note.clone(),
        default,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::samples::{CLIENT_ID, profile};

    #[test]
    fn profiles_are_told_by_integration_and_account() {
        let other = "00000000-0000-4000-8000-000000000000";
        let with = |name: &str, client_id: Option<&str>| Profile {
            client_id: client_id.map(|id| ClientId::parse(id).unwrap()),
            host: AccountHost::parse(&format!("{}.amocrm.ru", name.trim_end_matches(['1', '2'])))
                .unwrap(),
            ..profile(name)
        };
        let mut noted = with("a2", Some(CLIENT_ID));
        noted.note = Some(Note::parse("бот").unwrap());
        let upper = CLIENT_ID.to_uppercase();
        let known = Profiles {
            all: vec![
                noted,
                with("b1", Some(&upper)),
                with("a1", Some(CLIENT_ID)),
                with("c1", None),
                with("z1", Some(other)),
            ],
            ..Profiles::default()
        };
        let default = Some(ProfileName::parse("a1").unwrap());
        let now = crate::domain::samples::ISSUED.parse().unwrap();
        let told = serde_json::to_value(list(&known, default, now)).unwrap();
        let names = |at: usize| -> Vec<_> {
            let profiles = told["integrations"][at]["profiles"].as_array().unwrap();
            profiles.iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(
            (names(0), names(1), names(2)),
            (
                vec!["z1".to_owned()],
                vec!["a1".to_owned(), "a2".to_owned(), "b1".to_owned()],
                vec!["c1".to_owned()]
            )
        );
        assert_eq!(told["integrations"][2]["client_id"], json!(null));
        assert_eq!((&told["version"], &told["default"]), (&json!(1), &json!("a1")));
        let a2 = &told["integrations"][1]["profiles"][1];
        let expected = json!({
            "name": "a2", "account": "a.amocrm.ru", "platform": "amocrm", "health": "ok", "note": "бот",
            "default": false,
        });
        assert_eq!(*a2, expected);
        assert_eq!(told.get("unreadable"), None);
    }
}
