//! An authorization without the full screen: what happens is told line by line, and what a person pastes is read.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use tokio::sync::{mpsc, oneshot};

use super::args::authorize::Stdin;
use super::exit::Exit;
use super::failure::Failure;
use super::{output, secrets};
use crate::domain::authorize::pasted::{self, Pasted};
use crate::domain::authorize::question::Question;
use crate::domain::authorize::{AuthMethod, AuthorizationRequest, Progress, Waiting};
use crate::domain::lang::Lang;
use crate::domain::profile::{Profile, ProfileName};
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

/// Runs an order to its end. Only a failure is left to be said.
pub async fn attempt(
    context: &Context,
    order: AuthorizationRequest,
    answered: Answered,
    words: &Catalog,
) -> Result<Exit, Failure> {
    let (pastes, clipboard) = mpsc::unbounded_channel();
    let (patience, gives_up) = oneshot::channel();
    let (news, mut told) = mpsc::unbounded_channel();
    let wished = order.profile().clone();
    let watcher = super::progress::Progress::alone(words, &wished);
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
                Ok(landed) => {
                    // Whoever took it has ended, and says so.
                    drop(pastes.send(landed));
                    continue;
                }
                Err(failure) => break Err(failure),
            },
        };
        match progress {
            None => break Err(Trouble::from(Cause::Internal).into()),
            Some(Progress::Waiting(waiting)) => {
                wait(&waiting, answered, words);
                reader = Reader::begin(&waiting, answered, words.lang());
            }
            Some(Progress::Stray(trouble)) if reader.is_none() && answered == Answered::OnStdin => {
                break Err(trouble.into());
            }
            Some(Progress::Stray(trouble)) => {
                let what = words.explain(&trouble).what;
                let still = words.text("consent-still-waiting");
                // On lines of its own, also where a line is being typed that is not shown.
                let (before, after) =
                    if io::stderr().is_terminal() { ("\r\n", "\r\n") } else { ("", "\n") };
                output::err(&format!("{before}amokey: {what} {still}{after}"));
            }
            Some(Progress::Connected(profile, unverified)) => {
                break Ok((profile, unverified));
            }
            Some(Progress::Failed(trouble)) => break Err(trouble.into()),
            Some(Progress::Refreshing(news)) => watcher(news),
            Some(
                Progress::Preparing | Progress::Exchanging | Progress::Saving | Progress::Verifying,
            ) => {}
        }
    };
    drop(patience);
    // What was begun for it is taken back.
    drop(work.await);
    if let Some(reader) = reader {
        reader.end().await;
    }
    let (profile, unverified) = end?;
    connected(&profile, &wished, unverified.as_ref(), words)
}

/// Reads what is pasted, on a thread of its own: reading blocks.
struct Reader {
    typed: mpsc::Receiver<Result<Pasted, Failure>>,
    ended: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Reader {
    /// Begins, where somebody may have something to paste.
    fn begin(waiting: &Waiting, answered: Answered, lang: Lang) -> Option<Self> {
        let at_terminal = io::stdin().is_terminal();
        let for_key = waiting.auth_method == AuthMethod::ApiKey;
        if !at_terminal && answered != Answered::OnStdin && !for_key {
            return None;
        }
        let comes_by_itself =
            waiting.local_url.is_some() && answered != Answered::OnStdin && !for_key;
        let (sender, typed) = mpsc::channel(1);
        let ended = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&ended);
        let thread = thread::spawn(move || {
            let words = Catalog::new(lang);
            let asked = if comes_by_itself {
                words.text("plain-waiting")
            } else {
                words.ask(Question::Landed)
            };
            while !over.load(Ordering::SeqCst) {
                // For a key the code comes by itself as well.
                if for_key && !at_terminal && !secrets::are_more() {
                    return;
                }
                let (question, read) = (Question::Landed, pasted::parse);
                let read = secrets::answer_until(&words, question, &asked, read, &over);
                let last = read.is_err() || !at_terminal;
                if sender.blocking_send(read).is_err() || last {
                    return;
                }
            }
        });
        Some(Self { typed, ended, thread })
    }

    /// Reads no more; the terminal is as it was. A pipe is read until the program ends.
    async fn end(self) {
        let Self { typed, ended, thread } = self;
        ended.store(true, Ordering::SeqCst);
        drop(typed);
        if io::stdin().is_terminal() {
            drop(tokio::task::spawn_blocking(move || thread.join()).await);
        }
    }
}

/// What is typed next; never, where nobody types. A line out of a pipe is the only one.
async fn next(reader: &mut Option<Reader>) -> Option<Result<Pasted, Failure>> {
    let read = match reader {
        Some(reader) => reader.typed.recv().await,
        None => std::future::pending().await,
    };
    if read.is_none() || !io::stdin().is_terminal() {
        *reader = None;
    }
    read
}

fn wait(waiting: &Waiting, answered: Answered, words: &Catalog) {
    let allow = words.allow(waiting.host.platform());
    let named = [("allow", Arg::from(allow)), ("account", waiting.host.subdomain().into())];
    if waiting.auth_method == AuthMethod::ApiKey {
        return output::err(&format!("{}\n", words.text("plain-exchange")));
    }
    let link = waiting.consent_url.expose();
    let mut lines = vec![words.say("plain-open", &named), format!("  {link}")];
    if let (Some(local), Answered::InBrowser { .. }) = (&waiting.local_url, answered) {
        lines.push(words.say("plain-short", &[("url", local.as_str().into())]));
    }
    if let (Some(trouble), Answered::InBrowser { .. }) = (&waiting.not_handed_on, answered) {
        let (what, then) = (words.explain(trouble).what, words.text("consent-not-handed-on"));
        lines.push(format!("amokey: {what} {then}"));
    }
    output::err(&(lines.join("\n") + "\n"));
    if answered == (Answered::InBrowser { opens: true }) && environment::signs().opens_browser() {
        let link = waiting.start_url.clone();
        // Starting a browser can block. That it could not be started is seen: the link stands there.
        tokio::task::spawn_blocking(move || drop(browser::open(link.expose())));
    }
}

fn connected(
    profile: &Profile,
    wished: &ProfileName,
    unverified: Option<&Trouble>,
    words: &Catalog,
) -> Result<Exit, Failure> {
    if profile.name != *wished {
        output::warn(&words.connected_as(&profile.name, wished));
    }
    if let Some(trouble) = unverified {
        let text = words.text("done-unverified");
        output::warn(&format!("{text} {}", words.explain(trouble).what));
    }
    let account =
        profile.account.as_ref().map_or(profile.host.as_str(), |account| account.name.as_str());
    let named = [
        ("profile", Arg::from(profile.name.as_str())),
        ("account", account.into()),
        ("host", profile.host.as_str().into()),
    ];
    output::out(&format!("{}\n", words.say("cli-connected", &named)))
}
