//! `amokey import`: tokens of another program, taken over.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::connect::sandbox;
use crate::cli::args::transfer::ImportArgs;
use crate::cli::{Exit, Failure, Needs, Progress, context, output, profile, secrets};
use crate::domain::account::{AccountInput, parse_account};
use crate::domain::authorize::{ClientId, RedirectUri};
use crate::domain::secret::Secret;
use crate::domain::token_files::{
    ACCESS_FILE, ImportedTokens, REFRESH_FILE, Unrecognized, read, read_pair,
};
use crate::i18n::Catalog;
use crate::service::transfer::import::{
    ImportError, ImportRequest, MissingField, Overrides, import,
};

const LARGEST: u64 = 1024 * 1024;

pub fn run(args: &ImportArgs, words: &Catalog) -> Result<Exit, Failure> {
    let mut order = order(args)?;
    let may_read = !is_dash(&args.source);
    context::run(Needs::Secrets, words, async |context| {
        let name = order.whose(&context).await.map_err(failed)?;
        let watcher = Progress::alone(words, &name);
        let mut result = import(&context, &name, &order, &watcher).await;
        if result == Err(ImportError::Lacks(MissingField::ClientSecret)) {
            // Where standard input held the tokens, nothing is left of it.
            if !may_read && !secrets::is_in_environment() {
                return Err(Failure::usage("cli-import-lacks-client-secret"));
            }
            order.said.client_secret =
                Some(secrets::aside(words.lang(), secrets::client_secret).await?);
            result = import(&context, &name, &order, &watcher).await;
        }
        let profile = result.map_err(|error| failed(error).about(&name))?;
        if profile.name != name {
            output::warn(&words.connected_as(&profile.name, &name));
        }
        let args =
            [("name", profile.name.as_str().into()), ("account", profile.host.as_str().into())];
        let ended = output::line(&words.say("cli-import-done", &args));
        if profile.refresh.is_some() {
            output::note(&words.text("cli-import-only-owner"));
        }
        ended
    })
}

fn order(args: &ImportArgs) -> Result<ImportRequest, Failure> {
    let profile = args.profile.as_deref().map(profile::name).transpose()?;
    let host = |text: &str| match parse_account(text) {
        Ok(AccountInput::Host(host)) => Ok(host),
        Ok(AccountInput::Subdomain(_)) | Err(_) => Err(()),
    };
    let said = Overrides {
        host: value("--account", args.account.as_deref(), host)?,
        sandbox: sandbox(args.sandbox.as_deref())?,
        client_id: value("--client-id", args.client_id.as_deref(), ClientId::parse)?,
        // Only whoever needs it is asked for it.
        client_secret: None,
        redirect_uri: value("--redirect-uri", args.redirect_uri.as_deref(), RedirectUri::parse)?,
    };
    let failed = |id| Failure::new(Exit::Failed, id).with("path", args.source.display());
    let found = found(&args.source)
        .map_err(|error| failed("cli-import-unreadable").with("reason", error))?
        .map_err(|Unrecognized| failed("cli-import-unrecognized"))?;
    Ok(ImportRequest { found, profile, said })
}

fn value<T, E>(
    option: &str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<Option<T>, Failure> {
    let Some(text) = text else {
        return Ok(None);
    };
    let wrong = || Failure::usage("cli-invalid-value").with("argument", option).with("value", text);
    parse(text).map(Some).map_err(|_| wrong())
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads standard input, a file, or the two files of a folder; one of the two stands for both.
fn found(source: &Path) -> io::Result<Result<ImportedTokens, Unrecognized>> {
    if is_dash(source) {
        return Ok(read(&text(io::stdin().lock())?));
    }
    let folder = if source.is_dir() {
        source
    } else if source.file_name().is_some_and(|name| name == ACCESS_FILE) {
        source.parent().unwrap_or(Path::new(""))
    } else {
        return Ok(read(&text(fs::File::open(source)?)?));
    };
    let access = text(fs::File::open(folder.join(ACCESS_FILE))?)?;
    let refresh = match fs::File::open(folder.join(REFRESH_FILE)) {
        Ok(file) => Some(text(file)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    Ok(read_pair(&access, refresh.as_ref()))
}

fn text(from: impl Read) -> io::Result<Secret> {
    let mut text = Zeroizing::new(String::new());
    from.take(LARGEST).read_to_string(&mut text)?;
    Ok(Secret::new(text.as_str()))
}

fn failed(error: ImportError) -> Failure {
    Failure::usage(match error {
        ImportError::Lacks(MissingField::Account) => "cli-import-lacks-account",
        ImportError::Lacks(MissingField::ClientId) => "cli-import-lacks-client-id",
        ImportError::Lacks(MissingField::ClientSecret) => "cli-import-lacks-client-secret",
        ImportError::Lacks(MissingField::RedirectUri) => "cli-import-lacks-redirect-uri",
        ImportError::WhichProfile => "cli-import-which-profile",
        ImportError::ChangesGrant { name } => {
            return Failure::usage("cli-import-changes-grant").with("name", name);
        }
        ImportError::EndsSoon => return Failure::new(Exit::Person, "cli-import-ends-soon"),
        ImportError::Trouble(trouble) => return trouble.into(),
    })
}
