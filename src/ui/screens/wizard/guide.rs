//! Draws a guide: its steps numbered, what has to be known before a step marked, the redirect URI where it is asked for.

use ratatui::text::Span;

use super::scene::{INDENT, Keep, Scene};
use crate::domain::account::AccountHost;
use crate::domain::authorize::guide::GuideLine;

/// Where the text of a numbered step begins.
const COLUMN: &str = "        ";

pub fn draw(guide: &[GuideLine], host: &AccountHost, uri: Option<&str>, scene: &mut Scene<'_>) {
    let (words, theme) = (scene.words, scene.theme);
    let mut number = 0;
    for line in guide {
        match (line, uri) {
            (GuideLine::Step(step), _) => {
                number += 1;
                let lead = Span::styled(format!("{INDENT}{number}  "), theme.muted());
                scene.sheet.text(Keep::Text, lead, &words.guide(*step, host), theme.plain());
            }
            (GuideLine::RedirectUri, Some(uri)) => redirect_uri(uri, scene),
            (GuideLine::RedirectUri, None) => {}
            (GuideLine::Caution(said), _) => {
                let lead = Span::styled(format!("{INDENT}!  "), theme.attention());
                scene.sheet.text(Keep::Text, lead, &words.guide(*said, host), theme.plain());
            }
            (GuideLine::Note(said), _) => {
                let said = words.guide(*said, host);
                scene.sheet.paragraph(Keep::Note, Span::raw(COLUMN), &said, theme.plain());
            }
        }
    }
    scene.space();
}

/// Not wrapped: it is meant to be copied.
fn redirect_uri(uri: &str, scene: &mut Scene<'_>) {
    let (words, theme) = (scene.words, scene.theme);
    scene.sheet.line(
        Keep::Always,
        vec![
            Span::raw(COLUMN),
            Span::styled(uri.to_owned(), theme.strong()),
            Span::styled("   c", theme.accent()),
            Span::styled(format!(" {}", words.text("integration-copy")), theme.muted()),
        ],
    );
}
