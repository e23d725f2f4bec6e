//! `5m`, `24h`, `7d` on the command line.

use jiff::SignedDuration;

/// Reads seconds, minutes, hours or days.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_unit() {
        assert_eq!(parse("5m"), Ok(SignedDuration::from_mins(5)));
        assert_eq!(parse("7d"), Ok(SignedDuration::from_hours(168)));
        for wrong in ["", "5", "m", "-5m", "5 m", "5x", "99999999999s", "5м"] {
            assert_eq!(parse(wrong), Err(wrong.to_owned()));
        }
    }
}
