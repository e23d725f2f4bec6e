//! Draws the dashboard.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::Model;
use crate::app::dashboard::Dashboard;
use crate::i18n::Catalog;
use crate::ui::theme::Theme;

/// Draws the list of profiles and the chosen one's details.
pub fn draw(
    _dashboard: &Dashboard,
    _model: &Model,
    _words: &Catalog,
    _theme: Theme,
    _frame: &mut Frame<'_>,
    _area: Rect,
) {
}
