//! Our clock against the server's, by the `Date` of an answer.

use super::check::{Check, Fact};
use super::hosts::HostAnswer;

/// What is off by more than this is reported, in seconds. `Date` is a second wide.
const MOST: u64 = 60;

/// The command that sets the clock.
const SET_CLOCK: &str = if cfg!(target_os = "linux") {
    "sudo timedatectl set-ntp true"
} else if cfg!(windows) {
    "w32tm /resync"
} else {
    "sudo sntp -sS time.apple.com"
};

/// Judges by what was answered. The end of a token is computed by the server's clock, so a wrong one is no failure.
pub fn check(answer: &HostAnswer) -> Check {
    let host = &answer.host.name;
    let name = format!("clock:{host}");
    let date = match &answer.reply {
        Ok(reply) => reply.date,
        // The server could not be asked, which says nothing about the clock.
        Err(trouble) => {
            return Check::attention(name, "doctor-not-asked")
                .text("host", host)
                .because(trouble.clone());
        }
    };
    let Some(date) = date else {
        return Check::attention(name, "doctor-clock-no-date").text("host", host);
    };
    // A `Date` is cut to its second: its middle is nearest to what it was.
    let ahead = (answer.at.as_millisecond() - date.as_millisecond() - 500) / 1000;
    let off = ahead.unsigned_abs();
    if off <= MOST {
        return Check::ok(name, "doctor-clock-right").text("host", host).number("off", off);
    }
    let id = if ahead < 0 { "doctor-clock-behind" } else { "doctor-clock-ahead" };
    // Minutes are enough, the nearest ones.
    let minutes = Fact::Seconds((off + 30) / 60 * 60);
    Check::attention(name, id).text("host", host).fact("off", minutes).run(SET_CLOCK)
}
