//! A check in the words of a language, out of `doctor.ftl`.

use serde::Serialize;

use crate::domain::trouble::Trouble;
use crate::i18n::{Arg, Catalog};
use crate::service::doctor::check::{Check, CheckStatus, Fact};

/// One check in words. Its fields are those of `--format json`.
#[derive(Debug, Serialize)]
pub struct Rendered {
    pub name: String,
    pub result: CheckStatus,
    pub evidence: String,
    pub remedy: Option<String>,
}

pub fn render(check: &Check, words: &Catalog) -> Rendered {
    let mut args: Vec<_> =
        check.facts.iter().map(|(name, fact)| (*name, arg(fact, words))).collect();
    let mut remedy = None;
    if let Some(trouble) = &check.trouble {
        args.push(("trouble", Arg::from(in_full(trouble, words))));
        args.push(("reason", Arg::from(in_short(trouble, words))));
        remedy = words.explain(trouble).next;
    }
    if !check.fix.is_empty() {
        let lines: Vec<_> = check.fix.iter().map(|id| words.say(id, &args)).collect();
        remedy = Some(lines.join("\n"));
    }
    let evidence = words.say(check.id, &args);
    Rendered { name: check.name.clone(), result: check.status, evidence, remedy }
}

fn arg<'a>(fact: &'a Fact, words: &Catalog) -> Arg<'a> {
    match fact {
        Fact::Text(text) => Arg::from(text.as_str()),
        Fact::Number(number) => Arg::from(*number),
        Fact::Seconds(seconds) => Arg::from(words.left(*seconds)),
        Fact::Store(store) => Arg::from(words.store(*store)),
        Fact::Scheduler(with) => Arg::from(words.scheduler(*with)),
    }
}

/// What it is, and all that the system said.
fn in_full(trouble: &Trouble, words: &Catalog) -> String {
    let explanation = words.explain(trouble);
    let what = explanation.what.trim_end_matches('.').to_owned();
    match explanation.details {
        Some(details) => format!("{what} ({details})"),
        None => what,
    }
}

/// What it is, and of what the system said the last and innermost: the rest only leads there.
fn in_short(trouble: &Trouble, words: &Catalog) -> String {
    let what = words.explain(trouble).what;
    let note = trouble.detail.note.as_deref();
    match note.and_then(|note| note.rsplit(": ").next()) {
        Some(reason) => format!("{} ({reason})", what.trim_end_matches('.')),
        None => what,
    }
}
