//! Draws how an integration is made, in the words of the platform's own interface.

use ratatui::text::Span;

use super::scene::{INDENT, Keep, Scene};
use crate::app::wizard::integration::{IntegrationNotice, IntegrationStep};
use crate::domain::account::Platform;

pub fn draw(step: &IntegrationStep, scene: &mut Scene<'_>) {
    let (words, theme) = (scene.words, scene.theme);
    let platform = step.host.platform();
    let title = [("platform", platform.title().into())];
    scene.title("step-integration", &words.say("integration-title", &title));
    let how = match platform {
        Platform::AmoCrm => "integration-how-amocrm",
        Platform::Kommo => "integration-how-kommo",
    };
    let how = words.say(how, &[("host", step.host.as_str().into())]);
    scene.numbered(Keep::Text, how.lines());
    scene.text(Keep::Text, &words.text("integration-redirect-uri"));
    // Not wrapped: it is meant to be copied.
    scene.sheet.line(
        Keep::Always,
        vec![
            Span::raw(INDENT),
            Span::styled(step.redirect_uri.clone(), theme.strong()),
            Span::styled("   c", theme.accent()),
            Span::styled(format!(" {}", words.text("integration-copy")), theme.muted()),
        ],
    );
    scene.space();
    match &step.notice {
        IntegrationNotice::None | IntegrationNotice::Opening(_) => {
            scene.hint(&words.text(match (&scene.model.settings.demo, platform) {
                (Some(_), _) => "integration-demo",
                (None, Platform::AmoCrm) => "integration-rights-amocrm",
                (None, Platform::Kommo) => "integration-rights-kommo",
            }));
        }
        IntegrationNotice::Copied => scene.told(&words.text("integration-copied")),
        IntegrationNotice::NotOpened(trouble) => scene.attention(&words.explain(trouble).what),
    }
}
