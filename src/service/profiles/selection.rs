//! Which of the profiles a report is about: by name, by a filter, by whether somebody should look at them.

use jiff::{SignedDuration, Timestamp};

use crate::domain::profile::filter::{Filter, Finder, Subject, Texts};
use crate::domain::profile::{Profile, ProfileName, UnreadableRow};
use crate::domain::tokens::deadline::deadline;
use crate::domain::tokens::health::Health;

/// What all has to hold; by default everything does.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Where there is none, all are meant.
    pub names: Vec<ProfileName>,
    pub filter: Filter,
    /// Only what somebody should look at, now or within the window.
    pub attention: bool,
}

impl Selection {
    /// Leaves those that are meant, as they are at `now`, looking `within` ahead.
    pub fn narrow(
        &self,
        read: &mut Vec<Profile>,
        unreadable: &mut Vec<UnreadableRow>,
        (now, within): (Timestamp, SignedDuration),
    ) {
        let is_named = |name: &ProfileName| self.names.is_empty() || self.names.contains(name);
        let mut finder = Finder::new(&self.filter);
        read.retain(|profile| {
            let health = Health::of(profile, now, within);
            if !is_named(&profile.name) || (self.attention && health.calls().is_none()) {
                return false;
            }
            // Most are asked for without a filter, and a prompt asks every few seconds.
            self.filter.is_empty() || {
                let texts = Texts::of(profile);
                let deadline = deadline(profile, None);
                finder.finds(&Subject { profile, texts: &texts, health, deadline, now })
            }
        });
        unreadable.retain(|row| {
            let is_named = self.names.is_empty() || row.profile().is_some_and(|it| is_named(&it));
            is_named && finder.finds_unreadable(&row.key)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::profile::NeedsAuthorization;
    use crate::domain::samples::profile;
    use crate::domain::tokens::health::DEFAULT_WINDOW;

    #[test]
    fn all_of_it_has_to_hold() {
        let mut lost = profile("lost");
        lost.needs_authorization =
            Some(NeedsAuthorization { since: Timestamp::UNIX_EPOCH, hint: None, lost_at: None });
        let all = [profile("acme"), lost, profile("beta")];
        let damaged = [UnreadableRow::new("beta-2", ""), UnreadableRow::new("a\u{7}", "")];
        let narrowed = |names: &[&str], filter: &str, attention| {
            let names = names.iter().map(|name| ProfileName::parse(name).unwrap()).collect();
            let filter = Filter::parse(filter).unwrap();
            let (mut read, mut unreadable) = (all.to_vec(), damaged.to_vec());
            let at = ("2026-11-21T10:00:00Z".parse().unwrap(), DEFAULT_WINDOW);
            Selection { names, filter, attention }.narrow(&mut read, &mut unreadable, at);
            let read = read.iter().map(|it| it.name.as_str());
            read.chain(unreadable.iter().map(|it| it.key.as_str())).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(narrowed(&[], "", false), "acme lost beta beta-2 a ");
        assert_eq!(narrowed(&["acme", "lost", "beta-2"], "", false), "acme lost beta-2");
        assert_eq!(narrowed(&[], "bet", false), "beta beta-2");
        assert_eq!(narrowed(&[], "!", false), "lost beta-2 a ");
        assert_eq!(narrowed(&[], "", true), "lost beta-2 a ");
        assert_eq!(narrowed(&["lost", "acme"], "<14w", false), "acme");
        assert_eq!(narrowed(&["acme"], "is:soon", true), "");
    }
}
