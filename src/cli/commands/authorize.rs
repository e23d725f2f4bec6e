//! `amokey authorize`: a profile once more, at the screen or without questions.

use super::connect::long_lived;
use super::screen;
use crate::cli::args::authorize::{AuthorizeArgs, Entrance};
use crate::cli::authorizing::{self, Answered};
use crate::cli::{Exit, Failure, Needs, context, profile, secrets};
use crate::domain::authorize::question::{self, Question};
use crate::domain::authorize::{AuthorizationRequest, CodeSource, Reauthorize, RedirectUri};
use crate::domain::profile::{GrantType, Profile};
use crate::i18n::Catalog;

pub fn run(args: &AuthorizeArgs, words: &Catalog) -> Result<Exit, Failure> {
    let name = profile::name(args.profile.name())?;
    let Entrance { browser, code, url, long_lived } = args.entrance;
    let redirect_uri = args.redirect_uri.as_deref().map(question::redirect_uri).transpose();
    let redirect_uri = redirect_uri
        .map_err(|error| secrets::wrong(words, "--redirect-uri", Question::RedirectUri, &error))?;
    let is_said = browser || redirect_uri.is_some();
    if !is_said && [code, url, long_lived].iter().all(Option::is_none) {
        return screen::authorize(name, args.no_browser, words);
    }
    let answered = Answered::of(url, !args.no_browser);
    let args = args.clone();
    context::run(Needs::Ledger, words, async |context| {
        let profile = profile::existing(&context, &name).await?;
        let order =
            secrets::aside(words.lang(), move |words| order(&args, redirect_uri, profile, words))
                .await?;
        let ended = authorizing::attempt(&context, order, answered, words).await;
        ended.map_err(|failure| failure.about(&name))
    })
}

fn order(
    args: &AuthorizeArgs,
    redirect_uri: Option<RedirectUri>,
    profile: Profile,
    words: &Catalog,
) -> Result<AuthorizationRequest, Failure> {
    let name = profile.name;
    if args.entrance.long_lived.is_some() {
        return long_lived(name, profile.host, profile.sandbox, words)
            .map(AuthorizationRequest::LongLived);
    }
    if profile.grant == GrantType::LongLived {
        return Err(Failure::usage("cli-renew-long-lived").with("name", name));
    }
    let secret = match args.client_secret {
        Some(_) => Some(secrets::client_secret(words)?),
        None => None,
    };
    let code_source = match args.entrance.code {
        Some(_) => CodeSource::Code(secrets::answer(words, Question::Code, question::code)?),
        None => CodeSource::Consent,
    };
    let profile = name;
    Ok(AuthorizationRequest::Reauthorize(Reauthorize {
        profile,
        secret,
        redirect_uri,
        code_source,
    }))
}
