//! `amokey setup --plain`: the setup line by line, for screen readers and dumb terminals. The same questions, answers and
//! failures as in the wizard; nothing moves, and nothing is drawn.

mod command;
mod done;
mod interview;
mod mend;
mod prompt;
mod talk;

#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::io::{self, IsTerminal as _};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use self::interview::{Interview, Start};
use self::talk::{Explained, Talk};
use super::authorizing::{self, Answered, LeftUntil, Outcome};
use super::{
    Exit, Failure, Needs, context, environment, output, profile, prompt as lines, secrets,
};
use crate::domain::account::SandboxOrigin;
use crate::domain::authorize::RedirectUri;
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;
use crate::runtime::{clock, hidden};
use crate::service::{Context, profiles};

pub use self::command::Command;

/// What was said on the command line.
pub struct Options {
    pub wished: Option<ProfileName>,
    pub sandbox: Option<SandboxOrigin>,
    pub opens_browser: bool,
}

/// Asks, tries, and asks again for what was wrong.
pub fn run(options: Options, words: &Catalog) -> Result<Exit, Failure> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        let failure = Failure::usage("cli-plain-without-terminal");
        return Err(failure.with("uri", RedirectUri::DEFAULT));
    }
    let Options { wished, sandbox, opens_browser } = options;
    let secret = secrets::of_environment(words)?;
    let left_until = LeftUntil::default();
    let ended = context::run(Needs::Ledger, words, async |context| {
        if let Some(name) = &wished {
            profile::is_free(&context, name).await?;
        }
        let rows = profiles::all(&context).await?;
        let pending = rows.pending.into_iter().filter(|it| it.is_live(context.now()));
        let pending = pending.max_by_key(|pending| pending.created_at);
        let start = Start { wished, sandbox, known: rows.all, pending, secret };
        let answered = Answered::InBrowser { opens: opens_browser };
        talk(&context, Interview::new(start), answered, &left_until, words).await
    });
    // Nothing of it is lost for whoever has left.
    if let Some(until) = left_until.get() {
        let seconds = until.as_second() - clock::now().as_second();
        let minutes = u64::try_from(seconds).unwrap_or(0).div_ceil(60);
        let command = environment::command_line();
        let named = [("minutes", minutes.into()), ("command", command.into())];
        output::note(&words.say("plain-left", &named));
    }
    ended
}

async fn talk(
    context: &Context,
    mut interview: Interview,
    answered: Answered,
    left_until: &Cell<Option<Timestamp>>,
    words: &Catalog,
) -> Result<Exit, Failure> {
    let mut explained = Explained::default();
    output::note(&format!("{}\n{}", words.text("plain-begin"), words.text("plain-keys")));
    loop {
        let asked = secrets::aside(words.lang(), move |words| {
            let order = talk::ask(&mut interview, &mut explained, words, &mut AtTerminal)?;
            Ok((interview, explained, order))
        });
        let order;
        (interview, explained, order) = asked.await?;
        let Some(order) = order else { return Ok(Exit::Done) };
        let wished = order.profile().clone();
        match authorizing::outcome(context, order, answered, Some(left_until), words).await {
            Ok(Outcome::Connected(profile, unverified)) => {
                output::line(&authorizing::connected(&profile, words))?;
                authorizing::warn(&profile, &wished, unverified.as_ref(), words);
                let ended = done::told(&profile, words, context.now(), &TimeZone::system());
                return output::out(&(ended.join("\n") + "\n"));
            }
            Ok(Outcome::Told(Command::Back)) => {
                interview.back();
            }
            Ok(Outcome::Told(Command::Quit | Command::Help)) => return Ok(Exit::Done),
            Err(Failure::Trouble(trouble, _)) if interview.mends(&trouble) => {
                output::note(&refusal(&trouble, words));
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// What happened and what to do about it; what only helps whoever searches for it comes last.
fn refusal(trouble: &Trouble, words: &Catalog) -> String {
    let told = words.explain(trouble);
    let lines = [Some(told.what), told.why, told.next, told.details];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

struct AtTerminal;

impl Talk for AtTerminal {
    fn tell(&mut self, line: &str) {
        output::note(line);
    }

    fn ask(&mut self, asked: &str) -> Result<Secret, Failure> {
        output::err(&format!("{asked} "));
        lines::line().map(Secret::new)
    }

    fn ask_unseen(&mut self, asked: &str) -> Result<Secret, Failure> {
        secrets::line(asked, &hidden::NEVER)
    }

    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::system()
    }
}
