//! `amokey note`: a person's own line about a profile.

use crate::cli::args::profiles::NoteArgs;
use crate::cli::{Exit, Failure, Needs, context, output, profile};
use crate::domain::profile::Note;
use crate::domain::profile::note::BadNote;
use crate::i18n::Catalog;
use crate::service::profiles::note::write;

pub fn run(args: &NoteArgs, words: &Catalog) -> Result<Exit, Failure> {
    let (name, text) = args.note().ok_or(Failure::usage("cli-note-whose"))?;
    let name = profile::name(name)?;
    let Some(text) = text else {
        return context::run(Needs::Known, words, async |context| {
            match profile::existing(&context, &name).await?.note {
                Some(note) => output::line(note.as_str()),
                None => Ok(Exit::Done),
            }
        });
    };
    let note = match Note::parse(text) {
        Ok(note) => Some(note),
        Err(BadNote::Empty) => None,
        Err(BadNote::TooLong) => {
            return Err(Failure::usage("cli-note-too-long").with("most", Note::LONGEST));
        }
        Err(BadNote::Unprintable) => return Err(Failure::usage("cli-note-unprintable")),
        Err(BadNote::Secret) => return Err(Failure::usage("cli-note-secret")),
    };
    context::run(Needs::Ledger, words, async |context| {
        let id = if note.is_some() { "cli-noted" } else { "cli-note-gone" };
        write(&context, &name, note).await?;
        output::line(&words.say(id, &[("name", name.as_str().into())]))
    })
}
