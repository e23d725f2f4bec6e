//! The full screen: opens everything, runs the loop, gives everything back.

use std::io::{self, Write as _};
use std::sync::Arc;

use jiff::tz::TimeZone;
use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::demo::{self, DemoProfile};
use super::demo_consent::DemoConsent;
use super::effects::Effects;
use super::home::Home;
use super::open::Spoken;
use super::{clock, event_loop, log, open, sealed_file, settings};
use crate::app::settings::{DemoAccount, Settings};
use crate::app::{Model, Msg, Start};
use crate::domain::account::SandboxOrigin;
use crate::domain::authorize::Progress;
use crate::domain::lang::Lang;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::settings::Setting;
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::Catalog;
use crate::ledger::Ledger;
use crate::runtime::environment;
use crate::service::{self, Context};
use crate::ui::theme::Theme;

pub use crate::app::model::StartAt;
pub use event_loop::End;

pub struct Session {
    pub home: Home,
    pub store: StoreKind,
    pub lang: Lang,
    pub at: StartAt,
    pub profile: Option<ProfileName>,
    pub sandbox: Option<SandboxOrigin>,
    pub browser: bool,
    pub demo: Option<Demo>,
}

/// What a demo has beside everything else.
pub struct Demo {
    pub account: DemoAccount,
    pub consent: DemoConsent,
    /// What is connected from the beginning.
    pub profiles: Vec<DemoProfile>,
}

pub fn run(session: Session) -> Result<End, Trouble> {
    let Session { home, store, lang, at, profile, sandbox, browser, demo } = session;
    log::begin(&home);
    let (sender, mut messages) = mpsc::unbounded_channel();
    let unlocking = sender.clone();
    // Nobody listens any more when the program is ending.
    let unlocking = Arc::new(move |waiting| drop(unlocking.send(Msg::Unlocking(waiting))));
    let secrets = open::store(store, &home.folder, &home.id, Some(lang), unlocking);
    if store == StoreKind::File {
        // Before the screen: afterwards nobody could be asked for a passphrase.
        secrets.open_ahead();
    }
    let spoken = Spoken::new(lang);
    let pages = open::pages(spoken.clone());
    let context = Context { pages, ..open::context(&home, secrets, lang, Box::new(|_| {})) };
    if let Some(trouble) = context.ledger.trouble() {
        return Err(trouble);
    }
    let (demo, consent) = match demo {
        Some(demo) => {
            demo::furnish(&context, &demo.profiles)?;
            (Some(demo.account), Some(demo.consent))
        }
        None => (None, None),
    };
    let in_flight = context.in_flight.clone();
    let work = async {
        let version = context.with_ledger(Ledger::version).await?;
        let profiles = service::profiles::all(&context).await?;
        let tidied = context.clone();
        // Beside the screen: a keychain may have to be unlocked for it.
        tokio::spawn(async move { service::authorize::drafts::tidy(&tidied).await });
        let signs = environment::signs();
        // The demo has profiles of its own.
        let filter = settings::current().said(Setting::Filter).filter(|_| demo.is_none());
        let filter = filter.unwrap_or_default();
        let sealed_file = demo.is_none().then(sealed_file::offer).flatten();
        let settings = Settings {
            store,
            sealed_file: sealed_file.filter(|_| store != StoreKind::Memory),
            sandbox,
            demo,
            profile,
            environment: signs.environment(),
            browser: browser && signs.opens_browser(),
            filter,
            mouse: settings::current().mouse(),
            zone: TimeZone::system(),
        };
        let model = Model::start(Start { lang, now: clock::now(), settings, profiles, at });
        let clock = context.clock.clone();
        let effects = Effects::new(context, (home, spoken), consent, sender, version);
        event_loop::run(model, effects, &mut messages, clock, Theme::new(environment::colour()))
            .await
            .map_err(|error| Trouble::noted(Cause::Internal, error))
    };
    let work = async {
        let end = work.await;
        let asked = matches!(end, Ok(End::Quit | End::Interrupted));
        (end, asked)
    };
    // The terminal is given back: what is under way is finished before its eyes.
    let end = super::run_out(work, &in_flight, || {
        let said = Catalog::new(lang).text("refreshing-ending");
        // When nobody reads it, nobody has to.
        let _ = writeln!(io::stderr(), "amokey: {said}");
    })??;
    unseen(&mut messages).map_or(Ok(end), Err)
}

/// What went wrong when nobody looked at the screen any more. How a refresh ended is seen at the next start.
fn unseen(messages: &mut UnboundedReceiver<Msg>) -> Option<Trouble> {
    while let Ok(msg) = messages.try_recv() {
        if let Msg::Forgotten(_, Err(trouble)) | Msg::Consent(_, Progress::Failed(trouble)) = msg {
            return Some(trouble);
        }
    }
    None
}
