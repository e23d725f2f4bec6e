//! `amokey token`: a valid access token and a newline on standard output, nothing else.

use crate::cli::args::access::TokenArgs;
use crate::cli::{Exit, Failure, Needs, Progress, chosen, context, existing, output};
use crate::domain::profile::ProfileName;
use crate::domain::trouble::Cause;
use crate::i18n::Catalog;
use crate::service::Context;
use crate::service::access::token::{TokenError, valid};

pub fn run(args: &TokenArgs, words: &Catalog) -> Result<Exit, Failure> {
    context::run(Needs::Token, words, async |context| {
        let name = chosen(&context, args.profile.name()).await?;
        let watcher = Progress::alone(words, &name);
        match valid(&context, &name, args.min_valid, !args.no_refresh, &watcher).await {
            Ok(token) => output::line(token.expose()),
            Err(error) => Err(failed(&context, &name, error, words).await),
        }
    })
}

pub async fn failed(
    context: &Context,
    name: &ProfileName,
    error: TokenError,
    words: &Catalog,
) -> Failure {
    match error {
        TokenError::LongerThanLife { life } => {
            let life = words.left(u64::try_from(life.as_secs()).unwrap_or(0));
            Failure::usage("cli-longer-than-life").with("life", life)
        }
        TokenError::Stale => Failure::new(Exit::Failed, "cli-stale").with("name", name),
        TokenError::Trouble(trouble) => {
            // A name that nobody gave to a profile is told as such, whatever the store said.
            let unknown = matches!(
                trouble.cause,
                Cause::NoSuchProfile { .. } | Cause::NeedsAuthorization { .. }
            );
            if unknown && let Err(failure) = existing(context, name).await {
                return failure;
            }
            Failure::of(name)(trouble)
        }
    }
}
