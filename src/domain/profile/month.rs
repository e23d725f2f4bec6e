//! The last 30 days of a profile as one value a day: a small picture of its history.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::domain::profile::history::{Action, Event};

/// How many days the picture has, today among them.
pub const DAYS: usize = 30;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Day {
    #[default]
    Quiet,
    /// Everything that was tried went well: so many times.
    Good(u16),
    /// Something failed, and later that day it worked again.
    Mended,
    /// The last thing that was tried failed.
    Bad,
}

/// The picture, oldest day first, and its sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Month {
    pub days: [Day; DAYS],
    pub good: u64,
    pub bad: u64,
}

impl Month {
    /// Draws the picture from a history, newest first. Days begin at midnight in `zone`.
    pub fn of(events: &[Event], now: Timestamp, zone: &TimeZone) -> Self {
        let mut month = Self::default();
        let mut end = Timestamp::MAX;
        let mut events = events.iter().filter(|event| counts(event)).peekable();
        for (back, day) in month.days.iter_mut().rev().enumerate() {
            let start = midnight(now, zone, i64::try_from(back).unwrap_or(0));
            let mut latest_is_good = None;
            let mut failed = false;
            let mut times = 0_u16;
            while let Some(event) = events.next_if(|event| start <= event.at) {
                if event.at >= end {
                    continue;
                }
                let good = event.outcome.is_good();
                latest_is_good.get_or_insert(good);
                failed |= !good;
                times = times.saturating_add(1);
                *(if good { &mut month.good } else { &mut month.bad }) += 1;
            }
            *day = match latest_is_good {
                None => Day::Quiet,
                Some(true) if failed => Day::Mended,
                Some(true) => Day::Good(times),
                Some(false) => Day::Bad,
            };
            end = start;
        }
        month
    }

    pub fn is_quiet(&self) -> bool {
        self.good == 0 && self.bad == 0
    }
}

/// The first moment of the day `back` days before `now`; -1 is tomorrow.
pub fn midnight(now: Timestamp, zone: &TimeZone, back: i64) -> Timestamp {
    now.to_zoned(zone.clone())
        .checked_sub(back.days())
        .and_then(|day| day.start_of_day())
        .map_or(Timestamp::MIN, |start| start.timestamp())
}

/// Whether an event is about the tokens. A stray callback says nothing about them.
fn counts(event: &Event) -> bool {
    matches!(event.action, Action::Authorize | Action::Refresh | Action::Verify | Action::Import)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::profile::history::Outcome;

    fn event(at: &str, action: Action, outcome: Outcome) -> Event {
        Event::new(at.parse().unwrap(), None, action, outcome)
    }

    #[test]
    fn a_day_is_as_good_as_its_last_attempt() {
        use Action::{Callback, Refresh, Verify};
        let events = [
            event("2026-11-21T08:00:00Z", Callback, Outcome::Refused),
            event("2026-11-21T03:00:00Z", Refresh, Outcome::Refused),
            event("2026-11-20T12:00:00Z", Verify, Outcome::Verified),
            event("2026-11-20T03:00:00Z", Refresh, Outcome::Temporary),
            event("2026-11-18T12:00:00Z", Verify, Outcome::Verified),
            event("2026-11-18T03:00:00Z", Refresh, Outcome::Rotated),
            event("2026-10-01T03:00:00Z", Refresh, Outcome::Rotated),
        ];
        let month = Month::of(&events, "2026-11-21T09:00:00Z".parse().unwrap(), &TimeZone::UTC);
        assert_eq!(month.days[26..], [Day::Good(2), Day::Quiet, Day::Mended, Day::Bad]);
        assert!(month.days[..26].iter().all(|day| *day == Day::Quiet));
        assert_eq!((month.good, month.bad), (3, 2));
    }

    #[test]
    fn days_are_those_of_the_person() {
        let events = [event("2026-11-20T23:30:00Z", Action::Refresh, Outcome::Rotated)];
        let now = "2026-11-21T09:00:00Z".parse().unwrap();
        let moscow = TimeZone::fixed(jiff::tz::offset(3));
        assert_eq!(Month::of(&events, now, &moscow).days[29], Day::Good(1));
        assert_eq!(Month::of(&events, now, &TimeZone::UTC).days[28], Day::Good(1));
    }
}
