//! Durations and dates as people say them in each language.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Catalog;
use crate::domain::humanize::{Elapsed, Remaining};

impl Catalog {
    /// Time that is left: `13 h 40 m`, `81 days`, `moments`.
    pub fn left(&self, seconds: u64) -> String {
        match Remaining::of(seconds) {
            Remaining::Ended | Remaining::Moments => self.text("left-moments"),
            Remaining::Minutes(minutes) => self.counted("left-minutes", "minutes", minutes),
            Remaining::Hours { hours, minutes: 0 } => self.counted("left-hours", "hours", hours),
            Remaining::Hours { hours, minutes } => self
                .say("left-hours-minutes", &[("hours", hours.into()), ("minutes", minutes.into())]),
            Remaining::Day { hours: 0 } => self.counted("left-days", "days", 1),
            Remaining::Day { hours } => self.counted("left-day-hours", "hours", hours),
            Remaining::Days(days) => self.counted("left-days", "days", days),
        }
    }

    /// Time that is left, in one unit: `13 h`, `81 days`.
    pub fn left_about(&self, seconds: u64) -> String {
        match Elapsed::of(seconds) {
            Elapsed::Moments => self.text("left-moments"),
            Elapsed::Minutes(minutes) => self.counted("left-minutes", "minutes", minutes),
            Elapsed::Hours(hours) => self.counted("left-hours", "hours", hours),
            Elapsed::Days(days) => self.counted("left-days", "days", days),
        }
    }

    /// Time that has passed: `just now`, `3 h ago`, `2 days ago`.
    pub fn ago(&self, seconds: u64) -> String {
        match Elapsed::of(seconds) {
            Elapsed::Moments => self.text("ago-moments"),
            Elapsed::Minutes(minutes) => self.counted("ago-minutes", "minutes", minutes),
            Elapsed::Hours(hours) => self.counted("ago-hours", "hours", hours),
            Elapsed::Days(days) => self.counted("ago-days", "days", days),
        }
    }

    fn counted(&self, id: &str, unit: &str, count: u64) -> String {
        self.say(id, &[(unit, count.into())])
    }

    /// A day: `18 Nov`; with its year where it is not this one: `1 Mar 2029`.
    pub fn day(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let date = zone.to_datetime(at).date();
        let named = [("day", date.day().into()), ("month", date.month().into())];
        let day = self.say("day-month", &named);
        if date.year() == zone.to_datetime(now).year() {
            day
        } else {
            format!("{day} {}", date.year())
        }
    }

    /// A moment in a column: `18 Nov 03:00`; the day alone where the year is another one.
    pub fn moment(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let day = self.day(at, now, zone);
        let time = zone.to_datetime(at);
        if time.year() == zone.to_datetime(now).year() {
            format!("{day} {}", time.strftime("%H:%M"))
        } else {
            day
        }
    }

    /// A moment in a sentence: `18 Nov at 03:00`.
    pub fn moment_in_words(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let time = zone.to_datetime(at).strftime("%H:%M").to_string();
        let day = self.day(at, now, zone);
        // In Ukrainian, eleven is the one hour that begins with a vowel.
        let id = if time.starts_with("11") { "day-at-eleven" } else { "day-at-time" };
        self.say(id, &[("day", day.into()), ("time", time.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;

    const HOUR: u64 = 3600;
    const DAY: u64 = 24 * HOUR;

    fn all(say: impl Fn(&Catalog) -> String) -> [String; 3] {
        Lang::ALL.map(|lang| say(&Catalog::new(lang)))
    }

    #[test]
    fn what_is_left_in_three_languages() {
        for (seconds, expected) in [
            (30, ["меньше минуты", "менше хвилини", "moments"]),
            (5 * 60, ["5 мин", "5 хв", "5 min"]),
            (13 * HOUR + 40 * 60, ["13 ч 40 мин", "13 год 40 хв", "13 h 40 m"]),
            (13 * HOUR, ["13 ч", "13 год", "13 h"]),
            (DAY, ["1 день", "1 день", "1 day"]),
            (DAY + 5 * HOUR, ["1 день 5 ч", "1 день 5 год", "1 day 5 h"]),
            (2 * DAY, ["2 дня", "2 дні", "2 days"]),
            (11 * DAY, ["11 дней", "11 днів", "11 days"]),
            (81 * DAY, ["81 день", "81 день", "81 days"]),
        ] {
            assert_eq!(all(|words| words.left(seconds)), expected, "{seconds}");
        }
    }

    #[test]
    fn what_has_passed_in_three_languages() {
        for (seconds, expected) in [
            (0, ["только что", "щойно", "just now"]),
            (5 * 60, ["5 мин назад", "5 хв тому", "5 min ago"]),
            (3 * HOUR, ["3 ч назад", "3 год тому", "3 h ago"]),
            (3 * DAY, ["3 дня назад", "3 дні тому", "3 days ago"]),
        ] {
            assert_eq!(all(|words| words.ago(seconds)), expected, "{seconds}");
        }
    }

    #[test]
    fn dates_are_those_of_the_person_and_of_the_language() {
        let now = "2026-11-21T09:00:00Z".parse().unwrap();
        let zone = TimeZone::fixed(jiff::tz::offset(3));
        let at = "2026-11-17T22:00:00Z".parse().unwrap();
        assert_eq!(
            all(|words| words.moment(at, now, &zone)),
            ["18 ноя 01:00", "18 лис 01:00", "18 Nov 01:00"]
        );
        assert_eq!(
            all(|words| words.moment_in_words(at, now, &zone)),
            ["18 ноя в 01:00", "18 лис о 01:00", "18 Nov at 01:00"]
        );
        let eleven = "2026-11-18T08:05:00Z".parse().unwrap();
        assert_eq!(
            all(|words| words.moment_in_words(eleven, now, &zone)),
            ["18 ноя в 11:05", "18 лис об 11:05", "18 Nov at 11:05"]
        );
        let far = "2029-03-01T00:00:00Z".parse().unwrap();
        assert_eq!(
            all(|words| words.moment(far, now, &zone)),
            ["1 мар 2029", "1 бер 2029", "1 Mar 2029"]
        );
    }
}
