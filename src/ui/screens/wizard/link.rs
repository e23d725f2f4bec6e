//! Draws the consent link as a QR code over the step.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::consent::allow;
use super::scene::{Keep, Scene};
use crate::app::wizard::wait::Wait;
use crate::ui::widgets::qr::Qr;
use crate::ui::widgets::text::wrap;

/// The code in the middle of the window, with what a phone cannot do below it. A low window has the code alone, a lower
/// one has nothing but the code; where that does not fit, how large the window has to be.
pub fn draw_code(wait: &Wait, mut scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let (words, window) = (scene.words, frame.area());
    let Some(code) = Qr::of(&wait.waiting.consent_url) else {
        scene.attention(&words.text("qr-too-long"));
        scene.space();
        scene.text(Keep::Text, &words.text("qr-instead"));
        return scene.sheet.draw(frame, area);
    };
    let (width, height) = code.size();
    let phone = words.say("qr-phone", &allow(wait, &scene));
    let below = u16::try_from(wrap(&phone, area.width).len()).unwrap_or(u16::MAX);
    let fits = |room: Rect| width <= room.width && height <= room.height;
    if fits(Rect { height: area.height.saturating_sub(below + 1), ..area }) {
        let upper = Rect { height: area.height - below, ..area };
        scene.sheet.text(Keep::Text, "", &phone, scene.theme.plain());
        scene.sheet.draw(frame, Rect { y: upper.bottom(), height: below, ..area });
        return code.draw(frame, upper);
    }
    if fits(area) {
        return code.draw(frame, area);
    }
    if fits(window) {
        return code.draw(frame, window);
    }
    let size = [
        ("width", u64::from(width).into()),
        ("height", u64::from(height).into()),
        ("here", format!("{}×{}", window.width, window.height).into()),
    ];
    scene.attention(&words.say("qr-too-large", &size));
    scene.space();
    scene.text(Keep::Text, &words.text("qr-instead"));
    scene.sheet.draw(frame, area);
}
