//! Draws the question for the account, and the language beside it: it is the first screen.

use ratatui::text::Span;

use super::scene::{INDENT, Keep, Scene};
use crate::app::wizard::account::{AccountStage, AccountStep, ChosenAccount};
use crate::app::wizard::form::Validity;
use crate::domain::lang::Lang;

pub fn draw(step: &AccountStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    match &step.stage {
        AccountStage::Typing => {
            scene.title("step-account", &words.text("account-title"));
            scene.came_back(step.form.trouble.as_ref());
            for field in &step.form.fields {
                scene.form_field(field, None, true);
                if !matches!(field.validity, Validity::Invalid(_)) {
                    scene.hint(&words.text("account-hint"));
                }
            }
            if let Some(trouble) = scene.wizard.store.trouble() {
                scene.space();
                scene.attention(&words.explain(trouble).what);
                if scene.model.settings.sealed_file.is_some() {
                    scene.key("↵", &words.text("store-offered"));
                }
            }
            if scene.model.settings.demo.is_some() {
                scene.space();
                scene.text(Keep::Text, &words.text("demo-told"));
            }
            scene.space();
            languages(scene);
        }
        AccountStage::Platform(choice) => {
            let named = choice.chosen().map(|host| host.subdomain().to_owned());
            let name = [("name", named.unwrap_or_default().into())];
            scene.title("step-account", &words.say("account-platform", &name));
            scene.choice(choice, |host| format!("{:<8}{host}", host.platform().title()));
            scene.space();
            scene.hint(&words.text("account-platform-hint"));
        }
        AccountStage::Existing(host, choice) => {
            let host = [("host", host.as_str().into())];
            scene.title("step-account", &words.say("account-existing", &host));
            scene.choice(choice, |chosen| match chosen {
                ChosenAccount::Reauthorize(name) => {
                    words.say("account-again", &[("profile", name.as_str().into())])
                }
                ChosenAccount::New(_) => words.text("account-other"),
            });
        }
    }
}

/// `Русский · Українська · English   F2`
fn languages(scene: &mut Scene<'_>) {
    let theme = scene.theme;
    let mut spans = vec![Span::raw(INDENT)];
    for lang in Lang::ALL {
        if spans.len() > 1 {
            spans.push(Span::styled(" · ", theme.muted()));
        }
        let style = if lang == scene.model.lang { theme.strong() } else { theme.muted() };
        spans.push(Span::styled(lang.name(), style));
    }
    spans.push(Span::styled("   F2", theme.accent()));
    scene.sheet.line(Keep::Text, spans);
}
