//! Draws the waiting for a code that amoCRM sends from its own servers, because an API key was given for it.

use super::consent::pasting;
use super::scene::{Scene, minutes_and_seconds};
use crate::app::wizard::consent::Consent;
use crate::app::wizard::wait::Wait;
use crate::domain::redirect_uri::RedirectUri;
use crate::ui::widgets::sheet::{Keep, Sheet};

pub fn draw(step: &Consent, wait: &Wait, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let left = minutes_and_seconds(wait.seconds_left(scene.model.now));
    let left = words.say("consent-left", &[("time", left.into())]);
    let title = words.text("exchange-title");
    scene.title(sheet, "step-api-key", &title, Some(left));
    let uri = step.about.redirect_uri.as_ref();
    let named = [("uri", uri.map_or("", RedirectUri::as_str).into())];
    let how = if wait.waiting.local_url.is_some() {
        words.say("exchange-how-here", &named)
    } else {
        words.say("exchange-how-elsewhere", &named)
    };
    let items: Vec<String> = how.lines().map(str::to_owned).collect();
    scene.numbered(sheet, Keep::Text, &items);
    sheet.space();
    if wait.is_silent(scene.model.now) {
        scene.attention(sheet, &words.text("silence-title"));
        scene.key(sheet, "Esc", &words.text("exchange-silence"));
        sheet.space();
    }
    scene.text(sheet, Keep::Text, &words.text("exchange-paste"));
    pasting(wait, scene, sheet);
}
