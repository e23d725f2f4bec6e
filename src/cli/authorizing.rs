//! An authorization without the full screen: what happens is told line by line, and what a person pastes is read.

use std::cell::Cell;
use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc as channel;
use std::thread::{self, JoinHandle};

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};

use super::args::authorize::Stdin;
use super::exit::Exit;
use super::failure::Failure;
use super::plain::Command;
use super::{output, secrets};
use crate::domain::authorize::pasted::{self, Pasted};
use crate::domain::authorize::question::Question;
use crate::domain::authorize::{AuthMethod, AuthorizationRequest, Progress, Waiting};
use crate::domain::lang::Lang;
use crate::domain::profile::{Profile, ProfileName, StoreKind};
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};
use crate::runtime::{browser, environment};
use crate::service::Context;
use crate::service::authorize::{Person, authorize};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The browser brings it; a person at a terminal may paste it instead. Whether the page is opened.
    InBrowser {
        opens: bool,
    },
    OnStdin,
}

impl Answered {
    pub const fn of(url: Option<Stdin>, opens: bool) -> Self {
        if url.is_some() { Self::OnStdin } else { Self::InBrowser { opens } }
    }
}

/// How an attempt ended without a failure.
pub enum Outcome {
    /// The second part is set when the account could not be asked for its name.
    Connected(Box<Profile>, Option<Trouble>),
    /// To the question before, or away: said where a paste was asked for.
    Told(Command),
}

/// Until when what was left waiting can be gone on with.
pub type LeftUntil = Cell<Option<Timestamp>>;

/// Runs an order to its end. Only a failure is left to be said.
pub async fn attempt(
    context: &Context,
    order: AuthorizationRequest,
    answered: Answered,
    words: &Catalog,
) -> Result<Exit, Failure> {
    let wished = order.profile().clone();
    match outcome(context, order, answered, None, words).await? {
        Outcome::Connected(profile, unverified) => {
            warn(&profile, &wished, unverified.as_ref(), words);
            output::line(&connected(&profile, words))
        }
        Outcome::Told(_) => Ok(Exit::Interrupted),
    }
}

/// The same, with its end left to be told. Line by line, a person may say something else than what is asked for, and
/// an attempt that is left while it waits goes on waiting.
pub async fn outcome(
    context: &Context,
    order: AuthorizationRequest,
    answered: Answered,
    line_by_line: Option<&LeftUntil>,
    words: &Catalog,
) -> Result<Outcome, Failure> {
    let (pastes, clipboard) = mpsc::unbounded_channel();
    let (leaving, gives_up) = oneshot::channel();
    let (news, mut told) = mpsc::unbounded_channel();
    let watcher = super::progress::Progress::alone(words, order.profile());
    let can_be_kept =
        order.auth_method() == AuthMethod::Consent && context.store.kind() != StoreKind::Memory;
    let keeps = line_by_line.is_some() && can_be_kept;
    let mut patience = Patience { leaving: Some(leaving), keeps };
    let own = context.clone();
    let work = tokio::spawn(async move {
        let person = Person { pastes: clipboard, gives_up };
        authorize(&own, order, person, move |progress| {
            drop(news.send(progress));
        })
        .await;
    });
    let mut reader = None;
    let end = loop {
        let progress = tokio::select! {
            progress = told.recv() => progress,
            Some(read) = next(&mut reader) => match read {
                Ok(Typed::Pasted(landed)) => {
                    // Whoever took it has ended, and says so.
                    drop(pastes.send(landed));
                    continue;
                }
                Ok(Typed::Command(command)) => break Ok(Outcome::Told(command)),
                Err(failure) => break Err(failure),
            },
        };
        match progress {
            None => break Err(Trouble::from(Cause::Internal).into()),
            Some(Progress::Waiting(waiting)) => {
                if let Some(left_until) = line_by_line.filter(|_| can_be_kept) {
                    left_until.set(Some(waiting.expires_at));
                }
                let text = wait(&waiting, answered, words);
                let help = line_by_line.map(|_| format!("{text}\n{}", words.text("plain-keys")));
                output::note(&text);
                reader = Reader::begin(&waiting, answered, help, words.lang());
            }
            Some(Progress::Stray(trouble)) if reader.is_none() && answered == Answered::OnStdin => {
                break Err(trouble.into());
            }
            Some(Progress::Stray(trouble)) => {
                let what = words.explain(&trouble).what;
                let still = words.text("consent-still-waiting");
                stray(&format!("{what} {still}"), reader.as_mut(), words);
            }
            Some(Progress::Connected(profile, unverified)) => {
                break Ok(Outcome::Connected(profile, unverified));
            }
            Some(Progress::Failed(trouble)) => break Err(trouble.into()),
            Some(Progress::Refreshing(news)) => watcher(news),
            Some(Progress::Exchanging) if line_by_line.is_some() => {
                if let Some(reader) = reader.take() {
                    reader.end().await;
                }
                output::note(&words.text("plain-checking"));
            }
            Some(
                Progress::Preparing | Progress::Exchanging | Progress::Saving | Progress::Verifying,
            ) => {}
        }
    };
    let leaves = match &end {
        Ok(Outcome::Told(Command::Quit)) | Err(Failure::Told(Exit::Interrupted)) => true,
        Ok(Outcome::Told(Command::Back | Command::Help) | Outcome::Connected(..)) | Err(_) => false,
    };
    if !leaves {
        if let Some(left_until) = line_by_line {
            left_until.set(None);
        }
        patience.keeps = false;
    }
    drop(patience);
    // What was begun for it is taken back, unless it goes on waiting.
    drop(work.await);
    if let Some(reader) = reader {
        reader.end().await;
    }
    end
}

/// Whoever leaves while an attempt waits, by whatever way, may want to go on with it later.
struct Patience {
    leaving: Option<oneshot::Sender<()>>,
    keeps: bool,
}

impl Drop for Patience {
    fn drop(&mut self) {
        if let Some(leaving) = self.leaving.take().filter(|_| self.keeps) {
            // What waited may have ended by itself.
            let _ = leaving.send(());
        }
    }
}

/// Tells of what came and was not ours. Where a line is being typed that is not shown, on lines of its own, and what is
/// asked for is said again below it.
fn stray(what: &str, reader: Option<&mut Reader>, words: &Catalog) {
    match reader {
        Some(reader) if reader.is_judging => {
            output::warn(what);
            reader.is_judging = false;
            // Nobody reads any more when it is over.
            let _ = reader.again.send(());
        }
        Some(_) if io::stderr().is_terminal() => {
            let asked = words.ask(Question::Landed);
            output::err(&format!("\r\namokey: {what}\r\n{asked}: "));
        }
        Some(_) | None => output::warn(what),
    }
}

/// What was typed while consent is awaited.
enum Typed {
    Pasted(Pasted),
    Command(Command),
}

/// Reads what is pasted, on a thread of its own: reading blocks.
struct Reader {
    typed: mpsc::Receiver<Result<Typed, Failure>>,
    /// Asks once more, after what was pasted was refused.
    again: channel::Sender<()>,
    /// Whether something was pasted of which nothing is known yet.
    is_judging: bool,
    ended: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Reader {
    /// Begins, where somebody may have something to paste. Where there is help, it can be asked for.
    fn begin(
        waiting: &Waiting,
        answered: Answered,
        help: Option<String>,
        lang: Lang,
    ) -> Option<Self> {
        let at_terminal = io::stdin().is_terminal();
        let for_key = waiting.auth_method == AuthMethod::ApiKey;
        if !at_terminal && answered != Answered::OnStdin && !for_key {
            return None;
        }
        let comes_by_itself =
            waiting.local_url.is_some() && answered != Answered::OnStdin && !for_key;
        let (sender, typed) = mpsc::channel(1);
        let (again, refused) = channel::channel();
        let ended = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&ended);
        let thread = thread::spawn(move || {
            let words = Catalog::new(lang);
            let short = words.ask(Question::Landed);
            let mut what =
                if comes_by_itself { words.text("plain-waiting") } else { short.clone() };
            let read = |text: &str| match Command::of(text, &words).filter(|_| help.is_some()) {
                Some(command) => Ok(Typed::Command(command)),
                None => pasted::parse(text).map(Typed::Pasted),
            };
            while !over.load(Ordering::SeqCst) {
                // For a key the code comes by itself as well.
                if for_key && !at_terminal && !secrets::are_more() {
                    return;
                }
                let asked = words.say("asks-unseen", &[("what", what.as_str().into())]);
                let read = secrets::answer_until(&words, Question::Landed, &asked, read, &over);
                what.clone_from(&short);
                if let (Ok(Typed::Command(Command::Help)), Some(help)) = (&read, &help) {
                    output::note(help);
                    continue;
                }
                let is_judged = matches!(read, Ok(Typed::Pasted(_))) && at_terminal;
                if sender.blocking_send(read).is_err() || !is_judged || refused.recv().is_err() {
                    return;
                }
            }
        });
        Some(Self { typed, again, is_judging: false, ended, thread })
    }

    /// Reads no more; the terminal is as it was. A pipe is read until the program ends.
    async fn end(self) {
        let Self { typed, again, ended, thread, .. } = self;
        ended.store(true, Ordering::SeqCst);
        drop((typed, again));
        if io::stdin().is_terminal() {
            drop(tokio::task::spawn_blocking(move || thread.join()).await);
        }
    }
}

/// What is typed next; never, where nobody types. A line out of a pipe is the only one.
async fn next(reader: &mut Option<Reader>) -> Option<Result<Typed, Failure>> {
    let read = match reader {
        Some(reader) => reader.typed.recv().await,
        None => std::future::pending().await,
    };
    if let Some(reader) = reader {
        reader.is_judging = matches!(read, Some(Ok(Typed::Pasted(_))));
    }
    if read.is_none() || !io::stdin().is_terminal() {
        *reader = None;
    }
    read
}

/// Opens the page, and says so.
fn wait(waiting: &Waiting, answered: Answered, words: &Catalog) -> String {
    let opens = answered == (Answered::InBrowser { opens: true })
        && waiting.auth_method == AuthMethod::Consent
        && environment::signs().opens_browser();
    if opens {
        let link = waiting.start_url.clone();
        // Starting a browser can block. That it could not be started is seen: the link stands there.
        tokio::task::spawn_blocking(move || drop(browser::open(link.expose())));
    }
    told(waiting, answered, opens, words)
}

/// Where consent is given, in words: what to do, the short address, and the long link last.
pub fn told(waiting: &Waiting, answered: Answered, opens: bool, words: &Catalog) -> String {
    if waiting.auth_method == AuthMethod::ApiKey {
        return words.text("plain-exchange");
    }
    let platform = waiting.host.platform();
    let url = waiting.local_url.as_deref().unwrap_or_default();
    let said = |id| {
        words.say(
            id,
            &[
                ("platform", platform.title().into()),
                ("url", url.into()),
                ("allow", words.allow(platform).into()),
                ("account", waiting.host.subdomain().into()),
            ],
        )
    };
    let mut lines = match (&waiting.local_url, answered) {
        (Some(_), Answered::InBrowser { .. }) => {
            let open = said(if opens { "plain-opens" } else { "plain-open-here" });
            vec![open, said("consent-choose"), said("plain-long")]
        }
        (Some(_) | None, _) => vec![said("plain-open")],
    };
    if let (Some(trouble), Answered::InBrowser { .. }) = (&waiting.not_handed_on, answered) {
        let (what, then) = (words.explain(trouble).what, words.text("consent-not-handed-on"));
        lines.insert(0, format!("{what} {then}"));
    }
    lines.push(waiting.consent_url.expose().to_owned());
    lines.join("\n")
}

/// The profile and its account, in a sentence.
pub fn connected(profile: &Profile, words: &Catalog) -> String {
    let account =
        profile.account.as_ref().map_or(profile.host.as_str(), |account| account.name.as_str());
    let named = [
        ("profile", Arg::from(profile.name.as_str())),
        ("account", account.into()),
        ("host", profile.host.as_str().into()),
    ];
    words.say("cli-connected", &named)
}

/// What is not as it was wished for.
pub fn warn(
    profile: &Profile,
    wished: &ProfileName,
    unverified: Option<&Trouble>,
    words: &Catalog,
) {
    if profile.name != *wished {
        output::warn(&words.connected_as(&profile.name, wished));
    }
    if let Some(trouble) = unverified {
        let text = words.text("done-unverified");
        output::warn(&format!("{text} {}", words.explain(trouble).what));
    }
}
