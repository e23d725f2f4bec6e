//! `amokey export`: tokens in the form in which another program reads them.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use zeroize::Zeroizing;

use super::{chosen, token, with_secrets};
use crate::cli::args::Export;
use crate::cli::exit::Code;
use crate::cli::progress::Progress;
use crate::cli::{environment, failure, output};
use crate::domain::handing::{Form, Kept, N8nUrl, Place};
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::shell::quoted;
use crate::i18n::{Arg, Catalog};
use crate::service::Context;
use crate::service::export::{
    ExportError, Exported, N8nError, Wanted, export, hand_over, keep, keep_no_longer,
};

/// No key is longer.
const LARGEST: u64 = 64 * 1024;

/// Writes the tokens where they were asked for, and says what follows from it.
pub fn run(args: &Export, words: &Catalog) -> Code {
    let place = match place(args, words) {
        Ok(place) => place,
        Err(code) => return code,
    };
    with_secrets(words, async |context| {
        let name = match chosen(&context, args.profile.as_deref(), words).await {
            Ok(name) => name,
            Err(code) => return code,
        };
        if args.no_keep {
            return stop(&context, &name, args.form, place, words).await;
        }
        let wanted = Wanted {
            form: args.form,
            n8n_key: match place {
                Some(Place::N8n(_)) => n8n_key().await,
                Some(Place::File(_)) | None => None,
            },
            place,
        };
        match written(&context, &name, &wanted, args, words).await {
            Ok(exported) => done(&name, &wanted, &exported, args, words),
            Err(error) => failed(&context, &name, error, words).await,
        }
    })
}

/// Where it goes, as far as the command line makes sense.
fn place(args: &Export, words: &Catalog) -> Result<Option<Place>, Code> {
    let place = match (&args.n8n_url, &args.output) {
        (Some(url), _) if args.form == Form::N8n => N8nUrl::parse(url)
            .map(|url| Some(Place::N8n(url)))
            .map_err(|_| failure::usage(words, "cli-export-bad-n8n", &[]))?,
        (Some(_), _) => return Err(failure::usage(words, "cli-export-n8n-form", &[])),
        // What is kept is written again from whatever folder a refresh is started in.
        (None, Some(path)) => Some(Place::File(
            std::path::absolute(path).unwrap_or_else(|_| path.clone()),
        )),
        (None, None) => None,
    };
    if (args.keep || args.no_keep) && place.is_none() {
        return Err(failure::usage(words, "cli-export-keep-where", &[]));
    }
    Ok(place)
}

/// From the environment, or the first line of standard input where somebody sends one.
async fn n8n_key() -> Option<Secret> {
    if let Some(key) = environment::n8n_api_key() {
        return Some(key);
    }
    let line = || {
        if io::stdin().is_terminal() {
            return None;
        }
        let mut line = Zeroizing::new(String::new());
        io::stdin().lock().take(LARGEST).read_line(&mut line).ok()?;
        Some(line.trim())
            .filter(|key| !key.is_empty())
            .map(Secret::new)
    };
    tokio::task::spawn_blocking(line).await.ok().flatten()
}

async fn written(
    context: &Context,
    name: &ProfileName,
    wanted: &Wanted,
    args: &Export,
    words: &Catalog,
) -> Result<Exported, ExportError> {
    let watcher = Progress::alone(words, name);
    if args.handover {
        return hand_over(context, name, wanted, &watcher).await;
    }
    if args.keep {
        return keep(context, name, wanted, &watcher).await;
    }
    export(context, name, wanted, &watcher).await
}

async fn stop(
    context: &Context,
    name: &ProfileName,
    form: Form,
    place: Option<Place>,
    words: &Catalog,
) -> Code {
    let Some(place) = place else {
        return failure::usage(words, "cli-export-keep-where", &[]);
    };
    let args = [("path", Arg::from(place.to_string()))];
    let kept = Kept {
        profile: name.clone(),
        form,
        place,
    };
    match keep_no_longer(context, kept).await {
        Ok(true) => output::out(&format!("{}\n", words.say("cli-export-stopped", &args))),
        Ok(false) => failure::usage(words, "cli-export-not-kept", &args),
        Err(trouble) => failure::tell(words, &trouble, Some(name)),
    }
}

fn done(
    name: &ProfileName,
    wanted: &Wanted,
    exported: &Exported,
    args: &Export,
    words: &Catalog,
) -> Code {
    let code = match &exported.text {
        Some(text) => output::out(text.expose()),
        None => Code::Done,
    };
    let say = |id, args: &[(&str, Arg<'_>)]| output::err(&format!("{}\n", words.say(id, args)));
    let named = || ("name", Arg::from(name.as_str()));
    match &wanted.place {
        Some(Place::File(path)) => {
            let path = ("path", Arg::from(path.display().to_string()));
            say("cli-export-written", &[path]);
        }
        Some(Place::N8n(_)) => {
            let header = ("header", Arg::from(header(exported.variables)));
            say("cli-export-n8n-written", &[header]);
        }
        None => {}
    }
    for path in &exported.replaced.narrowed {
        let path = ("path", Arg::from(path.display().to_string()));
        say("cli-export-narrowed", &[path]);
    }
    for (path, owner) in &exported.replaced.not_given {
        let path = path.display().to_string();
        let args = [
            ("owner", Arg::from(owner.to_string())),
            ("path", Arg::from(path.as_str())),
        ];
        say("cli-export-not-given", &args);
        output::err(&format!("  chown {owner} {}\n", quoted(&path)));
    }
    if args.keep {
        say("cli-export-kept", &[named()]);
    } else if args.handover {
        say("cli-export-handed-over", &[named()]);
    } else if exported.is_long_lived {
        say("cli-export-long-lived", &[named()]);
    } else if wanted.form.takes_refresh() {
        say("cli-export-without-refresh", &[named()]);
    }
    code
}

/// The header as a workflow of n8n writes it.
fn header(variables: usize) -> String {
    let rest = (2..=variables).map(|n| format!("{{{{ $vars.AMOCRM_ACCESS_TOKEN_{n} }}}}"));
    let first = "Bearer {{ $vars.AMOCRM_ACCESS_TOKEN }}".to_owned();
    std::iter::once(first).chain(rest).collect()
}

async fn failed(
    context: &Context,
    name: &ProfileName,
    error: ExportError,
    words: &Catalog,
) -> Code {
    let tell = |id, args: &[(&str, Arg<'_>)], code| {
        output::err(&format!("amokey: {}\n", words.say(id, args)));
        code
    };
    match error {
        ExportError::NeedsFolder => failure::usage(words, "cli-export-needs-folder", &[]),
        ExportError::NothingToHandOver => {
            failure::usage(words, "cli-export-nothing-to-hand-over", &[])
        }
        ExportError::NoKey => failure::usage(words, "cli-export-no-key", &[]),
        ExportError::NotKept => failure::usage(words, "cli-export-keep-where", &[]),
        ExportError::File(error) => {
            let args = [
                ("path", Arg::from(error.path.display().to_string())),
                ("reason", Arg::from(error.reason)),
            ];
            tell("cli-export-failed", &args, Code::Failed)
        }
        ExportError::N8n(error) => match error {
            N8nError::KeyRefused => tell("cli-export-n8n-key", &[], Code::Failed),
            N8nError::NotAllowed => tell("cli-export-n8n-forbidden", &[], Code::Failed),
            N8nError::Unreachable => tell("cli-export-n8n-unreachable", &[], Code::Temporary),
            N8nError::TimedOut => tell("cli-export-n8n-late", &[], Code::Temporary),
            N8nError::Answered(status) => {
                let status = ("status", Arg::from(status.to_string()));
                tell("cli-export-n8n-answered", &[status], Code::Failed)
            }
            N8nError::Unreadable => tell("cli-export-n8n-unreadable", &[], Code::Failed),
        },
        ExportError::Token(error) => token::failed(context, name, error, words).await,
    }
}
