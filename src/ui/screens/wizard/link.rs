//! Draws the consent link as a QR code over the step.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::scene::Scene;
use crate::domain::secret::Secret;
use crate::ui::widgets::qr::Qr;
use crate::ui::widgets::sheet::{Keep, Sheet};

/// The code in the middle of the window; where it does not fit, how large the window has to be.
pub fn draw_code(link: &Secret, scene: &Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let code = Qr::of(link);
    if let Some(code) = &code {
        let (width, height) = code.size();
        if width <= area.width && height <= area.height {
            return code.draw(frame, area);
        }
    }
    let mut sheet = Sheet::new(area.width);
    let said = code.map_or_else(
        || scene.words.text("qr-too-long"),
        |code| {
            // The window is larger than the body by its margins and the footer.
            let (width, height) = code.size();
            let size = [
                ("width", u64::from(width + 4).into()),
                ("height", u64::from(height + 2).into()),
            ];
            scene.words.say("qr-too-large", &size)
        },
    );
    scene.attention(&mut sheet, &said);
    sheet.space();
    scene.text(&mut sheet, Keep::Text, &scene.words.text("qr-instead"));
    sheet.draw(frame, area);
}
