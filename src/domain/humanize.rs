//! Time as people say it, and when they would say it differently: words and ticks follow one rule.

use jiff::Timestamp;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Time that is left, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remaining {
    Ended,
    /// Less than a minute.
    Moments,
    /// Less than an hour.
    Minutes(u64),
    /// Less than a day.
    Hours {
        hours: u64,
        minutes: u64,
    },
    /// One day and so many hours.
    Day {
        hours: u64,
    },
    /// Two days and more.
    Days(u64),
}

impl Remaining {
    pub const fn of(seconds: u64) -> Self {
        match seconds {
            0 => Self::Ended,
            s if s < MINUTE => Self::Moments,
            s if s < HOUR => Self::Minutes(s / MINUTE),
            s if s < DAY => Self::Hours { hours: s / HOUR, minutes: s % HOUR / MINUTE },
            s if s < 2 * DAY => Self::Day { hours: s % DAY / HOUR },
            s => Self::Days(s / DAY),
        }
    }

    /// In how many seconds it is said differently; `None` once it has ended.
    pub const fn changes_in(seconds: u64) -> Option<u64> {
        Some(match Self::of(seconds) {
            Self::Ended => return None,
            Self::Moments => seconds,
            Self::Minutes(_) | Self::Hours { .. } => seconds % MINUTE + 1,
            Self::Day { .. } => seconds % HOUR + 1,
            Self::Days(_) => seconds % DAY + 1,
        })
    }
}

/// Time in one unit: nobody counts the minutes of what is over, or of what is one among a thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elapsed {
    /// Less than a minute.
    Moments,
    /// Less than an hour.
    Minutes(u64),
    /// Less than two days.
    Hours(u64),
    /// Two days and more.
    Days(u64),
}

impl Elapsed {
    pub const fn of(seconds: u64) -> Self {
        match seconds {
            s if s < MINUTE => Self::Moments,
            s if s < HOUR => Self::Minutes(s / MINUTE),
            s if s < 2 * DAY => Self::Hours(s / HOUR),
            s => Self::Days(s / DAY),
        }
    }

    /// In how many seconds it is said differently.
    pub const fn changes_in(seconds: u64) -> u64 {
        let unit = match Self::of(seconds) {
            Self::Moments | Self::Minutes(_) => MINUTE,
            Self::Hours(_) => HOUR,
            Self::Days(_) => DAY,
        };
        unit - seconds % unit
    }

    /// The same units for time that is left, as a list tells it: in how many seconds it is said differently; `None`
    /// once nothing is left.
    pub const fn left_changes_in(seconds: u64) -> Option<u64> {
        Some(match Self::of(seconds) {
            Self::Moments if seconds == 0 => return None,
            Self::Moments => seconds,
            Self::Minutes(_) => seconds % MINUTE + 1,
            Self::Hours(_) => seconds % HOUR + 1,
            Self::Days(_) => seconds % DAY + 1,
        })
    }
}

/// The full minute at or after a moment. What changes by the minute or slower changes then, all of it at once: a
/// thousand profiles need no more wake-ups than one.
pub fn full_minute(moment: Timestamp) -> Timestamp {
    let seconds = moment.as_second() + i64::from(moment.subsec_nanosecond() > 0);
    let wait = (-seconds).rem_euclid(60);
    Timestamp::from_second(seconds.saturating_add(wait)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_rounded_down_as_people_say_it() {
        use Remaining::{Day, Days, Ended, Hours, Minutes, Moments};
        let hours = |hours, minutes| Hours { hours, minutes };
        for (seconds, expected) in [
            (0, Ended),
            (1, Moments),
            (59, Moments),
            (60, Minutes(1)),
            (3_599, Minutes(59)),
            (3_600, hours(1, 0)),
            (13 * HOUR + 40 * MINUTE + 59, hours(13, 40)),
            (DAY - 1, hours(23, 59)),
            (DAY, Day { hours: 0 }),
            (2 * DAY - 1, Day { hours: 23 }),
            (2 * DAY, Days(2)),
            (82 * DAY - 1, Days(81)),
        ] {
            assert_eq!(Remaining::of(seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn time_passed_is_said_in_one_unit() {
        use Elapsed::{Days, Hours, Minutes, Moments};
        for (seconds, expected) in [
            (0, Moments),
            (59, Moments),
            (60, Minutes(1)),
            (3_600, Hours(1)),
            (2 * DAY - 1, Hours(47)),
            (2 * DAY, Days(2)),
        ] {
            assert_eq!(Elapsed::of(seconds), expected, "{seconds}");
        }
    }

    proptest::proptest! {
        /// The promise to the clock: not a second before, not a second after.
        #[test]
        fn what_is_left_is_said_the_same_until_it_changes(seconds in 1_u64..200 * DAY) {
            let change = Remaining::changes_in(seconds).unwrap();
            proptest::prop_assert_eq!(Remaining::of(seconds - (change - 1)), Remaining::of(seconds));
            proptest::prop_assert_ne!(Remaining::of(seconds - change), Remaining::of(seconds));
        }

        #[test]
        fn what_is_left_in_one_unit_is_said_the_same_until_it_changes(seconds in 61_u64..200 * DAY) {
            let change = Elapsed::left_changes_in(seconds).unwrap();
            proptest::prop_assert_eq!(Elapsed::of(seconds - (change - 1)), Elapsed::of(seconds));
            proptest::prop_assert_ne!(Elapsed::of(seconds - change), Elapsed::of(seconds));
        }

        #[test]
        fn what_has_passed_is_said_the_same_until_it_changes(seconds in 0_u64..200 * DAY) {
            let change = Elapsed::changes_in(seconds);
            proptest::prop_assert_eq!(Elapsed::of(seconds + change - 1), Elapsed::of(seconds));
            proptest::prop_assert_ne!(Elapsed::of(seconds + change), Elapsed::of(seconds));
        }
    }

    #[test]
    fn a_full_minute_is_never_in_the_past() {
        let minute = |text: &str| full_minute(text.parse().unwrap()).to_string();
        assert_eq!(minute("2026-11-21T09:00:00Z"), "2026-11-21T09:00:00Z");
        assert_eq!(minute("2026-11-21T09:00:00.5Z"), "2026-11-21T09:01:00Z");
        assert_eq!(minute("2026-11-21T09:00:01Z"), "2026-11-21T09:01:00Z");
    }
}
