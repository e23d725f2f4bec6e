//! Draws the question whether to go on with an attempt that waits.

use super::scene::{Keep, Scene};
use crate::app::wizard::resume::{ResumeAnswer, ResumeStep};

pub fn draw(step: &ResumeStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    scene.title("step-resume", &words.text("resume-title"));
    let told = [
        ("account", step.pending.host.as_str().into()),
        ("minutes", step.minutes_left(scene.model.now).into()),
    ];
    scene.text(Keep::Text, &words.say("resume-told", &told));
    scene.space();
    scene.choice(&step.choice, |answer| {
        words.text(match answer {
            ResumeAnswer::Continue => "resume-continue",
            ResumeAnswer::Anew => "resume-anew",
        })
    });
}
