//! The history of the chosen profile: asked for when another one is chosen, dropped when it comes too late.

use crate::app::effect::Effect;
use crate::app::ticket::{Ticket, Tickets};
use crate::domain::history::Event;
use crate::domain::profile::ProfileName;
use crate::domain::trouble::Trouble;

/// What is known of the past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Past {
    /// Nobody is chosen.
    Nobody,
    /// It is being read for the first time: a matter of milliseconds, nothing is said.
    Reading(Ticket, ProfileName),
    /// Newest first. The ticket is that of the latest question: what is shown stays until its answer.
    Read(Ticket, ProfileName, Vec<Event>),
    /// It could not be read.
    Unread(Ticket, ProfileName, Trouble),
}

impl Past {
    /// Asks for the history of a profile.
    pub fn ask(&mut self, name: Option<&ProfileName>, tickets: &mut Tickets) -> Option<Effect> {
        let Some(name) = name else {
            *self = Self::Nobody;
            return None;
        };
        let ticket = tickets.take();
        match self {
            Self::Read(asked, whose, _) if whose == name => *asked = ticket,
            Self::Nobody | Self::Reading(..) | Self::Read(..) | Self::Unread(..) => {
                *self = Self::Reading(ticket, name.clone());
            }
        }
        Some(Effect::LoadHistory(ticket, name.clone()))
    }

    /// Whose history it is.
    pub const fn whose(&self) -> Option<&ProfileName> {
        match self {
            Self::Nobody => None,
            Self::Reading(_, name) | Self::Read(_, name, _) | Self::Unread(_, name, _) => {
                Some(name)
            }
        }
    }

    /// Takes an answer, if it is the one that is awaited.
    pub fn answer(&mut self, ticket: Ticket, answer: &Result<Vec<Event>, Trouble>) {
        let (Self::Reading(asked, name)
        | Self::Read(asked, name, _)
        | Self::Unread(asked, name, _)) = self
        else {
            return;
        };
        if *asked != ticket {
            return;
        }
        let name = name.clone();
        *self = match answer {
            Ok(events) => Self::Read(ticket, name, events.clone()),
            Err(trouble) => Self::Unread(ticket, name, trouble.clone()),
        };
    }

    /// The events, newest first, as far as they are known.
    pub fn events(&self) -> &[Event] {
        match self {
            Self::Read(_, _, events) => events,
            Self::Nobody | Self::Reading(..) | Self::Unread(..) => &[],
        }
    }
}
