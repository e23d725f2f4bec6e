//! An authorization still waits from before: go on with it, or begin anew?

use jiff::{SignedDuration, Timestamp};

use super::awaited::seconds_between;
use super::choice::Choice;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::authorize::pending::Pending;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResumeStep {
    pub pending: Pending,
    pub choice: Choice<ResumeAnswer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResumeAnswer {
    /// Wait for its callback once more.
    Continue,
    /// Set up a connection from the first question on.
    Anew,
}

impl ResumeStep {
    /// Asks about the youngest attempt that still waits, if there is one.
    pub fn start(pending: &[Pending], now: Timestamp) -> Option<Self> {
        let live = pending.iter().filter(|pending| pending.is_live(now));
        let youngest = live.max_by_key(|pending| pending.created_at)?;
        let choice = Choice::new(vec![ResumeAnswer::Continue, ResumeAnswer::Anew]);
        Some(Self { pending: youngest.clone(), choice })
    }

    /// Minutes for which the attempt still waits, the begun one included.
    pub fn minutes_left(&self, now: Timestamp) -> u64 {
        seconds_between(now, self.pending.expires_at).div_ceil(60)
    }

    /// When one minute less is left.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let minutes = i64::try_from(self.minutes_left(now)).ok()?;
        let next =
            self.pending.expires_at.checked_sub(SignedDuration::from_mins(minutes - 1)).ok()?;
        (minutes > 0 && next > now).then_some(next)
    }

    pub fn update(&mut self, msg: &Msg, now: Timestamp) -> Turn<ResumeAnswer> {
        match msg {
            _ if !self.pending.is_live(now) => Turn::Done(ResumeAnswer::Anew),
            Msg::Act(action) => self.choice.update(action),
            _ => Turn::Stay,
        }
    }
}
