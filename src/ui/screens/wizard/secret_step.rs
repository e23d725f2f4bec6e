//! Draws what is brought instead of consent: the code from the settings, a long-lived token, an API key.

use super::guide;
use super::scene::{Scene, minutes_and_seconds};
use crate::app::wizard::Step;
use crate::app::wizard::secret_step::SecretStep;
use crate::domain::authorize::AuthMethod;
use crate::domain::authorize::guide::brought;
use crate::domain::authorize::question::{Question, long_lived};

pub fn draw(step: &SecretStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    let labels = words.labels(step.host.platform());
    let (label, title) = match step.method {
        AuthMethod::Code | AuthMethod::Consent => ("step-code", "code-title"),
        AuthMethod::LongLived => ("step-token", "token-title"),
        AuthMethod::ApiKey => ("step-api-key", "api-key-title"),
    };
    let left = step.seconds_left(scene.model.now).map(minutes_and_seconds);
    let left = left.map(|time| words.say("code-left", &[("time", time.into())]));
    scene.title_and(label, &words.say(title, &labels), left);
    scene.came_back(step.form.trouble.as_ref());
    guide::draw(&brought(step.host.platform(), step.method), &step.host, None, scene);
    for field in &step.form.fields {
        let label = match field.question {
            Question::Login => Some("api-key-login"),
            Question::ApiKey => Some("api-key-key"),
            _ => None,
        };
        scene.form_field(field, label, field.question == step.form.at);
        if label.is_some() {
            scene.space();
        }
    }
    match step.method {
        AuthMethod::Code | AuthMethod::Consent => code(step, scene),
        AuthMethod::LongLived => token(step, scene),
        AuthMethod::ApiKey => scene.hint(&words.text("api-key-age")),
    }
}

/// That its time is over, and with which redirect URI it will be exchanged.
fn code(step: &SecretStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    if step.seconds_left(scene.model.now) == Some(0) {
        scene.attention(&words.text("code-over"));
    }
    scene.space();
    let uri = scene.wizard.trail.steps().find_map(|step| match step {
        Step::Credentials(step) => Some(step.form.text(Question::RedirectUri)),
        _ => None,
    });
    let uri = [("uri", uri.unwrap_or_default().trim().into())];
    scene.hint(&words.say("code-redirect-uri", &uri));
}

/// What a token says of itself, once it is one.
fn token(step: &SecretStep, scene: &mut Scene<'_>) {
    let (words, now) = (scene.words, scene.model.now);
    if let Ok(token) = long_lived(step.form.text(Question::LongLived), now) {
        let end = words.moment_in_words(token.ends_at, now, &scene.model.settings.zone);
        scene.told(&words.say("token-until", &[("end", end.into())]));
        if token.is_short {
            scene.attention(&words.text("token-short"));
        }
        let platform = token.platform.filter(|platform| *platform != step.host.platform());
        if let Some(platform) = platform {
            let platform = [("platform", platform.title().into())];
            scene.attention(&words.say("token-other-platform", &platform));
        }
    }
}
