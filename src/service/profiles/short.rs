//! The state of all profiles in a few characters: who is called, and how often.

use std::fmt;

use crate::domain::tokens::health::Call;
use crate::service::profiles::status::Status;

/// How many profiles call for somebody. Its text is that of a prompt; nothing where all is well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Short {
    /// Those that only a person can mend. A row that cannot be read is one.
    pub person: usize,
    pub attention: usize,
}

impl Short {
    pub fn of(status: &Status) -> Self {
        let calling = |call| {
            let calls = status.profiles.iter().filter_map(|profile| profile.health.calls());
            calls.filter(|it| *it == call).count()
        };
        Self {
            person: calling(Call::Person) + status.unreadable.len(),
            attention: calling(Call::Attention),
        }
    }

    /// The loudest of the calls.
    pub const fn call(self) -> Option<Call> {
        match (self.person, self.attention) {
            (0, 0) => None,
            (0, _) => Some(Call::Attention),
            (_, _) => Some(Call::Person),
        }
    }
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.person, self.attention) {
            (0, 0) => Ok(()),
            (0, attention) => write!(f, "!{attention}"),
            (person, 0) => write!(f, "✗{person}"),
            (person, attention) => write!(f, "✗{person} !{attention}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::profile::{Profile, UnreadableRow};
    use crate::domain::samples::profile;
    use crate::domain::tokens::health::DEFAULT_WINDOW;
    use crate::service::profiles::status::{Unreadable, status};

    fn short(profiles: &[Profile], now: &str, unreadable: usize) -> Short {
        let mut report = status(profiles, now.parse().unwrap(), DEFAULT_WINDOW);
        let row = Unreadable::of(&UnreadableRow::new("acme", "x"));
        report.unreadable = vec![row; unreadable];
        let short = Short::of(&report);
        assert_eq!(short.call().is_some(), report.needs_attention(), "as --check says");
        short
    }

    #[test]
    fn who_needs_a_person_and_what_ends_soon_are_counted() {
        let unfinished = Profile { access: None, refresh: None, ..profile("b") };
        let all = [profile("a"), unfinished, profile("c")];
        // The access tokens have ended: the next refresh sees to that.
        for (now, unreadable, said, call) in [
            ("2026-11-21T10:00:00Z", 0, "✗1", Some(Call::Person)),
            ("2026-11-23T10:00:00Z", 1, "✗2", Some(Call::Person)),
            ("2027-02-16T00:00:00Z", 0, "✗1 !2", Some(Call::Person)),
        ] {
            let short = short(&all, now, unreadable);
            assert_eq!((short.to_string().as_str(), short.call()), (said, call), "{now}");
        }
        let ending = short(&all[..1], "2027-02-16T00:00:00Z", 0);
        assert_eq!((ending.to_string().as_str(), ending.call()), ("!1", Some(Call::Attention)));
        assert_eq!(short(&all[..1], "2026-11-23T10:00:00Z", 0).to_string(), "");
    }
}
