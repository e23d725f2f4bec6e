//! Effects: each becomes one call of a service, and its answer a `Msg`.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{AbortHandle, JoinHandle};

use super::demo_consent::{self, DemoConsent};
use super::home::Home;
use super::open::Spoken;
use super::{browser, sealed_file, settings, terminal};
use crate::app::effect::{BrowserPage, RefreshBy};
use crate::app::{Effect, Msg, Ticket};
use crate::domain::account::{AccountHost, Platform};
use crate::domain::authorize::pasted::Pasted;
use crate::domain::authorize::{AuthorizationRequest, Progress};
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::settings::Setting;
use crate::domain::tokens::Watcher;
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::Catalog;
use crate::ledger::LedgerVersion;
use crate::service::authorize::Person;
use crate::service::profiles::Look;
use crate::service::refresh::Need;
use crate::service::{self, Context};

/// An authorization under way.
struct Authorization {
    /// What is pasted for it.
    pastes: UnboundedSender<Pasted>,
    /// The person gives up when this is dropped.
    _patience: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

pub struct Effects {
    context: Context,
    home: Home,
    spoken: Spoken,
    messages: UnboundedSender<Msg>,
    running: HashMap<Ticket, AbortHandle>,
    authorizations: HashMap<Ticket, Authorization>,
    /// Those that were given up, and may not have ended yet.
    given_up: Vec<JoinHandle<()>>,
    demo_consent: Option<DemoConsent>,
    looked: Arc<Mutex<Looked>>,
}

/// The looks at the profiles.
struct Looked {
    /// The last question: a change by another process is an answer to it, too.
    asked: Option<Ticket>,
    /// How far the ledger was written when it was answered.
    known: Option<LedgerVersion>,
}

impl Effects {
    pub fn new(
        context: Context,
        (home, spoken): (Home, Spoken),
        demo_consent: Option<DemoConsent>,
        messages: UnboundedSender<Msg>,
        known: LedgerVersion,
    ) -> Self {
        Self {
            context,
            home,
            spoken,
            messages,
            running: HashMap::new(),
            authorizations: HashMap::new(),
            given_up: Vec::new(),
            demo_consent,
            looked: Arc::new(Mutex::new(Looked { asked: None, known: Some(known) })),
        }
    }

    pub fn run(&mut self, effect: Effect) {
        match effect {
            Effect::Authorize(ticket, order) => self.authorize(ticket, order),
            Effect::Paste(ticket, pasted) => {
                if let Some(authorization) = self.authorizations.get(&ticket) {
                    // Nobody takes it where the end of the authorization is on its way here.
                    let _ = authorization.pastes.send(pasted);
                }
            }
            Effect::Cancel(ticket) => {
                if let Some(authorization) = self.authorizations.remove(&ticket) {
                    self.given_up.push(authorization.task);
                }
                if let Some(task) = self.running.remove(&ticket) {
                    task.abort();
                }
            }
            Effect::CheckStore(ticket) => self.spawn(ticket, |context| async move {
                Msg::StoreChecked(ticket, context.with_store(|store| store.check()).await)
            }),
            Effect::KeepInSealedFile(ticket, place) => self.keep_in_sealed_file(ticket, place),
            Effect::UseSealedFile(key_file) => {
                let file = sealed_file::with_key(&self.home.folder, &key_file);
                self.context.store = Arc::new(file);
            }
            Effect::Open(ticket, page) => self.open(ticket, page),
            Effect::LetSandboxConsent(link, host) => {
                let consent = self.demo_consent.as_ref();
                let callback = consent.and_then(|consent| consent(link.expose(), &host));
                if let Some(callback) = callback {
                    tokio::spawn(demo_consent::follow(Secret::new(callback)));
                }
            }
            Effect::Copy(text) => terminal::copy(&text),
            Effect::LoadProfiles(ticket) => {
                let mut looked = lock(&self.looked);
                // The first who ask have what was read at the start. Those who ask later were told something else.
                if looked.asked.replace(ticket).is_some() {
                    looked.known = None;
                }
                drop(looked);
                self.load_profiles();
            }
            Effect::LoadHistory(ticket, name) => self.spawn(ticket, move |context| async move {
                Msg::History(ticket, service::profiles::past(&context, &name).await)
            }),
            Effect::LoadLog(ticket) => self.spawn(ticket, move |context| async move {
                Msg::Log(ticket, service::profiles::log(&context).await)
            }),
            Effect::Refresh(ticket, name, wanted) => self.refresh(ticket, name, wanted),
            Effect::Verify(ticket, name) => self.spawn(ticket, move |context| async move {
                Msg::Verified(
                    ticket,
                    service::authorize::verify::verify(&context, &name).await.map(Box::new),
                )
            }),
            Effect::CopyToken(ticket, name) => self.spawn(ticket, move |context| async move {
                let token = service::access::token::stored(&context, &name).await;
                Msg::TokenCopied(ticket, token.map(|it| terminal::copy(it.access())))
            }),
            Effect::Forget(ticket, name) => {
                // It was confirmed: from now on it is done, whoever goes away.
                let in_flight = self.context.in_flight.begin();
                self.spawn(ticket, move |context| async move {
                    let forgotten = service::profiles::forget::forget(&context, &name).await;
                    drop(in_flight);
                    Msg::Forgotten(ticket, forgotten)
                });
            }
            Effect::RememberLanguage(lang) => {
                self.spoken.change(lang);
                let home = self.home.clone();
                // The screen has it already; what cannot be kept is asked for again the next time.
                tokio::task::spawn_blocking(move || {
                    let heading = settings::heading(&Catalog::new(lang));
                    let code = Some(lang.code());
                    if let Err(error) = settings::remember(&home, Setting::Language, code, &heading)
                    {
                        tracing::warn!(%error, "the language is not remembered");
                    }
                });
            }
            // The loop sees to its terminal.
            Effect::PrintLink(_) | Effect::Suspend | Effect::Quit => {}
        }
    }

    fn keep_in_sealed_file(&mut self, ticket: Ticket, place: String) {
        // The settings have to be whole when the program ends.
        let (home, lang, in_flight) =
            (self.home.clone(), self.spoken.lang(), self.context.in_flight.begin());
        self.spawn(ticket, move |_| async move {
            let work = move || {
                let kept = sealed_file::keep(&home, &place, lang);
                drop(in_flight);
                kept
            };
            let kept = tokio::task::spawn_blocking(work).await;
            let failed = |error| Err(Trouble::noted(Cause::Internal, error));
            Msg::SealedFileKept(ticket, kept.unwrap_or_else(failed))
        });
    }

    /// Reads the profiles for whoever asked last, once more where another process may have changed them.
    /// Looks at the profiles for whoever asked last.
    pub fn load_profiles(&self) {
        let Looked { asked: Some(ticket), known } = *lock(&self.looked) else { return };
        let (context, messages) = (self.context.clone(), self.messages.clone());
        let looked = Arc::clone(&self.looked);
        tokio::spawn(async move {
            let (msg, known) = match service::profiles::look(&context, known).await {
                Ok(Look::Unchanged(pending)) => (Msg::ProfilesUnchanged(ticket, pending), known),
                Ok(Look::Read(all, version)) => (Msg::Profiles(ticket, Ok(all)), Some(version)),
                Err(trouble) => (Msg::Profiles(ticket, Err(trouble)), None),
            };
            let mut looked = lock(&looked);
            // An answer to a question before is not heard.
            if looked.asked == Some(ticket) {
                looked.known = known;
            }
            send(&messages, msg);
        });
    }

    fn authorize(&mut self, ticket: Ticket, order: AuthorizationRequest) {
        let (pastes, arriving_pastes) = mpsc::unbounded_channel();
        let (gives_up, giving_up) = oneshot::channel();
        let (context, messages) = (self.context.clone(), self.messages.clone());
        let tell = move |progress| send(&messages, Msg::Consent(ticket, progress));
        let tell_panic = tell.clone();
        let person = Person { pastes: arriving_pastes, gives_up: giving_up };
        // The port that was given up is closed, and what was kept for it is gone, before the next one begins.
        let before = mem::take(&mut self.given_up);
        let work = async move {
            for ending in before {
                // It tells of its own end.
                let _ = ending.await;
            }
            service::authorize::authorize(&context, order, person, tell).await;
        };
        let task = tokio::spawn(async move {
            if let Err(panic) = tokio::spawn(work).await {
                tell_panic(Progress::Failed(Trouble::noted(Cause::Internal, panic)));
            }
        });
        self.authorizations.retain(|_, known| !known.task.is_finished());
        self.authorizations.insert(ticket, Authorization { pastes, _patience: gives_up, task });
    }

    fn refresh(&mut self, ticket: Ticket, name: ProfileName, by: RefreshBy) {
        let need = match by {
            RefreshBy::Person => Need::Forced,
            RefreshBy::Timer => Need::Due,
        };
        let messages = self.messages.clone();
        let watcher: Watcher = Arc::new(move |told| send(&messages, Msg::Refreshing(ticket, told)));
        self.spawn(ticket, move |context| async move {
            let refreshed = service::refresh::refresh(&context, &name, need, &watcher).await;
            let answer = refreshed.map(|refreshed| (refreshed.outcome, refreshed.profile));
            Msg::Refreshed(ticket, answer)
        });
    }

    fn open(&mut self, ticket: Ticket, page: BrowserPage) {
        self.spawn(ticket, move |_| async move {
            let url = match page {
                BrowserPage::Consent(link) => link,
                BrowserPage::Integrations(host) => Secret::new(integrations_page(&host)),
            };
            // Starting a browser can block.
            let opened = tokio::task::spawn_blocking(move || browser::open(url.expose())).await;
            let failed = |error| Err(Trouble::noted(Cause::NoBrowser, error));
            Msg::Opened(ticket, opened.unwrap_or_else(failed))
        });
    }

    fn spawn<F: Future<Output = Msg> + Send + 'static>(
        &mut self,
        ticket: Ticket,
        work: impl FnOnce(Context) -> F,
    ) {
        let (work, messages) = (work(self.context.clone()), self.messages.clone());
        let task = tokio::spawn(async move { send(&messages, work.await) });
        self.running.retain(|_, task| !task.is_finished());
        self.running.insert(ticket, task.abort_handle());
    }
}

/// Nobody listens any more when the program is ending.
fn send(messages: &UnboundedSender<Msg>, msg: Msg) {
    let _ = messages.send(msg);
}

/// The page on which integrations are made: no deep link opens the form itself.
fn integrations_page(host: &AccountHost) -> String {
    match host.platform() {
        Platform::AmoCrm => format!("https://{host}/amo-market"),
        Platform::Kommo => format!("https://{host}/settings/widgets/"),
    }
}

fn lock(looked: &Mutex<Looked>) -> MutexGuard<'_, Looked> {
    looked.lock().unwrap_or_else(PoisonError::into_inner)
}
