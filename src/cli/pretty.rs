//! JSON for a person's eyes: every value as it was written, each on a line of its own, and nothing that a terminal
//! would take for an order.

use std::fmt::Write as _;

/// Sets JSON out as it comes, in as many parts as it comes in. What is no JSON comes out with some spaces more.
#[derive(Default)]
pub struct Pretty {
    depth: usize,
    position: Position,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Position {
    #[default]
    Outside,
    /// Behind a bracket that may be closed at once.
    Opened,
    Text,
    Escape,
}

impl Pretty {
    pub fn feed(&mut self, part: &str) -> String {
        let mut out = String::with_capacity(part.len() * 2);
        for c in part.chars() {
            self.next(c, &mut out);
        }
        out
    }

    fn next(&mut self, c: char, out: &mut String) {
        match (self.position, c) {
            (Position::Escape, _) => self.position = Position::Text,
            (Position::Text, '\\') => self.position = Position::Escape,
            (Position::Text, '"') => self.position = Position::Outside,
            (Position::Text, _) => {}
            (_, ' ' | '\t' | '\r' | '\n') => return,
            (Position::Opened, '}' | ']') => {
                self.depth = self.depth.saturating_sub(1);
                self.position = Position::Outside;
            }
            (Position::Outside, '}' | ']') => {
                self.depth = self.depth.saturating_sub(1);
                self.line(out);
            }
            (position, _) => {
                if position == Position::Opened {
                    self.line(out);
                }
                self.position = match c {
                    '"' => Position::Text,
                    '{' | '[' => Position::Opened,
                    _ => Position::Outside,
                };
            }
        }
        shown(c, out);
        match (self.position, c) {
            (Position::Opened, _) => self.depth += 1,
            (Position::Outside, ',') => self.line(out),
            (Position::Outside, ':') => out.push(' '),
            (Position::Outside | Position::Text | Position::Escape, _) => {}
        }
    }

    fn line(&self, out: &mut String) {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", self.depth));
    }
}

/// Text that is no JSON, for a terminal: without what would move its cursor.
pub fn harmless(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// A character as a terminal may have it: JSON can say the others otherwise.
fn shown(c: char, out: &mut String) {
    if c.is_control() {
        // Writing to a String cannot fail.
        let _ = write!(out, "\\u{:04x}", u32::from(c));
    } else {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"b":[],"a":{},"n":1.10,"t":"a,\"b\":[1]","l":[1,{"x":null},[true]]}"#;
    const SET_OUT: &str = r#"{
  "b": [],
  "a": {},
  "n": 1.10,
  "t": "a,\"b\":[1]",
  "l": [
    1,
    {
      "x": null
    },
    [
      true
    ]
  ]
}"#;

    #[test]
    fn values_stay_as_they_were_written_in_their_order() {
        assert_eq!(Pretty::default().feed(JSON), SET_OUT);
        assert_eq!(Pretty::default().feed(SET_OUT), SET_OUT);
        assert_eq!(Pretty::default().feed("\"text\""), "\"text\"");
    }

    #[test]
    fn it_may_be_cut_anywhere() {
        for (at, _) in JSON.char_indices() {
            let (head, tail) = JSON.split_at(at);
            let mut pretty = Pretty::default();
            assert_eq!(pretty.feed(head) + &pretty.feed(tail), SET_OUT);
        }
    }

    #[test]
    fn a_terminal_is_given_no_orders() {
        let sly = "{\"a\":\"\u{1b}]0;x\u{7}\u{9b}31m\"}";
        let shown = Pretty::default().feed(sly);
        assert_eq!(shown, "{\n  \"a\": \"\\u001b]0;x\\u0007\\u009b31m\"\n}");
        assert_eq!(harmless("<p>\u{1b}[2J\r\n\tx"), "<p>[2J\n\tx");
    }

    proptest::proptest! {
        #[test]
        fn nothing_upsets_it_and_json_means_the_same(text in ".{0,80}", numbers in proptest::collection::vec(-9_i32..9, 0..5)) {
            let _ = Pretty::default().feed(&text);
            let value = serde_json::json!({"text": text, "numbers": numbers, "nested": [{}, [[]], {"x": text}]});
            let set_out = Pretty::default().feed(&value.to_string());
            proptest::prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&set_out).unwrap(), value);
        }
    }
}
