//! A failure on standard error: what happened, why, and the exact command that mends it.

use super::exit::Code;
use super::{environment, output};
use crate::domain::profile::ProfileName;
use crate::domain::trouble::{Cause, Mend, Severity, Trouble};
use crate::i18n::{Arg, Catalog};

/// Tells a trouble, and which code follows from it.
pub fn tell(words: &Catalog, trouble: &Trouble, profile: Option<&ProfileName>) -> Code {
    output::err(&text(words, trouble, profile));
    trouble.cause.severity().into()
}

/// A trouble in words.
pub fn text(words: &Catalog, trouble: &Trouble, profile: Option<&ProfileName>) -> String {
    let explanation = words.explain(trouble);
    let mut lines = vec![format!("amokey: {}", explanation.what)];
    lines.extend(explanation.why);
    lines.extend(explanation.details);
    lines.extend(explanation.next);
    if let Some(command) = mending_command(trouble, profile) {
        lines.push(format!("  {command}"));
    }
    lines.join("\n") + "\n"
}

/// Tells wrong usage.
pub fn usage(words: &Catalog, id: &str, args: &[(&str, Arg<'_>)]) -> Code {
    output::err(&format!("amokey: {}\n", words.say(id, args)));
    Code::Usage
}

fn mending_command(trouble: &Trouble, profile: Option<&ProfileName>) -> Option<String> {
    if let (Cause::StoreDamaged | Cause::StoreDoubled, Some(name)) = (&trouble.cause, profile) {
        return Some(format!("amokey forget {name}"));
    }
    match (trouble.cause.severity(), trouble.cause.mend(), profile) {
        (Severity::Person, _, Some(name))
        | (Severity::Failed, Mend::Credentials | Mend::RedirectUri | Mend::Consent, Some(name)) => {
            Some(format!("amokey authorize {name}"))
        }
        (Severity::Person, _, None) => Some(environment::command_line()),
        _ => None,
    }
}
