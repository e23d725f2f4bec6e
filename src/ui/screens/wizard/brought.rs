//! Draws what is brought instead of consent: the code from the settings, a long-lived token, an API key.

use super::scene::{Scene, mask, minutes_and_seconds};
use crate::app::wizard::api_key::{ApiKey, Slot};
use crate::app::wizard::code::Code;
use crate::app::wizard::entry::{Entry, Verdict};
use crate::app::wizard::long_lived::LongLived;
use crate::domain::trouble::Trouble;
use crate::ui::widgets::field::Mask;
use crate::ui::widgets::sheet::{Keep, Sheet};
use ratatui::text::Span;

pub fn code(step: &Code, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let labels = words.labels(step.host.platform());
    let left = step.seconds_left(scene.model.now);
    let shown = left.map(|left| {
        let time = [("time", minutes_and_seconds(left).into())];
        words.say("code-left", &time)
    });
    scene.title(sheet, "step-code", &words.say("code-title", &labels), shown);
    trouble(step.trouble.as_ref(), scene, sheet);
    how(&words.say("code-how", &labels), scene, sheet);
    secret(&step.entry, scene, sheet);
    if left == Some(0) {
        scene.attention(sheet, &words.text("code-over"));
    }
    sheet.space();
    let uri = [("uri", step.redirect_uri.as_str().into())];
    scene.hint(sheet, &words.say("code-redirect-uri", &uri));
}

pub fn long_lived(step: &LongLived, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let labels = words.labels(step.host.platform());
    scene.title(
        sheet,
        "step-token",
        &words.say("token-title", &labels),
        None,
    );
    trouble(step.trouble.as_ref(), scene, sheet);
    how(&words.say("token-how", &labels), scene, sheet);
    secret(&step.entry, scene, sheet);
    let Some(token) = step.read(scene.model.now) else {
        return;
    };
    let zone = &scene.model.facts.zone;
    let end = words.moment_in_words(token.ends_at, scene.model.now, zone);
    scene.told(sheet, &words.say("token-until", &[("end", end.into())]));
    if token.is_short {
        scene.attention(sheet, &words.text("token-short"));
    }
}

pub fn api_key(step: &ApiKey, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    scene.title(sheet, "step-api-key", &words.text("api-key-title"), None);
    trouble(step.trouble.as_ref(), scene, sheet);
    for (slot, label, entry) in [
        (Slot::Login, "api-key-login", &step.login),
        (Slot::Key, "api-key-key", &step.key),
    ] {
        let here = step.at == slot;
        let style = if here {
            scene.theme.strong()
        } else {
            scene.theme.muted()
        };
        sheet.text(Keep::Text, Span::raw("     "), &words.text(label), style);
        let mask = match slot {
            Slot::Key if entry.field.is_revealed() => Mask::Open,
            Slot::Key => Mask::ButTail,
            Slot::Login => mask(&entry.field),
        };
        scene.field(sheet, &entry.field, mask, here);
        wrong(entry, scene, sheet);
        sheet.space();
    }
    scene.hint(sheet, &words.text("api-key-age"));
}

fn trouble(trouble: Option<&Trouble>, scene: &Scene<'_>, sheet: &mut Sheet) {
    if let Some(trouble) = trouble {
        scene.trouble(sheet, trouble);
        sheet.space();
    }
}

fn how(text: &str, scene: &Scene<'_>, sheet: &mut Sheet) {
    let items: Vec<String> = text.lines().map(str::to_owned).collect();
    scene.numbered(sheet, Keep::Text, &items);
    sheet.space();
}

fn secret(entry: &Entry, scene: &Scene<'_>, sheet: &mut Sheet) {
    let mask = if entry.field.is_revealed() {
        Mask::Open
    } else {
        Mask::ButTail
    };
    scene.field(sheet, &entry.field, mask, true);
    wrong(entry, scene, sheet);
}

fn wrong(entry: &Entry, scene: &Scene<'_>, sheet: &mut Sheet) {
    if let Verdict::Wrong(misfit) = &entry.verdict {
        scene.wrong(sheet, &scene.words.misfit(entry.question, misfit));
    }
}
