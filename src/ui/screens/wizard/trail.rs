//! The steps that are done, with their answers, and the names of those that come.

use ratatui::text::Span;

use super::scene::Scene;
use crate::app::wizard::Step;
use crate::app::wizard::consent::{About, Consent, Phase};
use crate::app::wizard::credentials::{Credentials, Slot};
use crate::domain::account::AccountHost;
use crate::domain::secret::Secret;
use crate::ui::widgets::sheet::{Keep, Sheet};
use crate::ui::widgets::text::first_that_fits;

/// The steps that are done.
pub fn before(scene: &Scene<'_>, sheet: &mut Sheet) {
    match scene.wizard.step() {
        Step::Resume(_) | Step::Account(_) => return,
        Step::Integration(step) => account(scene, sheet, &step.host),
        Step::Credentials(step) => {
            account(scene, sheet, &step.host);
            let made = scene.words.text("integration-made");
            done(scene, sheet, "step-integration", &made);
        }
        Step::Consent(step) => {
            known(scene, sheet, step);
            if let Phase::Working(..) = step.phase {
                let given = scene.words.text("consent-given");
                done(scene, sheet, "step-consent", &given);
            }
        }
        Step::Done(step) => {
            account(scene, sheet, &step.profile.host);
            let given = scene.words.text("consent-given");
            done(scene, sheet, "step-consent", &given);
            done(scene, sheet, "step-save", &scene.store());
        }
    }
    sheet.space();
}

/// The steps that come.
pub fn later(scene: &Scene<'_>, sheet: &mut Sheet) {
    let labels: &[&str] = match scene.wizard.step() {
        Step::Resume(_) | Step::Done(_) => return,
        Step::Account(_) => &[
            "step-integration",
            "step-keys",
            "step-consent",
            "step-save",
            "step-done",
        ],
        Step::Integration(_) => &["step-keys", "step-consent", "step-save", "step-done"],
        Step::Credentials(_) => &["step-consent", "step-save", "step-done"],
        Step::Consent(step) => match step.phase {
            Phase::Working(..) => &["step-done"],
            Phase::Preparing(_) | Phase::Waiting(_) | Phase::Failed(_) => {
                &["step-save", "step-done"]
            }
        },
    };
    let muted = scene.theme.muted();
    sheet.space();
    for label in labels {
        let mut spans = scene.step(("○", muted), label, muted);
        if *label == "step-save" {
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
    let About {
        host,
        client_id,
        redirect_uri,
        ..
    } = &step.about;
    if let Some(host) = host {
        account(scene, sheet, host);
    }
    if let Some(id) = client_id {
        let typed = scene.wizard.trail().iter().find_map(|step| match step {
            Step::Credentials(fields) => Some(fields),
            _ => None,
        });
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
    if let Some(uri) = redirect_uri {
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
