//! `"acme<enter>"` as key events.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Reads keys: letters stand for themselves, others stand in angle brackets.
pub fn parse(text: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            keys.push(named(name));
            rest = after;
        } else {
            keys.push(KeyEvent::from(KeyCode::Char(c)));
            rest = &rest[c.len_utf8()..];
        }
    }
    keys
}

fn named(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("ctrl-") {
        let code = KeyCode::Char(letter.chars().next().expect("a letter after ctrl-"));
        return KeyEvent::new(code, KeyModifiers::CONTROL);
    }
    if let Some(code) = name.strip_prefix("shift-") {
        return KeyEvent::new(named(code).code, KeyModifiers::SHIFT);
    }
    KeyEvent::from(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "f1" => KeyCode::F(1),
        "f3" => KeyCode::F(3),
        other => panic!("no key is called <{other}>"),
    })
}
