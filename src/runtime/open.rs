//! Opens the adapters: ledger, store, clock, pages.

use std::sync::Arc;

use super::home::Home;
use super::{clock, examined, key};
use crate::domain::home_id::HomeId;
use crate::domain::landing::Landing;
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::redirect_uri::LoopbackTarget;
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;
use crate::ledger::Ledger;
use crate::loopback::{PageWords, Words};
use crate::oauth::Client;
use crate::service::doctor::{Places, Subject};
use crate::service::rate_limit::{RateLimit, Unusable};
use crate::service::{Context, HookHost, Patience, UnderWay};
use crate::store::{self, Memory, SealedFile, Store};

/// A store, ready for use.
pub type Opened = Arc<dyn Store>;

/// Opens what every verb works with. The ledger tells of itself whether it can be written; `unpaced` is told if the requests of other processes cannot be counted.
pub fn context(home: &Home, store: Opened, lang: Lang, unpaced: Unusable) -> Context {
    Context {
        store,
        ledger: Arc::new(Ledger::open_as_far_as_possible(&home.ledger())),
        oauth: Client::new(),
        locks: home.all_locks(),
        user: home.user().to_path_buf(),
        clock: clock::system(),
        running: clock::running(),
        rate_limit: RateLimit::new(home.user(), clock::shared(), unpaced),
        under_way: UnderWay::default(),
        patience: Patience::default(),
        hook_host: hook_host(home),
        pages: pages(lang),
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
        home: std::path::absolute(home.folder()).ok()?,
    })
}

/// `AMOKEY_PORT`: where the callback is caught when the redirect URI itself does not say, else the usual port.
pub fn callback_port() -> u16 {
    std::env::var("AMOKEY_PORT")
        .ok()
        .and_then(|port| port.parse().ok())
        .filter(|port| *port != 0)
        .unwrap_or(LoopbackTarget::PORT)
}

/// Opens a store that asks for no passphrase. The observer is told when the keychain begins and ceases to wait for a
/// person.
pub fn store(
    kind: StoreKind,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> Result<Opened, Trouble> {
    opened(kind, None, home_id, unlocking)
}

/// The same where a person at the terminal can be asked for a passphrase, in this language.
pub fn store_asking(
    kind: StoreKind,
    lang: Lang,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> Result<Opened, Trouble> {
    opened(kind, Some(lang), home_id, unlocking)
}

fn home_id() -> Result<HomeId, Trouble> {
    Home::open().map(|home| home.id().clone())
}

fn opened(
    kind: StoreKind,
    asking: Option<Lang>,
    home: impl FnOnce() -> Result<HomeId, Trouble>,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> Result<Opened, Trouble> {
    match kind {
        StoreKind::Keychain => Ok(Arc::new(store::system_keychain(home()?, unlocking))),
        StoreKind::Memory => Ok(Arc::new(Memory::new())),
        StoreKind::File => Ok(Arc::new(sealed(asking, unlocking)?)),
    }
}

/// The sealed file, of which nothing is read yet.
pub fn sealed(
    asking: Option<Lang>,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> Result<SealedFile, Trouble> {
    let folder = Home::place()?;
    let source = key::source(&folder, asking, unlocking);
    Ok(SealedFile::new(&folder, source))
}

/// The same where it is certain to be needed: it is opened while everything else is.
pub fn store_ahead(
    kind: StoreKind,
    lang: Lang,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> Result<Opened, Trouble> {
    let opened = store_asking(kind, lang, unlocking)?;
    opened.open_ahead();
    Ok(opened)
}

/// A store whose passphrase is asked for now: whoever measures it must not wait for a person. A home that cannot be
/// opened is told elsewhere.
fn asked(
    kind: StoreKind,
    lang: Lang,
    home: Option<&Home>,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> Result<Opened, Trouble> {
    let home = || Ok(home.map_or(HomeId::First, |home| home.id().clone()));
    let opened = opened(kind, Some(lang), home, unlocking)?;
    if kind == StoreKind::File {
        opened.open_ahead();
    }
    Ok(opened)
}

/// What the self-tests examine: whatever can be opened is, and why the rest cannot is part of it.
pub fn subject(
    store: StoreKind,
    lang: Lang,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> Result<Subject, Trouble> {
    let home = Home::open();
    let ledger = home
        .clone()
        .and_then(|home| Ledger::open(&home.ledger()).map_err(Trouble::from));
    let store = asked(store, lang, home.as_ref().ok(), unlocking)?;
    Ok(Subject {
        homes: home.as_ref().map(Home::known).unwrap_or_default(),
        places: home.map(|home| Places {
            folder: home.folder().to_path_buf(),
            ledger: home.ledger(),
            locks: home.locks(),
            logs: home.logs(),
        }),
        ledger: ledger.map(Arc::new),
        store,
        oauth: Client::new(),
        clock: clock::system(),
        environment: examined::look(),
    })
}

/// The words of the pages that the browser is shown.
pub fn pages(lang: Lang) -> Words {
    let catalog = Catalog::new(lang);
    Arc::new(move |landing: &Landing| {
        let page = catalog.page(landing);
        PageWords {
            lang: lang.code().to_owned(),
            title: page.title,
            sentence: page.sentence,
            hint: page.hint,
        }
    })
}
