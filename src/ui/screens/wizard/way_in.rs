//! Draws the ways in, and what the chosen one is for.

use super::scene::Scene;
use crate::app::wizard::way_in::WayIn;
use crate::domain::consent::WayIn as Way;
use crate::ui::widgets::sheet::{Keep, Sheet};

pub fn draw(step: &WayIn, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    scene.title(sheet, "step-way-in", &words.text("way-title"), None);
    if let Some(trouble) = &step.trouble {
        scene.trouble(sheet, trouble);
        sheet.space();
    }
    let platform = step.host.platform();
    scene.choice(sheet, &step.choice, |way| words.way_in(*way, platform));
    sheet.space();
    let about = words.about_way_in(step.chosen(), platform);
    scene.text(sheet, Keep::Text, &about);
}

/// The label of the step in which a way is gone.
pub const fn label(way: Way) -> &'static str {
    match way {
        Way::Consent => "step-consent",
        Way::Code => "step-code",
        Way::LongLived => "step-token",
        Way::ApiKey => "step-api-key",
    }
}
