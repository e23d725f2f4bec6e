//! The pages of a list as one answer of the same shape: `{"_embedded":{"leads":[…]}}`.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

type Lists = BTreeMap<String, Vec<Box<RawValue>>>;

/// Puts pages together as they come. A page has one list as a rule, which is passed on at once; what else is
/// embedded waits for the end.
#[derive(Default)]
pub struct Merged {
    first: Option<String>,
    /// Whether something of the first list was written.
    any: bool,
    others: Lists,
}

impl Merged {
    pub fn page(&mut self, lists: Lists) -> String {
        let mut text = String::new();
        for (name, list) in lists {
            if self.first.is_none() {
                text.extend(["{\"_embedded\":{", &quoted(&name), ":["]);
                self.first = Some(name.clone());
            }
            if self.first.as_ref() == Some(&name) {
                for value in list {
                    text.push_str(if self.any { "," } else { "" });
                    text.push_str(value.get());
                    self.any = true;
                }
            } else {
                self.others.entry(name).or_default().extend(list);
            }
        }
        text
    }

    pub fn end(self) -> String {
        let mut text = if self.first.is_some() { "]" } else { "{\"_embedded\":{" }.to_owned();
        for (name, list) in self.others {
            let values: Vec<_> = list.iter().map(|value| value.get()).collect();
            text.extend([",", &quoted(&name), ":[", &values.join(","), "]"]);
        }
        text.push_str("}}");
        text
    }
}

fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(json: &str) -> Lists {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn pages_become_one_answer_in_which_nothing_is_changed_and_lists_stay_apart() {
        let mut merged = Merged::default();
        let mut text = merged.page(lists(r#"{"a":[{"id":2,"n":1.10},{"id":1}],"b":["x"]}"#));
        assert!(text.ends_with(r#"{"id":1}"#), "passed on at once");
        text += &merged.page(lists(r#"{"a":[]}"#));
        text += &merged.page(lists(r#"{"a":[{"id":3}],"b":["y"],"c":[null]}"#));
        text += &merged.end();
        let a = r#"[{"id":2,"n":1.10},{"id":1},{"id":3}]"#;
        assert_eq!(text, format!(r#"{{"_embedded":{{"a":{a},"b":["x","y"],"c":[null]}}}}"#));
        assert_eq!(Merged::default().end(), r#"{"_embedded":{}}"#);
    }
}
