//! Templates with places to fill.

use std::borrow::Cow;

/// Replaces every `{{name}}` of a template, once: what is put in is not looked at again.
pub fn fill<'a>(template: &str, value: impl Fn(&str) -> Cow<'a, str>) -> String {
    let mut parts = template.split("{{");
    let mut page = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, text) = part.split_once("}}").unwrap_or((part, ""));
        page.push_str(&value(name));
        page.push_str(text);
    }
    page
}
