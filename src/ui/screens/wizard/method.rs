//! Draws the methods, and what the chosen one is for.

use super::scene::{Keep, Scene};
use crate::app::wizard::method::MethodStep;
use crate::domain::authorize::AuthMethod;

pub fn draw(step: &MethodStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    let platform = step.host.platform();
    scene.title("step-way-in", &words.text("way-title"));
    scene.came_back(step.trouble.as_ref());
    scene.choice(&step.choice, |method| words.auth_method(*method, platform));
    scene.space();
    scene.text(Keep::Text, &words.about_way_in(step.chosen(), platform));
}

/// The label of the step in which a method is carried out.
pub const fn label(method: AuthMethod) -> &'static str {
    match method {
        AuthMethod::Consent => "step-consent",
        AuthMethod::Code => "step-code",
        AuthMethod::LongLived => "step-token",
        AuthMethod::ApiKey => "step-api-key",
    }
}
