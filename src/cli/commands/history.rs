//! `amokey history`: every attempt, newest first.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde::Serialize;

use super::{name, with_what_is_known};
use crate::cli::args::{Format, History};
use crate::cli::exit::Code;
use crate::cli::{failure, output};
use crate::domain::history::Event;
use crate::domain::rows::{Rows, UnreadableRow};
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};

/// How many lines are listed unless more are asked for.
const LINES: usize = 1000;

/// Lists the history of a profile, or of all.
pub fn run(args: History, words: &Catalog) -> Code {
    let profile = match args.profile.map(|text| name(&text, words)).transpose() {
        Ok(profile) => profile,
        Err(code) => return code,
    };
    with_what_is_known(words, async |context| {
        let since = args
            .since
            .map_or(Timestamp::MIN, |since| since.from(context.now()));
        let is_whole = args.all_lines || args.since.is_some();
        let limit = if is_whole { usize::MAX } else { LINES };
        let read = context.with_ledger(move |ledger| {
            let events = ledger.history_since(profile.as_ref(), since, limit)?;
            Ok((events, ledger.history_count(profile.as_ref(), since)?))
        });
        let (events, count) = match read.await {
            Ok(read) => read,
            Err(trouble) => return failure::tell(words, &trouble, None),
        };
        let shown = u64::try_from(events.read.len() + events.unreadable.len()).unwrap_or(u64::MAX);
        let left_out = count.saturating_sub(shown);
        match args.format {
            Format::Json => json(&events, left_out, words),
            Format::Table => {
                tell_unreadable(&events.unreadable, words);
                let code = output::out(&table(&events.read, words));
                // Whoever looks at the end of a list sees that it is not the end.
                if !is_whole && left_out > 0 {
                    let args = [("shown", Arg::from(shown)), ("count", Arg::from(count))];
                    output::err(&format!(
                        "amokey: {}\n",
                        words.say("cli-history-more", &args)
                    ));
                }
                code
            }
        }
    })
}

/// How many lines make no sense, and what is wrong with the first of them.
fn tell_unreadable(lines: &[UnreadableRow], words: &Catalog) {
    if let Some(first) = lines.first() {
        let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        let args = [
            ("count", Arg::from(count)),
            ("line", Arg::from(first.key.as_str())),
            ("reason", Arg::from(first.reason.as_str())),
        ];
        let text = words.say("cli-history-unreadable", &args);
        output::err(&format!("amokey: {text}\n"));
    }
}

/// The history, as programs read it. What is absent as a rule is left out.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    events: &'a [Event],
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreadable: Vec<Line<'a>>,
}

/// A line that makes no sense.
#[derive(Serialize)]
struct Line<'a> {
    line: &'a str,
    reason: &'a str,
}

fn json(events: &Rows<Event>, left_out: u64, words: &Catalog) -> Code {
    let unreadable = events.unreadable.iter().map(|row| Line {
        line: &row.key,
        reason: &row.reason,
    });
    let report = Report {
        version: 1,
        events: &events.read,
        left_out: (left_out > 0).then_some(left_out),
        unreadable: unreadable.collect(),
    };
    match serde_json::to_string(&report) {
        Ok(text) => output::out(&format!("{text}\n")),
        Err(error) => failure::tell(words, &Trouble::noted(Cause::Internal, error), None),
    }
}

fn table(events: &[Event], words: &Catalog) -> String {
    if events.is_empty() {
        return format!("{}\n", words.text("cli-no-history"));
    }
    let mut text = String::new();
    for event in events {
        let profile = event.profile.as_ref().map_or("-", |name| name.as_str());
        let time = event.at.strftime("%Y-%m-%d %H:%M:%SZ");
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "{time}  {profile:<16}  {:<9}  {}",
            words.text(action(event)),
            words.outcome(event.outcome)
        );
        for note in [&event.detail, &event.peer, &event.user_agent]
            .into_iter()
            .flatten()
        {
            let _ = write!(text, "  {note}");
        }
        text.push('\n');
    }
    text
}

const fn action(event: &Event) -> &'static str {
    use crate::domain::history::Action;
    match event.action {
        Action::Callback => "cli-action-callback",
        Action::Authorize => "cli-action-authorize",
        Action::Refresh => "cli-action-refresh",
        Action::Verify => "cli-action-verify",
        Action::Export => "cli-action-export",
        Action::Import => "cli-action-import",
        Action::Hook => "cli-action-hook",
        Action::Forget => "cli-action-forget",
    }
}
