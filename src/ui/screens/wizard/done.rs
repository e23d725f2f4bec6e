//! Draws what is ready, and until when.

use jiff::Timestamp;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr as _;

use super::scene::Scene;
use crate::app::wizard::done::{Done, Next};
use crate::domain::health::seconds_left;
use crate::ui::widgets::sheet::{Keep, Sheet};

pub fn draw(step: &Done, scene: &Scene<'_>, sheet: &mut Sheet) {
    let words = scene.words;
    let profile = &step.profile;
    let name = profile
        .account
        .as_ref()
        .map_or(profile.host.as_str(), |account| account.name.as_str());
    let title = words.say("done-title", &[("account", name.into())]);
    scene.reached(sheet, "step-done", &title);
    let mut facts = vec![("done-profile", profile.name.to_string())];
    if let Some(access) = &profile.access {
        facts.push(("done-access", until(step, access.expires_at, scene)));
    }
    if let Some(refresh) = &profile.refresh {
        let end = until(step, refresh.estimated_expiry, scene);
        let end = words.say("done-estimated", &[("end", end.into())]);
        facts.push(("done-refresh", end));
    }
    facts.push(("done-store", scene.store()));
    let column = facts
        .iter()
        .map(|(label, _)| words.text(label).width())
        .max()
        .unwrap_or_default();
    for (label, value) in facts {
        let label = words.text(label);
        let space = " ".repeat(column.saturating_sub(label.width()) + 3);
        let lead = Span::styled(format!("     {label}{space}"), scene.theme.muted());
        sheet.text(Keep::Always, lead, &value, scene.theme.plain());
    }
    next(step, scene, sheet);
    if let Some(wished) = &step.wished {
        sheet.space();
        scene.attention(sheet, &words.connected_as(&profile.name, wished));
    }
    if let Some(trouble) = &step.unverified {
        sheet.space();
        scene.attention(sheet, &words.text("done-unverified"));
        let said = words.explain(trouble);
        scene.text(sheet, Keep::Text, &said.what);
    }
}

/// What people do next, each with its key and its command.
fn next(step: &Done, scene: &Scene<'_>, sheet: &mut Sheet) {
    let offered = Next::ALL
        .into_iter()
        .filter(|next| next.is_for(&step.profile));
    let lines: Vec<_> = offered
        .map(|next| (next, next.command(&step.profile.name)))
        .collect();
    let Some(width) = lines.iter().map(|(_, command)| command.width()).max() else {
        return;
    };
    sheet.space();
    for (next, command) in lines {
        let (key, about) = match next {
            Next::Schedule => ("s", "done-schedule"),
            Next::Export => ("e", "done-export"),
            Next::Script => ("t", "done-script"),
        };
        let space = " ".repeat(width - command.width() + 3);
        sheet.line(
            Keep::Hint,
            vec![
                Span::styled(format!("     {key}    "), scene.theme.accent()),
                Span::styled(command, scene.theme.plain()),
                Span::styled(
                    format!("{space}{}", scene.words.text(about)),
                    scene.theme.muted(),
                ),
            ],
        );
    }
    if step.copied.is_some() {
        sheet.space();
        scene.told(sheet, &scene.words.text("done-copied"));
    }
}

/// `24 h, until 22 Nov at 09:00`
fn until(step: &Done, end: Timestamp, scene: &Scene<'_>) -> String {
    let now = scene.model.now;
    let left = seconds_left(&step.profile, end, now);
    scene.words.say(
        "done-until",
        &[
            ("left", scene.words.left(left).into()),
            (
                "end",
                scene
                    .words
                    .moment_in_words(end, now, &scene.model.facts.zone)
                    .into(),
            ),
        ],
    )
}
