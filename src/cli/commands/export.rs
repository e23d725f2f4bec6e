//! `amokey export`: tokens in the form in which another program reads them.

use std::io::{self, IsTerminal as _};

use super::token;
use crate::cli::args::transfer::ExportArgs;
use crate::cli::{Exit, Failure, Needs, Progress, chosen, context, output, secrets};
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::shell::quoted;
use crate::domain::token_files::{AutoExport, ExportTarget, Form, N8nUrl};
use crate::i18n::Catalog;
use crate::runtime::environment::variable;
use crate::service::Context;
use crate::service::transfer::export::{
    ExportError, ExportRequest, Exported, N8nError, export, hand_over, keep, keep_no_longer,
};

pub fn run(args: &ExportArgs, words: &Catalog) -> Result<Exit, Failure> {
    let place = place(args)?;
    context::run(Needs::Secrets, words, async |context| {
        let name = chosen(&context, args.profile.name()).await?;
        if args.no_keep {
            return stop(&context, name, args.form, place, words).await;
        }
        let n8n_key = match place {
            Some(ExportTarget::N8n(_)) => n8n_key().await,
            Some(ExportTarget::File(_)) | None => None,
        };
        let wanted = ExportRequest { form: args.form, n8n_key, place };
        let watcher = Progress::alone(words, &name);
        let exported = if args.handover {
            hand_over(&context, &name, &wanted, &watcher).await
        } else if args.keep {
            keep(&context, &name, &wanted, &watcher).await
        } else {
            export(&context, &name, &wanted, &watcher).await
        };
        match exported {
            Ok(exported) => done(&name, &wanted, &exported, args, words),
            Err(error) => Err(failed(&context, &name, error, words).await),
        }
    })
}

fn place(args: &ExportArgs) -> Result<Option<ExportTarget>, Failure> {
    let place = match (&args.n8n_url, &args.output) {
        (Some(url), _) if args.form == Form::N8n => {
            let url = N8nUrl::parse(url).map_err(|_| Failure::usage("cli-export-bad-n8n"))?;
            Some(ExportTarget::N8n(url))
        }
        (Some(_), _) => return Err(Failure::usage("cli-export-n8n-form")),
        // What is kept is written again from whatever folder a refresh is started in.
        (None, Some(path)) => {
            Some(ExportTarget::File(std::path::absolute(path).unwrap_or_else(|_| path.clone())))
        }
        (None, None) => None,
    };
    if (args.keep || args.no_keep) && place.is_none() {
        return Err(Failure::usage("cli-export-keep-where"));
    }
    Ok(place)
}

/// From the environment, or the first line of standard input where somebody sends one.
async fn n8n_key() -> Option<Secret> {
    if let Some(key) = variable("AMOKEY_N8N_API_KEY") {
        return Some(Secret::new(key));
    }
    let line = || {
        let line = if io::stdin().is_terminal() { None } else { secrets::first_line().ok() }?;
        Some(line.trim()).filter(|key| !key.is_empty()).map(Secret::new)
    };
    tokio::task::spawn_blocking(line).await.ok().flatten()
}

async fn stop(
    context: &Context,
    profile: ProfileName,
    form: Form,
    place: Option<ExportTarget>,
    words: &Catalog,
) -> Result<Exit, Failure> {
    let place = place.ok_or(Failure::usage("cli-export-keep-where"))?;
    let (path, failed) = (place.to_string(), Failure::of(&profile));
    let kept = AutoExport { profile: profile.clone(), form, place };
    if !keep_no_longer(context, kept).await.map_err(failed)? {
        return Err(Failure::usage("cli-export-not-kept").with("path", path));
    }
    output::line(&words.say("cli-export-stopped", &[("path", path.into())]))
}

fn done(
    name: &ProfileName,
    wanted: &ExportRequest,
    exported: &Exported,
    args: &ExportArgs,
    words: &Catalog,
) -> Result<Exit, Failure> {
    let ended = exported.text.as_ref().map_or(Ok(Exit::Done), |text| output::out(text.expose()));
    let say = |id, name, value: String| output::note(&words.say(id, &[(name, value.into())]));
    match &wanted.place {
        Some(ExportTarget::File(path)) => {
            say("cli-export-written", "path", path.display().to_string());
        }
        Some(ExportTarget::N8n(_)) => {
            say("cli-export-n8n-written", "header", header(exported.variables));
        }
        None => {}
    }
    for path in &exported.replaced.narrowed {
        say("cli-export-narrowed", "path", path.display().to_string());
    }
    for (path, owner) in &exported.replaced.not_given {
        let path = path.display().to_string();
        let command = format!("  chown {owner} {}", quoted(&path));
        let args = [("owner", owner.to_string().into()), ("path", path.into())];
        output::note(&format!("{}\n{command}", words.say("cli-export-not-given", &args)));
    }
    let follows = if args.keep {
        Some("cli-export-kept")
    } else if args.handover {
        Some("cli-export-handed-over")
    } else if exported.is_long_lived {
        Some("cli-export-long-lived")
    } else if wanted.form.takes_refresh() {
        Some("cli-export-without-refresh")
    } else {
        None
    };
    if let Some(id) = follows {
        say(id, "name", name.to_string());
    }
    ended
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
) -> Failure {
    match error {
        ExportError::NeedsFolder => Failure::usage("cli-export-needs-folder"),
        ExportError::NothingToHandOver => Failure::usage("cli-export-nothing-to-hand-over"),
        ExportError::NoKey => Failure::usage("cli-export-no-key"),
        ExportError::NotKept => Failure::usage("cli-export-keep-where"),
        ExportError::File(error) => Failure::new(Exit::Failed, "cli-export-failed")
            .with("path", error.path.display())
            .with("reason", error.reason),
        ExportError::N8n(error) => match error {
            N8nError::KeyRefused => Failure::new(Exit::Failed, "cli-export-n8n-key"),
            N8nError::NotAllowed => Failure::new(Exit::Failed, "cli-export-n8n-forbidden"),
            N8nError::Unreachable => Failure::new(Exit::Temporary, "cli-export-n8n-unreachable"),
            N8nError::TimedOut => Failure::new(Exit::Temporary, "cli-export-n8n-late"),
            N8nError::Unreadable => Failure::new(Exit::Failed, "cli-export-n8n-unreadable"),
            N8nError::Answered(status) => {
                Failure::new(Exit::Failed, "cli-export-n8n-answered").with("status", status)
            }
        },
        ExportError::Token(error) => token::failed(context, name, error, words).await,
    }
}
