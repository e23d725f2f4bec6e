//! `amokey token`: a valid access token and a newline on standard output, nothing else.

use super::{chosen, existing, with_tokens};
use crate::cli::args::Token;
use crate::cli::exit::Code;
use crate::cli::progress::Progress;
use crate::cli::{failure, output};
use crate::domain::profile::ProfileName;
use crate::domain::trouble::Cause;
use crate::i18n::{Arg, Catalog};
use crate::service::Context;
use crate::service::token::{TokenError, valid};

/// Prints the token, refreshed where that is needed and allowed.
pub fn run(args: &Token, words: &Catalog) -> Code {
    with_tokens(words, async |context| {
        let name = match chosen(&context, args.profile.as_deref(), words).await {
            Ok(name) => name,
            Err(code) => return code,
        };
        let watcher = Progress::alone(words, &name);
        match valid(&context, &name, args.min_valid, !args.no_refresh, &watcher).await {
            Ok(token) => output::out(&format!("{}\n", token.expose())),
            Err(error) => failed(&context, &name, error, words).await,
        }
    })
}

/// Tells why there is no token.
pub async fn failed(
    context: &Context,
    name: &ProfileName,
    error: TokenError,
    words: &Catalog,
) -> Code {
    match error {
        TokenError::LongerThanLife { life } => {
            let life = u64::try_from(life.as_secs()).unwrap_or(0);
            let life = [("life", Arg::from(words.left(life)))];
            failure::usage(words, "cli-longer-than-life", &life)
        }
        TokenError::Stale => {
            let named = [("name", Arg::from(name.as_str()))];
            output::err(&format!("amokey: {}\n", words.say("cli-stale", &named)));
            Code::Failed
        }
        TokenError::Trouble(trouble) => {
            // A name that nobody gave to a profile is told as such, whatever the store said.
            let unknown = matches!(
                trouble.cause,
                Cause::NoSuchProfile { .. } | Cause::NeedsAuthorization { .. }
            );
            if unknown && let Err(code) = existing(context, name, words).await {
                return code;
            }
            failure::tell(words, &trouble, Some(name))
        }
    }
}
