//! Draws how an integration is made, in the words of the platform's own interface.

use super::guide;
use super::scene::Scene;
use crate::app::wizard::integration::{IntegrationNotice, IntegrationStep};
use crate::domain::authorize::guide::integration;

pub fn draw(step: &IntegrationStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    let platform = step.host.platform();
    let title = [("platform", platform.title().into())];
    scene.title("step-integration", &words.say("integration-title", &title));
    let lines = integration(platform, step.method);
    guide::draw(&lines, &step.host, step.redirect_uri.as_deref(), scene);
    match &step.notice {
        IntegrationNotice::None | IntegrationNotice::Opening(_) => {
            if scene.model.settings.demo.is_some() {
                scene.told(&words.text("integration-demo"));
            }
        }
        IntegrationNotice::Copied => scene.told(&words.text("integration-copied")),
        IntegrationNotice::NotOpened(trouble) => scene.attention(&words.explain(trouble).what),
    }
}
