//! `amokey history`: every attempt, newest first.

use jiff::Timestamp;
use serde::Serialize;

use crate::cli::args::profiles::{Format, HistoryArgs};
use crate::cli::{Exit, Failure, Needs, context, output, profile};
use crate::domain::profile::ProfileName;
use crate::domain::profile::history::Event;
use crate::i18n::Catalog;
use crate::service::Context;
use crate::service::profiles::unknown::no_such;

const LINES: usize = 1000;

pub fn run(args: &HistoryArgs, words: &Catalog) -> Result<Exit, Failure> {
    let profile = args.profile.name().map(profile::name).transpose()?;
    context::run(Needs::Known, words, async |context| {
        let since = args.since.unwrap_or(Timestamp::MIN);
        let is_whole = args.all_lines || args.since.is_some();
        let limit = if is_whole { usize::MAX } else { LINES };
        let whose = profile.clone();
        let read = context.with_ledger(move |ledger| {
            let events = ledger.history_since(whose.as_ref(), since, limit)?;
            Ok((events, ledger.history_count(whose.as_ref(), since)?))
        });
        let (events, count) = read.await?;
        if let (0, Some(name)) = (count, &profile) {
            is_known(&context, name).await?;
        }
        let shown = u64::try_from(events.read.len() + events.unreadable.len()).unwrap_or(u64::MAX);
        let left_out = count.saturating_sub(shown);
        if args.format == Format::Json {
            let unreadable = events.unreadable.iter();
            return output::json(&Report {
                version: 1,
                events: &events.read,
                left_out: (left_out > 0).then_some(left_out),
                unreadable: unreadable
                    .map(|row| UnreadableLine { line: &row.key, reason: &row.reason })
                    .collect(),
            });
        }
        if let Some(first) = events.unreadable.first() {
            let args = [
                ("count", events.unreadable.len().into()),
                ("line", first.key.as_str().into()),
                ("reason", first.reason.as_str().into()),
            ];
            output::warn(&words.say("cli-history-unreadable", &args));
        }
        let ended = output::out(&table(&events.read, words));
        // Whoever looks at the end of a list sees that it is not the end.
        if !is_whole && left_out > 0 {
            let counts = [("shown", shown.into()), ("count", count.into())];
            output::warn(&words.say("cli-history-more", &counts));
        }
        ended
    })
}

/// Whether a name without a line is that of a profile, or was: what is forgotten keeps its history.
async fn is_known(context: &Context, name: &ProfileName) -> Result<(), Failure> {
    let wanted = name.clone();
    let ever = context.with_ledger(move |ledger| {
        let ever = ledger.history_count(Some(&wanted), Timestamp::MIN)?;
        // A row that cannot be read is one all the same.
        Ok(ever > 0 || !matches!(ledger.profile(&wanted), Ok(None)))
    });
    if ever.await? { Ok(()) } else { Err(no_such(context, name).await.into()) }
}

/// The history, as programs read it. What is absent as a rule is left out.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    events: &'a [Event],
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreadable: Vec<UnreadableLine<'a>>,
}

#[derive(Serialize)]
struct UnreadableLine<'a> {
    line: &'a str,
    reason: &'a str,
}

/// Time, profile, what was tried, how it ended; behind them whatever else is known.
fn table(events: &[Event], words: &Catalog) -> String {
    if events.is_empty() {
        return format!("{}\n", words.text("cli-no-history"));
    }
    let line = |event: &Event| {
        let profile = event.profile.as_ref().map_or("-", |name| name.as_str());
        let time = event.at.strftime("%Y-%m-%d %H:%M:%SZ");
        let (action, outcome) =
            (words.word("cli-action", &event.action), words.outcome(event.outcome));
        let notes = [&event.detail, &event.peer, &event.user_agent].into_iter().flatten();
        let notes: String = notes.flat_map(|note| ["  ", note]).collect();
        format!("{time}  {profile:<16}  {action:<9}  {outcome}{notes}\n")
    };
    events.iter().map(line).collect()
}
