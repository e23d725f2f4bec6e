//! Durations and days in whole words: what is read aloud has no room to save.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Catalog;
use crate::domain::humanize::Remaining;

impl Catalog {
    /// Time that is left, in its largest unit: `13 hours`, `81 days`.
    pub fn spoken_left(&self, seconds: u64) -> String {
        match Remaining::of(seconds) {
            Remaining::Ended | Remaining::Moments => self.text("left-moments"),
            Remaining::Minutes(minutes) => {
                self.say("spoken-minutes", &[("minutes", minutes.into())])
            }
            Remaining::Hours { hours, .. } => self.say("spoken-hours", &[("hours", hours.into())]),
            Remaining::Day { .. } => self.say("left-days", &[("days", 1.into())]),
            Remaining::Days(days) => self.say("left-days", &[("days", days.into())]),
        }
    }

    /// A day with its year: `21 February 2027`.
    pub fn spoken_day(&self, at: Timestamp, zone: &TimeZone) -> String {
        let date = zone.to_datetime(at).date();
        self.say(
            "spoken-day",
            &[
                ("day", date.day().into()),
                ("month", date.month().into()),
                ("year", date.year().to_string().into()),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;

    #[test]
    fn what_is_left_and_when_it_ends_is_said_in_whole_words() {
        let at = "2027-02-20T22:30:00Z".parse().unwrap();
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let said = Lang::ALL.map(|lang| {
            let words = Catalog::new(lang);
            let left = [59, 60, 5 * 60, 3_600 + 60, 5 * 3_600, 30 * 3_600, 22 * 86_400];
            let left = left.map(|seconds| words.spoken_left(seconds)).join(", ");
            format!("{left}; {}", words.spoken_day(at, &zone))
        });
        assert_eq!(
            said,
            [
                "меньше минуты, 1 минуту, 5 минут, 1 час, 5 часов, 1 день, 22 дня; 21 февраля 2027 года",
                "менше хвилини, 1 хвилину, 5 хвилин, 1 годину, 5 годин, 1 день, 22 дні; 21 лютого 2027 року",
                "moments, 1 minute, 5 minutes, 1 hour, 5 hours, 1 day, 22 days; 21 February 2027",
            ]
        );
    }
}
