//! Draws the wizard.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::Model;
use crate::app::wizard::Wizard;
use crate::i18n::Catalog;
use crate::ui::theme::Theme;

/// Draws the trail of steps and the present one.
pub fn draw(
    _wizard: &Wizard,
    _model: &Model,
    _words: &Catalog,
    _theme: Theme,
    _frame: &mut Frame<'_>,
    _area: Rect,
) {
}
