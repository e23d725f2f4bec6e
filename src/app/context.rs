//! What every update is given: what is known, the time, and where it says what is to be done outside.

use jiff::Timestamp;

use super::effect::Effect;
use super::settings::Settings;
use super::ticket::{Ticket, Tickets};
use crate::domain::lang::Lang;

#[derive(Debug)]
pub struct UpdateContext<'a> {
    pub settings: &'a Settings,
    pub now: Timestamp,
    pub lang: Lang,
    tickets: &'a mut Tickets,
    /// What is to be done outside, in this order.
    pub effects: Vec<Effect>,
}

impl<'a> UpdateContext<'a> {
    pub const fn new(
        settings: &'a Settings,
        (now, lang): (Timestamp, Lang),
        tickets: &'a mut Tickets,
    ) -> Self {
        Self { settings, now, lang, tickets, effects: Vec::new() }
    }

    pub fn ask(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Asks for something that is answered; the answer bears the ticket.
    pub fn ask_for(&mut self, effect: impl FnOnce(Ticket) -> Effect) -> Ticket {
        let ticket = self.tickets.take();
        self.ask(effect(ticket));
        ticket
    }
}
