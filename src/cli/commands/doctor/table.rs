//! The checks for people: a sign and a word, what was checked, what was seen, and below it what mends it.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::render::Rendered;
use crate::i18n::{Arg, Catalog};
use crate::service::doctor::check::CheckStatus;

#[derive(Clone, Copy, Debug)]
pub struct TableStyle {
    pub colour: bool,
    pub width: Option<usize>,
}

/// The narrowest column that is worth breaking lines for.
const NARROW: usize = 24;

/// All checks and, last, how many ended how. A remedy is never broken: it is there to be copied.
pub fn table(checks: &[Rendered], style: TableStyle, words: &Catalog) -> String {
    let rows: Vec<_> = checks
        .iter()
        .map(|check| (check, words.text(marks(check.result).0), title(&check.name, words)))
        .collect();
    let result_width = rows.iter().map(|(_, result, _)| result.width()).max().unwrap_or(0);
    let title_width = rows.iter().map(|(.., title)| title.width()).max().unwrap_or(0);
    // The sign and a space, and two spaces after each column.
    let margin = 2 + result_width + 2 + title_width + 2;
    let room = style.width.map(|width| width.saturating_sub(margin));
    let room = room.filter(|room| *room >= NARROW).unwrap_or(usize::MAX);
    let mut text = String::new();
    for (check, result, title) in &rows {
        let (_, sign, colour) = marks(check.result);
        let marked = format!("{sign} {result}");
        let marked =
            if style.colour { format!("\u{1b}[{colour}m{marked}\u{1b}[0m") } else { marked };
        let evidence = wrapped(&check.evidence, room).join(&format!("\n{}", " ".repeat(margin)));
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{marked}{}  {title}{}  {evidence}",
            " ".repeat(result_width - result.width()),
            " ".repeat(title_width - title.width()),
        );
        for (index, line) in check.remedy.iter().flat_map(|text| text.lines()).enumerate() {
            let arrow = if index == 0 { "→" } else { " " };
            let _ = writeln!(text, "  {arrow} {line}");
        }
    }
    let _ = write!(text, "\n{}\n", summary(checks, words));
    text
}

/// The word for a status, its sign, and the colour that repeats what both say.
const fn marks(status: CheckStatus) -> (&'static str, &'static str, u8) {
    match status {
        CheckStatus::Ok => ("doctor-ok", "✓", 32),
        CheckStatus::Attention => ("doctor-attention", "!", 33),
        CheckStatus::Failed => ("doctor-failed", "✗", 31),
        CheckStatus::NotApplicable => ("doctor-not-applicable", "–", 2),
    }
}

/// A check's name as people say it, where they have one for it.
fn title(name: &str, words: &Catalog) -> String {
    let (family, about) = name.split_once(':').unwrap_or((name, ""));
    words
        .find(&format!("doctor-name-{family}"), &[("about", Arg::from(about))])
        .map_or_else(|| name.to_owned(), |title| title.trim_end().to_owned())
}

/// Lines of a text that are no wider than this, where its words allow that.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width().saturating_add(1 + word.width()) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

fn summary(checks: &[Rendered], words: &Catalog) -> String {
    let count = |status| {
        let counted = checks.iter().filter(|check| check.result == status).count();
        Arg::from(u64::try_from(counted).unwrap_or(u64::MAX))
    };
    let args = [
        ("ok", count(CheckStatus::Ok)),
        ("attention", count(CheckStatus::Attention)),
        ("failed", count(CheckStatus::Failed)),
    ];
    words.say("doctor-summary", &args)
}
