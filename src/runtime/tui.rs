//! The full screen: opens everything, runs the loop, gives everything back.

use std::env;
use std::io::{self, Write as _};

use jiff::tz::TimeZone;
use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::demo::Consenting;
use super::effects::News;
use super::home::Home;
use super::{clock, event_loop, log, open, surroundings};
use crate::app::model::{Demo, Facts};
use crate::app::msg::Profiles;
use crate::app::{Model, Msg, Start};
use crate::domain::consent::Progress;
use crate::domain::lang::Lang;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::Catalog;
use crate::service;
use crate::ui::theme::Theme;

pub use crate::app::model::Entry;
pub use event_loop::End;

/// What a session at the screen begins with.
pub struct Session {
    /// Where everything is.
    pub home: Home,
    /// Where secrets are.
    pub store: StoreKind,
    /// The language.
    pub lang: Lang,
    /// The first screen.
    pub at: Entry,
    /// The profile's name, where it was given.
    pub profile: Option<ProfileName>,
    /// The stand-in that plays amoCRM.
    pub sandbox: Option<SandboxOrigin>,
    /// Whether a browser may be opened.
    pub browser: bool,
    /// The demo.
    pub demo: Option<(Demo, Consenting)>,
}

/// Runs a session.
pub fn run(session: Session) -> Result<End, Trouble> {
    let Session {
        home,
        store,
        lang,
        at,
        profile,
        sandbox,
        browser,
        demo,
    } = session;
    log::begin(&home);
    let (sender, mut news) = mpsc::unbounded_channel();
    let secrets = open::store_asking(store, lang, {
        let sender = sender.clone();
        // Nobody listens any more when the program is ending.
        move |waiting| drop(sender.send(News::Msg(Msg::Unlocking(waiting))))
    })?;
    if store == StoreKind::File {
        // Before the screen: afterwards nobody could be asked for a passphrase.
        secrets.open_ahead();
    }
    let context = open::context(&home, secrets, lang, Box::new(|_| {}));
    if let Some(trouble) = context.ledger.trouble() {
        return Err(trouble);
    }
    let under_way = context.under_way.clone();
    let work = async {
        let known = service::profiles::all(&context).await?;
        let tidied = context.clone();
        // Beside the screen: a keychain may have to be unlocked for it.
        tokio::spawn(async move { service::unfinished::tidy(&tidied).await });
        let (demo, consenting) = demo.unzip();
        let signs = surroundings::signs();
        let facts = Facts {
            store,
            sandbox,
            demo,
            profile,
            surroundings: signs.surroundings(),
            browser: browser && signs.opens_browser(),
            zone: TimeZone::system(),
        };
        let start = Start {
            lang,
            now: clock::now(),
            facts,
            profiles: Profiles {
                all: known.profiles,
                unreadable: known.unreadable,
                pending: known.pending,
            },
            at,
        };
        let colour = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        event_loop::run(
            Model::start(start),
            context,
            consenting,
            (sender, &mut news),
            Theme::new(colour),
        )
        .await
        .map_err(|error| Trouble::noted(Cause::Internal, error))
    };
    let work = async {
        let end = work.await;
        let asked = matches!(end, Ok(End::Quit | End::Interrupted));
        (end, u8::from(asked))
    };
    // The terminal is given back: what is under way is finished before its eyes.
    let end = super::run_out(work, &under_way, || {
        let said = Catalog::new(lang).text("refreshing-ending");
        // When nobody reads it, nobody has to.
        let _ = writeln!(io::stderr(), "amokey: {said}");
    })??;
    unseen(&mut news).map_or(Ok(end), Err)
}

/// What went wrong when nobody looked at the screen any more. How a refresh ended is seen at the next start.
fn unseen(news: &mut UnboundedReceiver<News>) -> Option<Trouble> {
    while let Ok(news) = news.try_recv() {
        if let News::Msg(
            Msg::Forgotten(_, Err(trouble)) | Msg::Consent(_, Progress::Failed(trouble)),
        ) = news
        {
            return Some(trouble);
        }
    }
    None
}
