//! `amokey unpack`: profiles out of a pack, into the store and the ledger of this home.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::pack::{failed, forgets_nothing, place, whereabouts};
use crate::cli::args::transfer::UnpackArgs;
use crate::cli::{Exit, Failure, Needs, context, failure, output, profile, prompt, secrets};
use crate::domain::profile::ProfileName;
use crate::i18n::Catalog;
use crate::runtime::home::Home;
use crate::runtime::{machine, settings};
use crate::service::Context;
use crate::service::transfer::pack::{
    OpenedPack, Refusal, Took, UnpackRequest, Unpacked, Warning, open, take_back, unfinished,
};

pub fn run(args: &UnpackArgs, words: &Catalog) -> Result<Exit, Failure> {
    let file = place(&args.pack)?;
    let names = args.profiles.iter().map(|text| profile::name(text));
    let names = names.collect::<Result<Vec<_>, _>>()?;
    context::run(Needs::Secrets, words, async |context| {
        forgets_nothing(&context)?;
        if let Some(part) = unfinished(&file) {
            let back = take_back(&context, &part).await.map_err(|error| failed(error, words))?;
            let names = [("names", listed(&back).into())];
            return output::line(&words.say("unpack-taken-back", &names));
        }
        let home = Home::open()?;
        let passphrase = secrets::aside(words.lang(), secrets::pack_passphrase).await?;
        machine::allow_many_files();
        let request = UnpackRequest {
            file: file.clone(),
            key: passphrase.into(),
            names,
            here: whereabouts(&home),
            settings: settings::current().path.clone(),
            again: args.again,
        };
        let opened = open(request).await.map_err(|error| failed(error, words))?;
        if !agreed(&context, &opened, args.yes, words).await? {
            return Ok(Exit::Interrupted);
        }
        let unpacked = opened.take(&context).await.map_err(|error| failed(error, words))?;
        told(&unpacked, &file, words)
    })
}

/// Says what should be known before, and asks whether it is wanted.
async fn agreed(
    context: &Context,
    opened: &OpenedPack,
    yes: bool,
    words: &Catalog,
) -> Result<bool, Failure> {
    let warnings = opened.warnings(context).await.map_err(|error| failed(error, words))?;
    for warning in &warnings {
        output::warn(&said(warning, opened, words));
    }
    if warnings.is_empty() || yes {
        return Ok(true);
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::usage("unpack-needs-yes"));
    }
    Ok(prompt::agreed(words, &words.text("unpack-question")).await)
}

fn said(warning: &Warning, opened: &OpenedPack, words: &Catalog) -> String {
    let day = |at: &jiff::Timestamp| at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    match warning {
        Warning::Copy { at, spent } => {
            let host = opened.manifest().packed_on.as_str();
            let copy = words.say("unpack-copy", &[("at", day(at).into()), ("host", host.into())]);
            let more = match spent.as_slice() {
                [] => words.text("unpack-copy-fresh"),
                spent => words.say("unpack-copy-spent", &[("names", listed(spent).into())]),
            };
            format!("{copy}\n{more}")
        }
        Warning::ComesBack(names) => {
            words.say("unpack-comes-back", &[("names", listed(names).into())])
        }
        Warning::Again(taken) => {
            let lines = taken.iter().map(|taken| {
                let args = [
                    ("host", taken.host.as_str().into()),
                    ("at", day(&taken.at).into()),
                    ("names", listed(taken.profiles.keys()).into()),
                ];
                words.say("unpack-again", &args)
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

fn listed<'a>(names: impl IntoIterator<Item = &'a ProfileName>) -> String {
    names.into_iter().map(ProfileName::as_str).collect::<Vec<_>>().join(", ")
}

fn told(unpacked: &Unpacked, file: &Path, words: &Catalog) -> Result<Exit, Failure> {
    let mut codes = Vec::new();
    for (name, result) in &unpacked.profiles {
        codes.push(match result {
            Ok(took) => {
                let id = match took {
                    Took::Taken => "unpack-taken",
                    Took::TakenElsewhere => "unpack-taken-elsewhere",
                    Took::Here => "unpack-here",
                    Took::KeptNewer => "unpack-kept-newer",
                };
                output::line(&words.say(id, &[("name", name.as_str().into())]))?
            }
            Err(refusal) => refused(name, refusal, file, words),
        });
    }
    if unpacked.exports > 0 {
        output::note(&words.say("unpack-exports", &[("count", unpacked.exports.into())]));
    }
    if unpacked.took_settings {
        let path = settings::current().path.display().to_string();
        output::note(&words.say("unpack-settings", &[("path", path.into())]));
    }
    if unpacked.profiles.iter().any(|(_, result)| *result == Ok(Took::Taken)) {
        output::note(&words.text("unpack-next"));
    }
    Ok(Exit::of_many(codes))
}

fn refused(name: &ProfileName, refusal: &Refusal, file: &Path, words: &Catalog) -> Exit {
    let failure = match refusal {
        Refusal::NotInPack => Failure::usage("unpack-not-in-pack"),
        Refusal::TakenBefore(taken) => Failure::new(Exit::Failed, "unpack-taken-before")
            .with("host", &taken.host)
            .with("at", taken.at.strftime("%Y-%m-%d %H:%M UTC")),
        Refusal::Another => Failure::new(Exit::Failed, "unpack-another"),
        Refusal::InUse => Failure::new(Exit::Failed, "unpack-in-use"),
        Refusal::Elsewhere => Failure::new(Exit::Failed, "unpack-elsewhere"),
        Refusal::Trouble(trouble) => return failure::tell(words, trouble, Some(name)),
    };
    failure.with("name", name).with("path", file.display()).tell(words)
}
