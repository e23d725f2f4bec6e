//! A column of lines that knows which of them can be missed: in a low window the least important go first.

use std::mem;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::text::{with_keys, wrap};

/// A column of lines, each with how much it matters.
#[derive(Debug)]
pub struct Sheet<Rank> {
    pub width: u16,
    /// How the keys are drawn that a text names.
    pub keys: Style,
    rows: Vec<SheetRow<Rank>>,
}

#[derive(Debug)]
struct SheetRow<Rank> {
    rank: Rank,
    line: Line<'static>,
    cursor: Option<u16>,
    /// The rows of one paragraph bear one number.
    paragraph: usize,
}

impl<Rank: Copy + Ord> Sheet<Rank> {
    pub const fn new(width: u16) -> Self {
        Self { width, keys: Style::new(), rows: Vec::new() }
    }

    pub fn line(&mut self, rank: Rank, line: impl Into<Line<'static>>) {
        let paragraph = self.rows.len();
        self.rows.push(SheetRow { rank, line: line.into(), cursor: None, paragraph });
    }

    pub fn field(&mut self, rank: Rank, line: Line<'static>, cursor: u16) {
        let paragraph = self.rows.len();
        self.rows.push(SheetRow { rank, line, cursor: Some(cursor), paragraph });
    }

    /// Adds space, unless there is some already.
    pub fn space(&mut self, rank: Rank) {
        let is_space = |row: &SheetRow<Rank>| row.cursor.is_none() && row.line.width() == 0;
        if !self.rows.last().is_none_or(is_space) {
            self.line(rank, Line::default());
        }
    }

    /// Adds a text, wrapped at its words, behind a lead such as a number. What follows its first line
    /// stands below the text, not below the lead.
    pub fn text(&mut self, rank: Rank, lead: impl Into<Line<'static>>, text: &str, style: Style) {
        let mut lead = lead.into();
        let indent = u16::try_from(lead.width()).unwrap_or(u16::MAX);
        for part in wrap(text, self.width.saturating_sub(indent)) {
            let blank = Line::raw(" ".repeat(usize::from(indent)));
            let mut line = mem::replace(&mut lead, blank);
            line.spans.extend(with_keys(&part, style, style.patch(self.keys)));
            self.line(rank, line);
        }
    }

    /// Adds a text that stays or goes as a whole: half of it would be a riddle.
    pub fn paragraph(
        &mut self,
        rank: Rank,
        lead: impl Into<Line<'static>>,
        text: &str,
        style: Style,
    ) {
        let first = self.rows.len();
        self.text(rank, lead, text, style);
        for row in self.rows.iter_mut().skip(first) {
            row.paragraph = first;
        }
    }

    /// Draws the lines that fit, and puts the cursor into its field.
    pub fn draw(mut self, frame: &mut Frame<'_>, area: Rect) {
        self.fit(usize::from(area.height));
        for (row, y) in self.rows.into_iter().zip(area.top()..area.bottom()) {
            let place = Rect { y, height: 1, ..area };
            frame.render_widget(row.line, place);
            if let Some(cursor) = row.cursor {
                let x = area.x + cursor.min(area.width.saturating_sub(1));
                frame.set_cursor_position(Position { x, y });
            }
        }
    }

    /// Takes away the least important paragraphs, the lowest of them first, until the rest fits.
    fn fit(&mut self, height: usize) {
        while self.rows.len() > height {
            let from_below = self.rows.iter().rev();
            let Some(least) = from_below.min_by_key(|row| row.rank) else { return };
            let least = least.paragraph;
            self.rows.retain(|row| row.paragraph != least);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<Rank>(sheet: &Sheet<Rank>) -> Vec<String> {
        sheet.rows.iter().map(|row| row.line.to_string()).collect()
    }

    #[test]
    fn the_least_important_lines_go_first_and_from_below() {
        let mut sheet = Sheet::new(20);
        sheet.line(3, "before");
        sheet.space(2);
        sheet.line(4, "now");
        sheet.line(1, "later 1");
        sheet.line(1, "later 2");
        sheet.fit(4);
        assert_eq!(texts(&sheet), ["before", "", "now", "later 1"]);
        sheet.fit(2);
        assert_eq!(texts(&sheet), ["before", "now"]);
        sheet.fit(1);
        assert_eq!(texts(&sheet), ["now"]);
    }

    #[test]
    fn a_paragraph_goes_as_a_whole_and_a_text_line_by_line() {
        let filled = |height| {
            let mut sheet = Sheet::new(5);
            sheet.line(2, "title");
            sheet.paragraph(1, "", "one two three", Style::new());
            sheet.text(2, "", "four five", Style::new());
            sheet.fit(height);
            texts(&sheet)
        };
        assert_eq!(filled(5), ["title", "four", "five"]);
        assert_eq!(filled(2), ["title", "four"]);
    }

    #[test]
    fn a_wrapped_text_stands_below_itself() {
        let mut sheet = Sheet::new(12);
        sheet.text(1, "1  ", "один два три", Style::new());
        assert_eq!(texts(&sheet), ["1  один два", "   три"]);
    }
}
