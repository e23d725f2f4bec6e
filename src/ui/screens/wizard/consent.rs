//! Draws the waiting for the browser, what is done with its answer, and why it failed.

use std::cmp::Ordering;

use ratatui::text::Span;

use super::exchange;
use super::scene::{Scene, mask, minutes_and_seconds};
use super::way_in::label;
use crate::app::wizard::asked::Asked;
use crate::app::wizard::consent::{Consent, Phase, Work, answering};
use crate::app::wizard::wait::{Opening, Said, Wait};
use crate::domain::account::Platform;
use crate::domain::consent::WayIn;
use crate::domain::question::Question;
use crate::domain::redirect_uri::{LoopbackTarget, RedirectUri};
use crate::domain::surroundings::Surroundings;
use crate::ui::widgets::sheet::{Keep, Sheet};

pub fn draw(step: &Consent, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    match &step.phase {
        Phase::Preparing(asked) => {
            let text = words.text("consent-preparing");
            scene.title(sheet, label(step.way_in()), &text, scene.lasting(asked));
        }
        Phase::Waiting(wait) => match wait.waiting.way_in {
            WayIn::ApiKey => exchange::draw(step, wait, scene, sheet),
            WayIn::Consent | WayIn::Code | WayIn::LongLived => waiting(step, wait, scene, sheet),
        },
        Phase::Working(asked, work) => working(step, *work, asked, scene, sheet),
        Phase::Failed(trouble) => {
            let failed = words.text("consent-failed");
            scene.title(sheet, label(step.way_in()), &failed, None);
            scene.trouble(sheet, trouble);
            sheet.space();
            scene.key(sheet, "↵", &words.text("consent-again"));
            if let Some(host) = answering(trouble) {
                let account = [("account", host.as_str().into())];
                scene.key(sheet, "n", &words.say("consent-instead", &account));
            }
        }
    }
}

fn waiting(step: &Consent, wait: &Wait, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let platform = wait.waiting.host.platform();
    let allow = words.allow(platform);
    let left = minutes_and_seconds(wait.seconds_left(scene.model.now));
    let left = words.say("consent-left", &[("time", left.into())]);
    let title = words.say("consent-title", &[("allow", allow.clone().into())]);
    scene.title(sheet, "step-consent", &title, Some(left));
    if let Opening::Failed(trouble) = &wait.opening {
        scene.attention(sheet, &words.explain(trouble).what);
    }
    let items = [
        opened(wait, platform, scene),
        words.say(
            "consent-choose",
            &[
                ("account", wait.waiting.host.subdomain().into()),
                ("allow", allow.clone().into()),
            ],
        ),
        if wait.waiting.local_url.is_some() {
            words.text("consent-back-by-itself")
        } else {
            let uri = step.about.redirect_uri.as_ref();
            let uri = uri.map_or("", RedirectUri::as_str);
            words.say("consent-back-by-hand", &[("uri", uri.into())])
        },
    ];
    let silent = wait.is_silent(scene.model.now);
    // After a minute they have been read; what may be wrong matters more then.
    let keep = if silent { Keep::Hint } else { Keep::Text };
    scene.numbered(sheet, keep, &items);
    sheet.space();
    addresses(step, wait, scene, sheet);
    if silent {
        silence(wait, platform, scene, sheet);
    }
    let ask = match (&scene.model.facts.demo, &wait.waiting.local_url) {
        (Some(_), _) => "consent-paste-demo",
        (None, Some(_)) => "consent-paste",
        (None, None) => "consent-paste-only",
    };
    scene.text(
        sheet,
        Keep::Text,
        &words.say(ask, &[("allow", allow.into())]),
    );
    pasting(wait, scene, sheet);
}

/// The field for what is pasted, and what became of it.
pub fn pasting(wait: &Wait, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    scene.field(sheet, &wait.field, mask(&wait.field), true);
    match &wait.said {
        Said::Nothing => {}
        Said::Wrong(misfit) => scene.wrong(sheet, &words.misfit(Question::Landed, misfit)),
        Said::Stray(trouble) => {
            let said = words.explain(trouble);
            scene.attention(sheet, &said.what);
            scene.hint(sheet, &words.text("consent-still-waiting"));
        }
        Said::Copied => scene.told(sheet, &words.text("consent-copied")),
        Said::Handed => scene.hint(sheet, &words.text("consent-handed")),
    }
}

/// How the person gets to the page.
fn opened(wait: &Wait, platform: Platform, scene: &Scene<'_>) -> String {
    let words = scene.words;
    match (&wait.opening, &wait.waiting.local_url) {
        (Opening::Asked(_), _) => {
            let platform = [("platform", platform.title().into())];
            words.say("consent-opened", &platform)
        }
        (Opening::ByHand | Opening::Failed(_), Some(local)) => {
            words.say("consent-open-local", &[("url", local.as_str().into())])
        }
        (Opening::ByHand | Opening::Failed(_), None) => words.text("consent-open-copied"),
    }
}

/// The short address, and how it is reached from another machine.
fn addresses(step: &Consent, wait: &Wait, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let Some(local) = &wait.waiting.local_url else {
        match &wait.waiting.not_handed_on {
            None => scene.hint(sheet, &words.text("consent-page")),
            Some(trouble) => {
                scene.attention(sheet, &words.explain(trouble).what);
                scene.hint(sheet, &words.text("consent-not-handed-on"));
            }
        }
        return sheet.space();
    };
    if let Opening::Asked(_) = wait.opening {
        let lead = format!("     {}  ", words.text("consent-no-page"));
        sheet.text(Keep::Text, Span::raw(lead), local, scene.theme.strong());
    }
    let target = step
        .about
        .redirect_uri
        .as_ref()
        .and_then(RedirectUri::loopback);
    match (&scene.model.facts.surroundings, target) {
        (Surroundings::Ssh { here: Some(here) }, Some(LoopbackTarget { port, .. })) => {
            scene.text(sheet, Keep::Text, &words.text("consent-remote"));
            let command = format!("ssh -L {port}:localhost:{port} {here}");
            let lead = Span::raw("       ");
            sheet.text(Keep::Text, lead, &command, scene.theme.strong());
        }
        (Surroundings::Container, _) => {
            scene.text(sheet, Keep::Text, &words.text("consent-container"));
        }
        (Surroundings::Wsl, _) => scene.text(sheet, Keep::Text, &words.text("consent-wsl")),
        (Surroundings::Ssh { .. } | Surroundings::NoDisplay, _) => {
            scene.text(sheet, Keep::Text, &words.text("consent-no-display"));
        }
        (Surroundings::Local, _) => {}
    }
    sheet.space();
}

/// A minute has passed: the likely causes, the likeliest first, each with a key.
fn silence(wait: &Wait, platform: Platform, scene: &Scene<'_>, sheet: &mut Sheet) {
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
    scene.attention(sheet, &words.text("silence-title"));
    scene.key(sheet, "Esc", &words.say("silence-platform", &names));
    let again = match wait.opening {
        Opening::ByHand => "^Y",
        Opening::Asked(_) | Opening::Failed(_) => "^O",
    };
    scene.key(sheet, again, &words.say("silence-rights", &names));
    scene.key(sheet, "↵", &words.say("silence-elsewhere", &names));
    sheet.space();
}

/// Exchange, save, verify: what is done is ticked off. A long-lived token is verified before it is saved.
fn working(step: &Consent, work: Work, asked: &Asked, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    scene.title(sheet, "step-save", &words.text("work-title"), None);
    let order: &[Work] = match step.way_in() {
        WayIn::LongLived => &[Work::Verifying, Work::Saving],
        WayIn::Consent | WayIn::Code | WayIn::ApiKey => {
            &[Work::Exchanging, Work::Saving, Work::Verifying]
        }
    };
    let at = order.iter().position(|stage| *stage == work).unwrap_or(0);
    let store = [("store", scene.store().into())];
    for (number, stage) in order.iter().enumerate() {
        let theme = scene.theme;
        let text = match stage {
            Work::Exchanging => words.text("work-exchange"),
            Work::Saving => words.say("work-save", &store),
            Work::Verifying => words.text("work-verify"),
        };
        let (mark, style, text, plain) = match number.cmp(&at) {
            Ordering::Less => ("✓", theme.ok(), text, theme.plain()),
            Ordering::Equal => ("●", theme.accent(), scene.busy(&text, asked), theme.plain()),
            Ordering::Greater => ("○", theme.muted(), text, theme.muted()),
        };
        let lead = Span::styled(format!("     {mark} "), style);
        sheet.text(Keep::Always, lead, &text, plain);
    }
    if let Some(news) = &step.told {
        sheet.space();
        scene.attention(sheet, &words.refreshing(news));
    }
}
