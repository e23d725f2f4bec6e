//! A link as a QR code in half blocks: dark on light whatever the terminal's colours are.

use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::domain::secret::Secret;

/// Light modules around the code. The norm asks for four; cameras are content with two.
const QUIET: usize = 2;

/// A code that is ready to be drawn.
#[derive(Debug)]
pub struct Qr {
    lines: Vec<String>,
    width: u16,
}

impl Qr {
    /// Encodes a text; `None` when it is too long for any code.
    pub fn of(text: &Secret) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text.expose(), EcLevel::L).ok()?;
        let modules = code.width();
        let rendered = code.render::<Dense1x2>().quiet_zone(false).build();
        let side = " ".repeat(QUIET);
        let blank = " ".repeat(modules + 2 * QUIET);
        let mut lines = vec![blank.clone(); QUIET / 2];
        lines.extend(rendered.lines().map(|line| format!("{side}{line}{side}")));
        lines.extend(vec![blank; QUIET / 2]);
        Some(Self { lines, width: u16::try_from(modules + 2 * QUIET).ok()? })
    }

    /// The columns and rows it takes.
    pub fn size(&self) -> (u16, u16) {
        let rows = u16::try_from(self.lines.len()).unwrap_or(u16::MAX);
        (self.width, rows)
    }

    /// Draws it in the middle of an area in which it fits.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect) {
        let (width, height) = self.size();
        let place = Rect {
            x: area.x + area.width.saturating_sub(width) / 2,
            y: area.y + area.height.saturating_sub(height) / 2,
            width: width.min(area.width),
            height: height.min(area.height),
        };
        let lines: Vec<Line<'_>> = self.lines.iter().map(|line| Line::raw(&**line)).collect();
        // Colour carries meaning here: a camera reads dark on light, so both are said outright.
        let style = Style::new().fg(Color::Black).bg(Color::White);
        frame.render_widget(Paragraph::new(lines).style(style), place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_with_light_around_it() {
        let qr = Qr::of(&Secret::new("http://localhost:18497/")).unwrap();
        let (width, height) = qr.size();
        assert_eq!((width, height), (25 + 4, 15));
        assert!(qr.lines.iter().all(|line| line.chars().count() == 29));
        assert!(qr.lines[0].trim().is_empty() && qr.lines[14].trim().is_empty());
        // The corner of a finder pattern: a dark frame.
        assert!(qr.lines[1].starts_with("  █▀▀▀▀▀█ "), "{:?}", qr.lines[1]);
    }

    #[test]
    fn what_no_code_can_hold_is_none() {
        assert!(Qr::of(&Secret::new("x".repeat(5000))).is_none());
    }
}
