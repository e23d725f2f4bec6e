//! `amokey which -`: what a token is, and which profile it belongs to. Nothing of it is printed but its fingerprint.

use std::io::{self, IsTerminal as _};

use jiff::Timestamp;
use serde::Serialize;

use crate::cli::args::profiles::Format;
use crate::cli::args::which::WhichArgs;
use crate::cli::{Exit, Failure, Needs, context, failure, output, secrets};
use crate::domain::authorize::recognize::tidy;
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::tokens::whose::{GivenKind, Said, Standing};
use crate::i18n::{Arg, Catalog};
use crate::runtime::hidden;
use crate::service::profiles::which::{Which, which};

pub fn run(args: &WhichArgs, words: &Catalog) -> Result<Exit, Failure> {
    let given = given(words)?;
    context::run(Needs::Token, words, async |context| {
        let found = which(&context, &given).await?;
        match args.format {
            Format::Json => output::json(&Report::of(&found, &given))?,
            Format::Table => output::out(&told(&found, &given, context.now(), words))?,
        };
        let unread = found.unread.iter();
        let codes = unread.map(|(name, trouble)| failure::tell_of(words, trouble, name));
        let codes: Vec<_> = codes.collect();
        if !found.owners.is_empty() {
            return Ok(Exit::Done);
        }
        // Where not everything was seen, that nobody has it is not known.
        Ok(Exit::of_many(codes.into_iter().chain([Exit::Failed])))
    })
}

/// One line, as it was copied: with quotes, or behind `Bearer`.
fn given(words: &Catalog) -> Result<Secret, Failure> {
    let line = if io::stdin().is_terminal() {
        secrets::line(&words.text("which-ask"), &hidden::NEVER)?
    } else {
        let line = secrets::first_line();
        Secret::new(line.map(|line| line.to_string()).unwrap_or_default())
    };
    let text = line.expose();
    let bare = text.rsplit_once("Bearer ").map_or(text, |(_, token)| token);
    // JSON is recognized as it is.
    let given = if bare.trim_start().starts_with('{') { bare.trim().into() } else { tidy(bare) };
    if given.is_empty() {
        return Err(Failure::usage("which-nothing").below(["amokey which -"]));
    }
    Ok(Secret::new(given))
}

/// What it is on the first line, and a line for each profile that has it.
fn told(found: &Which, given: &Secret, now: Timestamp, words: &Catalog) -> String {
    let mut lines = vec![headline(found, given, now, words)];
    for (name, (_, standing)) in &found.owners {
        let standing = words.word("which-standing", standing);
        lines.push(format!("{name}: {standing}"));
    }
    if found.owners.is_empty() {
        lines.push(words.text("which-nobody"));
        if !found.same_account.is_empty() {
            let names: Vec<_> = found.same_account.iter().map(ProfileName::as_str).collect();
            lines.push(words.say("which-same-account", &[("names", names.join(", ").into())]));
        }
    }
    lines.join("\n") + "\n"
}

fn headline(found: &Which, given: &Secret, now: Timestamp, words: &Catalog) -> String {
    let kind = words.word("which-kind", &found.kind);
    let mut args = vec![("kind", Arg::from(kind)), ("fingerprint", given.fingerprint().into())];
    let Some(said) = &found.said else {
        return words.say("which-is", &args);
    };
    args.push(("account", said.account_id.to_string().into()));
    let Some(end) = said.expires_at else {
        return words.say("which-of-account", &args);
    };
    let between = end.duration_since(now).as_secs();
    if between > 0 {
        args.push(("left", words.left(between.unsigned_abs()).into()));
        words.say("which-ends", &args)
    } else {
        args.push(("ago", words.ago(between.unsigned_abs()).into()));
        words.say("which-ended", &args)
    }
}

/// The same for programs.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    fingerprint: String,
    kind: GivenKind,
    claims: Option<&'a Said>,
    profiles: Vec<Owner<'a>>,
    same_account: &'a [ProfileName],
}

#[derive(Serialize)]
struct Owner<'a> {
    name: &'a ProfileName,
    kind: GivenKind,
    standing: Standing,
}

impl<'a> Report<'a> {
    fn of(found: &'a Which, given: &Secret) -> Self {
        let owner =
            |(name, (kind, standing)): &'a (_, _)| Owner { name, kind: *kind, standing: *standing };
        Self {
            version: 1,
            fingerprint: given.fingerprint(),
            kind: found.kind,
            claims: found.said.as_ref(),
            profiles: found.owners.iter().map(owner).collect(),
            same_account: &found.same_account,
        }
    }
}
