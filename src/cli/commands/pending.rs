//! `amokey pending`: authorizations that wait for their callback.

use crate::cli::args::profiles::PendingArgs;
use crate::cli::{Exit, Failure, Needs, context, output};
use crate::i18n::Catalog;
use crate::service::authorize::drafts;
use crate::service::profiles;

pub fn run(args: &PendingArgs, words: &Catalog) -> Result<Exit, Failure> {
    context::run(Needs::Ledger, words, async |context| {
        if args.clean {
            let count = drafts::clean(&context).await?;
            return output::line(&words.say("cli-cleaned", &[("count", count.into())]));
        }
        let pending = profiles::all(&context).await?.pending;
        if pending.is_empty() {
            return output::line(&words.text("cli-nothing-pending"));
        }
        let lines = pending.into_iter().map(|attempt| {
            let left = attempt.expires_at.as_second() - context.now().as_second();
            let left = words.left(u64::try_from(left).unwrap_or(0));
            format!("{}\t{}\t{}\t{left}\n", attempt.profile, attempt.host, attempt.redirect_uri)
        });
        output::out(&lines.collect::<String>())
    })
}
