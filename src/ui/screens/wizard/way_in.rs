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
    let names = scene.labels(step.host.platform());
    scene.choice(sheet, &step.choice, |way| words.say(name(*way), &names));
    sheet.space();
    let about = match step.chosen() {
        Way::Consent => "way-consent-about",
        Way::Code => "way-code-about",
        Way::LongLived => "way-long-lived-about",
        Way::ApiKey => "way-api-key-about",
    };
    scene.text(sheet, Keep::Text, &words.say(about, &names));
}

/// The message that names a way.
pub const fn name(way: Way) -> &'static str {
    match way {
        Way::Consent => "way-consent",
        Way::Code => "way-code",
        Way::LongLived => "way-long-lived",
        Way::ApiKey => "way-api-key",
    }
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
