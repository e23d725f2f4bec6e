//! `amokey api`: one authorized request, its answer on standard output, its refusal explained.

mod answer;
mod merged;
mod request;

use self::answer::Printer;
use super::token;
use crate::cli::args::access::ApiArgs;
use crate::cli::{Exit, Failure, Needs, Progress, chosen, context};
use crate::i18n::Catalog;
use crate::service::access::api::{ApiError, call, call_all};

/// Sends what was asked for. The body of a refusal is an answer too; why it was refused is told beside it.
pub fn run(args: &ApiArgs, words: &Catalog) -> Result<Exit, Failure> {
    let (profile, request) = request::read(args)?;
    context::run(Needs::Token, words, async |context| {
        let name = chosen(&context, profile.as_deref()).await?;
        let watcher = Progress::alone(words, &name);
        let mut printer = Printer::new(args.raw);
        let lang = words.lang();
        let result = if args.every_page {
            let take = |piece| printer.piece(piece);
            call_all(&context, &name, &request, lang, &watcher, take).await
        } else {
            call(&context, &name, &request, lang, &watcher).await.map(|body| printer.body(&body))
        };
        match result {
            Ok(()) => printer.end(),
            Err(ApiError::Token(error)) => Err(token::failed(&context, &name, error, words).await),
            Err(ApiError::AnotherAccount { named, own }) => {
                let failure = Failure::usage("cli-api-another-account");
                Err(failure.with("named", named).with("own", own))
            }
            Err(ApiError::Refused(refusal)) => {
                printer.refused(&refusal.body);
                Err(Failure::of(&name)(refusal.trouble))
            }
        }
    })
}
