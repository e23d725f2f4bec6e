//! Whether tokens can be kept: tried while the first question is answered, before anything is spent.

use jiff::{SignedDuration, Timestamp};

use super::awaited::Awaited;
use crate::app::context::UpdateContext;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::domain::trouble::Trouble;

/// For so long a store that worked is believed to work: a keychain locks itself after a while.
const BELIEVED: SignedDuration = SignedDuration::from_mins(10);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreTrial {
    NotYet,
    Asked(Awaited),
    /// It worked at that moment.
    Works(Timestamp),
    Failed(Trouble),
}

impl StoreTrial {
    pub fn begin(context: &mut UpdateContext<'_>) -> Self {
        let ticket = context.ask_for(Effect::CheckStore);
        Self::Asked(Awaited { ticket, since: context.now })
    }

    /// Takes the answer that is awaited; whether this was it.
    pub fn take(&mut self, msg: &Msg, now: Timestamp) -> bool {
        let (Self::Asked(asked), Msg::StoreChecked(ticket, answer)) = (&*self, msg) else {
            return false;
        };
        if asked.ticket != *ticket {
            return false;
        }
        *self = match answer {
            Ok(()) => Self::Works(now),
            Err(trouble) => Self::Failed(trouble.clone()),
        };
        true
    }

    pub fn works(&self, now: Timestamp) -> bool {
        matches!(self, Self::Works(at) if now.duration_since(*at) < BELIEVED)
    }

    pub const fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Failed(trouble) => Some(trouble),
            Self::NotYet | Self::Asked(_) | Self::Works(_) => None,
        }
    }
}
