//! `amokey pack`: everything of this home in one file, for another machine or as a backup.

use std::path::{Path, PathBuf};

use crate::cli::args::transfer::PackArgs;
use crate::cli::{Exit, Failure, Needs, context, failure, output, secrets};
use crate::domain::pack::{Purpose, Whereabouts};
use crate::domain::profile::StoreKind;
use crate::domain::shell::quoted;
use crate::i18n::Catalog;
use crate::runtime::home::Home;
use crate::runtime::{machine, settings};
use crate::service::Context;
use crate::service::transfer::pack::{
    Given, Left, PackError, PackFault, PackRequest, is_free, pack,
};

pub fn run(args: &PackArgs, words: &Catalog) -> Result<Exit, Failure> {
    let file = place(&args.pack)?;
    if file.extension().is_some_and(|it| it == "part") {
        return Err(Failure::usage("pack-part-name"));
    }
    let purpose = if args.copy { Purpose::Copy } else { Purpose::Move };
    context::run(Needs::Secrets, words, async |context| {
        forgets_nothing(&context)?;
        // Before a passphrase is typed for nothing.
        is_free(&file, args.replace).map_err(|error| failed(error, words))?;
        let home = Home::open()?;
        let settings = Some(settings::read(&home.folder)?).filter(|text| !text.is_empty());
        let passphrase = secrets::aside(words.lang(), secrets::new_pack_passphrase).await?;
        machine::allow_many_files();
        let request = PackRequest {
            file: file.clone(),
            key: passphrase.into(),
            purpose,
            may_replace: args.replace,
            settings,
            from: whereabouts(&home),
        };
        let given = pack(&context, request).await.map_err(|error| failed(error, words))?;
        told(&given, &file, purpose, words)
    })
}

fn told(given: &Given, file: &Path, purpose: Purpose, words: &Catalog) -> Result<Exit, Failure> {
    let path = file.display().to_string();
    let mut codes = Vec::new();
    for (name, left) in &given.left {
        codes.push(match left {
            Left::Away(mark) => {
                let args = [("name", name.as_str().into()), ("path", mark.file.as_str().into())];
                output::note(&words.say("pack-left-away", &args));
                Exit::Done
            }
            Left::Trouble(trouble) => failure::tell(words, trouble, Some(name)),
        });
    }
    if given.packed.is_empty() {
        output::warn(&words.text("pack-nothing"));
        return Ok(Exit::of_many(codes.into_iter().chain([Exit::Failed])));
    }
    let args = [("count", given.packed.len().into()), ("path", path.as_str().into())];
    codes.push(output::line(&words.say("pack-done", &args))?);
    let command = format!("  amokey unpack {}", quoted(&path));
    let next = match purpose {
        Purpose::Move => "pack-done-next",
        Purpose::Copy => "pack-copy-next",
    };
    output::note(&format!("{}\n{command}", words.text(next)));
    Ok(Exit::of_many(codes))
}

/// Where a pack is, or will be. What is made of standard input and output is neither read again nor renamed.
pub(super) fn place(given: &Path) -> Result<PathBuf, Failure> {
    if given.as_os_str() == "-" {
        return Err(Failure::usage("pack-no-pipe"));
    }
    Ok(std::path::absolute(given).unwrap_or_else(|_| given.to_path_buf()))
}

/// The memory of this process is no place that anything could go to, or come from.
pub(super) fn forgets_nothing(context: &Context) -> Result<(), Failure> {
    match context.store.kind() {
        StoreKind::Keychain | StoreKind::File => Ok(()),
        StoreKind::Memory => Err(Failure::usage("pack-memory")),
    }
}

pub(super) fn whereabouts(home: &Home) -> Whereabouts {
    Whereabouts { home: home.id.clone(), host: machine::name() }
}

pub(super) fn failed(error: PackError, words: &Catalog) -> Failure {
    match error {
        PackError::File { fault, path, note } => {
            let shown = path.display().to_string();
            let failure = match fault {
                PackFault::Absent => Failure::new(Exit::Failed, "pack-absent"),
                PackFault::Exists => Failure::usage("pack-exists"),
                PackFault::HoldsOurs => Failure::usage("pack-holds-ours"),
                PackFault::PartInTheWay => Failure::usage("pack-part-in-the-way"),
                PackFault::Foreign => Failure::new(Exit::Failed, "pack-foreign"),
                PackFault::Newer => Failure::new(Exit::Failed, "pack-newer"),
                PackFault::Damaged => Failure::new(Exit::Failed, "pack-damaged"),
                PackFault::WrongPassphrase => Failure::new(Exit::Failed, "pack-wrong-passphrase"),
                PackFault::Held => Failure::new(Exit::Busy, "pack-held"),
                PackFault::Unfinished => Failure::new(Exit::Failed, "pack-unfinished"),
                PackFault::Unusable => Failure::new(Exit::Failed, "pack-unusable")
                    .with("reason", note.unwrap_or_default()),
            };
            failure.with("path", shown)
        }
        PackError::Nothing => Failure::new(Exit::Failed, "pack-nothing"),
        PackError::HalfWay { path, trouble } => {
            let shown = path.display().to_string();
            Failure::new((&*trouble).into(), "pack-half-way")
                .with("path", &shown)
                .with("reason", words.explain(&trouble).what)
                .below([format!("amokey unpack {}", quoted(&shown))])
        }
        PackError::Trouble(trouble) => trouble.into(),
    }
}
