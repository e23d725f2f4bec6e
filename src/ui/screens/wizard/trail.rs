//! The steps that are done, with their answers, and the names of those that come.

use ratatui::text::Span;

use super::scene::Scene;
use super::way_in;
use crate::app::wizard::Step;
use crate::app::wizard::api_key::ApiKey;
use crate::app::wizard::code::Code;
use crate::app::wizard::consent::{About, Consent, Phase};
use crate::app::wizard::credentials::{Credentials, Slot};
use crate::app::wizard::long_lived::LongLived;
use crate::domain::account::AccountHost;
use crate::domain::consent::WayIn as Way;
use crate::domain::secret::Secret;
use crate::ui::widgets::sheet::{Keep, Sheet};
use crate::ui::widgets::text::first_that_fits;

/// The steps that are done.
pub fn before(scene: &Scene<'_>, sheet: &mut Sheet) {
    match scene.wizard.step() {
        Step::Resume(_) | Step::Account(_) => return,
        Step::WayIn(step) => account(scene, sheet, &step.host),
        Step::Integration(step) => {
            account(scene, sheet, &step.host);
            way(scene, sheet);
        }
        Step::Credentials(step) => {
            account(scene, sheet, &step.host);
            way(scene, sheet);
            let made = scene.words.text("integration-made");
            done(scene, sheet, "step-integration", &made);
        }
        Step::Code(Code { host, .. })
        | Step::ApiKey(ApiKey { host, .. })
        | Step::LongLived(LongLived { host, .. }) => {
            account(scene, sheet, host);
            way(scene, sheet);
            integration(scene, sheet, None);
        }
        Step::Consent(step) => {
            known(scene, sheet, step);
            if let (Phase::Working(..), Way::Consent) = (&step.phase, step.way_in()) {
                given(scene, sheet);
            }
        }
        Step::Done(step) => {
            account(scene, sheet, &step.profile.host);
            way(scene, sheet);
            if went(scene) == Way::Consent {
                given(scene, sheet);
            }
            done(scene, sheet, "step-save", &scene.store());
        }
    }
    sheet.space();
}

/// The way in that is gone, or was.
fn went(scene: &Scene<'_>) -> Way {
    let steps = scene.wizard.trail().iter().chain([scene.wizard.step()]);
    steps
        .rev()
        .find_map(|step| match step {
            Step::Consent(step) => Some(step.way_in()),
            Step::WayIn(step) => Some(step.chosen()),
            Step::LongLived(_) => Some(Way::LongLived),
            Step::Resume(_)
            | Step::Account(_)
            | Step::Integration(_)
            | Step::Credentials(_)
            | Step::Code(_)
            | Step::ApiKey(_)
            | Step::Done(_) => None,
        })
        .unwrap_or(Way::Consent)
}

fn way(scene: &Scene<'_>, sheet: &mut Sheet) {
    let name = scene.words.text(match went(scene) {
        Way::Consent => "way-consent-short",
        Way::Code => "way-code-short",
        Way::LongLived => "way-long-lived-short",
        Way::ApiKey => "way-api-key-short",
    });
    done(scene, sheet, "step-way-in", &name);
}

fn given(scene: &Scene<'_>, sheet: &mut Sheet) {
    let given = scene.words.text("consent-given");
    done(scene, sheet, "step-consent", &given);
}

/// The steps that come.
pub fn later(scene: &Scene<'_>, sheet: &mut Sheet) {
    let way = went(scene);
    let with_integration = way != Way::LongLived;
    let mut labels = Vec::new();
    match scene.wizard.step() {
        Step::Resume(_) | Step::Done(_) => return,
        // In the demo there is nothing to choose from.
        Step::Account(_) if scene.model.facts.demo.is_some() => {}
        Step::Account(_) => labels.push("step-way-in"),
        Step::WayIn(_)
        | Step::Integration(_)
        | Step::Credentials(_)
        | Step::Code(_)
        | Step::LongLived(_)
        | Step::ApiKey(_)
        | Step::Consent(_) => {}
    }
    if let Step::Account(_) | Step::WayIn(_) = scene.wizard.step()
        && with_integration
    {
        labels.push("step-integration");
    }
    if let Step::Account(_) | Step::WayIn(_) | Step::Integration(_) = scene.wizard.step() {
        if with_integration {
            labels.push("step-keys");
        }
        labels.push(way_in::label(way));
    }
    if let Step::Credentials(_) = scene.wizard.step() {
        labels.push(way_in::label(way));
    }
    let working = matches!(
        scene.wizard.step(),
        Step::Consent(Consent {
            phase: Phase::Working(..),
            ..
        })
    );
    if !working {
        labels.push("step-save");
    }
    labels.push("step-done");
    let muted = scene.theme.muted();
    sheet.space();
    for label in labels {
        let mut spans = scene.step(("○", muted), label, muted);
        if label == "step-save" {
            spans.push(Span::styled(scene.store(), muted));
        }
        sheet.line(Keep::Later, spans);
    }
}

fn done(scene: &Scene<'_>, sheet: &mut Sheet, label: &str, value: &str) {
    let mut spans = scene.step(("✓", scene.theme.ok()), label, scene.theme.plain());
    spans.push(Span::raw(value.to_owned()));
    sheet.line(Keep::Before, spans);
}

fn account(scene: &Scene<'_>, sheet: &mut Sheet, host: &AccountHost) {
    done(scene, sheet, "step-account", host.as_str());
}

/// What is known about the connection, from what was typed or from the ledger.
fn known(scene: &Scene<'_>, sheet: &mut Sheet, step: &Consent) {
    if let Some(host) = &step.about.host {
        account(scene, sheet, host);
    }
    way(scene, sheet);
    integration(scene, sheet, Some(&step.about));
}

/// The integration: as it was typed, else as the ledger knows it.
fn integration(scene: &Scene<'_>, sheet: &mut Sheet, about: Option<&About>) {
    let typed = scene.wizard.trail().iter().find_map(|step| match step {
        Step::Credentials(fields) => Some(fields),
        _ => None,
    });
    let values = typed.and_then(|fields| fields.values());
    let id = values
        .as_ref()
        .map(|values| &values.client_id)
        .or_else(|| about?.client_id.as_ref());
    let uri = values
        .as_ref()
        .map(|values| &values.redirect_uri)
        .or_else(|| about?.redirect_uri.as_ref());
    if let Some(id) = id {
        let id = id.short();
        let value = match typed {
            Some(fields) => {
                let room = sheet.width().saturating_sub(scene.column());
                let with = |secret: String| {
                    let values = [("id", id.as_str().into()), ("secret", secret.into())];
                    scene.words.say("integration-with-secret", &values)
                };
                first_that_fits(secret(scene, fields).map(with), room)
            }
            None => id,
        };
        done(scene, sheet, "step-integration", &value);
    }
    if let Some(uri) = uri {
        done(scene, sheet, "step-redirect-uri", uri.as_str());
    }
}

/// `••••••9xQf, 64 characters`, and shorter.
fn secret(scene: &Scene<'_>, fields: &Credentials) -> [String; 2] {
    let secret = Secret::new(fields.entry(Slot::ClientSecret).field.text().trim());
    let count = u64::try_from(secret.chars()).unwrap_or(u64::MAX);
    let shown = format!("••••••{}", secret.tail());
    let values = [("secret", shown.as_str().into()), ("count", count.into())];
    [scene.words.say("keys-secret-shown", &values), shown]
}
