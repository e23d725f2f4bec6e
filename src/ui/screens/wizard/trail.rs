//! The steps that are done, with their answers, and the names of those that come.

use ratatui::text::Span;

use super::method;
use super::scene::{Keep, Scene};
use crate::app::wizard::consent::Phase;
use crate::app::wizard::credentials::CredentialsStep;
use crate::app::wizard::{KnownConnection, Step};
use crate::domain::authorize::AuthMethod;
use crate::domain::authorize::question::Question;
use crate::domain::secret::Secret;
use crate::ui::widgets::text::first_that_fits;

pub fn before(scene: &mut Scene<'_>) {
    let (words, step) = (scene.words, scene.wizard.step());
    let host = match step {
        Step::Resume(_) | Step::Account(_) => return,
        Step::Method(step) => Some(&step.host),
        Step::Integration(step) => Some(&step.host),
        Step::Credentials(step) => Some(&step.host),
        Step::Secret(step) => Some(&step.host),
        Step::Consent(step) => step.known.host.as_ref(),
        Step::Done(step) => Some(&step.profile.host),
    };
    if let Some(host) = host {
        done(scene, "step-account", host.as_str());
    }
    if !matches!(step, Step::Method(_)) {
        done(scene, "step-way-in", &words.text(name(taken(scene))));
    }
    match step {
        Step::Credentials(_) => done(scene, "step-integration", &words.text("integration-made")),
        Step::Secret(_) => {
            let explained = |step: &Step| matches!(step, Step::Integration(_));
            let without_keys = taken(scene) == AuthMethod::LongLived;
            if without_keys && scene.wizard.trail.done.iter().any(explained) {
                done(scene, "step-integration", &words.text("integration-made"));
            }
            integration(scene, None);
        }
        Step::Consent(step) => integration(scene, Some(&step.known)),
        _ => {}
    }
    let consented = match step {
        Step::Done(_) => true,
        Step::Consent(step) => matches!(step.phase, Phase::Working(..)),
        _ => false,
    };
    if consented && taken(scene) == AuthMethod::Consent {
        done(scene, "step-consent", &words.text("consent-given"));
    }
    if let Step::Done(_) = step {
        let store = scene.store();
        done(scene, "step-save", &store);
    }
    scene.space();
}

fn taken(scene: &Scene<'_>) -> AuthMethod {
    let taken = scene.wizard.trail.steps().rev().find_map(|step| match step {
        Step::Consent(step) => Some(step.order.auth_method()),
        Step::Method(step) => Some(step.chosen()),
        Step::Secret(step) => Some(step.method),
        _ => None,
    });
    taken.unwrap_or(AuthMethod::Consent)
}

const fn name(method: AuthMethod) -> &'static str {
    match method {
        AuthMethod::Consent => "way-consent-short",
        AuthMethod::Code => "way-code-short",
        AuthMethod::LongLived => "way-long-lived-short",
        AuthMethod::ApiKey => "way-api-key-short",
    }
}

/// The names of the steps that come.
pub fn later(scene: &mut Scene<'_>) {
    let way = taken(scene);
    let now = match scene.wizard.step() {
        Step::Resume(_) | Step::Done(_) => return,
        Step::Account(_) => "step-account",
        Step::Method(_) => "step-way-in",
        Step::Integration(_) => "step-integration",
        Step::Credentials(_) => "step-keys",
        Step::Consent(step) if matches!(step.phase, Phase::Working(..)) => "step-save",
        Step::Secret(_) | Step::Consent(_) => method::label(way),
    };
    let mut labels = vec!["step-account"];
    // In the demo there is nothing to choose from.
    if scene.model.settings.demo.is_none() {
        labels.push("step-way-in");
    }
    labels.push("step-integration");
    if way != AuthMethod::LongLived {
        labels.push("step-keys");
    }
    labels.extend([method::label(way), "step-save", "step-done"]);
    let muted = scene.theme.muted();
    scene.space();
    for label in labels.into_iter().skip_while(|label| *label != now).skip(1) {
        let mut spans = scene.step(("○", muted), label, muted);
        if label == "step-save" {
            spans.push(Span::styled(scene.store(), muted));
        }
        scene.sheet.line(Keep::Later, spans);
    }
}

fn done(scene: &mut Scene<'_>, label: &str, value: &str) {
    let mut spans = scene.step(("✓", scene.theme.ok()), label, scene.theme.plain());
    spans.push(Span::raw(value.to_owned()));
    scene.sheet.line(Keep::Before, spans);
}

/// The integration: as it was typed, else as the ledger knows it.
fn integration(scene: &mut Scene<'_>, known: Option<&KnownConnection>) {
    let typed = scene.wizard.trail.done.iter().find_map(|step| match step {
        Step::Credentials(fields) => Some(fields),
        _ => None,
    });
    let values = typed.and_then(CredentialsStep::values);
    let id = values.as_ref().map(|values| &values.client_id);
    if let Some(id) = id.or_else(|| known?.client_id.as_ref()) {
        let id = id.short();
        let value = match typed {
            Some(fields) => {
                let room = scene.sheet.width.saturating_sub(scene.column());
                let with = |secret: String| {
                    let values = [("id", id.as_str().into()), ("secret", secret.into())];
                    scene.words.say("integration-with-secret", &values)
                };
                first_that_fits(secret(scene, fields).map(with), room)
            }
            None => id,
        };
        done(scene, "step-integration", &value);
    }
    let uri = values.as_ref().map(|values| &values.redirect_uri);
    if let Some(uri) = uri.or_else(|| known?.redirect_uri.as_ref()) {
        done(scene, "step-redirect-uri", uri.as_str());
    }
}

/// `••••••9xQf, 64 characters`, and shorter.
fn secret(scene: &Scene<'_>, fields: &CredentialsStep) -> [String; 2] {
    let secret = Secret::new(fields.form.text(Question::ClientSecret).trim());
    let count = u64::try_from(secret.chars()).unwrap_or(u64::MAX);
    let shown = format!("••••••{}", secret.tail());
    let values = [("secret", shown.as_str().into()), ("count", count.into())];
    [scene.words.say("keys-secret-shown", &values), shown]
}
