//! The README's table of keys is the keymap's.

use std::fmt::Write as _;
use std::fs;

use crate::app::Focus;
use crate::domain::lang::Lang;
use crate::i18n::Catalog;
use crate::ui::keymap;

const PLACES: [(&str, &[Focus]); 9] = [
    ("dashboard", &[Focus::Dashboard]),
    ("filter", &[Focus::Filter]),
    ("a question", &[Focus::Question]),
    ("wizard: a field", &[Focus::Text, Focus::Secret]),
    ("wizard: a step", &[Focus::Step, Focus::Choice]),
    ("wizard: after a failure", &[Focus::Retry]),
    ("wizard: consent", &[Focus::Consent]),
    ("wizard: done", &[Focus::Done]),
    ("help", &[Focus::Help]),
];

#[test]
fn the_key_table_is_that_of_the_keymap() {
    const BEGIN: &str = "<!-- keys -->\n";
    const END: &str = "<!-- /keys -->";
    let path = super::root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    super::same(&path, &format!("{before}{BEGIN}{}{END}{after}", table()));
}

fn table() -> String {
    let words = Catalog::new(Lang::En);
    let all: Vec<Focus> = PLACES.iter().flat_map(|(_, focus)| *focus).copied().collect();
    let everywhere = |binding: &keymap::Binding| all.iter().all(|f| binding.focus.contains(f));
    let mut table = String::from("| where | keys |\n|---|---|\n");
    for (place, focuses) in PLACES {
        let bindings = focuses.iter().flat_map(|focus| keymap::bindings(*focus));
        let keys = keys(bindings.filter(|binding| !everywhere(binding)), &words);
        writeln!(table, "| {place} | {keys} |").unwrap();
    }
    let bindings = keymap::bindings(Focus::Dashboard).filter(|binding| everywhere(binding));
    writeln!(table, "| everywhere | {} |", keys(bindings, &words)).unwrap();
    table
}

/// Keys of one meaning stand together.
fn keys<'a>(bindings: impl Iterator<Item = &'a keymap::Binding>, words: &Catalog) -> String {
    let mut found: Vec<(&str, Vec<String>)> = Vec::new();
    for binding in bindings {
        let label = format!("`{}`", binding.key.label());
        match found.iter_mut().find(|(text, _)| *text == binding.text) {
            Some((_, keys)) if keys.contains(&label) => {}
            Some((_, keys)) => keys.push(label),
            None => found.push((binding.text, vec![label])),
        }
    }
    let said = found.iter().map(|(text, keys)| format!("{} {}", keys.join(" "), words.text(text)));
    said.collect::<Vec<_>>().join(" · ")
}
