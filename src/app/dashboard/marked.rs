//! What is done with all marked profiles at once: begun here, a few at a time, and told when it has ended.

use super::bulk::{Bulk, BulkTask};
use super::marks::RangeBy;
use super::state::{Dashboard, Mode};
use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::effect::Effect;
use crate::app::ticket::Ticket;
use crate::domain::profile::next_command::NextCommand;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

impl Dashboard {
    /// What is being done with the marked ones.
    pub fn running_bulk(&self) -> Option<&Bulk> {
        self.bulk.as_ref().filter(|bulk| !bulk.is_over())
    }

    /// Whether an action means what is marked, and not what is chosen.
    pub(super) fn means_marked(&self, action: &Action) -> bool {
        !self.marks.is_empty() && task(action).is_some()
    }

    pub(super) fn act_on_marked(&mut self, action: &Action, context: &mut UpdateContext<'_>) {
        if let Some(task) = task(action) {
            self.begin_for_marked(task, context);
        }
    }

    /// Marks, or takes marks away. What is chosen has this name.
    pub(super) fn mark(&mut self, action: &Action, chosen: ProfileName) {
        match action {
            Action::Mark | Action::MarkRange if self.marks.range().is_some() => {
                self.marks.end_range();
            }
            Action::Mark => {
                self.marks.toggle(chosen);
                self.listing.step(1);
            }
            Action::MarkAt(at) => {
                self.listing.choose_at(*at);
                if let Some(row) = self.listing.chosen() {
                    self.marks.toggle(row.profile.name.clone());
                }
            }
            Action::MarkRange => self.marks.begin_range(RangeBy::Key, &self.listing),
            Action::MarkUp => self.mark_with_shift(-1),
            Action::MarkDown => self.mark_with_shift(1),
            Action::MarkAll => {
                self.marks.end_range();
                self.marks.toggle_listed(&self.listing);
            }
            Action::OnlyMarked => {
                let names = self.listing.only.is_none().then(|| self.marks.names().clone());
                self.listing.only(names);
            }
            _ => {}
        }
    }

    /// Marks what is stepped over.
    fn mark_with_shift(&mut self, by: isize) {
        if self.marks.range().is_none() {
            self.marks.begin_range(RangeBy::Shift, &self.listing);
        }
        self.listing.step(by);
    }

    /// Begins it for all that are marked and that it can be done with; the others are counted.
    fn begin_for_marked(&mut self, task: BulkTask, context: &mut UpdateContext<'_>) {
        self.marks.end_range();
        let rows = self.listing.all().iter().map(|row| &row.profile);
        let marked: Vec<&Profile> = rows.filter(|row| self.marks.has(&row.name)).collect();
        let fit: Vec<&Profile> =
            marked.iter().copied().filter(|row| self.is_for(task, row)).collect();
        let names: Vec<ProfileName> = fit.iter().map(|row| row.name.clone()).collect();
        let left_out = marked.len() - names.len();
        match task {
            BulkTask::Forget => self.mode = Mode::ForgettingMarked(names),
            // Nothing is asked of anybody: the commands are there at once.
            BulkTask::Export => {
                if !names.is_empty() {
                    let commands = names.iter().map(|name| NextCommand::Export.command(name));
                    let commands = commands.collect::<Vec<_>>().join("\n");
                    context.ask(Effect::Copy(Secret::new(commands)));
                }
                self.bulk = Some(Bulk::over(task, names.len(), left_out));
            }
            BulkTask::Refresh | BulkTask::Verify => {
                // What stays marked in the end is what failed or was not begun.
                self.marks.replace(&names);
                self.begin_bulk(Bulk::new(task, names, left_out), context);
            }
        }
    }

    pub(super) fn begin_bulk(&mut self, bulk: Bulk, context: &mut UpdateContext<'_>) {
        self.bulk = Some(bulk);
        self.go_on(context);
    }

    /// Whether there is anything to do with a profile.
    fn is_for(&self, task: BulkTask, profile: &Profile) -> bool {
        match task {
            BulkTask::Refresh => {
                profile.refresh.is_some()
                    && profile.elsewhere_since.is_none()
                    && self.refreshes.of(&profile.name).is_none()
            }
            BulkTask::Verify => profile.access.is_some(),
            BulkTask::Export => profile.access.is_some() && NextCommand::Export.is_for(profile),
            BulkTask::Forget => true,
        }
    }

    /// Takes the answer about one of them. Says whether it was about one of them.
    pub(super) fn answer_marked(
        &mut self,
        ticket: Ticket,
        answer: Result<Option<&Profile>, &Trouble>,
        context: &mut UpdateContext<'_>,
    ) -> bool {
        let Some(bulk) = &mut self.bulk else { return false };
        let Some(name) = bulk.answered(ticket) else { return false };
        match answer {
            Ok(profile) => {
                self.marks.remove(&name);
                bulk.succeeded(name, profile, context.now);
            }
            Err(trouble) => bulk.failed(name, trouble.clone()),
        }
        self.go_on(context);
        true
    }

    /// Begins as many as may be under way. When the last one has ended, everything is read anew.
    fn go_on(&mut self, context: &mut UpdateContext<'_>) {
        let Some(bulk) = &mut self.bulk else { return };
        while let Some(name) = bulk.begin_next() {
            let task = bulk.task;
            let ticket = context.ask_for(|ticket| task.effect(ticket, name.clone()));
            if task == BulkTask::Refresh {
                self.refreshes.begin(ticket, name.clone());
            }
            bulk.began(ticket, name);
        }
        if bulk.is_over() {
            self.show_results(context);
            self.read_again(context);
        }
    }

    /// Lists what came of them, when that is due.
    pub(super) fn show_results(&mut self, context: &UpdateContext<'_>) {
        let results = self.bulk.as_mut().and_then(|bulk| bulk.take_results(context.now));
        if let Some(results) = results {
            self.listing.put_all(results.changed, &results.gone, context.now);
        }
    }

    /// Gives up those that were not begun. Those under way are finished, and told.
    pub(super) fn give_up_marked(&mut self) {
        if let Some(bulk) = &mut self.bulk {
            bulk.give_up();
        }
    }
}

/// What is done with all marked ones on an action.
const fn task(action: &Action) -> Option<BulkTask> {
    match action {
        Action::Refresh => Some(BulkTask::Refresh),
        Action::Verify => Some(BulkTask::Verify),
        Action::CopyCommand(NextCommand::Export) => Some(BulkTask::Export),
        Action::Forget => Some(BulkTask::Forget),
        _ => None,
    }
}

/// Whether an action says what is marked.
pub(super) const fn is_about_marks(action: &Action) -> bool {
    matches!(
        action,
        Action::Mark
            | Action::MarkAt(_)
            | Action::MarkRange
            | Action::MarkUp
            | Action::MarkDown
            | Action::MarkAll
            | Action::OnlyMarked
    )
}
