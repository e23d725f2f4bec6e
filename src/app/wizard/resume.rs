//! An authorization still waits from before: go on with it, or begin anew?

use jiff::{SignedDuration, Timestamp};

use super::asked::seconds_between;
use super::choice::Choice;
use crate::app::action::Action;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::pending::Pending;

/// The question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resume {
    /// The authorization that waits.
    pub pending: Pending,
    /// The answers.
    pub choice: Choice<Answer>,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Wait for its callback once more.
    Continue,
    /// Set up a connection from the first question on.
    Anew,
}

impl Resume {
    /// Asks about the youngest attempt that still waits, if there is one.
    pub fn start(pending: &[Pending], now: Timestamp) -> Option<Self> {
        pending
            .iter()
            .filter(|pending| pending.is_live(now))
            .max_by_key(|pending| pending.created_at)
            .map(|pending| Self {
                pending: pending.clone(),
                choice: Choice::new(vec![Answer::Continue, Answer::Anew]),
            })
    }

    /// Minutes for which the attempt still waits, the begun one included.
    pub fn minutes_left(&self, now: Timestamp) -> u64 {
        seconds_between(now, self.pending.expires_at).div_ceil(60)
    }

    /// When one minute less is left.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let minutes = i64::try_from(self.minutes_left(now)).ok()?;
        let next = self
            .pending
            .expires_at
            .checked_sub(SignedDuration::from_mins(minutes - 1))
            .ok()?;
        (minutes > 0 && next > now).then_some(next)
    }

    /// Goes on.
    pub fn update(&mut self, msg: &Msg, now: Timestamp) -> Turn<Answer> {
        if !self.pending.is_live(now) {
            return Turn::done(Answer::Anew);
        }
        match msg {
            Msg::Act(Action::Submit) => self
                .choice
                .chosen()
                .map_or_else(Turn::stay, |answer| Turn::done(*answer)),
            Msg::Act(Action::Back) => Turn::back(),
            Msg::Act(action) => {
                self.choice.update(action);
                Turn::stay()
            }
            _ => Turn::stay(),
        }
    }
}
