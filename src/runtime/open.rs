//! Opens the adapters: ledger, stores, clock, pages.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::home::Home;
use super::{OnUnlocking, clock, doctor, sealed_file, settings};
use crate::domain::authorize::LoopbackTarget;
use crate::domain::authorize::callback_page::CallbackPage;
use crate::domain::home_id::HomeId;
use crate::domain::lang::Lang;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;
use crate::ledger::Ledger;
use crate::loopback::{PageTexts, PageWords};
use crate::oauth::Client;
use crate::service::doctor::{HomePaths, Subject};
use crate::service::rate_limit::{RateLimit, Unusable};
use crate::service::{Context, HookHost, InFlight, Timeouts};
use crate::store::{self, Memory, SealedFile, Store, StoreError};

/// What every verb works with. The ledger tells of itself whether it can be written; `unpaced` is told if the requests of
/// other processes cannot be counted.
pub fn context(home: &Home, store: Arc<dyn Store>, lang: Lang, unpaced: Unusable) -> Context {
    Context {
        store,
        ledger: Arc::new(Ledger::open_as_far_as_possible(&home.ledger)),
        oauth: Client::new(),
        locks: home.all_locks(),
        user: home.user.clone(),
        clock: Arc::new(clock::now),
        running: Arc::new(clock::uptime),
        rate_limit: RateLimit::new(&home.user, clock::shared(), unpaced),
        in_flight: InFlight::default(),
        timeouts: Timeouts::default(),
        hook_host: hook_host(home),
        pages: pages(Spoken::new(lang)),
        handed_on: LoopbackTarget::on(callback_port()),
    }
}

/// This program, unless what it starts would end with it: with a service of systemd its whole group is ended, and with
/// the first process of a container, or a child of that, the container.
fn hook_host(home: &Home) -> Option<HookHost> {
    #[cfg(unix)]
    let outlives = std::os::unix::process::parent_id() > 1;
    #[cfg(not(unix))]
    let outlives = false;
    if !outlives || std::env::var_os("INVOCATION_ID").is_some() {
        return None;
    }
    Some(HookHost {
        program: std::env::current_exe().ok()?,
        home: std::path::absolute(&home.folder).ok()?,
    })
}

/// Where the callback is caught when the redirect URI itself does not say: as it was said, else the usual port.
pub fn callback_port() -> u16 {
    settings::current().port().unwrap_or(LoopbackTarget::PORT)
}

/// The sealed file of a folder, or the entries of a home in the keychain. Nothing is read yet. `asking` is the language
/// in which a person at the terminal may be asked for a passphrase.
pub fn store(
    kind: StoreKind,
    folder: &Path,
    id: &HomeId,
    asking: Option<Lang>,
    unlocking: OnUnlocking,
) -> Arc<dyn Store> {
    match kind {
        StoreKind::Keychain => {
            Arc::new(store::system_keychain(id.clone(), move |waiting| unlocking(waiting)))
        }
        StoreKind::Memory => Arc::new(Memory::new()),
        StoreKind::File => {
            Arc::new(SealedFile::new(folder, sealed_file::key_source(folder, asking, unlocking)))
        }
    }
}

pub struct StorePair {
    pub from: Arc<dyn Store>,
    pub to: Arc<dyn Store>,
    /// Whose records the first has; none where it cannot tell: then those that are on the list are moved.
    pub profiles: Vec<ProfileName>,
    pub locks: Vec<PathBuf>,
}

impl StorePair {
    /// From the other store of this home, or from another home's entries in the keychain.
    pub fn between(
        to: StoreKind,
        from: Option<&HomeId>,
        lang: Lang,
        unlocking: &OnUnlocking,
    ) -> Result<Self, Trouble> {
        let home = Home::open()?;
        let open =
            |kind, id: &HomeId| store(kind, &home.folder, id, Some(lang), Arc::clone(unlocking));
        let mut locks = home.all_locks();
        let source = match (from, to) {
            (Some(other), _) => {
                if *other != home.id {
                    locks.push(home.locks_of(other));
                }
                open(StoreKind::Keychain, other)
            }
            (None, StoreKind::Keychain) => open(StoreKind::File, &home.id),
            (None, StoreKind::File | StoreKind::Memory) => open(StoreKind::Keychain, &home.id),
        };
        let profiles = match source.profiles() {
            Err(StoreError::NotListable) => Vec::new(),
            profiles => profiles?,
        };
        Ok(Self { from: source, to: open(to, &home.id), profiles, locks })
    }
}

/// What the self-tests examine: whatever can be opened is, and why the rest cannot is part of it.
pub fn subject(kind: StoreKind, lang: Lang, unlocking: OnUnlocking) -> Result<Subject, Trouble> {
    let home = Home::open();
    let ledger = home.clone().and_then(|home| Ledger::open(&home.ledger).map_err(Trouble::from));
    let store = match &home {
        Ok(home) => store(kind, &home.folder, &home.id, Some(lang), unlocking),
        Err(_) => store(kind, &Home::place()?, &HomeId::First, Some(lang), unlocking),
    };
    if kind == StoreKind::File {
        // Whoever measures it must not wait for a person who is asked for a passphrase.
        store.open_ahead();
    }
    Ok(Subject {
        homes: home.as_ref().map(Home::registered).unwrap_or_default(),
        paths: home.map(|home| HomePaths {
            locks: home.locks(),
            logs: home.logs(),
            folder: home.folder,
            ledger: home.ledger,
        }),
        ledger: ledger.map(Arc::new),
        store,
        oauth: Client::new(),
        clock: Arc::new(clock::now),
        environment: doctor::environment(),
    })
}

/// The language that the person has chosen: pages are written in it at the moment they are sent.
#[derive(Clone)]
pub struct Spoken(Arc<Mutex<Lang>>);

impl Spoken {
    pub fn new(lang: Lang) -> Self {
        Self(Arc::new(Mutex::new(lang)))
    }

    pub fn change(&self, to: Lang) {
        *self.lock() = to;
    }

    pub fn lang(&self) -> Lang {
        *self.lock()
    }

    /// A panic elsewhere leaves it whole.
    fn lock(&self) -> MutexGuard<'_, Lang> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub fn pages(spoken: Spoken) -> PageTexts {
    Arc::new(move |landing: &CallbackPage| {
        let lang = spoken.lang();
        let page = Catalog::new(lang).page(landing);
        PageWords {
            lang: lang.code().to_owned(),
            title: page.title,
            sentence: page.sentence,
            hint: page.hint,
        }
    })
}
