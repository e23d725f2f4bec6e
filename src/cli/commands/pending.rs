//! `amokey pending`: authorizations that wait for their callback.

use std::fmt::Write as _;

use super::with_context;
use crate::cli::args::Pending;
use crate::cli::exit::Code;
use crate::cli::{failure, output};
use crate::i18n::{Arg, Catalog};
use crate::service::{profiles, unfinished};

/// Lists them, or removes those whose time is over.
pub fn run(args: &Pending, words: &Catalog) -> Code {
    with_context(words, async |context| {
        if args.clean {
            return match unfinished::clean(&context).await {
                Ok(count) => {
                    let count = u64::try_from(count).unwrap_or(u64::MAX);
                    output::out(&format!(
                        "{}\n",
                        words.say("cli-cleaned", &[("count", Arg::from(count))])
                    ))
                }
                Err(trouble) => failure::tell(words, &trouble, None),
            };
        }
        match profiles::all(&context).await {
            Ok(known) if known.pending.is_empty() => {
                output::out(&format!("{}\n", words.text("cli-nothing-pending")))
            }
            Ok(known) => {
                let mut text = String::new();
                for attempt in known.pending {
                    let left = attempt.expires_at.as_second() - context.now().as_second();
                    let left = words.left(u64::try_from(left).unwrap_or(0));
                    // Writing to a String cannot fail.
                    let _ = writeln!(
                        text,
                        "{}\t{}\t{}\t{left}",
                        attempt.profile, attempt.host, attempt.redirect_uri
                    );
                }
                output::out(&text)
            }
            Err(trouble) => failure::tell(words, &trouble, None),
        }
    })
}
