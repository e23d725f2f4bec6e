//! Draws the question whether to go on with an attempt that waits.

use super::scene::Scene;
use crate::app::wizard::resume::{Answer, Resume};
use crate::ui::widgets::sheet::{Keep, Sheet};

pub fn draw(step: &Resume, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let pending = &step.pending;
    scene.title(sheet, "step-resume", &words.text("resume-title"), None);
    let told = [
        ("account", pending.host.as_str().into()),
        ("minutes", step.minutes_left(scene.model.now).into()),
    ];
    scene.text(sheet, Keep::Text, &words.say("resume-told", &told));
    sheet.space();
    scene.choice(sheet, &step.choice, |answer| {
        words.text(match answer {
            Answer::Continue => "resume-continue",
            Answer::Anew => "resume-anew",
        })
    });
}
