//! Which keys make sense now: the others are neither shown nor heard.

use super::sort::SortBy;
use super::state::{Dashboard, Mode};
use super::view::View;
use crate::app::action::Action;
use crate::domain::lang::Lang;
use crate::domain::profile::GrantType;
use crate::domain::profile::next_command::NextCommand;

impl Dashboard {
    pub fn offers(&self, action: &Action) -> bool {
        let chosen = self.listing.chosen().map(|row| &row.profile);
        // What can be given up makes way for something else.
        let free = self.running.is_none() || self.cancellable().is_some();
        if self.means_marked(action) {
            // A question is asked where something is chosen.
            return self.running_bulk().is_none()
                && (*action != Action::Forget || chosen.is_some());
        }
        match action {
            Action::New
            | Action::Log
            | Action::Quit
            | Action::Suspend
            | Action::Help
            | Action::Language => true,
            Action::Up
            | Action::Down
            | Action::First
            | Action::Last
            | Action::PageUp
            | Action::PageDown => self.listing.len() > 1 || self.log.open.is_some(),
            Action::Mark
            | Action::MarkRange
            | Action::MarkAll
            | Action::MarkUp
            | Action::MarkDown => chosen.is_some() && self.listing.all().len() > 1,
            Action::MarkAt(at) | Action::Choose(at) => {
                !self.is_asking() && *at < self.listing.len() && self.listing.all().len() > 1
            }
            Action::OnlyMarked => !self.marks.is_empty() || self.listing.only.is_some(),
            Action::Filter | Action::Preset(_) | Action::Sort | Action::View => {
                self.listing.all().len() > 1
            }
            Action::SortBy(_) => !self.is_asking() && self.listing.all().len() > 1,
            Action::Reverse => {
                self.listing.all().len() > 1 && self.listing.sort.by != SortBy::Group
            }
            // A long-lived token has no integration that is known, and is pasted once more.
            Action::Authorize => {
                free && chosen
                    .is_some_and(|p| p.client_id.is_some() || p.grant == GrantType::LongLived)
            }
            Action::Refresh => chosen.is_some_and(|p| {
                p.refresh.is_some()
                    && p.elsewhere_since.is_none()
                    && self.refreshes.of(&p.name).is_none()
            }),
            Action::Verify | Action::CopyToken => {
                free && chosen.is_some_and(|p| p.access.is_some())
            }
            Action::CopyCommand(next) => {
                *next == NextCommand::Export
                    && chosen.is_some_and(|p| p.access.is_some() && next.is_for(p))
            }
            Action::Forget => free && chosen.is_some(),
            Action::Submit => match self.mode {
                Mode::Choosing => {
                    chosen.is_some() && self.listing.all().len() > 1 && self.view != View::Detail
                }
                Mode::Filtering => true,
                Mode::Forgetting(_) | Mode::ForgettingMarked(_) => false,
            },
            Action::Back => {
                self.mode != Mode::Choosing
                    || self.log.open.is_some()
                    || self.bulk.is_some()
                    || !self.marks.is_empty()
                    || self.listing.only.is_some()
                    || self.cancellable().is_some()
                    || self.view == View::Detail
                    || !self.filter.is_empty()
            }
            Action::Confirm => self.is_asking(),
            Action::Edit(_) | Action::Paste(_) => self.mode == Mode::Filtering,
            // What there is to propose is there in every language.
            Action::Complete => {
                self.mode == Mode::Filtering && !self.proposals(Lang::En).is_empty()
            }
            // Those of the wizard.
            _ => false,
        }
    }

    /// Whether a question is open: nothing else is done before it is answered.
    const fn is_asking(&self) -> bool {
        matches!(self.mode, Mode::Forgetting(_) | Mode::ForgettingMarked(_))
    }
}
