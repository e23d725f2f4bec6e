//! The checks for people: a sign and a word, what was checked, what was seen, and below it what mends it.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::Said;
use crate::i18n::{Arg, Catalog};
use crate::service::doctor::Verdict;

/// How a table is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether colours repeat what the words say.
    pub colour: bool,
    /// How many columns a terminal has; nothing, where it is none.
    pub width: Option<usize>,
}

/// The narrowest column that is worth breaking lines for.
const NARROW: usize = 24;

/// All checks and, last, how many ended how. A remedy is never broken: it is there to be copied.
pub fn table(said: &[Said], look: Look, words: &Catalog) -> String {
    let rows: Vec<_> = said
        .iter()
        .map(|said| (said, word(said.result, words), name(&said.name, words)))
        .collect();
    let widest = |cells: &mut dyn Iterator<Item = &String>| cells.map(|cell| cell.width()).max();
    let result = widest(&mut rows.iter().map(|(_, word, _)| word)).unwrap_or(0);
    let about = widest(&mut rows.iter().map(|(_, _, name)| name)).unwrap_or(0);
    // The sign and a space, and two spaces after each column.
    let margin = 2 + result + 2 + about + 2;
    let room = look.width.map(|width| width.saturating_sub(margin));
    let room = room.filter(|room| *room >= NARROW).unwrap_or(usize::MAX);
    let mut text = String::new();
    for (said, word, name) in &rows {
        let marked = marked(said.result, word, look.colour);
        let evidence = broken(&said.evidence, room).join(&format!("\n{}", " ".repeat(margin)));
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{marked}{}  {name}{}  {evidence}",
            " ".repeat(result - word.width()),
            " ".repeat(about - name.width()),
        );
        for (index, line) in said.remedy.iter().flat_map(|text| text.lines()).enumerate() {
            let arrow = if index == 0 { "→" } else { " " };
            let _ = writeln!(text, "  {arrow} {line}");
        }
    }
    let _ = write!(text, "\n{}\n", summary(said, words));
    text
}

/// Lines of a text that are no wider than this, where its words allow that.
fn broken(text: &str, width: usize) -> Vec<String> {
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

fn summary(said: &[Said], words: &Catalog) -> String {
    let count = |verdict| {
        let counted = said.iter().filter(|said| said.result == verdict).count();
        Arg::from(u64::try_from(counted).unwrap_or(u64::MAX))
    };
    words.say(
        "doctor-summary",
        &[
            ("ok", count(Verdict::Ok)),
            ("attention", count(Verdict::Attention)),
            ("failed", count(Verdict::Failed)),
        ],
    )
}

fn word(verdict: Verdict, words: &Catalog) -> String {
    words.text(match verdict {
        Verdict::Ok => "doctor-ok",
        Verdict::Attention => "doctor-attention",
        Verdict::Failed => "doctor-failed",
        Verdict::NotApplicable => "doctor-not-applicable",
    })
}

/// The sign and the word; the colour repeats what both say.
fn marked(verdict: Verdict, word: &str, colour: bool) -> String {
    let (sign, code) = match verdict {
        Verdict::Ok => ("✓", 32),
        Verdict::Attention => ("!", 33),
        Verdict::Failed => ("✗", 31),
        Verdict::NotApplicable => ("–", 2),
    };
    if colour {
        format!("\u{1b}[{code}m{sign} {word}\u{1b}[0m")
    } else {
        format!("{sign} {word}")
    }
}

/// A check's name as people say it.
fn name(name: &str, words: &Catalog) -> String {
    let (family, about) = name.split_once(':').unwrap_or((name, ""));
    let about = [("about", Arg::from(about))];
    let id = match family {
        "folder" => "doctor-name-folder",
        "ledger" => "doctor-name-ledger",
        "row" => "doctor-name-row",
        "store" => "doctor-name-store",
        "records" => "doctor-name-records",
        "record" => "doctor-name-record",
        "locks" => "doctor-name-locks",
        "lock" => "doctor-name-lock",
        "loopback" => "doctor-name-loopback",
        "browser" => "doctor-name-browser",
        "proxy" => "doctor-name-proxy",
        "certificates" => "doctor-name-certificates",
        "clock" => "doctor-name-clock",
        "cron" => "doctor-name-cron",
        "schedule" => "doctor-name-schedule",
        _ => return name.to_owned(),
    };
    words.say(id, &about).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;

    fn said(name: &str, result: Verdict, remedy: Option<&str>) -> Said {
        Said {
            name: name.into(),
            result,
            evidence: "seen".into(),
            remedy: remedy.map(Into::into),
        }
    }

    const PLAIN: Look = Look {
        colour: false,
        width: None,
    };

    fn sample() -> [Said; 3] {
        [
            said("ledger", Verdict::Ok, None),
            said("loopback:18497", Verdict::Failed, Some("one\ntwo")),
            said("proxy", Verdict::NotApplicable, None),
        ]
    }

    #[test]
    fn columns_are_aligned_and_remedies_stand_below() {
        let text = table(&sample(), PLAIN, &Catalog::new(Lang::En));
        assert_eq!(
            text,
            "✓ ok        list of profiles  seen\n\
             ✗ failed    port 18497        seen\n\
             \x20 → one\n\
             \x20   two\n\
             – not here  proxy             seen\n\
             \n\
             ok: 1 · worth a look: 0 · failed: 1\n"
        );
    }

    #[test]
    fn what_was_seen_stays_in_its_column_and_a_remedy_stays_whole() {
        let said = [Said {
            evidence: "one two three four five six /a/path/that/is/longer/than/its/column".into(),
            ..said(
                "ledger",
                Verdict::Failed,
                Some("a command that goes on and on and on and on"),
            )
        }];
        let look = Look {
            width: Some(56),
            ..PLAIN
        };
        let text = table(&said, look, &Catalog::new(Lang::En));
        let (table, _) = text.split_once("\n\n").unwrap();
        assert_eq!(
            table,
            "✗ failed  list of profiles  one two three four five six\n\
             \x20                           /a/path/that/is/longer/than/its/column\n\
             \x20 → a command that goes on and on and on and on"
        );
    }

    #[test]
    fn colours_only_repeat_what_is_said() {
        for lang in Lang::ALL {
            let words = Catalog::new(lang);
            let plain = table(&sample(), PLAIN, &words);
            let coloured = Look {
                colour: true,
                ..PLAIN
            };
            let mut coloured = table(&sample(), coloured, &words);
            assert_ne!(plain, coloured);
            for code in ["32", "31", "2", "0"] {
                coloured = coloured.replace(&format!("\u{1b}[{code}m"), "");
            }
            assert_eq!(plain, coloured);
        }
    }
}
