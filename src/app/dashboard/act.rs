//! What the keys of the dashboard do.

use std::mem;

use jiff::Timestamp;

use super::{Dashboard, Doing, Leave, Mode, Notice, Verb, asking};
use crate::app::action::Action;
use crate::app::effect::{Effect, Wanted};
use crate::app::field::Field;
use crate::app::ticket::{Ticket, Tickets};
use crate::app::turn::{Next, Turn};
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;

/// How far Page Up and Page Down go.
const PAGE: isize = 10;

impl Dashboard {
    /// Does what a key asks for; only what is offered gets here.
    pub(super) fn act(
        &mut self,
        action: &Action,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Leave> {
        self.notice = None;
        match action {
            Action::Up => self.listing.step(-1),
            Action::Down => self.listing.step(1),
            Action::PageUp => self.listing.step(-PAGE),
            Action::PageDown => self.listing.step(PAGE),
            Action::First => self.listing.step(isize::MIN),
            Action::Last => self.listing.step(isize::MAX),
            Action::Sort => self.listing.sort_next(),
            Action::Filter => self.mode = Mode::Filtering,
            Action::Edit(edit) => {
                self.filter.edit(*edit);
                self.listing.filter(self.filter.text());
            }
            Action::Paste(text) => {
                self.filter.paste(text);
                self.listing.filter(self.filter.text());
            }
            Action::Submit => match self.mode {
                Mode::Choosing => self.whole = !self.whole,
                Mode::Filtering | Mode::Forgetting(_) => self.mode = Mode::Choosing,
            },
            Action::Back => return self.back(tickets),
            Action::New => return self.leave(Leave::New),
            Action::Authorize => {
                if let Some(row) = self.listing.chosen() {
                    let name = row.profile.name.clone();
                    return self.leave(Leave::Authorize(name));
                }
            }
            Action::Refresh => {
                let chosen = self.listing.chosen().map(|row| row.profile.name.clone());
                if let Some(profile) = chosen {
                    let ticket = tickets.take();
                    self.refreshes.begin(ticket, profile.clone());
                    return asking([Effect::Refresh(ticket, profile, Wanted::ByPerson)]);
                }
            }
            Action::Verify => return self.begin_chosen(Verb::Verify, Effect::Verify, tickets),
            Action::CopyToken => return self.begin_chosen(Verb::Copy, Effect::CopyToken, tickets),
            Action::CopyCommand(next) => {
                if let Some(row) = self.listing.chosen() {
                    let name = row.profile.name.clone();
                    let copy = Effect::Copy(Secret::new(next.command(&name)));
                    self.notice = Some(Notice::of(name, Verb::Export, Ok(None), now));
                    return asking([copy]);
                }
            }
            Action::Forget => {
                if let Some(row) = self.listing.chosen() {
                    self.mode = Mode::Forgetting(row.profile.name.clone());
                }
            }
            Action::Confirm => {
                // The one that was asked about, whatever is chosen by now.
                if let Mode::Forgetting(name) = mem::replace(&mut self.mode, Mode::Choosing) {
                    return self.begin(Verb::Forget, name, Effect::Forget, tickets);
                }
            }
            // The shell's own, and those of the wizard: not offered here.
            Action::Quit
            | Action::Suspend
            | Action::Help
            | Action::Language
            | Action::Reveal
            | Action::Open
            | Action::CopyLink
            | Action::QrCode
            | Action::PrintLink
            | Action::LetSandboxConsent => {}
        }
        self.listing.judge(now);
        self.follow(tickets)
    }

    /// Esc closes what was opened last.
    fn back(&mut self, tickets: &mut Tickets) -> Turn<Leave> {
        match self.mode {
            Mode::Forgetting(_) => self.mode = Mode::Choosing,
            Mode::Choosing if self.cancellable().is_some() => {
                return asking(self.give_up());
            }
            Mode::Choosing if self.whole => self.whole = false,
            Mode::Choosing | Mode::Filtering => {
                self.mode = Mode::Choosing;
                self.filter = Field::default();
                self.listing.filter("");
            }
        }
        self.follow(tickets)
    }

    pub(super) fn cancellable(&self) -> Option<&Doing> {
        self.doing
            .as_ref()
            .filter(|doing| doing.verb.can_be_cancelled())
    }

    /// Gives up what is under way, where that is possible.
    fn give_up(&mut self) -> Option<Effect> {
        let doing = self.doing.take_if(|doing| doing.verb.can_be_cancelled())?;
        Some(Effect::Cancel(doing.ticket))
    }

    fn leave(&mut self, leave: Leave) -> Turn<Leave> {
        Turn {
            next: Next::Done(leave),
            effects: self.give_up().into_iter().collect(),
        }
    }

    fn begin_chosen(
        &mut self,
        verb: Verb,
        effect: impl FnOnce(Ticket, ProfileName) -> Effect,
        tickets: &mut Tickets,
    ) -> Turn<Leave> {
        match self.listing.chosen().map(|row| row.profile.name.clone()) {
            Some(profile) => self.begin(verb, profile, effect, tickets),
            None => Turn::stay(),
        }
    }

    fn begin(
        &mut self,
        verb: Verb,
        profile: ProfileName,
        effect: impl FnOnce(Ticket, ProfileName) -> Effect,
        tickets: &mut Tickets,
    ) -> Turn<Leave> {
        let already = |doing: &Doing| doing.verb == verb && doing.profile == profile;
        if self.doing.as_ref().is_some_and(already) {
            return Turn::stay();
        }
        let turn = asking(self.give_up());
        let ticket = tickets.take();
        self.doing = Some(Doing {
            ticket,
            profile: profile.clone(),
            verb,
        });
        turn.with(effect(ticket, profile))
    }
}
