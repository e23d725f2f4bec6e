//! Draws the waiting for the browser, what is done with its answer, and why it failed.

use std::cmp::Ordering;

use ratatui::text::Span;

use super::method::label;
use super::scene::{INDENT, Keep, Scene, mask, minutes_and_seconds};
use super::surroundings::Surroundings;
use crate::app::wizard::awaited::Awaited;
use crate::app::wizard::consent::{ConsentStep, ExchangeStage, Phase, answering};
use crate::app::wizard::wait::{Opening, PasteNotice, Wait};
use crate::domain::account::Platform;
use crate::domain::authorize::question::Question;
use crate::domain::authorize::{AuthMethod, RedirectUri};
use crate::i18n::Arg;

pub fn draw(step: &ConsentStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    let label = label(step.order.auth_method());
    match &step.phase {
        Phase::Preparing(awaited) => {
            let seconds = scene.seconds(awaited);
            scene.title_and(label, &words.text("consent-preparing"), seconds);
        }
        Phase::Waiting(wait) => match wait.waiting.auth_method {
            AuthMethod::ApiKey => exchange(step, wait, scene),
            AuthMethod::Consent | AuthMethod::Code | AuthMethod::LongLived => {
                waiting(step, wait, scene);
            }
        },
        Phase::Working(awaited, stage) => working(step, *stage, awaited, scene),
        Phase::Failed(trouble) => {
            scene.title(label, &words.text("consent-failed"));
            scene.trouble(trouble);
            scene.space();
            scene.key("↵", &words.text("consent-again"));
            if let Some(host) = answering(trouble) {
                let account = [("account", host.as_str().into())];
                scene.key("n", &words.say("consent-instead", &account));
            }
        }
    }
}

fn waiting(step: &ConsentStep, wait: &Wait, scene: &mut Scene<'_>) {
    let words = scene.words;
    let platform = wait.waiting.host.platform();
    let allow = allow(wait, scene);
    scene.title_and("step-consent", &words.say("consent-title", &allow), Some(left(wait, scene)));
    if let Opening::Failed(trouble) = &wait.opening {
        scene.attention(&words.explain(trouble).what);
    }
    let silent = wait.is_silent(scene.model.now);
    // After a minute they have been read; what may be wrong matters more then.
    let keep = if silent { Keep::Hint } else { Keep::Text };
    let surroundings = Surroundings::of(step, wait, scene);
    surroundings.steps(keep, step, wait, scene);
    if silent {
        silence(wait, surroundings.comes_back(), platform, scene);
    } else if scene.model.settings.demo.is_none() {
        let names =
            [("platform", platform.title().into()), ("allow", words.allow(platform).into())];
        scene.hint(&words.say("consent-their-error", &names));
        scene.space();
    }
    let ask = match &scene.model.settings.demo {
        Some(_) => "consent-paste-demo",
        None => surroundings.asks_to_paste(),
    };
    scene.text(Keep::Text, &words.say(ask, &allow));
    pasting(wait, scene);
}

/// The waiting for a code that amoCRM sends from its own servers, because an API key was given for it.
fn exchange(step: &ConsentStep, wait: &Wait, scene: &mut Scene<'_>) {
    let words = scene.words;
    scene.title_and("step-api-key", &words.text("exchange-title"), Some(left(wait, scene)));
    let how = match &wait.waiting.local_url {
        Some(_) => "exchange-how-here",
        None => "exchange-how-elsewhere",
    };
    scene.numbered(Keep::Text, words.say(how, &[("uri", uri(step).into())]).lines());
    if wait.is_silent(scene.model.now) {
        scene.attention(&words.text("silence-title"));
        scene.key("Esc", &words.text("exchange-silence"));
        scene.space();
    }
    scene.text(Keep::Text, &words.text("exchange-paste"));
    pasting(wait, scene);
}

/// The account, and the button that allows access to it.
pub fn allow<'a>(wait: &'a Wait, scene: &Scene<'_>) -> [(&'static str, Arg<'a>); 2] {
    let allow = scene.words.allow(wait.waiting.host.platform());
    [("account", wait.waiting.host.subdomain().into()), ("allow", allow.into())]
}

/// `14:32 left`
fn left(wait: &Wait, scene: &Scene<'_>) -> String {
    let time = minutes_and_seconds(wait.seconds_left(scene.model.now));
    scene.words.say("consent-left", &[("time", time.into())])
}

pub fn uri(step: &ConsentStep) -> &str {
    step.known.redirect_uri.as_ref().map_or("", RedirectUri::as_str)
}

/// The field for what is pasted, and what became of it.
fn pasting(wait: &Wait, scene: &mut Scene<'_>) {
    let words = scene.words;
    scene.field(&wait.field, mask(&wait.field), true);
    match &wait.notice {
        PasteNotice::None => {}
        PasteNotice::Wrong(error) => scene.wrong(&words.input_error(Question::Landed, error)),
        PasteNotice::Stray(trouble) => {
            scene.attention(&words.explain(trouble).what);
            scene.hint(&words.text("consent-still-waiting"));
        }
        PasteNotice::Copied => scene.told(&words.text("consent-copied")),
        PasteNotice::TokenExport => scene.hint(&words.text("consent-handed")),
    }
}

/// A minute has passed: the likely causes, the likeliest first, each with a key.
fn silence(wait: &Wait, comes_back: bool, platform: Platform, scene: &mut Scene<'_>) {
    let words = scene.words;
    let other = match platform {
        Platform::AmoCrm => Platform::Kommo,
        Platform::Kommo => Platform::AmoCrm,
    };
    let names = [
        ("platform", platform.title().into()),
        ("other", other.title().into()),
        ("allow", words.allow(platform).into()),
    ];
    // Where the address is pasted, nothing comes by itself.
    scene.attention(&words.text(if comes_back { "silence-title" } else { "silence-by-hand" }));
    scene.key("Esc", &words.say("silence-platform", &names));
    let again = match wait.opening {
        Opening::ByHand => "^Y",
        Opening::Asked(_) | Opening::Failed(_) => "^O",
    };
    scene.key(again, &words.say("silence-rights", &names));
    if comes_back {
        scene.key("↵", &words.say("silence-elsewhere", &names));
    }
    scene.kept_key(Keep::Note, again, &words.say("silence-error", &names));
    scene.space();
}

/// Exchange, save, verify: what is done is ticked off. A long-lived token is verified before it is saved.
fn working(step: &ConsentStep, now: ExchangeStage, awaited: &Awaited, scene: &mut Scene<'_>) {
    let (words, theme) = (scene.words, scene.theme);
    scene.title("step-save", &words.text("work-title"));
    let stages: &[ExchangeStage] = match step.order.auth_method() {
        AuthMethod::LongLived => &[ExchangeStage::Verifying, ExchangeStage::Saving],
        AuthMethod::Consent | AuthMethod::Code | AuthMethod::ApiKey => {
            &[ExchangeStage::Exchanging, ExchangeStage::Saving, ExchangeStage::Verifying]
        }
    };
    let at = stages.iter().position(|stage| *stage == now).unwrap_or(0);
    for (number, stage) in stages.iter().enumerate() {
        let text = match stage {
            ExchangeStage::Exchanging => words.text("work-exchange"),
            ExchangeStage::Saving => words.say("work-save", &[("store", scene.store().into())]),
            ExchangeStage::Verifying => words.text("work-verify"),
        };
        let (mark, style, text, plain) = match number.cmp(&at) {
            Ordering::Less => ("✓", theme.ok(), text, theme.plain()),
            Ordering::Equal => ("●", theme.accent(), scene.busy(&text, awaited), theme.plain()),
            Ordering::Greater => ("○", theme.muted(), text, theme.muted()),
        };
        let lead = Span::styled(format!("{INDENT}{mark} "), style);
        scene.sheet.text(Keep::Always, lead, &text, plain);
    }
    if let Some(news) = &step.told {
        scene.space();
        scene.attention(&words.refreshing(news));
    }
}
