//! `amokey authorize`: a profile once more, at the screen or without questions.

use super::connect::long_lived;
use super::{existing, name, screen, with_context};
use crate::cli::args::Authorize;
use crate::cli::authorizing::{self, Answered};
use crate::cli::exit::Code;
use crate::cli::{failure, secrets};
use crate::domain::consent::{Again, Entrance, Order};
use crate::domain::profile::{GrantType, Profile};
use crate::domain::question::{self, Question};
use crate::i18n::{Arg, Catalog};

/// Authorizes at the screen, unless a way in was said.
pub fn run(args: &Authorize, words: &Catalog) -> Code {
    let name = match name(&args.profile, words) {
        Ok(name) => name,
        Err(code) => return code,
    };
    let without_questions =
        args.browser || args.code.is_some() || args.url.is_some() || args.long_lived.is_some();
    if !without_questions {
        return screen::authorize(name, args.no_browser, words);
    }
    let answered = match args.url {
        Some(_) => Answered::OnStdin,
        None => Answered::InBrowser {
            opens: !args.no_browser,
        },
    };
    let args = args.clone();
    with_context(words, async |context| {
        let asked = async {
            let profile = existing(&context, &name, words).await?;
            secrets::aside(words.lang(), move |words| order(&args, profile, words)).await
        };
        match asked.await {
            Ok(order) => authorizing::run(&context, order, answered, Some(&name), words).await,
            Err(code) => code,
        }
    })
}

/// What is secret is asked for here.
fn order(args: &Authorize, profile: Profile, words: &Catalog) -> Result<Order, Code> {
    let name = profile.name;
    if args.long_lived.is_some() {
        return long_lived(name, profile.host, profile.sandbox, words).map(Order::LongLived);
    }
    if profile.grant == GrantType::LongLived {
        let named = [("name", Arg::from(name.as_str()))];
        return Err(failure::usage(words, "cli-renew-long-lived", &named));
    }
    let secret = match args.client_secret {
        Some(_) => Some(secrets::client_secret(words, question::client_secret)?),
        None => None,
    };
    let entrance = match args.code {
        Some(_) => Entrance::Code(secrets::answer(words, Question::Code, question::code)?),
        None => Entrance::Consent,
    };
    Ok(Order::Again(Again {
        profile: name,
        secret,
        entrance,
    }))
}
