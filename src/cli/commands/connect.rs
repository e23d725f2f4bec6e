//! `amokey connect`: sets up a profile without questions.

use super::{name, with_context};
use crate::cli::args::Connect;
use crate::cli::authorizing::{self, Answered};
use crate::cli::exit::Code;
use crate::cli::{failure, output, secrets};
use crate::domain::account::{AccountHost, AccountInput};
use crate::domain::api_key::{self, ApiKey};
use crate::domain::consent::{Entrance, NewConnection, NewLongLived, Order};
use crate::domain::credentials::Credentials;
use crate::domain::profile::ProfileName;
use crate::domain::question::{self, Misfit, Question};
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::i18n::{Arg, Catalog};
use crate::runtime::clock;

/// Reads what was said and what comes on standard input, and authorizes.
pub fn run(args: &Connect, words: &Catalog) -> Code {
    match order(args, words) {
        Ok((order, answered)) => with_context(words, async |context| {
            authorizing::run(&context, order, answered, None, words).await
        }),
        Err(code) => code,
    }
}

/// What is secret is read last: whatever else is wrong is known before.
fn order(args: &Connect, words: &Catalog) -> Result<(Order, Answered), Code> {
    let profile = name(&args.profile, words)?;
    let host = host(&args.account, words)?;
    let sandbox = args.sandbox.as_deref().map(SandboxOrigin::parse);
    let sandbox = sandbox
        .transpose()
        .map_err(|_| failure::usage(words, "cli-bad-sandbox", &[]))?;
    let answered = match args.url {
        Some(_) => Answered::OnStdin,
        None => Answered::InBrowser {
            opens: !args.no_browser,
        },
    };
    if args.long_lived.is_some() {
        let new = long_lived(profile, host, sandbox, words)?;
        return Ok((Order::LongLived(new), answered));
    }
    let login = args.login.as_deref().map(api_key::parse_login);
    let login = login
        .transpose()
        .map_err(|error| wrong(words, "--login", Question::Login, &error.into()))?;
    let credentials = credentials(args, words)?;
    let entrance = match (args.code, login) {
        (Some(_), _) => Entrance::Code(secrets::answer(words, Question::Code, question::code)?),
        (None, Some(login)) => {
            let read = |text: &str| api_key::parse_key(text).map_err(Misfit::from);
            let key = secrets::answer(words, Question::ApiKey, read)?;
            Entrance::ApiKey(ApiKey { login, key })
        }
        (None, None) => Entrance::Consent,
    };
    let new = NewConnection {
        profile,
        host,
        credentials,
        sandbox,
    };
    Ok((Order::New(new, entrance), answered))
}

/// A token that is read from standard input.
pub fn long_lived(
    profile: ProfileName,
    host: AccountHost,
    sandbox: Option<SandboxOrigin>,
    words: &Catalog,
) -> Result<NewLongLived, Code> {
    let now = clock::now();
    let read = |text: &str| question::long_lived(text, now);
    let long_lived = secrets::answer(words, Question::LongLived, read)?;
    if long_lived.is_short {
        output::err(&format!("amokey: {}\n", words.text("token-short")));
    }
    Ok(NewLongLived {
        profile,
        host,
        sandbox,
        token: long_lived.token,
    })
}

fn host(text: &str, words: &Catalog) -> Result<AccountHost, Code> {
    match question::account(text) {
        Ok(AccountInput::Host(host)) => Ok(host),
        Ok(AccountInput::Subdomain(subdomain)) => {
            let named = [("name", Arg::from(subdomain.as_str()))];
            Err(failure::usage(words, "cli-which-platform", &named))
        }
        Err(misfit) => Err(wrong(words, "--account", Question::Account, &misfit)),
    }
}

fn credentials(args: &Connect, words: &Catalog) -> Result<Credentials, Code> {
    let id = args.client_id.as_deref().unwrap_or_default();
    let uri = args.redirect_uri.as_deref().unwrap_or_default();
    let client_id = question::client_id(id)
        .map_err(|misfit| wrong(words, "--client-id", Question::ClientId, &misfit))?;
    let redirect_uri = question::redirect_uri(uri)
        .map_err(|misfit| wrong(words, "--redirect-uri", Question::RedirectUri, &misfit))?;
    Ok(Credentials {
        client_id,
        client_secret: secrets::client_secret(words, question::client_secret)?,
        redirect_uri,
    })
}

/// Says what is wrong with the value of an option. The value itself may be a secret in the wrong place.
fn wrong(words: &Catalog, option: &str, question: Question, misfit: &Misfit) -> Code {
    let said = words.misfit(question, misfit);
    output::err(&format!("amokey: {option}: {said}\n"));
    Code::Usage
}
