//! Draws the three fields of the integration, each with what is thought of it.

use super::scene::Scene;
use crate::app::wizard::credentials::CredentialsStep;
use crate::app::wizard::form::{FormField, Validity};
use crate::domain::account::Platform;
use crate::domain::authorize::question::Question;
use crate::domain::authorize::redirect_uri::{RedirectUri, RedirectUriNote};
use crate::domain::authorize::{ClientId, ClientSecret};
use crate::domain::secret::Secret;

pub fn draw(step: &CredentialsStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    let [title, client_id, client_secret, redirect_uri] = match step.host.platform() {
        Platform::AmoCrm => [
            "keys-title-amocrm",
            "keys-client-id-amocrm",
            "keys-client-secret-amocrm",
            "keys-redirect-uri-amocrm",
        ],
        Platform::Kommo => [
            "keys-title-kommo",
            "keys-client-id-kommo",
            "keys-client-secret-kommo",
            "keys-redirect-uri-kommo",
        ],
    };
    scene.title("step-keys", &words.text(title));
    scene.came_back(step.form.trouble.as_ref());
    for field in &step.form.fields {
        let label = match field.question {
            Question::ClientId => client_id,
            Question::ClientSecret => client_secret,
            _ => redirect_uri,
        };
        let typed_into = step.form.at == field.question;
        scene.form_field(field, Some(label), typed_into);
        match (&field.validity, note(field)) {
            (Validity::Invalid(_), _) => {}
            (Validity::Valid, Some(note)) => scene.attention(&words.text(note)),
            (Validity::Valid | Validity::Unchecked, _) => aside(step, field, scene),
        }
        scene.space();
    }
}

/// What is worth saying about a text that is allowed.
fn note(field: &FormField) -> Option<&'static str> {
    let text = field.field.text();
    match field.question {
        Question::ClientSecret => {
            let is_usual = ClientSecret::parse(text).ok()?.has_usual_length();
            (!is_usual).then_some("keys-unusual-length")
        }
        Question::RedirectUri => match RedirectUri::parse(text).ok()?.note()? {
            RedirectUriNote::NoPath => Some("uri-no-path"),
            RedirectUriNote::PlainHttp => Some("uri-plain-http"),
        },
        _ => None,
    }
}

/// What helps whoever looks for it: whose integration it is, where that is known; how long a secret is, and why none is
/// better made anew; that a redirect URI is compared to the letter.
fn aside(step: &CredentialsStep, field: &FormField, scene: &mut Scene<'_>) {
    let words = scene.words;
    let platform = step.host.platform();
    match field.question {
        Question::ClientId => {
            let id = ClientId::parse(field.field.text()).ok();
            let known = &scene.wizard.profiles.all;
            if let Some(profile) = id.and_then(|id| id.elsewhere(known, platform)) {
                let of = profile.host.platform().title();
                let values = [("profile", profile.name.as_str().into()), ("platform", of.into())];
                scene.attention(&words.say("keys-other-platform", &values));
            }
        }
        // Whoever has no key at hand would make a new one.
        Question::ClientSecret if field.field.text().is_empty() && platform == Platform::Kommo => {
            scene.attention(&words.text("keys-new-secret-kommo"));
        }
        Question::ClientSecret if !field.field.text().is_empty() => {
            let secret = Secret::new(field.field.text().trim());
            let count = u64::try_from(secret.chars()).unwrap_or(u64::MAX);
            scene.hint(&words.say("keys-count", &[("count", count.into())]));
        }
        Question::RedirectUri => scene.hint(&words.text("keys-redirect-uri-hint")),
        _ => {}
    }
}
