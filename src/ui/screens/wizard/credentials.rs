//! Draws the three fields of the integration, each with what is thought of it.

use ratatui::text::Span;

use super::scene::{Scene, mask};
use crate::app::wizard::credentials::{Credentials, Slot, Stage};
use crate::app::wizard::entry::{Entry, Verdict};
use crate::domain::account::Platform;
use crate::domain::credentials::{ClientSecret, SecretNote};
use crate::domain::redirect_uri::{RedirectUri, RedirectUriNote};
use crate::domain::secret::Secret;
use crate::ui::widgets::field::Mask;
use crate::ui::widgets::sheet::{Keep, Sheet};

pub fn draw(step: &Credentials, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let title = match step.host.platform() {
        Platform::AmoCrm => words.text("keys-title-amocrm"),
        Platform::Kommo => words.text("keys-title-kommo"),
    };
    scene.title(sheet, "step-keys", &title, None);
    if let Some(trouble) = &step.trouble {
        scene.trouble(sheet, trouble);
        sheet.space();
    }
    for slot in Slot::ALL {
        field(step, slot, scene, sheet);
    }
    match &step.stage {
        Stage::Typing => {}
        Stage::Checking(asked) => {
            let store = [("store", scene.store().into())];
            let text = scene.busy(&words.say("keys-checking", &store), asked);
            scene.text(sheet, Keep::Always, &text);
        }
        Stage::NoStore(trouble) => scene.trouble(sheet, trouble),
    }
}

fn field(step: &Credentials, slot: Slot, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let entry = step.entry(slot);
    let typed_into = step.stage == Stage::Typing && step.at == slot;
    let label = match (slot, step.host.platform()) {
        (Slot::ClientId, Platform::AmoCrm) => "keys-client-id-amocrm",
        (Slot::ClientId, Platform::Kommo) => "keys-client-id-kommo",
        (Slot::ClientSecret, Platform::AmoCrm) => "keys-client-secret-amocrm",
        (Slot::ClientSecret, Platform::Kommo) => "keys-client-secret-kommo",
        (Slot::RedirectUri, Platform::AmoCrm) => "keys-redirect-uri-amocrm",
        (Slot::RedirectUri, Platform::Kommo) => "keys-redirect-uri-kommo",
    };
    let style = if typed_into {
        scene.theme.strong()
    } else {
        scene.theme.muted()
    };
    sheet.text(Keep::Text, Span::raw("     "), &words.text(label), style);
    let mask = match slot {
        Slot::ClientSecret if entry.field.is_revealed() => Mask::Open,
        Slot::ClientSecret => Mask::ButTail,
        Slot::ClientId | Slot::RedirectUri => mask(&entry.field),
    };
    scene.field(sheet, &entry.field, mask, typed_into);
    match &entry.verdict {
        Verdict::Wrong(misfit) => scene.wrong(sheet, &words.misfit(entry.question, misfit)),
        Verdict::Open | Verdict::Fine => match note(slot, entry) {
            Some(id) => scene.attention(sheet, &words.text(id)),
            None => aside(slot, entry, scene, sheet),
        },
    }
    sheet.space();
}

/// What is worth saying about a text that is allowed.
fn note(slot: Slot, entry: &Entry) -> Option<&'static str> {
    if entry.verdict != Verdict::Fine {
        return None;
    }
    let text = entry.field.text();
    match slot {
        Slot::ClientId => None,
        Slot::ClientSecret => match ClientSecret::parse(text).ok()?.note()? {
            SecretNote::UnusualLength => Some("keys-unusual-length"),
        },
        Slot::RedirectUri => match RedirectUri::parse(text).ok()?.note()? {
            RedirectUriNote::NoPath => Some("uri-no-path"),
            RedirectUriNote::PlainHttp => Some("uri-plain-http"),
        },
    }
}

/// What helps whoever looks for it: how long a secret is; that a redirect URI is compared to the letter.
fn aside(slot: Slot, entry: &Entry, scene: &Scene<'_>, sheet: &mut Sheet) {
    match slot {
        Slot::ClientId => {}
        Slot::ClientSecret if entry.field.text().is_empty() => {}
        Slot::ClientSecret => {
            let secret = Secret::new(entry.field.text().trim());
            let count = u64::try_from(secret.chars()).unwrap_or(u64::MAX);
            let said = scene.words.say("keys-count", &[("count", count.into())]);
            scene.hint(sheet, &said);
        }
        Slot::RedirectUri => scene.hint(sheet, &scene.words.text("keys-redirect-uri-hint")),
    }
}
