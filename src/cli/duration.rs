//! `5m`, `24h`, `7d` on the command line.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::runtime::clock;

pub fn parse(text: &str) -> Result<SignedDuration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.strip_prefix(digits).unwrap_or_default();
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(text.to_owned()),
    };
    let count: u32 = digits.parse().map_err(|_| text.to_owned())?;
    Ok(SignedDuration::from_secs(i64::from(count) * seconds))
}

/// Reads a time that has passed, a day as the history shows it, or a moment.
pub fn since(text: &str) -> Result<Timestamp, String> {
    before(clock::now(), text)
}

fn before(now: Timestamp, text: &str) -> Result<Timestamp, String> {
    if let Ok(time) = parse(text) {
        return Ok(now.checked_sub(time).unwrap_or(Timestamp::MIN));
    }
    let at = text.parse::<Timestamp>().ok().or_else(|| {
        let day = text.parse::<Date>().ok()?;
        Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp())
    });
    at.ok_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_a_moment_or_so_long_ago() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-11-21T00:00:00Z");
        let since = |text| before(now, text);
        assert_eq!(since("2026-11-21"), Ok(now));
        assert_eq!(since("2026-11-21T09:00:00Z"), Ok(at("2026-11-21T09:00:00Z")));
        assert_eq!(since("7d"), Ok(at("2026-11-14T00:00:00Z")));
        assert_eq!(since("yesterday"), Err("yesterday".to_owned()));
    }

    #[test]
    fn a_number_and_a_unit() {
        assert_eq!(parse("5m"), Ok(SignedDuration::from_mins(5)));
        assert_eq!(parse("7d"), Ok(SignedDuration::from_hours(168)));
        for wrong in ["", "5", "m", "-5m", "5 m", "5x", "99999999999s", "5м"] {
            assert_eq!(parse(wrong), Err(wrong.to_owned()));
        }
    }
}
