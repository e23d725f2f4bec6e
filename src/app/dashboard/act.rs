//! What the keys of the dashboard do.

use std::mem;

use super::sort::Sort;
use super::state::{Dashboard, Leave, Mode};
use super::task::{Notice, ProfileTask, RunningTask};
use super::view::View;
use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::effect::{Effect, RefreshBy};
use crate::app::ticket::Ticket;
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;

/// How far Page Up and Page Down go.
const PAGE: isize = 10;

impl Dashboard {
    /// Does what a key asks for; only what is offered gets here.
    pub(super) fn act(
        &mut self,
        action: &Action,
        context: &mut UpdateContext<'_>,
    ) -> Option<Leave> {
        self.notice = None;
        let chosen = self.listing.chosen().map(|row| row.profile.name.clone());
        match (action, chosen) {
            (Action::Up, _) => self.listing.step(-1),
            (Action::Down, _) => self.listing.step(1),
            (Action::PageUp, _) => self.listing.step(-PAGE),
            (Action::PageDown, _) => self.listing.step(PAGE),
            (Action::First, _) => self.listing.step(isize::MIN),
            (Action::Last, _) => self.listing.step(isize::MAX),
            (Action::Sort, _) => self.listing.sort(self.listing.sort.next()),
            (Action::Reverse, _) => {
                let sort = self.listing.sort;
                self.listing.sort(Sort { reversed: !sort.reversed, ..sort });
            }
            (Action::View, _) => self.view = self.view.next(),
            (Action::Filter, _) => {
                self.show_list();
                self.mode = Mode::Filtering;
            }
            (Action::Edit(edit), _) => self.edit_filter(*edit, context.now),
            (Action::Paste(text), _) => self.paste_filter(text, context.now),
            (Action::Complete, _) => self.complete(context.lang, context.now),
            (Action::Preset(preset), _) => self.preset(*preset, context.now),
            (Action::Submit, _) => match self.mode {
                Mode::Choosing => self.view = View::Detail,
                Mode::Filtering | Mode::Forgetting(_) => self.mode = Mode::Choosing,
            },
            (Action::Back, _) => self.back(context),
            (Action::New, _) => {
                self.give_up(context);
                return Some(Leave::New);
            }
            (Action::Authorize, Some(name)) => {
                self.give_up(context);
                return Some(Leave::Authorize(name));
            }
            (Action::Refresh, Some(name)) => self.refresh(name, RefreshBy::Person, context),
            (Action::Verify, Some(name)) => {
                self.begin(ProfileTask::Verify, name, Effect::Verify, context);
            }
            (Action::CopyToken, Some(name)) => {
                self.begin(ProfileTask::Copy, name, Effect::CopyToken, context);
            }
            (Action::CopyCommand(next), Some(name)) => {
                context.ask(Effect::Copy(Secret::new(next.command(&name))));
                let notice = Notice::new(name, ProfileTask::Export, Ok(None), context.now);
                self.notice = Some(notice);
            }
            (Action::Forget, Some(name)) => self.mode = Mode::Forgetting(name),
            (Action::Confirm, _) => {
                // The one that was asked about, whatever is chosen by now.
                if let Mode::Forgetting(name) = mem::replace(&mut self.mode, Mode::Choosing) {
                    self.begin(ProfileTask::Forget, name, Effect::Forget, context);
                }
            }
            // The shell's own, those of the wizard, and what needs a profile: not offered here.
            _ => {}
        }
        if self.listing.chosen().map(|row| &row.profile.name) != self.history.whose() {
            self.read_history(context);
        }
        None
    }

    /// Esc closes what was opened last.
    fn back(&mut self, context: &mut UpdateContext<'_>) {
        match self.mode {
            Mode::Forgetting(_) => self.mode = Mode::Choosing,
            Mode::Choosing if self.cancellable().is_some() => self.give_up(context),
            Mode::Choosing if self.view == View::Detail => self.view = View::Usual,
            Mode::Choosing | Mode::Filtering => {
                self.mode = Mode::Choosing;
                self.show_all(context.now);
            }
        }
    }

    pub(super) fn cancellable(&self) -> Option<&RunningTask> {
        self.running.as_ref().filter(|running| running.task.can_be_cancelled())
    }

    /// Gives up what is under way, where that is possible.
    fn give_up(&mut self, context: &mut UpdateContext<'_>) {
        if let Some(given_up) = self.running.take_if(|it| it.task.can_be_cancelled()) {
            context.ask(Effect::Cancel(given_up.ticket));
        }
    }

    fn begin(
        &mut self,
        task: ProfileTask,
        profile: ProfileName,
        effect: impl FnOnce(Ticket, ProfileName) -> Effect,
        context: &mut UpdateContext<'_>,
    ) {
        let already = |it: &RunningTask| it.task == task && it.profile == profile;
        if !self.running.as_ref().is_some_and(already) {
            self.give_up(context);
            let ticket = context.ask_for(|ticket| effect(ticket, profile.clone()));
            self.running = Some(RunningTask { ticket, profile, task });
        }
    }
}
