//! The full screen: opens everything, runs the loop, gives everything back.

use std::env;
use std::io::{self, Write as _};

use jiff::tz::TimeZone;
use tokio::sync::mpsc;

use super::demo::Consenting;
use super::effects::News;
use super::finish;
use super::home::Home;
use super::signals::Ends;
use super::{clock, event_loop, log, open, surroundings};
use crate::app::model::{Demo, Facts};
use crate::app::msg::Profiles;
use crate::app::{Model, Msg, Start};
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
    let (sender, news) = mpsc::unbounded_channel();
    super::block_on(async {
        let secrets = open::store_asking(store, lang, {
            let sender = sender.clone();
            // Nobody listens any more when the program is ending.
            move |waiting| drop(sender.send(News::Msg(Msg::Unlocking(waiting))))
        })?;
        if store == StoreKind::File {
            // Before the screen: afterwards nobody could be asked for a passphrase.
            secrets.open_ahead();
        }
        let context = open::context(&home, secrets, lang)?;
        let (all, pending) = service::profiles::all(&context).await?;
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
            profiles: Profiles { all, pending },
            at,
        };
        let (model, effects) = Model::start(start);
        let colour = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let under_way = context.under_way.clone();
        let end = event_loop::run(
            model,
            effects,
            context,
            consenting,
            (sender, news),
            Theme::new(colour),
        )
        .await;
        // The terminal is given back: what is under way is finished before its eyes.
        let mut ends = Ends::listen().map_err(|error| Trouble::noted(Cause::Internal, error))?;
        finish(&under_way, &mut ends, || {
            let said = Catalog::new(lang).text("refreshing-ending");
            // When nobody reads it, nobody has to.
            let _ = writeln!(io::stderr(), "amokey: {said}");
        })
        .await;
        end.map_err(|error| Trouble::noted(Cause::Internal, error))
    })?
}
