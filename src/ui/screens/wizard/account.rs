//! Draws the question for the account, and the language beside it: it is the first screen.

use ratatui::text::Span;

use super::scene::{Scene, mask};
use crate::app::wizard::account::{Account, Stage, Way};
use crate::domain::lang::Lang;
use crate::domain::question::Question;
use crate::ui::widgets::sheet::{Keep, Sheet};

pub fn draw(step: &Account, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    match &step.stage {
        Stage::Typing(problem) => {
            scene.title(sheet, "step-account", &words.text("account-title"), None);
            if let Some(trouble) = &step.trouble {
                scene.trouble(sheet, trouble);
                sheet.space();
            }
            scene.field(sheet, &step.field, mask(&step.field), true);
            match problem {
                Some(problem) => scene.wrong(sheet, &words.misfit(Question::Account, problem)),
                None => scene.hint(sheet, &words.text("account-hint")),
            }
            if scene.model.facts.demo.is_some() {
                sheet.space();
                scene.text(sheet, Keep::Text, &words.text("demo-told"));
            }
            sheet.space();
            languages(scene, sheet);
        }
        Stage::Platform(subdomain, choice) => {
            let name = [("name", subdomain.as_str().into())];
            scene.title(
                sheet,
                "step-account",
                &words.say("account-platform", &name),
                None,
            );
            scene.choice(sheet, choice, |platform| {
                let host = format!("{}.{}", subdomain.as_str(), platform.domain());
                format!("{:<8}{host}", platform.title())
            });
            sheet.space();
            scene.hint(sheet, &words.text("account-platform-hint"));
        }
        Stage::Existing(host, choice) => {
            let host = [("host", host.as_str().into())];
            scene.title(
                sheet,
                "step-account",
                &words.say("account-existing", &host),
                None,
            );
            scene.choice(sheet, choice, |way| match way {
                Way::Again(name) => {
                    words.say("account-again", &[("profile", name.as_str().into())])
                }
                Way::Another => words.text("account-other"),
            });
        }
    }
}

/// `Русский · Українська · English   F2`
fn languages(scene: &Scene<'_>, sheet: &mut Sheet) {
    let theme = scene.theme;
    let mut spans = vec![Span::raw("     ")];
    for lang in Lang::ALL {
        if spans.len() > 1 {
            spans.push(Span::styled(" · ", theme.muted()));
        }
        let style = if lang == scene.model.lang {
            theme.strong()
        } else {
            theme.muted()
        };
        spans.push(Span::styled(lang.name(), style));
    }
    spans.push(Span::styled("   F2", theme.accent()));
    sheet.line(Keep::Text, spans);
}
