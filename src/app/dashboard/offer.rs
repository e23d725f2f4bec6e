//! Which keys make sense now: the others are neither shown nor heard.

use super::sort::SortBy;
use super::state::{Dashboard, Mode};
use super::view::View;
use crate::app::action::Action;
use crate::app::next_command::NextCommand;
use crate::domain::lang::Lang;
use crate::domain::profile::GrantType;

impl Dashboard {
    pub fn offers(&self, action: &Action) -> bool {
        let chosen = self.listing.chosen().map(|row| &row.profile);
        // What can be given up makes way for something else.
        let free = self.running.is_none() || self.cancellable().is_some();
        match action {
            Action::New | Action::Quit | Action::Suspend | Action::Help | Action::Language => true,
            Action::Up
            | Action::Down
            | Action::First
            | Action::Last
            | Action::PageUp
            | Action::PageDown => self.listing.len() > 1,
            Action::Filter | Action::Preset(_) | Action::Sort | Action::View => {
                self.listing.all().len() > 1
            }
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
                Mode::Forgetting(_) => false,
            },
            Action::Back => {
                self.mode != Mode::Choosing
                    || self.cancellable().is_some()
                    || self.view == View::Detail
                    || !self.filter.is_empty()
            }
            Action::Confirm => matches!(self.mode, Mode::Forgetting(_)),
            Action::Edit(_) | Action::Paste(_) => self.mode == Mode::Filtering,
            // What there is to propose is there in every language.
            Action::Complete => {
                self.mode == Mode::Filtering && !self.proposals(Lang::En).is_empty()
            }
            // Those of the wizard.
            _ => false,
        }
    }
}
