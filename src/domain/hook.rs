//! A command of the person's own, run when something happens to a profile.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::profile::{GrantType, Profile};

/// What a hook may be run for; its name is that of commands, and of the environment of what is run.
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
pub enum Happening {
    Rotated,
    /// What keeps the profile alive ends in a few days: its refresh token, or its long-lived token.
    Ending,
    /// Only a person can go on.
    NeedsPerson,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hook {
    pub on: Happening,
    /// How many days ahead of an end.
    pub days: Option<u16>,
    /// The program and its arguments. Nothing of ours is added to them.
    pub command: Vec<String>,
}

impl Hook {
    /// How many days ahead it is told when nobody said.
    pub const DAYS: u16 = 14;

    /// De-duplication key: when this occurrence began; `None` where it must not fire. That there are new tokens is not
    /// seen in a row.
    pub fn about(&self, profile: &Profile, now: Timestamp) -> Option<Timestamp> {
        match self.on {
            Happening::Rotated => None,
            // Whoever tries the same tokens once more hears the same again.
            Happening::NeedsPerson => match (profile.grant, &profile.needs_authorization) {
                (GrantType::OAuth, needs) => {
                    let refused_at = profile.access.as_ref().and_then(|access| access.refused_at);
                    let since = needs.as_ref().map(|needs| needs.since).or(refused_at)?;
                    Some(profile.refresh.as_ref().map_or(since, |it| it.issued_at))
                }
                (GrantType::LongLived, needs) => {
                    let access = profile.access.as_ref()?;
                    let end = access.expires_at;
                    let is_over = access.refused_at.is_some() || end <= profile.server_time(now);
                    (needs.is_some() || is_over).then_some(end)
                }
            },
            Happening::Ending => {
                if profile.elsewhere_since.is_some() || profile.needs_authorization.is_some() {
                    return None;
                }
                let end = match profile.grant {
                    GrantType::OAuth => profile.refresh.as_ref()?.estimated_expiry,
                    GrantType::LongLived => profile.access.as_ref()?.expires_at,
                };
                let days = i64::from(self.days.unwrap_or(Self::DAYS));
                let left = end.duration_since(profile.server_time(now));
                (left <= SignedDuration::from_hours(24 * days)).then_some(end)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile::NeedsAuthorization;
    use super::super::samples::{ISSUED, profile};
    use super::*;

    fn hook(on: Happening, days: Option<u16>) -> Hook {
        Hook { on, days, command: vec!["true".into()] }
    }

    #[test]
    fn an_end_is_told_as_many_days_ahead_as_was_said() {
        let row = profile("acme");
        let end = row.refresh.as_ref().unwrap().estimated_expiry;
        for (days, ahead) in [(None, 14), (Some(3), 3)] {
            let hook = hook(Happening::Ending, days);
            let before = end - SignedDuration::from_hours(24 * ahead);
            assert_eq!(hook.about(&row, before), Some(end));
            assert_eq!(hook.about(&row, before - SignedDuration::from_secs(1)), None);
        }
        let mut long_lived = profile("acme");
        long_lived.grant = GrantType::LongLived;
        let now = ISSUED.parse().unwrap();
        let end = long_lived.access.as_ref().unwrap().expires_at;
        assert_eq!(hook(Happening::Ending, None).about(&long_lived, now), Some(end));
        long_lived.elsewhere_since = Some(now);
        assert_eq!(hook(Happening::Ending, None).about(&long_lived, now), None);
    }

    #[test]
    fn a_person_is_called_for_once_they_are_needed() {
        let mut row = profile("acme");
        let now: Timestamp = ISSUED.parse().unwrap();
        let hook = hook(Happening::NeedsPerson, None);
        assert_eq!(hook.about(&row, now), None);
        row.needs_authorization =
            Some(NeedsAuthorization { since: now, hint: None, lost_at: None });
        let issued_at = row.refresh.as_ref().unwrap().issued_at;
        assert_eq!(hook.about(&row, now), Some(issued_at));
        // Nor does it help that there is a pair, where its account does not accept it.
        row.needs_authorization = None;
        row.access.as_mut().unwrap().refused_at = Some(now);
        assert_eq!(hook.about(&row, now), Some(issued_at));
        // A long-lived token ends without a word.
        let mut long_lived = profile("acme");
        long_lived.grant = GrantType::LongLived;
        long_lived.refresh = None;
        let end = long_lived.access.as_ref().unwrap().expires_at;
        let before = end - SignedDuration::from_secs(1);
        assert_eq!(hook.about(&long_lived, before), None);
        assert_eq!(hook.about(&long_lived, end), Some(end));
    }
}
