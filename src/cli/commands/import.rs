//! `amokey import`: tokens of another program, taken over.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::{name, with_secrets};
use crate::cli::args::Import;
use crate::cli::exit::Code;
use crate::cli::progress::Progress;
use crate::cli::{failure, output, secrets};
use crate::domain::account::{AccountInput, parse_account};
use crate::domain::credentials::{ClientId, ClientSecret};
use crate::domain::handing::{ACCESS_FILE, Found, REFRESH_FILE, Unrecognized, read, read_pair};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::question;
use crate::domain::redirect_uri::RedirectUri;
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::secret::Secret;
use crate::i18n::{Arg, Catalog};
use crate::service::Context;
use crate::service::import::{ImportError, Lack, Order, Said, import};

/// More than any file with tokens has.
const LARGEST: u64 = 1024 * 1024;

/// Reads the tokens, and takes them over.
pub fn run(args: &Import, words: &Catalog) -> Code {
    match order(args, words) {
        Ok(order) => {
            let may_read = !is_dash(&args.source);
            with_secrets(words, async |context| {
                take(&context, order, may_read, words).await
            })
        }
        Err(code) => code,
    }
}

fn order(args: &Import, words: &Catalog) -> Result<Order, Code> {
    let profile = args.profile.as_deref().map(|text| name(text, words));
    let said = said(args, words)?;
    let path = ("path", Arg::from(args.source.display().to_string()));
    let tell = |id, args: &[(&str, Arg<'_>)]| {
        output::err(&format!("amokey: {}\n", words.say(id, args)));
        Code::Failed
    };
    match found(&args.source) {
        Ok(Ok(found)) => Ok(Order {
            found,
            profile: profile.transpose()?,
            said,
        }),
        Ok(Err(Unrecognized)) => Err(tell("cli-import-unrecognized", &[path])),
        Err(error) => {
            let reason = ("reason", Arg::from(error.to_string()));
            Err(tell("cli-import-unreadable", &[path, reason]))
        }
    }
}

/// What was said beside the tokens.
fn said(args: &Import, words: &Catalog) -> Result<Said, Code> {
    let wrong = |argument: &str, value: &str| {
        let args = [
            ("argument", Arg::from(argument)),
            ("value", Arg::from(value)),
        ];
        failure::usage(words, "cli-invalid-value", &args)
    };
    let host = args
        .account
        .as_deref()
        .map(|text| match parse_account(text) {
            Ok(AccountInput::Host(host)) => Ok(host),
            Ok(AccountInput::Subdomain(_)) | Err(_) => Err(wrong("--account", text)),
        });
    let client_id = args
        .client_id
        .as_deref()
        .map(|text| ClientId::parse(text).map_err(|_| wrong("--client-id", text)));
    let redirect_uri = args
        .redirect_uri
        .as_deref()
        .map(|text| RedirectUri::parse(text).map_err(|_| wrong("--redirect-uri", text)));
    let sandbox = args.sandbox.as_deref().map(|text| {
        SandboxOrigin::parse(text).map_err(|_| failure::usage(words, "cli-bad-sandbox", &[]))
    });
    Ok(Said {
        host: host.transpose()?,
        sandbox: sandbox.transpose()?,
        client_id: client_id.transpose()?,
        // Only whoever needs it is asked for it.
        client_secret: None,
        redirect_uri: redirect_uri.transpose()?,
    })
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads standard input, a file, or the two files of a folder; one of the two stands for both.
fn found(source: &Path) -> io::Result<Result<Found, Unrecognized>> {
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

async fn take(context: &Context, mut order: Order, may_read: bool, words: &Catalog) -> Code {
    let name = match order.whose(context).await {
        Ok(name) => name,
        Err(error) => return failed(error, None, words),
    };
    let watcher = Progress::alone(words, &name);
    let mut result = import(context, &name, &order, &watcher).await;
    if result == Err(ImportError::Lacks(Lack::ClientSecret)) {
        let secret = secrets::aside(words.lang(), move |words| secret_key(may_read, words));
        order.said.client_secret = match secret.await {
            Ok(secret) => Some(secret),
            Err(code) => return code,
        };
        result = import(context, &name, &order, &watcher).await;
    }
    match result {
        Ok(profile) => done(&profile, &name, words),
        Err(error) => failed(error, Some(&name), words),
    }
}

/// Where standard input held the tokens, nothing is left of it.
fn secret_key(may_read: bool, words: &Catalog) -> Result<ClientSecret, Code> {
    if !may_read && !secrets::is_in_environment() {
        return Err(failure::usage(words, "cli-import-lacks-client-secret", &[]));
    }
    secrets::client_secret(words, question::client_secret)
}

fn done(profile: &Profile, wished: &ProfileName, words: &Catalog) -> Code {
    if profile.name != *wished {
        let said = words.connected_as(&profile.name, wished);
        output::err(&format!("amokey: {said}\n"));
    }
    let args = [
        ("name", Arg::from(profile.name.as_str())),
        ("account", Arg::from(profile.host.as_str())),
    ];
    let code = output::out(&format!("{}\n", words.say("cli-import-done", &args)));
    if profile.refresh.is_some() {
        output::err(&format!("{}\n", words.text("cli-import-only-owner")));
    }
    code
}

fn failed(error: ImportError, name: Option<&ProfileName>, words: &Catalog) -> Code {
    let id = match error {
        ImportError::Lacks(Lack::Account) => "cli-import-lacks-account",
        ImportError::Lacks(Lack::ClientId) => "cli-import-lacks-client-id",
        ImportError::Lacks(Lack::ClientSecret) => "cli-import-lacks-client-secret",
        ImportError::Lacks(Lack::RedirectUri) => "cli-import-lacks-redirect-uri",
        ImportError::WhichProfile => "cli-import-which-profile",
        ImportError::ChangesGrant { name } => {
            let name = [("name", Arg::from(name.as_str()))];
            return failure::usage(words, "cli-import-changes-grant", &name);
        }
        ImportError::EndsSoon => {
            output::err(&format!("amokey: {}\n", words.text("cli-import-ends-soon")));
            return Code::Person;
        }
        ImportError::Trouble(trouble) => return failure::tell(words, &trouble, name),
    };
    failure::usage(words, id, &[])
}
