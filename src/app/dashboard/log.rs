//! What happened, across all profiles: the newest lines of the history, as far as the list's
//! filter shows whose they are.

use std::collections::HashSet;

use super::listing::Listing;
use crate::app::context::UpdateContext;
use crate::app::effect::Effect;
use crate::app::ticket::Ticket;
use crate::domain::profile::history::Event;
use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    asked: Option<Ticket>,
    pub lines: LogLines,
    /// Which line stands on top, while the log is open.
    pub open: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogLines {
    /// They are read for the first time: a matter of milliseconds, nothing is said.
    Reading,
    /// Newest first. While they are read once more, they stay.
    Read(Vec<Event>),
    Unread(Trouble),
}

impl Default for Log {
    fn default() -> Self {
        Self { asked: None, lines: LogLines::Reading, open: None }
    }
}

impl Log {
    /// Reads it anew: something may have happened.
    pub fn ask(&mut self, context: &mut UpdateContext<'_>) {
        self.asked = Some(context.ask_for(Effect::LoadLog));
    }

    /// Takes an answer, if it is the one that is awaited. What is read stays where it is
    /// when something new comes above it.
    pub fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Vec<Event>, Trouble>,
        listing: &Listing,
    ) {
        if self.asked != Some(ticket) {
            return;
        }
        let top =
            self.open.filter(|at| *at > 0).and_then(|at| self.lines(listing).nth(at).cloned());
        self.lines = answer.clone().map_or_else(LogLines::Unread, LogLines::Read);
        if let Some(top) = top {
            let found = self.lines(listing).position(|event| *event == top);
            self.open = found.or(self.open);
        }
    }

    /// Newest first: those of the profiles that are listed, and all where every profile is.
    pub fn lines<'a>(&'a self, listing: &'a Listing) -> impl Iterator<Item = &'a Event> {
        let events = match &self.lines {
            LogLines::Read(events) => events.as_slice(),
            LogLines::Reading | LogLines::Unread(_) => &[],
        };
        let listed: Option<HashSet<_>> = (listing.len() < listing.all().len())
            .then(|| listing.from(0).map(|row| &row.profile.name).collect());
        events.iter().filter(move |event| match (&listed, &event.profile) {
            (None, _) => true,
            (Some(listed), Some(name)) => listed.contains(name),
            (Some(_), None) => false,
        })
    }

    /// Opens it at the newest line, or closes it.
    pub fn toggle(&mut self) {
        self.open = if self.open.is_some() { None } else { Some(0) };
    }

    pub fn step(&mut self, by: isize, listing: &Listing) {
        let last = self.lines(listing).count().saturating_sub(1);
        if let Some(at) = &mut self.open {
            *at = at.saturating_add_signed(by).min(last);
        }
    }
}
