//! The pages of a list as one answer of the same shape: `{"_embedded":{"leads":[…]}}`.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// What amoCRM wrote, by the names of the lists.
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
    /// The next part of the answer.
    pub fn page(&mut self, lists: Lists) -> String {
        let mut text = String::new();
        for (name, list) in lists {
            if self.first.is_none() {
                text.extend(["{\"_embedded\":{", &quoted(&name), ":["]);
                self.first = Some(name.clone());
            }
            if self.first.as_ref() == Some(&name) {
                for value in list {
                    self.separate(&mut text);
                    text.push_str(value.get());
                }
            } else {
                self.others.entry(name).or_default().extend(list);
            }
        }
        text
    }

    /// The rest of the answer.
    pub fn end(self) -> String {
        let mut text = String::new();
        text.push_str(match self.first {
            Some(_) => "]",
            None => "{\"_embedded\":{",
        });
        for (name, list) in self.others {
            let values: Vec<_> = list.iter().map(|value| value.get()).collect();
            text.extend([",", &quoted(&name), ":[", &values.join(","), "]"]);
        }
        text.push_str("}}");
        text
    }

    fn separate(&mut self, text: &mut String) {
        if self.any {
            text.push(',');
        }
        self.any = true;
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
    fn pages_become_one_list_in_which_nothing_is_changed() {
        let mut merged = Merged::default();
        let mut text = merged.page(lists(r#"{"leads":[{"id":2,"a":1.10},{"id":1}]}"#));
        assert!(text.ends_with(r#"{"id":1}"#), "passed on at once");
        text += &merged.page(lists(r#"{"leads":[]}"#));
        text += &merged.page(lists(r#"{"leads":[{"id":3}]}"#));
        text += &merged.end();
        assert_eq!(
            text,
            r#"{"_embedded":{"leads":[{"id":2,"a":1.10},{"id":1},{"id":3}]}}"#
        );
    }

    #[test]
    fn several_lists_stay_apart() {
        let mut merged = Merged::default();
        let mut text = merged.page(lists(r#"{"a":[1],"b":["x"]}"#));
        text += &merged.page(lists(r#"{"b":["y"],"c":[null]}"#));
        text += &merged.end();
        assert_eq!(text, r#"{"_embedded":{"a":[1],"b":["x","y"],"c":[null]}}"#);
        assert_eq!(Merged::default().end(), r#"{"_embedded":{}}"#);
    }
}
