//! Draws how an integration is made, in the words of the platform's own interface.

use super::scene::Scene;
use crate::app::wizard::integration::{Integration, Said};
use crate::domain::account::Platform;
use crate::ui::widgets::sheet::{Keep, Sheet};

pub fn draw(step: &Integration, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let platform = step.host.platform();
    let title = [("platform", platform.title().into())];
    scene.title(
        sheet,
        "step-integration",
        &words.say("integration-title", &title),
        None,
    );
    let host = [("host", step.host.as_str().into())];
    let how = match platform {
        Platform::AmoCrm => words.say("integration-how-amocrm", &host),
        Platform::Kommo => words.say("integration-how-kommo", &host),
    };
    let items: Vec<String> = how.lines().map(str::to_owned).collect();
    scene.numbered(sheet, Keep::Text, &items);
    sheet.space();
    scene.text(sheet, Keep::Text, &words.text("integration-redirect-uri"));
    let copy = words.text("integration-copy");
    scene.verbatim(sheet, "", &step.redirect_uri, ["c", &copy]);
    sheet.space();
    match &step.said {
        Said::Nothing | Said::Opening(_) => {
            let id = match (&scene.model.facts.demo, platform) {
                (Some(_), _) => "integration-demo",
                (None, Platform::AmoCrm) => "integration-rights-amocrm",
                (None, Platform::Kommo) => "integration-rights-kommo",
            };
            scene.hint(sheet, &words.text(id));
        }
        Said::Copied => scene.told(sheet, &words.text("integration-copied")),
        Said::NotOpened(trouble) => scene.attention(sheet, &words.explain(trouble).what),
    }
}
