//! `amokey api`: one authorized request, its answer on standard output, its refusal explained.

mod answer;
mod merged;
mod request;

use answer::Printer;

use super::{chosen, token, with_tokens};
use crate::cli::args::Api;
use crate::cli::exit::Code;
use crate::cli::failure;
use crate::cli::progress::Progress;
use crate::domain::profile::ProfileName;
use crate::i18n::{Arg, Catalog};
use crate::service::Context;
use crate::service::api::{ApiError, call, call_all};

/// Sends what was asked for.
pub fn run(args: &Api, words: &Catalog) -> Code {
    let asked = match request::read(args, words) {
        Ok(asked) => asked,
        Err(code) => return code,
    };
    with_tokens(words, async |context| {
        let name = match chosen(&context, asked.profile.as_deref(), words).await {
            Ok(name) => name,
            Err(code) => return code,
        };
        let watcher = Progress::alone(words, &name);
        let mut printer = Printer::new(args.raw);
        let (request, lang) = (&asked.request, words.lang());
        let result = if args.every_page {
            let take = |piece| printer.piece(piece);
            call_all(&context, &name, request, lang, &watcher, take).await
        } else {
            call(&context, &name, request, lang, &watcher)
                .await
                .map(|body| printer.body(&body))
        };
        match result {
            Ok(()) => printer.end(),
            Err(error) => failed(&context, &name, error, printer, words).await,
        }
    })
}

/// The body of a refusal is an answer too; why it was refused is told beside it.
async fn failed(
    context: &Context,
    name: &ProfileName,
    error: ApiError,
    mut printer: Printer,
    words: &Catalog,
) -> Code {
    match error {
        ApiError::Token(error) => token::failed(context, name, error, words).await,
        ApiError::AnotherAccount { named, own } => {
            let hosts = [
                ("named", Arg::from(named.as_str())),
                ("own", Arg::from(own.as_str())),
            ];
            failure::usage(words, "cli-api-another-account", &hosts)
        }
        ApiError::Refused(refusal) => {
            printer.refused(&refusal.body);
            failure::tell(words, &refusal.trouble, Some(name))
        }
    }
}
