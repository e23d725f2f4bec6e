//! The filter of the list: what is typed, what was understood of it, and how it may go on.

use std::collections::BTreeSet;
use std::iter;

use jiff::Timestamp;

use super::state::Dashboard;
use super::task::{Notice, ProfileTask};
use super::view::View;
use crate::app::action::Edit;
use crate::app::field::Field;
use crate::domain::authorize::ClientId;
use crate::domain::lang::Lang;
use crate::domain::profile::filter::{Filter, FilterError, Proposal, proposals};
use crate::domain::secret::Secret;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterField {
    field: Field,
    /// Why what is typed is no filter: meanwhile the list stays as it was.
    pub wrong: Option<FilterError>,
}

/// Filters that have a key of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    ThisWeek,
    NeedsYou,
}

impl Preset {
    /// As it is typed.
    pub const fn text(self) -> &'static str {
        match self {
            Self::ThisWeek => "<7d",
            Self::NeedsYou => "!",
        }
    }
}

impl FilterField {
    pub fn filled(text: &str) -> Self {
        Self { field: Field::filled(text), wrong: None }
    }

    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// Where the cursor is, in characters.
    pub fn cursor(&self) -> usize {
        self.field.cursor()
    }

    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Where the text before the cursor ends, in bytes.
    fn end(&self) -> usize {
        let behind = self.text().char_indices().nth(self.cursor());
        behind.map_or(self.text().len(), |(at, _)| at)
    }
}

impl Dashboard {
    pub(super) fn edit_filter(&mut self, edit: Edit, now: Timestamp) {
        self.filter.field.edit(edit);
        self.follow_filter(now);
    }

    pub(super) fn paste_filter(&mut self, text: &Secret, now: Timestamp) {
        self.filter.field.paste(text);
        self.follow_filter(now);
    }

    /// Shows what a key stands for, or all again where that is shown.
    pub(super) fn preset(&mut self, preset: Preset, now: Timestamp) {
        self.show_list();
        let is_shown = self.filter.text() == preset.text();
        self.filter = FilterField::filled(if is_shown { "" } else { preset.text() });
        self.follow_filter(now);
    }

    /// Where only a profile is shown, there is nothing to see of a filter.
    pub(super) fn show_list(&mut self) {
        if self.view == View::Detail {
            self.view = View::Usual;
        }
    }

    /// Takes the first of the words that may stand there.
    pub(super) fn complete(&mut self, lang: Lang, now: Timestamp) {
        if let Some(Proposal { at, text }) = self.proposals(lang).into_iter().next() {
            self.filter.field.replace(at, &text);
            self.follow_filter(now);
        }
    }

    /// Nothing is filtered out any more.
    pub(super) fn show_all(&mut self, now: Timestamp) {
        self.filter = FilterField::default();
        self.follow_filter(now);
    }

    pub(super) fn follow_filter(&mut self, now: Timestamp) {
        match Filter::parse(self.filter.text()) {
            Ok(filter) => {
                self.filter.wrong = None;
                self.listing.filter(filter, now);
            }
            Err(wrong) => {
                // A word that may still become one says nothing yet.
                let may_become = !self.proposals(Lang::En).is_empty();
                let rest = Filter::parse_without(self.filter.text(), self.filter.end());
                if let (true, Ok(rest)) = (may_become, rest) {
                    self.listing.filter(rest, now);
                }
                self.filter.wrong = Some(wrong);
            }
        }
    }

    /// How the word before the cursor may go on.
    pub fn proposals(&self, lang: Lang) -> Vec<Proposal> {
        // Only where an integration is asked for: ten thousand profiles have few of them.
        let integrations = iter::once_with(|| {
            let ids = self.listing.all().iter().filter_map(|row| row.profile.client_id.as_ref());
            ids.map(ClientId::as_str).collect::<BTreeSet<_>>()
        });
        proposals(self.filter.text(), self.filter.end(), lang, integrations.flatten())
    }

    /// What came of something, where its profile is not in the list: it is gone, or filtered out.
    pub fn notice_of_nobody(&self) -> Option<&Notice> {
        self.notice.as_ref().filter(|notice| {
            let is_gone = notice.task == ProfileTask::Forget && notice.result.is_ok();
            let is_listed = || self.listing.from(0).any(|row| row.profile.name == notice.profile);
            is_gone || !is_listed()
        })
    }
}
