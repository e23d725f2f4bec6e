//! An authorization still waits from before: go on with it, or begin anew?

use jiff::{SignedDuration, Timestamp};

use super::awaited::seconds_between;
use super::choice::Choice;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::authorize::pending::Pending;
use crate::domain::profile::Profiles;

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
    /// Asks about the youngest attempt that still waits, if there is one. Of a profile that got its
    /// tokens since nobody has to finish anything.
    pub fn start(profiles: &Profiles, now: Timestamp) -> Option<Self> {
        let is_done = |pending: &&Pending| {
            profiles.all.iter().any(|profile| {
                let issued = profile.refresh.as_ref().map(|refresh| refresh.issued_at);
                profile.name == pending.profile && issued.is_some_and(|at| at > pending.created_at)
            })
        };
        let live = profiles.pending.iter().filter(|pending| pending.is_live(now));
        let live = live.filter(|pending| !is_done(pending));
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

    /// Done without an answer when it waits no longer: there is nothing to ask.
    pub fn update(&mut self, msg: &Msg, now: Timestamp) -> Turn<Option<ResumeAnswer>> {
        match msg {
            _ if !self.pending.is_live(now) => Turn::Done(None),
            Msg::Act(action) => self.choice.update(action).map(Some),
            _ => Turn::Stay,
        }
    }
}
