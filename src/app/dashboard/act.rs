//! What the keys of the dashboard do.

use std::mem;

use super::bulk::{Bulk, BulkTask};
use super::marked::is_about_marks;
use super::marks::RangeBy;
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
        let was_told = self.bulk.take_if(|bulk| bulk.is_over()).is_some();
        let with_shift = matches!(action, Action::MarkUp | Action::MarkDown);
        if self.marks.range() == Some(RangeBy::Shift) && !with_shift {
            self.marks.end_range();
        }
        let chosen = self.listing.chosen().map(|row| row.profile.name.clone());
        match (action, chosen) {
            (Action::Up, _) => self.step(-1),
            (Action::Down, _) => self.step(1),
            (Action::PageUp, _) => self.step(-PAGE),
            (Action::PageDown, _) => self.step(PAGE),
            (Action::First, _) => self.step(isize::MIN),
            (Action::Last, _) => self.step(isize::MAX),
            (Action::Choose(at), _) => self.listing.choose_at(*at),
            (Action::Log, _) => self.log.toggle(),
            (action, Some(name)) if is_about_marks(action) => self.mark(action, name),
            (Action::Sort, _) => self.listing.sort(self.listing.sort.next()),
            (Action::SortBy(by), _) => {
                let sort = self.listing.sort;
                let reversed = sort.by == *by && !sort.reversed;
                self.listing.sort(Sort { by: *by, reversed });
            }
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
                Mode::Filtering | Mode::Forgetting(_) | Mode::ForgettingMarked(_) => {
                    self.mode = Mode::Choosing;
                }
            },
            // It was the summary that was closed.
            (Action::Back, _) if was_told && self.mode == Mode::Choosing => {}
            (Action::Back, _) => self.back(context),
            (Action::New, _) => {
                self.give_up(context);
                return Some(Leave::New);
            }
            (Action::Authorize, Some(name)) => {
                self.give_up(context);
                return Some(Leave::Authorize(name));
            }
            (action, _) if self.means_marked(action) => self.act_on_marked(action, context),
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
                // Whoever was asked about, whatever is chosen or marked by now.
                match mem::replace(&mut self.mode, Mode::Choosing) {
                    Mode::Forgetting(name) => {
                        self.begin(ProfileTask::Forget, name, Effect::Forget, context);
                    }
                    Mode::ForgettingMarked(names) => {
                        self.begin_bulk(Bulk::new(BulkTask::Forget, names, 0), context);
                    }
                    Mode::Choosing | Mode::Filtering => {}
                }
            }
            // The shell's own, those of the wizard, and what needs a profile: not offered here.
            _ => {}
        }
        self.marks.reach(&self.listing);
        if self.listing.chosen().map(|row| &row.profile.name) != self.history.whose() {
            self.read_history(context);
        }
        None
    }

    /// Moves what is seen: the log while it is open, otherwise the choice.
    fn step(&mut self, by: isize) {
        if self.log.open.is_some() {
            self.log.step(by, &self.listing);
        } else {
            self.listing.step(by);
        }
    }

    /// Esc closes what was opened last; marks go before anything else.
    fn back(&mut self, context: &mut UpdateContext<'_>) {
        match self.mode {
            Mode::Forgetting(_) | Mode::ForgettingMarked(_) => self.mode = Mode::Choosing,
            Mode::Choosing if self.log.open.is_some() => self.log.toggle(),
            Mode::Choosing if self.marks.range().is_some() => self.marks.give_up_range(),
            Mode::Choosing if self.running_bulk().is_some_and(Bulk::can_be_given_up) => {
                self.give_up_marked();
            }
            Mode::Choosing if !self.marks.is_empty() || self.listing.only.is_some() => {
                self.marks.clear();
                self.listing.only(None);
            }
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
