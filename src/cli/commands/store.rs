//! `amokey store`: which store is used, a new sealed file, and profiles that move from one to the other.

use crate::cli::args::store::{Destination, StoreArgs, StoreCommand, StoreInitArgs, StoreMoveArgs};
use crate::cli::{Exit, Failure, Needs, context, failure, output};
use crate::domain::profile::StoreKind;
use crate::domain::shell::quoted;
use crate::i18n::Catalog;
use crate::runtime::open::StorePair;
use crate::runtime::sealed_file::{self, SealedFileStatus, Source};
use crate::service::transfer::move_store::move_all;
use crate::service::{Context, profiles};

pub fn run(args: StoreArgs, words: &Catalog) -> Result<Exit, Failure> {
    match args.command {
        StoreCommand::Show => show(words),
        StoreCommand::Init(args) => init(args, words),
        StoreCommand::Move(args) => moved(&args, words),
    }
}

/// What is shown, and behind it why the sealed file does not open, where it does not.
fn show(words: &Catalog) -> Result<Exit, Failure> {
    context::run(Needs::Ledger, words, async |context| {
        let in_use = context.store.kind();
        let rows = profiles::all(&context).await?.all;
        let named = [("store", words.store(in_use).into()), ("name", in_use.as_str().into())];
        let mut lines = vec![words.say("store-in-use", &named)];
        let SealedFileStatus { path, key, profiles } =
            sealed_file::look(context::unlocking(words))?;
        let is_there = key.is_some() || profiles.is_some();
        let id = if is_there { "store-file" } else { "store-no-file" };
        lines.push(words.say(id, &[("path", path.display().to_string().into())]));
        lines.extend(key.map(|source| key_line(&source, words)));
        let opened = profiles.transpose();
        if let Ok(Some(names)) = &opened {
            lines.push(words.say("store-opens", &[("count", names.len().into())]));
        }
        for store in [StoreKind::Keychain, StoreKind::File] {
            let count = rows.iter().filter(|row| row.store == store).count();
            let args = [("store", words.store(store).into()), ("count", count.into())];
            lines.push(words.say("store-profiles", &args));
        }
        let ended = output::line(&lines.join("\n"));
        opened?;
        ended
    })
}

fn key_line(source: &Source, words: &Catalog) -> String {
    let (id, path) = match source {
        Source::Credential(path) => ("store-key-credential", Some(path)),
        Source::KeyFile(path) => ("store-key-file", Some(path)),
        Source::Keychain => ("store-key-keychain", None),
        Source::Passphrase => ("store-key-passphrase", None),
    };
    let path = path.map(|path| ("path", path.display().to_string().into()));
    words.say(id, path.as_slice())
}

fn init(args: StoreInitArgs, words: &Catalog) -> Result<Exit, Failure> {
    let StoreInitArgs { key_file, passphrase, keychain } = args;
    let source = match (key_file, keychain, passphrase) {
        (Some(path), _, _) => std::path::absolute(&path).ok().map(Source::KeyFile),
        (None, true, _) => Some(Source::Keychain),
        (None, false, true) => Some(Source::Passphrase),
        (None, false, false) => sealed_file::said(),
    };
    let source = source.ok_or(Failure::usage("store-which-key"))?;
    let path = sealed_file::init(&source, words.lang(), context::unlocking(words))?;
    let mut lines = vec![
        words.say("store-made", &[("path", path.display().to_string().into())]),
        key_line(&source, words),
        words.text("store-keep-key"),
        words.text("store-use"),
        "  amokey config set store file".to_owned(),
    ];
    if let Source::KeyFile(path) = &source {
        let path = quoted(&path.display().to_string());
        lines.push(format!("  amokey config set key_file {path}"));
    }
    output::line(&lines.join("\n"))
}

fn moved(args: &StoreMoveArgs, words: &Catalog) -> Result<Exit, Failure> {
    let to = match args.destination {
        Destination::File => StoreKind::File,
        Destination::Keychain => StoreKind::Keychain,
    };
    context::run(Needs::Ledger, words, async |context| {
        let in_use = context.store.kind();
        let opened =
            StorePair::between(to, args.from.as_ref(), words.lang(), &context::unlocking(words));
        let StorePair { from, to: store, profiles: names, locks } = opened?;
        // It must not be found out half-way that it is closed.
        let context = Context { store, locks, ..context };
        context.with_store(|store| store.check()).await?;
        let mut codes = Vec::new();
        let all = move_all(&context, &from, names, |done| {
            codes.push(match &done.result {
                Ok(()) => {
                    let args =
                        [("name", done.name.as_str().into()), ("store", words.store(to).into())];
                    output::line(&words.say("store-moved", &args)).unwrap_or(Exit::Failed)
                }
                Err(trouble) => failure::tell(words, trouble, Some(&done.name)),
            });
        });
        if all.await?.is_empty() {
            let from = [("store", words.store(from.kind()).into())];
            return output::line(&words.say("store-nothing-to-move", &from));
        }
        if in_use != to {
            let line = format!("  amokey config set store {}", to.as_str());
            output::note(&format!("{}\n{line}", words.text("store-use")));
        }
        Ok(Exit::of_many(codes))
    })
}
