//! The only match on `Effect`: each becomes one call of a service, and its answer a `Msg`.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::task::AbortHandle;

use super::browser;
use super::demo::Consenting;
use crate::app::effect::{Page, Wanted};
use crate::app::msg::Profiles;
use crate::app::{Effect, Msg, Ticket};
use crate::domain::account::{AccountHost, Platform};
use crate::domain::consent::{Order, Progress};
use crate::domain::lang::Lang;
use crate::domain::pasted::Pasted;
use crate::domain::profile::ProfileName;
use crate::domain::refreshing::Watcher;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};
use crate::service::authorize::Person;
use crate::service::refresh::Need;
use crate::service::{self, Context};

/// What only the owner of the terminal can do.
#[derive(Debug)]
pub enum Wish {
    /// Put this on the clipboard; then tell, where somebody asked.
    Copy(Secret, Option<Ticket>),
    /// Print this outside the full screen.
    PrintLink(Secret),
    /// Speak this language.
    Speak(Lang),
    /// Stop until continued.
    Suspend,
    /// End.
    Quit,
}

/// An answer, or a wish for the terminal that an answer became.
#[derive(Debug)]
pub enum News {
    /// For the model.
    Msg(Msg),
    /// For the terminal.
    Wish(Wish),
}

/// Runs effects beside the loop.
pub struct Effects {
    context: Context,
    news: mpsc::UnboundedSender<News>,
    running: HashMap<Ticket, AbortHandle>,
    attempts: HashMap<Ticket, Attempt>,
    consenting: Option<Consenting>,
    /// The last question for the profiles: a change by another process is an answer to it, too.
    profiles_asked: Option<Ticket>,
}

/// An authorization under way.
struct Attempt {
    pastes: mpsc::Sender<Pasted>,
    /// The person gives up when this is sent, or dropped.
    gives_up: oneshot::Sender<()>,
}

impl Effects {
    /// Ready to run effects; answers arrive at `news`.
    pub fn new(
        context: Context,
        consenting: Option<Consenting>,
        news: mpsc::UnboundedSender<News>,
    ) -> Self {
        Self {
            context,
            news,
            running: HashMap::new(),
            attempts: HashMap::new(),
            consenting,
            profiles_asked: None,
        }
    }

    /// Begins one effect.
    pub fn run(&mut self, effect: Effect) {
        match effect {
            Effect::Authorize(ticket, order) => self.authorize(ticket, order),
            Effect::Paste(ticket, pasted) => {
                if let Some(attempt) = self.attempts.get(&ticket) {
                    // A full queue means that earlier pastes are still being looked at.
                    let _ = attempt.pastes.try_send(pasted);
                }
            }
            Effect::Cancel(ticket) => self.cancel(ticket),
            Effect::CheckStore(ticket) => self.spawn(ticket, |context| async move {
                Msg::StoreChecked(ticket, context.with_store(|store| store.check()).await)
            }),
            Effect::Open(ticket, page) => self.open(ticket, page),
            Effect::LetSandboxConsent(link) => {
                if let Some(consenting) = &self.consenting {
                    tokio::spawn(consenting.consent(&link));
                }
            }
            Effect::Copy(text) => self.wish(Wish::Copy(text, None)),
            Effect::PrintLink(link) => self.wish(Wish::PrintLink(link)),
            Effect::LoadProfiles(ticket) => {
                self.profiles_asked = Some(ticket);
                self.load_profiles(ticket);
            }
            Effect::LoadHistory(ticket, name) => self.spawn(ticket, move |context| async move {
                Msg::History(ticket, service::profiles::history(&context, &name).await)
            }),
            Effect::Refresh(ticket, name, wanted) => self.refresh(ticket, name, wanted),
            Effect::Verify(ticket, name) => self.spawn(ticket, move |context| async move {
                Msg::Verified(
                    ticket,
                    service::verify::verify(&context, &name).await.map(Box::new),
                )
            }),
            Effect::CopyToken(ticket, name) => {
                let (context, news) = (self.context.clone(), self.news.clone());
                let task = tokio::spawn(async move {
                    let answer = match service::token::stored(&context, &name).await {
                        Ok(token) => News::Wish(Wish::Copy(token, Some(ticket))),
                        Err(trouble) => News::Msg(Msg::TokenCopied(ticket, Err(trouble))),
                    };
                    let _ = news.send(answer);
                });
                self.running.insert(ticket, task.abort_handle());
            }
            Effect::Forget(ticket, name) => {
                // It was confirmed: from now on it is done, whoever goes away.
                let under_way = self.context.under_way.begin();
                self.spawn(ticket, move |context| async move {
                    let forgotten = service::forget::forget(&context, &name).await;
                    drop(under_way);
                    Msg::Forgotten(ticket, forgotten)
                });
            }
            Effect::Speak(lang) => self.wish(Wish::Speak(lang)),
            Effect::Suspend => self.wish(Wish::Suspend),
            Effect::Quit => self.wish(Wish::Quit),
        }
    }

    /// Reads the profiles again for whoever asked last: another process may have changed them.
    pub fn reload_profiles(&self) {
        if let Some(ticket) = self.profiles_asked {
            self.load_profiles(ticket);
        }
    }

    fn authorize(&mut self, ticket: Ticket, order: Order) {
        let (pastes, arriving_pastes) = mpsc::channel(4);
        let (gives_up, giving_up) = oneshot::channel();
        let (context, news) = (self.context.clone(), self.news.clone());
        let tell = move |progress: Progress| {
            // Nobody listens any more when the program is ending.
            let _ = news.send(News::Msg(Msg::Consent(ticket, progress)));
        };
        let person = Person {
            pastes: arriving_pastes,
            gives_up: giving_up,
        };
        let work = {
            let tell = tell.clone();
            async move { service::authorize::authorize(&context, order, person, tell).await }
        };
        tokio::spawn(async move {
            if let Err(panic) = tokio::spawn(work).await {
                tell(Progress::Failed(Trouble::noted(Cause::Internal, panic)));
            }
        });
        self.attempts
            .retain(|_, attempt| !attempt.pastes.is_closed());
        self.attempts.insert(ticket, Attempt { pastes, gives_up });
    }

    fn refresh(&mut self, ticket: Ticket, name: ProfileName, wanted: Wanted) {
        let need = match wanted {
            Wanted::ByPerson => Need::Forced,
            Wanted::ByItself => Need::Due,
        };
        let news = self.news.clone();
        let watcher: Watcher = Arc::new(move |told| {
            // Nobody listens any more when the program is ending.
            let _ = news.send(News::Msg(Msg::Refreshing(ticket, told)));
        });
        self.spawn(ticket, move |context| async move {
            let refreshed = service::refresh::refresh(&context, &name, need, &watcher).await;
            let answer = refreshed
                .map(|refreshed| (refreshed.outcome(), Box::new(refreshed.profile().clone())));
            Msg::Refreshed(ticket, answer)
        });
    }

    fn cancel(&mut self, ticket: Ticket) {
        if let Some(attempt) = self.attempts.remove(&ticket) {
            // It may have ended by itself.
            let _ = attempt.gives_up.send(());
        }
        if let Some(task) = self.running.remove(&ticket) {
            task.abort();
        }
    }

    fn open(&mut self, ticket: Ticket, page: Page) {
        self.spawn(ticket, move |_| async move {
            let url = match page {
                Page::Consent(link) => link,
                Page::Integrations(host) => Secret::new(integrations_page(&host)),
            };
            // Starting a browser can block.
            let opened = tokio::task::spawn_blocking(move || browser::open(url.expose())).await;
            let opened =
                opened.unwrap_or_else(|error| Err(Trouble::noted(Cause::NoBrowser, error)));
            Msg::Opened(ticket, opened)
        });
    }

    fn load_profiles(&self, ticket: Ticket) {
        let (context, news) = (self.context.clone(), self.news.clone());
        tokio::spawn(async move {
            let profiles = service::profiles::all(&context)
                .await
                .map(|known| Profiles {
                    all: known.profiles,
                    unreadable: known.unreadable,
                    pending: known.pending,
                });
            let _ = news.send(News::Msg(Msg::Profiles(ticket, profiles)));
        });
    }

    fn spawn<F: Future<Output = Msg> + Send + 'static>(
        &mut self,
        ticket: Ticket,
        work: impl FnOnce(Context) -> F,
    ) {
        let (work, news) = (work(self.context.clone()), self.news.clone());
        let task = tokio::spawn(async move {
            let _ = news.send(News::Msg(work.await));
        });
        self.running.retain(|_, task| !task.is_finished());
        self.running.insert(ticket, task.abort_handle());
    }

    fn wish(&self, wish: Wish) {
        let _ = self.news.send(News::Wish(wish));
    }
}

/// The page on which integrations are made: no deep link opens the form itself.
fn integrations_page(host: &AccountHost) -> String {
    match host.platform() {
        Platform::AmoCrm => format!("https://{host}/amo-market"),
        Platform::Kommo => format!("https://{host}/settings/widgets/"),
    }
}
