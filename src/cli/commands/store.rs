//! `amokey store`: which store is used, a new sealed file, and profiles that move from one to the other.

use super::{kept, unlocking, with_context};
use crate::cli::args::store::{Destination, Init, Move, Store, Verb};
use crate::cli::exit::Code;
use crate::cli::{failure, output};
use crate::domain::profile::StoreKind;
use crate::domain::shell::quoted;
use crate::domain::trouble::Trouble;
use crate::i18n::{Arg, Catalog};
use crate::runtime::moving::Both;
use crate::runtime::sealing::{self, Looked, Source};
use crate::service::move_store::move_all;
use crate::service::{Context, profiles};

/// Shows, makes or moves.
pub fn run(args: Store, words: &Catalog) -> Code {
    match args.verb {
        Verb::Show => show(words),
        Verb::Init(args) => init(args, words),
        Verb::Move(args) => moved(&args, words),
    }
}

fn show(words: &Catalog) -> Code {
    with_context(words, async |context| match lines(&context, words).await {
        Ok((lines, trouble)) => {
            let printed = output::out(&(lines.join("\n") + "\n"));
            trouble.map_or(printed, |trouble| failure::tell(words, &trouble, None))
        }
        Err(trouble) => failure::tell(words, &trouble, None),
    })
}

/// What is shown, and why the sealed file does not open, where it does not.
async fn lines(
    context: &Context,
    words: &Catalog,
) -> Result<(Vec<String>, Option<Trouble>), Trouble> {
    let in_use = context.store.kind();
    let rows = profiles::all(context).await?.profiles;
    let mut lines = vec![words.say(
        "store-in-use",
        &[
            ("store", Arg::from(kept(in_use, words))),
            ("name", Arg::from(in_use.as_str())),
        ],
    )];
    let Looked {
        path,
        key,
        profiles,
    } = sealing::look(unlocking(words))?;
    let path = path.display().to_string();
    let id = match (&key, &profiles) {
        (None, None) => "store-no-file",
        (Some(_), None | Some(_)) | (None, Some(_)) => "store-file",
    };
    lines.push(words.say(id, &[("path", Arg::from(path))]));
    lines.extend(key.map(|source| key_line(&source, words)));
    let mut trouble = None;
    match profiles {
        Some(Ok(names)) => lines.push(words.say("store-opens", &[count(names.len())])),
        Some(Err(error)) => trouble = Some(error),
        None => {}
    }
    for store in [StoreKind::Keychain, StoreKind::File] {
        let of = rows.iter().filter(|row| row.store == store).count();
        let args = [("store", Arg::from(kept(store, words))), count(of)];
        lines.push(words.say("store-profiles", &args));
    }
    Ok((lines, trouble))
}

fn count(count: usize) -> (&'static str, Arg<'static>) {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    ("count", Arg::from(count))
}

fn key_line(source: &Source, words: &Catalog) -> String {
    match source {
        Source::Credential(path) => {
            let path = path.display().to_string();
            words.say("store-key-credential", &[("path", Arg::from(path))])
        }
        Source::KeyFile(path) => {
            let path = path.display().to_string();
            words.say("store-key-file", &[("path", Arg::from(path))])
        }
        Source::Keychain => words.text("store-key-keychain"),
        Source::Passphrase => words.text("store-key-passphrase"),
    }
}

fn init(args: Init, words: &Catalog) -> Code {
    let Init {
        key_file,
        passphrase,
        keychain,
    } = args;
    let source = match (key_file, keychain, passphrase) {
        (Some(path), _, _) => std::path::absolute(&path).ok().map(Source::KeyFile),
        (None, true, _) => Some(Source::Keychain),
        (None, false, true) => Some(Source::Passphrase),
        (None, false, false) => sealing::said(),
    };
    let Some(source) = source else {
        return failure::usage(words, "store-which-key", &[]);
    };
    match sealing::init(&source, words.lang(), unlocking(words)) {
        Ok(path) => {
            let path = path.display().to_string();
            let mut lines = vec![
                words.say("store-made", &[("path", Arg::from(path))]),
                key_line(&source, words),
                words.text("store-keep-key"),
                words.text("store-use"),
                "  export AMOKEY_STORE=file".to_owned(),
            ];
            if let Source::KeyFile(path) = &source {
                let path = quoted(&path.display().to_string());
                lines.push(format!("  export AMOKEY_KEY_FILE={path}"));
            }
            output::out(&(lines.join("\n") + "\n"))
        }
        Err(trouble) => failure::tell(words, &trouble, None),
    }
}

fn moved(args: &Move, words: &Catalog) -> Code {
    let to = match args.destination {
        Destination::File => StoreKind::File,
        Destination::Keychain => StoreKind::Keychain,
    };
    with_context(words, async |context| {
        let in_use = context.store.kind();
        let opened = Both::open(to, args.from.as_ref(), words.lang(), || unlocking(words));
        let Both {
            from,
            to: store,
            profiles: names,
            locks,
        } = match opened {
            Ok(opened) => opened,
            Err(trouble) => return failure::tell(words, &trouble, None),
        };
        // It must not be found out half-way that it is closed.
        let context = Context {
            store,
            locks,
            ..context
        };
        if let Err(trouble) = context.with_store(|store| store.check()).await {
            return failure::tell(words, &trouble, None);
        }
        let mut worst = Code::Done;
        let all = move_all(&context, &from, names, |done| {
            let code = match &done.result {
                Ok(()) => {
                    let args = [
                        ("name", Arg::from(done.name.as_str())),
                        ("store", Arg::from(kept(to, words))),
                    ];
                    output::out(&format!("{}\n", words.say("store-moved", &args)))
                }
                Err(trouble) => failure::tell(words, trouble, Some(&done.name)),
            };
            worst = Code::of_many([worst, code]);
        })
        .await;
        match all {
            Ok(all) if all.is_empty() => {
                let from = [("store", Arg::from(kept(from.kind(), words)))];
                output::out(&format!("{}\n", words.say("store-nothing-to-move", &from)))
            }
            Ok(_) => {
                if in_use != to {
                    let line = format!("  export AMOKEY_STORE={}\n", to.as_str());
                    output::err(&format!("{}\n{line}", words.text("store-use")));
                }
                worst
            }
            Err(trouble) => failure::tell(words, &trouble, None),
        }
    })
}
