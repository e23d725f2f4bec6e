//! Draws what is ready, and until when.

use jiff::Timestamp;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr as _;

use super::scene::{INDENT, Keep, Scene};
use crate::app::wizard::done::DoneStep;
use crate::domain::profile::next_command::NextCommand;
use crate::domain::tokens::health::seconds_left;

pub fn draw(step: &DoneStep, scene: &mut Scene<'_>) {
    let (words, theme) = (scene.words, scene.theme);
    let profile = &step.profile;
    let name =
        profile.account.as_ref().map_or(profile.host.as_str(), |account| account.name.as_str());
    let title = words.say("done-title", &[("account", name.into())]);
    scene.title("step-done", &title);
    let mut facts = vec![("done-profile", profile.name.to_string())];
    if let Some(access) = &profile.access {
        facts.push(("done-access", until(step, access.expires_at, scene)));
    }
    if let Some(refresh) = &profile.refresh {
        let end = until(step, refresh.estimated_expiry, scene);
        facts.push(("done-refresh", words.say("done-estimated", &[("end", end.into())])));
    }
    facts.push(("done-store", scene.store()));
    let column = facts.iter().map(|(label, _)| words.text(label).width()).max().unwrap_or_default();
    for (label, value) in facts {
        let label = words.text(label);
        let space = " ".repeat(column.saturating_sub(label.width()) + 3);
        let lead = Span::styled(format!("{INDENT}{label}{space}"), theme.muted());
        scene.sheet.text(Keep::Always, lead, &value, theme.plain());
    }
    next(step, scene);
    if let Some(wished) = &step.wished {
        scene.space();
        scene.attention(&words.connected_as(&profile.name, wished));
    }
    if let Some(trouble) = &step.unverified {
        scene.space();
        scene.attention(&words.text("done-unverified"));
        scene.text(Keep::Text, &words.explain(trouble).what);
    }
}

/// What people do next, each with its key and its command.
fn next(step: &DoneStep, scene: &mut Scene<'_>) {
    if scene.model.settings.demo.is_some() {
        return after_the_demo(scene);
    }
    let (words, theme) = (scene.words, scene.theme);
    let offered = NextCommand::ALL.into_iter().filter(|next| next.is_for(&step.profile));
    let lines: Vec<_> = offered.map(|next| (next, next.command(&step.profile.name))).collect();
    let Some(width) = lines.iter().map(|(_, command)| command.width()).max() else {
        return;
    };
    scene.space();
    for (next, command) in lines {
        let (key, about) = match next {
            NextCommand::Schedule => ("s", "done-schedule"),
            NextCommand::Export => ("e", "done-export"),
            NextCommand::Script => ("t", "done-script"),
        };
        let space = " ".repeat(width - command.width() + 3);
        let spans = vec![
            Span::styled(format!("{INDENT}{key}    "), theme.accent()),
            Span::styled(command, theme.plain()),
            Span::styled(format!("{space}{}", words.text(about)), theme.muted()),
        ];
        scene.sheet.line(Keep::Hint, spans);
    }
    if step.copied.is_some() {
        scene.space();
        scene.told(&words.text("done-copied"));
    }
}

/// Nothing of a demo is kept, and so no command could be given its profile.
fn after_the_demo(scene: &mut Scene<'_>) {
    scene.space();
    scene.text(Keep::Text, &scene.words.text("demo-over"));
    scene.space();
    let command = Span::styled(format!("{INDENT}amokey setup"), scene.theme.accent());
    scene.sheet.line(Keep::Text, vec![command]);
}

/// `24 h, until 22 Nov at 09:00`
fn until(step: &DoneStep, end: Timestamp, scene: &Scene<'_>) -> String {
    let (words, now) = (scene.words, scene.model.now);
    let left = words.left(seconds_left(&step.profile, end, now));
    let end = words.moment_in_words(end, now, &scene.model.settings.zone);
    words.say("done-until", &[("left", left.into()), ("end", end.into())])
}
