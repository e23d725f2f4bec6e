//! Draws the consent link as a QR code over the step.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::scene::{Keep, Scene};
use crate::domain::secret::Secret;
use crate::ui::widgets::qr::Qr;

/// The code in the middle of the window; where it does not fit, how large the window has to be.
pub fn draw_code(link: &Secret, mut scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let words = scene.words;
    let said = match Qr::of(link) {
        Some(code) if code.size().0 <= area.width && code.size().1 <= area.height => {
            return code.draw(frame, area);
        }
        Some(code) => {
            // The window is larger than the body by its margins and the footer.
            let (width, height) = code.size();
            let size =
                [("width", u64::from(width + 4).into()), ("height", u64::from(height + 2).into())];
            words.say("qr-too-large", &size)
        }
        None => words.text("qr-too-long"),
    };
    scene.attention(&said);
    scene.space();
    scene.text(Keep::Text, &words.text("qr-instead"));
    scene.sheet.draw(frame, area);
}
