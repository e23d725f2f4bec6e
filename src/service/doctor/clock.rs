//! Our clock against the server's, by the `Date` of an answer.

use super::asked::Asked;
use super::{Check, Finding, Verdict};
use crate::domain::trouble::Trouble;

/// What is off by more than this is reported, in seconds. `Date` is a second wide.
const MOST: u64 = 60;

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// Both clocks agree.
    Right {
        /// The server.
        host: String,
        /// By how many seconds they differ.
        off: u64,
    },
    /// Our clock is behind the server's.
    Behind {
        /// The server.
        host: String,
        /// By how many seconds.
        off: u64,
    },
    /// Our clock is ahead of the server's.
    Ahead {
        /// The server.
        host: String,
        /// By how many seconds.
        off: u64,
    },
    /// The server answered and told no time.
    NoDate {
        /// The server.
        host: String,
    },
    /// The server could not be asked, which says nothing about the clock.
    NotAsked {
        /// The server.
        host: String,
        /// Why.
        trouble: Trouble,
    },
}

impl Seen {
    /// The end of a token is computed by the server's clock, so a wrong one is no failure.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Right { .. } => Verdict::Ok,
            Self::Behind { .. }
            | Self::Ahead { .. }
            | Self::NoDate { .. }
            | Self::NotAsked { .. } => Verdict::Attention,
        }
    }
}

/// Judges by what was answered.
pub fn check(answers: &[Asked]) -> Vec<Check> {
    answers
        .iter()
        .map(|asked| Check::about("clock", &asked.host.name, Finding::Clock(judge(asked))))
        .collect()
}

fn judge(asked: &Asked) -> Seen {
    let host = asked.host.name.clone();
    let heard = match &asked.heard {
        Ok(heard) => heard,
        Err(trouble) => {
            let trouble = trouble.clone();
            return Seen::NotAsked { host, trouble };
        }
    };
    let Some(date) = heard.date else {
        return Seen::NoDate { host };
    };
    // A `Date` is cut to its second: its middle is nearest to what it was.
    let ahead = (asked.at.as_millisecond() - date.as_millisecond() - 500) / 1000;
    let off = ahead.unsigned_abs();
    if off <= MOST {
        Seen::Right { host, off }
    } else if ahead < 0 {
        Seen::Behind { host, off }
    } else {
        Seen::Ahead { host, off }
    }
}
