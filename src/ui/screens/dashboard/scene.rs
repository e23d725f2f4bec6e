//! What every part of the dashboard draws from.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::dashboard::Dashboard;
use crate::app::{Action, Focus};
use crate::i18n::{Arg, Catalog};
use crate::ui::keymap;
use crate::ui::theme::Theme;

#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub dashboard: &'a Dashboard,
    pub words: &'a Catalog,
    pub theme: Theme,
    pub now: Timestamp,
    pub zone: &'a TimeZone,
}

/// The key that does something here, as the table of keys has it.
pub fn key(action: &Action) -> String {
    key_in(Focus::Dashboard, action)
}

/// The same where something else is going on.
pub fn key_in(focus: Focus, action: &Action) -> String {
    keymap::bindings(focus)
        .find(|binding| binding.action == *action)
        .map(|binding| binding.key.label())
        .unwrap_or_default()
}

pub fn number(count: usize) -> Arg<'static> {
    count.into()
}
