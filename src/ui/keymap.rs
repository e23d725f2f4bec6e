//! The one table of (focus, key, action, text): it drives dispatch, footer, help and the README.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::action::TypedChar;
use crate::app::dashboard::Preset;
use crate::app::{Action, Edit, Focus, Model};
use crate::domain::profile::next_command::NextCommand;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    control: bool,
    /// Whether it is this key with Shift alone. Otherwise Shift makes no difference: a letter tells it itself.
    shift: bool,
}

#[derive(Debug)]
pub struct Binding {
    pub focus: &'static [Focus],
    pub key: Key,
    pub action: Action,
    pub text: &'static str,
    /// Whether the footer shows it; the help shows all.
    pub footer: bool,
}

const fn key(code: KeyCode) -> Key {
    Key { code, control: false, shift: false }
}

const fn letter(c: char) -> Key {
    key(KeyCode::Char(c))
}

const fn control(c: char) -> Key {
    Key { code: KeyCode::Char(c), control: true, shift: false }
}

const fn shift(code: KeyCode) -> Key {
    Key { code, control: false, shift: true }
}

const fn shown(focus: &'static [Focus], key: Key, action: Action, text: &'static str) -> Binding {
    Binding { focus, key, action, text, footer: true }
}

const fn hidden(focus: &'static [Focus], key: Key, action: Action, text: &'static str) -> Binding {
    Binding { focus, key, action, text, footer: false }
}

const QUESTIONS: &[Focus] =
    &[Focus::Text, Focus::Secret, Focus::Consent, Focus::Step, Focus::Choice];
/// What can be gone back from.
const WIZARD: &[Focus] =
    &[Focus::Text, Focus::Secret, Focus::Consent, Focus::Step, Focus::Choice, Focus::Retry];
const CLOSED: &[Focus] = &[Focus::Filter, Focus::Dashboard, Focus::Log, Focus::Help];
const TYPING: &[Focus] = &[Focus::Text, Focus::Secret];
const FIELDS: &[Focus] = &[Focus::Text, Focus::Secret, Focus::Consent];
const STEPS: &[Focus] = &[Focus::Step, Focus::Choice];
const RETRY: &[Focus] = &[Focus::Retry];
const CONSENT: &[Focus] = &[Focus::Consent];
const DONE: &[Focus] = &[Focus::Done];
const LIST: &[Focus] = &[Focus::Dashboard];
const LOG: &[Focus] = &[Focus::Log];
const LIST_AND_LOG: &[Focus] = &[Focus::Dashboard, Focus::Log];
const FILTER: &[Focus] = &[Focus::Filter];
const QUESTION: &[Focus] = &[Focus::Question];
const HELP: &[Focus] = &[Focus::Help];
const LETTERS_ARE_KEYS: &[Focus] =
    &[Focus::Step, Focus::Retry, Focus::Choice, Focus::Done, Focus::Dashboard, Focus::Log];
const EVERYWHERE: &[Focus] = &[
    Focus::Text,
    Focus::Secret,
    Focus::Consent,
    Focus::Step,
    Focus::Retry,
    Focus::Choice,
    Focus::Done,
    Focus::Dashboard,
    Focus::Filter,
    Focus::Log,
    Focus::Question,
    Focus::Help,
];

/// The table. The order is that of the footer.
static BINDINGS: &[Binding] = &[
    // Choosing and answering.
    hidden(LIST, shift(KeyCode::Up), Action::MarkUp, "key-mark-on"),
    hidden(LIST, shift(KeyCode::Down), Action::MarkDown, "key-mark-on"),
    hidden(LIST_AND_LOG, key(KeyCode::Up), Action::Up, "key-up"),
    hidden(LIST_AND_LOG, key(KeyCode::Down), Action::Down, "key-down"),
    hidden(LIST_AND_LOG, letter('k'), Action::Up, "key-up"),
    hidden(LIST_AND_LOG, letter('j'), Action::Down, "key-down"),
    hidden(LIST_AND_LOG, key(KeyCode::Home), Action::First, "key-first"),
    hidden(LIST_AND_LOG, key(KeyCode::End), Action::Last, "key-last"),
    hidden(LIST_AND_LOG, key(KeyCode::PageUp), Action::PageUp, "key-page-up"),
    hidden(LIST_AND_LOG, key(KeyCode::PageDown), Action::PageDown, "key-page-down"),
    shown(QUESTIONS, key(KeyCode::Enter), Action::Submit, "key-submit"),
    shown(RETRY, key(KeyCode::Enter), Action::Submit, "key-retry"),
    shown(RETRY, letter('n'), Action::New, "key-instead"),
    shown(DONE, key(KeyCode::Enter), Action::Submit, "key-dashboard"),
    shown(FILTER, key(KeyCode::Enter), Action::Submit, "key-choose"),
    shown(FILTER, key(KeyCode::Tab), Action::Complete, "key-complete"),
    hidden(FILTER, key(KeyCode::Up), Action::Up, "key-up"),
    hidden(FILTER, key(KeyCode::Down), Action::Down, "key-down"),
    shown(LIST, key(KeyCode::Enter), Action::Submit, "key-details"),
    shown(QUESTION, letter('y'), Action::Confirm, "key-yes"),
    shown(QUESTION, letter('n'), Action::Back, "key-no"),
    hidden(QUESTION, key(KeyCode::Esc), Action::Back, "key-no"),
    shown(DONE, letter('s'), Action::CopyCommand(NextCommand::Schedule), "key-schedule"),
    shown(DONE, letter('e'), Action::CopyCommand(NextCommand::Export), "key-export"),
    shown(DONE, letter('t'), Action::CopyCommand(NextCommand::Script), "key-script"),
    // The step at hand.
    shown(STEPS, letter('o'), Action::Open, "key-open"),
    shown(STEPS, letter('c'), Action::CopyLink, "key-copy-redirect-uri"),
    hidden(STEPS, key(KeyCode::Up), Action::Up, "key-up"),
    hidden(STEPS, key(KeyCode::Down), Action::Down, "key-down"),
    shown(CONSENT, control('a'), Action::LetSandboxConsent, "key-let-sandbox"),
    shown(CONSENT, control('o'), Action::Open, "key-open-again"),
    shown(CONSENT, control('y'), Action::CopyLink, "key-copy-link"),
    shown(CONSENT, control('g'), Action::QrCode, "key-qr-code"),
    shown(CONSENT, control('p'), Action::PrintLink, "key-print-link"),
    hidden(TYPING, key(KeyCode::Tab), Action::Down, "key-next-field"),
    hidden(TYPING, key(KeyCode::Down), Action::Down, "key-next-field"),
    hidden(TYPING, key(KeyCode::BackTab), Action::Up, "key-previous-field"),
    hidden(TYPING, key(KeyCode::Up), Action::Up, "key-previous-field"),
    shown(&[Focus::Secret], control('r'), Action::Reveal, "key-reveal"),
    // The chosen profile.
    shown(LIST, letter('a'), Action::Authorize, "key-authorize"),
    shown(LIST, letter('r'), Action::Refresh, "key-refresh"),
    shown(LIST, letter(' '), Action::Mark, "key-mark"),
    shown(LIST_AND_LOG, letter('/'), Action::Filter, "key-filter"),
    shown(LIST, letter('l'), Action::Log, "key-log"),
    shown(LIST, letter('n'), Action::New, "key-new"),
    shown(LIST, letter('w'), Action::Preset(Preset::ThisWeek), "key-this-week"),
    hidden(LIST, letter('!'), Action::Preset(Preset::NeedsYou), "key-needs-you"),
    // Before its small letter, which has another meaning.
    hidden(LIST, letter('V'), Action::MarkRange, "key-mark-range"),
    shown(LIST, letter('v'), Action::Verify, "key-verify"),
    shown(LIST, letter('c'), Action::CopyToken, "key-copy-token"),
    hidden(LIST, letter('e'), Action::CopyCommand(NextCommand::Export), "key-export"),
    hidden(LIST, letter('x'), Action::Forget, "key-forget"),
    hidden(LIST, letter('*'), Action::MarkAll, "key-mark-all"),
    hidden(LIST, letter('m'), Action::OnlyMarked, "key-only-marked"),
    hidden(LIST, letter('S'), Action::Reverse, "key-reverse"),
    hidden(LIST, letter('s'), Action::Sort, "key-sort"),
    hidden(LIST, key(KeyCode::Tab), Action::View, "key-view"),
    // The help, where it is longer than the window.
    hidden(HELP, key(KeyCode::Up), Action::Up, "key-up"),
    hidden(HELP, key(KeyCode::Down), Action::Down, "key-down"),
    hidden(HELP, letter('k'), Action::Up, "key-up"),
    hidden(HELP, letter('j'), Action::Down, "key-down"),
    hidden(HELP, key(KeyCode::Home), Action::First, "key-first"),
    hidden(HELP, key(KeyCode::End), Action::Last, "key-last"),
    hidden(HELP, key(KeyCode::PageUp), Action::PageUp, "key-page-up"),
    hidden(HELP, key(KeyCode::PageDown), Action::PageDown, "key-page-down"),
    // Everywhere.
    shown(WIZARD, key(KeyCode::Esc), Action::Back, "key-back"),
    shown(CLOSED, key(KeyCode::Esc), Action::Back, "key-close"),
    shown(WIZARD, key(KeyCode::F(1)), Action::Help, "key-help"),
    hidden(LOG, letter('l'), Action::Log, "key-close"),
    hidden(
        &[Focus::Done, Focus::Dashboard, Focus::Log],
        key(KeyCode::F(1)),
        Action::Help,
        "key-help",
    ),
    hidden(HELP, key(KeyCode::F(1)), Action::Help, "key-close"),
    hidden(HELP, letter('?'), Action::Help, "key-close"),
    hidden(HELP, key(KeyCode::Enter), Action::Back, "key-close"),
    hidden(HELP, letter('q'), Action::Back, "key-close"),
    shown(LIST_AND_LOG, letter('?'), Action::Help, "key-help"),
    hidden(STEPS, letter('?'), Action::Help, "key-help"),
    shown(LETTERS_ARE_KEYS, letter('q'), Action::Quit, "key-quit"),
    shown(FIELDS, key(KeyCode::F(2)), Action::Language, "key-language"),
    hidden(LETTERS_ARE_KEYS, key(KeyCode::F(2)), Action::Language, "key-language"),
    hidden(EVERYWHERE, key(KeyCode::F(3)), Action::Mouse, "key-mouse"),
    hidden(EVERYWHERE, control('c'), Action::Quit, "key-quit"),
    hidden(EVERYWHERE, control('z'), Action::Suspend, "key-suspend"),
];

/// The rows that hold somewhere, in the order of the footer.
pub fn bindings(focus: Focus) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.focus.contains(&focus))
}

/// What a row is called at this moment: the way back from the first question leads out of the program.
pub fn text(binding: &Binding, model: &Model) -> &'static str {
    match binding.action {
        Action::Back if model.quits_by_esc() => "key-quit",
        _ => binding.text,
    }
}

pub fn action(focus: Focus, event: KeyEvent) -> Option<Action> {
    bindings(focus)
        .find(|binding| binding.key.matches(event))
        .map(|binding| binding.action.clone())
        .or_else(|| edit(focus, event).map(Action::Edit))
}

/// The keys of every text field. They are those of the shell, so they need no help.
fn edit(focus: Focus, event: KeyEvent) -> Option<Edit> {
    if !matches!(focus, Focus::Text | Focus::Secret | Focus::Consent | Focus::Filter) {
        return None;
    }
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    match event.code {
        KeyCode::Backspace if control || alt => Some(Edit::DeleteWord),
        KeyCode::Backspace => Some(Edit::Backspace),
        KeyCode::Delete => Some(Edit::Delete),
        KeyCode::Left => Some(Edit::Left),
        KeyCode::Right => Some(Edit::Right),
        KeyCode::Home => Some(Edit::Home),
        KeyCode::End => Some(Edit::End),
        KeyCode::Char('w') if control => Some(Edit::DeleteWord),
        KeyCode::Char('u') if control => Some(Edit::Clear),
        KeyCode::Char(c) if !control && !alt => Some(Edit::Insert(TypedChar(c))),
        _ => None,
    }
}

impl Key {
    /// How the key is written on the screen.
    pub fn label(self) -> String {
        if self.shift {
            return format!("Shift+{}", key(self.code).label());
        }
        match (self.code, self.control) {
            (KeyCode::Char(' '), false) => "Space".into(),
            (KeyCode::Char(c), true) => format!("^{}", c.to_ascii_uppercase()),
            (KeyCode::Char(c), false) => c.to_string(),
            (KeyCode::Enter, _) => "↵".into(),
            (KeyCode::Esc, _) => "Esc".into(),
            (KeyCode::Up, _) => "↑".into(),
            (KeyCode::Down, _) => "↓".into(),
            (KeyCode::Tab, _) => "Tab".into(),
            (KeyCode::BackTab, _) => "Shift+Tab".into(),
            (KeyCode::PageUp, _) => "PgUp".into(),
            (KeyCode::PageDown, _) => "PgDn".into(),
            (KeyCode::F(n), _) => format!("F{n}"),
            (code, _) => code.to_string(),
        }
    }

    fn matches(self, event: KeyEvent) -> bool {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        if control != self.control || event.modifiers.contains(KeyModifiers::ALT) {
            return false;
        }
        if self.shift && !event.modifiers.contains(KeyModifiers::SHIFT) {
            return false;
        }
        match (self.code, event.code) {
            (KeyCode::Char(ours), KeyCode::Char(typed)) => {
                let same = same_key(typed);
                // Of two keys of one letter the capital stands first in the table.
                let capital = same.filter(|_| typed.is_uppercase()).map(|c| c.to_ascii_uppercase());
                ours == typed || Some(ours) == same || Some(ours) == capital
            }
            (ours, pressed) => ours == pressed,
        }
    }
}

/// The Latin letter on the key of a Cyrillic one: people do not change the layout to press `q`.
fn same_key(typed: char) -> Option<char> {
    const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбю.іїє";
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,./s]'";
    let lower = typed.to_lowercase().next()?;
    CYRILLIC
        .chars()
        .zip(LATIN.chars())
        .find(|(cyrillic, _)| *cyrillic == lower)
        .map(|(_, latin)| latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_meanings_in_one_place() {
        for focus in EVERYWHERE {
            let keys: Vec<Key> = bindings(*focus).map(|binding| binding.key).collect();
            for (at, key) in keys.iter().enumerate() {
                assert!(!keys[at + 1..].contains(key), "{focus:?}: {}", key.label());
            }
        }
    }

    #[test]
    fn while_text_is_typed_letters_are_text() {
        let q = KeyEvent::from(KeyCode::Char('q'));
        assert_eq!(action(Focus::Text, q), Some(Action::Edit(Edit::Insert(TypedChar('q')))));
        assert_eq!(action(Focus::Dashboard, q), Some(Action::Quit));
    }

    #[test]
    fn keys_work_on_a_cyrillic_layout() {
        for (typed, expected) in [
            ('й', Action::Quit),
            ('ф', Action::Authorize),
            ('і', Action::Sort),
            ('Ч', Action::Forget),
            ('ы', Action::Sort),
            ('Ы', Action::Reverse),
            ('м', Action::Verify),
            ('М', Action::MarkRange),
        ] {
            assert_eq!(
                action(Focus::Dashboard, KeyEvent::from(KeyCode::Char(typed))),
                Some(expected)
            );
        }
        let typed = KeyEvent::new(KeyCode::Char('с'), KeyModifiers::CONTROL);
        assert_eq!(action(Focus::Text, typed), Some(Action::Quit));
    }
}
