//! `amokey connect`: sets up a profile without questions.

use crate::cli::args::authorize::ConnectArgs;
use crate::cli::authorizing::{self, Answered};
use crate::cli::{Exit, Failure, Needs, context, output, profile, secrets};
use crate::domain::account::{AccountHost, AccountInput, SandboxOrigin};
use crate::domain::authorize::api_key::{self, ApiKey};
use crate::domain::authorize::question::{self, InputError, Question};
use crate::domain::authorize::{
    AuthorizationRequest, ClientId, CodeSource, Credentials, NewConnection, NewLongLived,
};
use crate::domain::profile::ProfileName;
use crate::i18n::Catalog;
use crate::runtime::clock;

pub fn run(args: &ConnectArgs, words: &Catalog) -> Result<Exit, Failure> {
    let order = order(args, words)?;
    let answered = Answered::of(args.entrance.url, !args.no_browser);
    context::run(Needs::Ledger, words, async |context| {
        authorizing::attempt(&context, order, answered, words).await
    })
}

/// What is secret is read last: whatever else is wrong is known before.
fn order(args: &ConnectArgs, words: &Catalog) -> Result<AuthorizationRequest, Failure> {
    let wrong =
        |option, question| move |error: InputError| secrets::wrong(words, option, question, &error);
    let profile = profile::name(&args.profile)?;
    let host = match question::account(&args.account) {
        Ok(AccountInput::Host(host)) => host,
        Ok(AccountInput::Subdomain(name)) => {
            return Err(Failure::usage("cli-which-platform").with("name", name.as_str()));
        }
        Err(error) => return Err(wrong("--account", Question::Account)(error)),
    };
    let sandbox = sandbox(args.sandbox.as_deref())?;
    if args.entrance.long_lived.is_some() {
        return Ok(AuthorizationRequest::LongLived(long_lived(profile, host, sandbox, words)?));
    }
    let login = args.login.as_deref().map(api_key::parse_login).transpose();
    let login = login.map_err(|error| wrong("--login", Question::Login)(error))?;
    let client_id = ClientId::parse(args.client_id.as_deref().unwrap_or_default())
        .map_err(wrong("--client-id", Question::ClientId))?;
    let redirect_uri = question::redirect_uri(args.redirect_uri.as_deref().unwrap_or_default())
        .map_err(wrong("--redirect-uri", Question::RedirectUri))?;
    let client_secret = secrets::client_secret(words)?;
    let credentials = Credentials { client_id, client_secret, redirect_uri };
    let code_source = match (args.entrance.code, login) {
        (Some(_), _) => CodeSource::Code(secrets::answer(words, Question::Code, question::code)?),
        (None, Some(login)) => {
            let key = secrets::answer(words, Question::ApiKey, api_key::parse_key)?;
            CodeSource::ApiKey(ApiKey { login, key })
        }
        (None, None) => CodeSource::Consent,
    };
    Ok(AuthorizationRequest::New(
        NewConnection { profile, host, credentials, sandbox },
        code_source,
    ))
}

pub fn sandbox(origin: Option<&str>) -> Result<Option<SandboxOrigin>, Failure> {
    let origin = origin.map(SandboxOrigin::parse).transpose();
    origin.map_err(|_| Failure::usage("cli-bad-sandbox"))
}

pub fn long_lived(
    profile: ProfileName,
    host: AccountHost,
    sandbox: Option<SandboxOrigin>,
    words: &Catalog,
) -> Result<NewLongLived, Failure> {
    let now = clock::now();
    let read = |text: &str| question::long_lived(text, now);
    let long_lived = secrets::answer(words, Question::LongLived, read)?;
    if long_lived.is_short {
        output::warn(&words.text("token-short"));
    }
    Ok(NewLongLived { profile, host, sandbox, token: long_lived.token })
}
