//! A column of lines that knows which of them can be missed: in a low window the least important go first.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::text::wrap;

/// How much a line matters, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    /// What comes later.
    Later,
    /// What helps whoever looks for it.
    Hint,
    /// Space.
    Space,
    /// What was done before.
    Before,
    /// What is told.
    Text,
    /// Without it the screen makes no sense.
    Always,
}

/// The column.
#[derive(Debug)]
pub struct Sheet {
    width: u16,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    keep: Keep,
    line: Line<'static>,
    cursor: Option<u16>,
}

impl Sheet {
    /// An empty column.
    pub const fn new(width: u16) -> Self {
        Self {
            width,
            rows: Vec::new(),
        }
    }

    /// Its width.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Adds a line.
    pub fn line(&mut self, keep: Keep, line: impl Into<Line<'static>>) {
        self.rows.push(Row {
            keep,
            line: line.into(),
            cursor: None,
        });
    }

    /// Adds a line with the cursor in it.
    pub fn field(&mut self, line: Line<'static>, cursor: u16) {
        self.rows.push(Row {
            keep: Keep::Always,
            line,
            cursor: Some(cursor),
        });
    }

    /// Adds space, unless there is some already.
    pub fn space(&mut self) {
        if !self.ends_with_space() {
            self.line(Keep::Space, Line::default());
        }
    }

    fn ends_with_space(&self) -> bool {
        self.rows
            .last()
            .is_none_or(|row| row.cursor.is_none() && row.line.width() == 0)
    }

    /// Adds a text, wrapped at its words, behind a lead such as a number. What follows its first line
    /// stands below the text, not below the lead.
    pub fn text(&mut self, keep: Keep, lead: Span<'static>, text: &str, style: Style) {
        let indent = u16::try_from(lead.width()).unwrap_or(u16::MAX);
        let blank = Span::raw(" ".repeat(usize::from(indent)));
        let mut lead = Some(lead);
        for line in wrap(text, self.width.saturating_sub(indent)) {
            let lead = lead.take().unwrap_or_else(|| blank.clone());
            self.line(keep, vec![lead, Span::styled(line, style)]);
        }
    }

    /// Draws the lines that fit, and puts the cursor into its field.
    pub fn draw(mut self, frame: &mut Frame<'_>, area: Rect) {
        self.fit(usize::from(area.height));
        for (row, y) in self.rows.into_iter().zip(area.top()..area.bottom()) {
            let place = Rect {
                y,
                height: 1,
                ..area
            };
            frame.render_widget(row.line, place);
            if let Some(cursor) = row.cursor {
                let x = area.x + cursor.min(area.width.saturating_sub(1));
                frame.set_cursor_position(Position { x, y });
            }
        }
    }

    /// Takes away the least important lines, the lowest of them first, until the rest fits.
    fn fit(&mut self, height: usize) {
        while self.rows.len() > height {
            let least = self
                .rows
                .iter()
                .enumerate()
                .rev()
                .min_by_key(|(_, row)| row.keep)
                .map(|(at, _)| at);
            let Some(least) = least else { return };
            self.rows.remove(least);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_important_lines_go_first_and_from_below() {
        let mut sheet = Sheet::new(20);
        sheet.line(Keep::Before, "before");
        sheet.space();
        sheet.line(Keep::Always, "now");
        sheet.line(Keep::Later, "later 1");
        sheet.line(Keep::Later, "later 2");
        let texts = |sheet: &Sheet| -> Vec<String> {
            sheet.rows.iter().map(|row| row.line.to_string()).collect()
        };
        sheet.fit(4);
        assert_eq!(texts(&sheet), ["before", "", "now", "later 1"]);
        sheet.fit(2);
        assert_eq!(texts(&sheet), ["before", "now"]);
        sheet.fit(1);
        assert_eq!(texts(&sheet), ["now"]);
    }

    #[test]
    fn a_wrapped_text_stands_below_itself() {
        let mut sheet = Sheet::new(12);
        sheet.text(Keep::Text, "1  ".into(), "один два три", Style::new());
        let texts: Vec<String> = sheet.rows.iter().map(|row| row.line.to_string()).collect();
        assert_eq!(texts, ["1  один два", "   три"]);
    }
}
