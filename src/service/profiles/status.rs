//! The state of profiles for scripts and monitors: from the rows of the ledger alone.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use strum::VariantArray as _;

use crate::domain::profile::{
    GrantType, LastRefresh, NeedsAuthorization, Note, Profile, Rows, StoreKind, UnreadableRow,
};
use crate::domain::tokens::health::{Health, seconds_left};

/// `status --format json`. What is said of version 1 stays as it is; more may be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Of this form: 1.
    pub version: u32,
    /// When it was written, by our clock.
    pub generated_at: Timestamp,
    /// The profiles in the order they were given.
    pub profiles: Vec<ProfileStatus>,
    /// The profiles whose rows cannot be read; absent when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
}

/// A profile whose row cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unreadable {
    pub name: String,
    /// Which column, and what is wrong about it.
    pub reason: String,
    /// The command that writes the row anew; `null` where not even the name can be read.
    pub fix: Option<String>,
}

impl Unreadable {
    /// What is told of a row.
    pub fn of(row: &UnreadableRow) -> Self {
        Self { name: row.key.clone(), reason: row.reason.clone(), fix: row.fix() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileStatus {
    pub name: String,
    pub account: String,
    /// `amocrm` or `kommo`.
    pub platform: &'static str,
    pub grant: GrantType,
    pub store: StoreKind,
    pub health: Health,
    /// The access token; `null` until consent was given once.
    pub access: Option<Access>,
    /// The refresh token; `null` where there is none.
    pub refresh: Option<Refresh>,
    /// The last attempt to refresh; `null` before the first one.
    pub last_refresh: Option<LastRefresh>,
    /// Since when only a person can go on, and what is known of why; `null` when nobody is needed.
    pub needs_authorization: Option<NeedsAuthorization>,
    /// The command that mends it; `null` when there is nothing to mend.
    pub fix: Option<String>,
    /// What a person has noted; `null` when nothing.
    pub note: Option<Note>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Access {
    /// Its end, by the server's clock.
    pub expires_at: Timestamp,
    /// Seconds until then; 0 when it is over.
    pub seconds_left: u64,
    /// Six digits that tell it from others.
    pub fingerprint: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refresh {
    /// When it was issued, by the server's clock.
    pub issued_at: Timestamp,
    /// Three months after it: an estimate.
    pub estimated_expiry: Timestamp,
    /// Seconds until then; 0 when it is over.
    pub seconds_left: u64,
}

/// The state of profiles at `now`, looking `within` ahead.
pub fn status(profiles: &[Profile], now: Timestamp, within: SignedDuration) -> Status {
    Status {
        version: 1,
        generated_at: now,
        profiles: profiles.iter().map(|profile| ProfileStatus::of(profile, now, within)).collect(),
        unreadable: Vec::new(),
    }
}

impl ProfileStatus {
    fn of(profile: &Profile, now: Timestamp, within: SignedDuration) -> Self {
        let health = Health::of(profile, now, within);
        Self {
            name: profile.name.to_string(),
            account: profile.host.to_string(),
            platform: profile.host.platform().into_str(),
            grant: profile.grant,
            store: profile.store,
            health,
            access: profile.access.as_ref().map(|access| Access {
                expires_at: access.expires_at,
                seconds_left: seconds_left(profile, access.expires_at, now),
                fingerprint: access.fingerprint.clone(),
            }),
            refresh: profile.refresh.as_ref().map(|refresh| Refresh {
                issued_at: refresh.issued_at,
                estimated_expiry: refresh.estimated_expiry,
                seconds_left: seconds_left(profile, refresh.estimated_expiry, now),
            }),
            last_refresh: profile.last_refresh,
            needs_authorization: profile.needs_authorization.clone(),
            fix: fix(profile, health),
            note: profile.note.clone(),
        }
    }
}

/// The command that mends a profile.
pub fn fix(profile: &Profile, health: Health) -> Option<String> {
    let name = profile.name.in_shell();
    match (health, profile.grant) {
        (Health::Ok | Health::Elsewhere, _) => None,
        (Health::Expired, _) | (Health::Expiring, GrantType::OAuth) => {
            Some(format!("amokey refresh {name}"))
        }
        (Health::NeedsAuthorization | Health::Unknown, _)
        | (Health::Expiring, GrantType::LongLived) => Some(format!("amokey authorize {name}")),
    }
}

impl Status {
    /// All that the ledger has.
    pub fn of(rows: &Rows<Profile>, now: Timestamp, within: SignedDuration) -> Self {
        let unreadable = rows.unreadable.iter().map(Unreadable::of).collect();
        Self { unreadable, ..status(&rows.read, now, within) }
    }

    /// Whether somebody should look: for `--check`.
    pub fn needs_attention(&self) -> bool {
        !self.unreadable.is_empty()
            || self.profiles.iter().any(|profile| profile.health.calls().is_some())
    }
}

/// A gauge of at most one sample a profile: its name, its help, its value.
type Gauge = (&'static str, &'static str, fn(&ProfileStatus) -> Option<String>);

const GAUGES: [Gauge; 4] = [
    ("amokey_access_seconds_left", "Seconds until the access token ends.", |profile| {
        Some(profile.access.as_ref()?.seconds_left.to_string())
    }),
    (
        "amokey_refresh_seconds_left",
        "Seconds until the refresh token ends, as estimated.",
        |profile| Some(profile.refresh.as_ref()?.seconds_left.to_string()),
    ),
    (
        "amokey_last_refresh_timestamp_seconds",
        "When a refresh was tried last, Unix time.",
        |profile| Some(profile.last_refresh?.at.as_second().to_string()),
    ),
    ("amokey_last_refresh_success", "Whether the last refresh ended well.", |profile| {
        Some(u8::from(profile.last_refresh?.outcome.is_good()).to_string())
    }),
];

/// `status --format prometheus`: the text exposition format, version 0.0.4.
pub fn prometheus(status: &Status) -> String {
    let profiles = &status.profiles;
    let mut text = String::new();
    for (name, help, value) in GAUGES {
        let samples = profiles.iter().filter_map(|it| Some((labels(it, ""), value(it)?)));
        family(&mut text, name, help, samples);
    }
    family(
        &mut text,
        "amokey_health",
        "1 for the state a profile is in, 0 for the others.",
        profiles.iter().flat_map(|profile| {
            Health::VARIANTS.iter().map(move |health| {
                let more = format!(",health=\"{}\"", health.into_str());
                let is = u8::from(profile.health == *health);
                (labels(profile, &more), is.to_string())
            })
        }),
    );
    family(
        &mut text,
        "amokey_unreadable",
        "1 for a profile whose row cannot be read: nothing else is told of it.",
        status.unreadable.iter().map(|row| {
            let label = format!("profile=\"{}\"", escaped(&row.name));
            (label, "1".to_owned())
        }),
    );
    text
}

/// A family of samples: its head once, however many there are.
fn family(
    text: &mut String,
    name: &str,
    help: &str,
    samples: impl Iterator<Item = (String, String)>,
) {
    // Writing into a string does not fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
    for (labels, value) in samples {
        let _ = writeln!(text, "{name}{{{labels}}} {value}");
    }
}

fn labels(profile: &ProfileStatus, more: &str) -> String {
    format!(
        "profile=\"{}\",account=\"{}\",platform=\"{}\"{more}",
        escaped(&profile.name),
        escaped(&profile.account),
        profile.platform
    )
}

/// A label's value may hold anything but these three as they are.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::profile::history::Outcome;
    use crate::domain::samples::profile;
    use crate::domain::tokens::health::DEFAULT_WINDOW;

    fn acme() -> Profile {
        Profile {
            last_refresh: Some(LastRefresh {
                at: "2026-11-21T09:00:00Z".parse().unwrap(),
                outcome: Outcome::Rotated,
            }),
            ..profile("acme")
        }
    }

    fn at(profiles: &[Profile], now: &str) -> Status {
        status(profiles, now.parse().unwrap(), DEFAULT_WINDOW)
    }

    #[test]
    fn the_json_is_that_of_version_1() {
        let told = serde_json::to_value(at(&[acme()], "2026-11-21T10:00:00Z")).unwrap();
        assert_eq!(
            told,
            json!({
                "version": 1, "generated_at": "2026-11-21T10:00:00Z",
                "profiles": [{
                    "name": "acme", "account": "acme.amocrm.ru", "platform": "amocrm", "grant": "oauth",
                    "store": "keychain", "health": "ok",
                    "access": {"expires_at": "2026-11-22T09:00:00Z", "seconds_left": 82_800, "fingerprint": "3f9a1c"},
                    "refresh": {"issued_at": "2026-11-21T09:00:00Z",
                        "estimated_expiry": "2027-02-21T09:00:00Z", "seconds_left": 7_945_200},
                    "last_refresh": {"at": "2026-11-21T09:00:00Z", "outcome": "rotated"},
                    "needs_authorization": null,
                    "fix": null, "note": null,
                }],
            })
        );
    }

    #[test]
    fn what_needs_mending_says_how() {
        let expired = at(&[acme()], "2026-11-23T00:00:00Z");
        assert_eq!(expired.profiles[0].fix.as_deref(), Some("amokey refresh acme"));
        assert!(!expired.needs_attention());
        let mut dead = acme();
        dead.needs_authorization = Some(NeedsAuthorization {
            since: Timestamp::UNIX_EPOCH,
            hint: Some("Token has been revoked".into()),
            lost_at: Some(Timestamp::UNIX_EPOCH),
        });
        let dead = at(&[acme(), dead], "2026-11-21T10:00:00Z");
        assert_eq!(dead.profiles[1].fix.as_deref(), Some("amokey authorize acme"));
        let told = serde_json::to_value(&dead.profiles[1]).unwrap();
        assert_eq!(
            told["needs_authorization"],
            json!({
                "since": "1970-01-01T00:00:00Z", "hint": "Token has been revoked",
                "lost_at": "1970-01-01T00:00:00Z",
            })
        );
        assert!(dead.needs_attention());
        assert!(at(&[acme()], "2027-02-16T00:00:00Z").needs_attention());
    }

    #[test]
    fn prometheus_gets_every_family_once() {
        let status = at(&[acme(), profile("other")], "2026-11-21T10:00:00Z");
        let text = prometheus(&status);
        let heads = text.lines().filter(|line| line.starts_with("# TYPE "));
        assert_eq!(heads.count(), 6);
        let acme = r#"{profile="acme",account="acme.amocrm.ru",platform="amocrm""#;
        for line in [
            format!("amokey_access_seconds_left{acme}}} 82800"),
            format!("amokey_last_refresh_success{acme}}} 1"),
            format!("amokey_health{acme},health=\"ok\"}} 1"),
            format!("amokey_health{acme},health=\"expired\"}} 0"),
        ] {
            assert!(text.lines().any(|it| it == line), "{line}\n{text}");
        }
        // The other one was never refreshed: no sample is better than a wrong one.
        assert_eq!(text.matches("amokey_last_refresh_success{").count(), 1);
    }

    #[test]
    fn labels_are_escaped() {
        assert_eq!(escaped("a\"b\\c\nd"), "a\\\"b\\\\c\\nd");
    }
}
