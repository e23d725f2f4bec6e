//! The keys that work now, out of the one table, by what they are for; and what the signs mean.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr as _;

use super::dashboard::{health_style, health_text, sign_of};
use crate::app::{Action, Focus, Model, Screen};
use crate::domain::health::Health;
use crate::i18n::Catalog;
use crate::ui::keymap;
use crate::ui::theme::Theme;
use crate::ui::widgets::text::{self, right_of};

/// What a key is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// The step or the profile at hand.
    Here,
    /// From one line to another.
    Moving,
    /// The program as a whole.
    Program,
}

/// A line: what is pressed or seen, and what it means.
struct Entry {
    sign: String,
    style: Style,
    text: String,
}

/// Draws the help.
pub fn draw(model: &Model, words: &Catalog, theme: Theme, frame: &mut Frame<'_>, area: Rect) {
    let (focus, here, legend) = match &model.screen {
        Screen::Wizard(wizard) => (wizard.focus(), "help-step", None),
        Screen::Dashboard(dashboard) => (
            dashboard.focus(),
            "help-chosen",
            Some(("help-signs", signs(words, theme))),
        ),
    };
    let keys = |section| keys(model, focus, section, words, theme);
    let left = [Some((here, keys(Section::Here))), legend];
    let right = [
        Some(("help-moving", keys(Section::Moving))),
        Some(("help-program", keys(Section::Program))),
    ];
    let gap = 4;
    let width = area.width.saturating_sub(gap) / 2;
    let buffer = frame.buffer_mut();
    for (blocks, x) in [(left, area.x), (right, area.x + width + gap)] {
        let column = Rect { x, width, ..area };
        draw_column(words, theme, buffer, column, blocks.into_iter().flatten());
    }
}

/// Draws blocks one below the other; what does not fit is left out.
fn draw_column<'a>(
    words: &Catalog,
    theme: Theme,
    buffer: &mut Buffer,
    area: Rect,
    blocks: impl Iterator<Item = (&'a str, Vec<Entry>)>,
) {
    let blocks: Vec<_> = blocks.filter(|(_, entries)| !entries.is_empty()).collect();
    let entries = blocks.iter().flat_map(|(_, entries)| entries);
    let widest = entries.map(|entry| entry.sign.width()).max().unwrap_or(0);
    let signs = u16::try_from(widest).unwrap_or(area.width);
    let mut y = area.y;
    let bottom = area.bottom();
    for (title, entries) in blocks {
        if y > area.y {
            y += 1;
        }
        if y + 1 >= bottom {
            return;
        }
        let line = |y| Rect {
            y,
            height: 1,
            ..area
        };
        text::put(buffer, line(y), &words.text(title), theme.strong());
        y += 1;
        for entry in entries {
            if y >= bottom {
                return;
            }
            let sign = Rect {
                width: signs,
                ..right_of(line(y), 2)
            };
            text::put(buffer, sign, &entry.sign, entry.style);
            let meaning = right_of(line(y), 2 + signs + 2);
            text::put(buffer, meaning, &entry.text, theme.plain());
            y += 1;
        }
    }
}

/// The keys of a section, those with one meaning in one line.
fn keys(model: &Model, focus: Focus, wanted: Section, words: &Catalog, theme: Theme) -> Vec<Entry> {
    let mut found: Vec<(&Action, Entry)> = Vec::new();
    let bindings = keymap::bindings(focus)
        .filter(|binding| section(&binding.action) == wanted && model.offers(&binding.action));
    for binding in bindings {
        let label = binding.key.label();
        let known = found
            .iter_mut()
            .find(|(action, _)| **action == binding.action);
        if let Some((_, entry)) = known {
            entry.sign.push(' ');
            entry.sign.push_str(&label);
        } else {
            let entry = Entry {
                sign: label,
                style: theme.accent(),
                text: words.text(binding.text),
            };
            found.push((&binding.action, entry));
        }
    }
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn signs(words: &Catalog, theme: Theme) -> Vec<Entry> {
    let mut signs: Vec<Entry> = [
        Health::NeedsAuthorization,
        Health::Expiring,
        Health::Expired,
        Health::Ok,
        Health::Elsewhere,
        Health::Unknown,
    ]
    .map(|health| Entry {
        sign: sign_of(health).to_owned(),
        style: health_style(theme, health),
        text: words.text(health_text(health)),
    })
    .into();
    signs.push(Entry {
        sign: "∞".to_owned(),
        style: theme.ok(),
        text: words.text("cell-long-lived"),
    });
    signs
}

const fn section(action: &Action) -> Section {
    match action {
        Action::Up
        | Action::Down
        | Action::First
        | Action::Last
        | Action::PageUp
        | Action::PageDown
        | Action::Filter
        | Action::Sort => Section::Moving,
        Action::Help | Action::Language | Action::Quit | Action::Suspend | Action::Back => {
            Section::Program
        }
        Action::Submit
        | Action::Edit(_)
        | Action::Paste(_)
        | Action::Reveal
        | Action::Open
        | Action::CopyLink
        | Action::CopyCommand(_)
        | Action::QrCode
        | Action::PrintLink
        | Action::LetSandboxConsent
        | Action::Authorize
        | Action::Refresh
        | Action::Verify
        | Action::CopyToken
        | Action::New
        | Action::Forget
        | Action::Confirm => Section::Here,
    }
}
