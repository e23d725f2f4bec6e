//! The history of the chosen profile: asked for when another one is chosen, dropped when it comes too late.

use crate::app::context::UpdateContext;
use crate::app::effect::Effect;
use crate::app::ticket::Ticket;
use crate::domain::profile::ProfileName;
use crate::domain::profile::history::{Event, Past};
use crate::domain::token_files::AutoExport;
use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileHistory {
    Nobody,
    Of(ProfileName, Ticket, Events),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Events {
    /// They are read for the first time: a matter of milliseconds, nothing is said.
    Reading,
    /// While it is read once more, it stays.
    Read(Past),
    Unread(Trouble),
}

impl ProfileHistory {
    pub fn ask(&mut self, name: Option<&ProfileName>, context: &mut UpdateContext<'_>) {
        let Some(name) = name else {
            *self = Self::Nobody;
            return;
        };
        let ticket = context.ask_for(|ticket| Effect::LoadHistory(ticket, name.clone()));
        match self {
            Self::Of(whose, asked, Events::Read(_)) if whose == name => *asked = ticket,
            Self::Nobody | Self::Of(..) => *self = Self::Of(name.clone(), ticket, Events::Reading),
        }
    }

    pub const fn whose(&self) -> Option<&ProfileName> {
        match self {
            Self::Nobody => None,
            Self::Of(name, ..) => Some(name),
        }
    }

    /// Takes an answer, if it is the one that is awaited.
    pub fn answer(&mut self, ticket: Ticket, answer: &Result<Past, Trouble>) {
        if let Self::Of(_, asked, events) = self
            && *asked == ticket
        {
            *events = answer.clone().map_or_else(Events::Unread, Events::Read);
        }
    }

    /// Newest first, as far as they are known.
    pub fn events(&self) -> &[Event] {
        match self {
            Self::Of(_, _, Events::Read(past)) => &past.events,
            Self::Nobody | Self::Of(..) => &[],
        }
    }

    /// The exports that are kept, as far as they are known.
    pub fn kept(&self) -> &[AutoExport] {
        match self {
            Self::Of(_, _, Events::Read(past)) => &past.kept,
            Self::Nobody | Self::Of(..) => &[],
        }
    }
}
