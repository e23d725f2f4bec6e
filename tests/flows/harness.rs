//! A person at the program: types, sees frames, and the world's answers are given by the test.

use crate::app::model::StartAt;
use crate::app::settings::{SealedFileOffer, Settings};
use crate::app::{Action, Effect, Model, Msg, Start, Ticket};
use crate::domain::environment::Environment;
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::profile::rows::Profiles;
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;
use crate::ui::{keymap, placed, theme::Theme, view};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::{frame, keys, samples};

/// The words of a language, read once for all frames.
pub fn words(lang: Lang) -> &'static Catalog {
    static RU: Catalog = Catalog::new(Lang::Ru);
    static UK: Catalog = Catalog::new(Lang::Uk);
    static EN: Catalog = Catalog::new(Lang::En);
    match lang {
        Lang::Ru => &RU,
        Lang::Uk => &UK,
        Lang::En => &EN,
    }
}

/// A model, and everything it asked for so far.
pub struct Journey {
    pub model: Model,
    effects: Vec<Effect>,
    /// The last question whether the store works.
    store: Option<Ticket>,
    size: (u16, u16),
}

pub fn settings() -> Settings {
    Settings {
        store: StoreKind::Keychain,
        sealed_file: Some(SealedFileOffer {
            key_file: "/home/anna/.config/amokey/sealed.key".into(),
            key_said: false,
            store_said: None,
        }),
        sandbox: None,
        demo: None,
        profile: None,
        environment: Environment::Local,
        browser: true,
        filter: String::new(),
        mouse: true,
        zone: TimeZone::UTC,
    }
}

impl Journey {
    pub fn begin(lang: Lang, settings: Settings, profiles: Profiles, at: StartAt) -> Self {
        let (model, effects) =
            Model::start(Start { lang, now: samples::now(), settings, profiles, at });
        let mut journey = Self { model, effects: Vec::new(), store: None, size: (80, 24) };
        journey.hear(effects);
        journey
    }

    pub fn first_time() -> Self {
        Self::first_time_in(Lang::En)
    }

    pub fn first_time_in(lang: Lang) -> Self {
        Self::begin(lang, settings(), Profiles::default(), StartAt::Home)
    }

    pub fn sized(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self
    }

    pub fn keys(&mut self, text: &str) -> &mut Self {
        for key in keys::parse(text) {
            if let Some(action) = keymap::action(self.model.focus(), key) {
                let action = placed(&self.model, words(self.model.lang), self.size.into(), action);
                if self.model.offers(&action) {
                    self.tell(Msg::Act(action));
                }
            }
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Msg::Act(Action::Paste(Secret::new(text))))
    }

    pub fn tell(&mut self, msg: Msg) -> &mut Self {
        let effects = self.model.update(&msg);
        self.hear(effects);
        self
    }

    /// That the store is tried beside everything else is remembered, and told by what follows from it.
    fn hear(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::CheckStore(ticket) => self.store = Some(ticket),
                effect => self.effects.push(effect),
            }
        }
    }

    /// Answers the last question whether the store works.
    pub fn store_is(&mut self, answer: Result<(), Trouble>) -> &mut Self {
        let ticket = self.store.take().expect("the store was not tried");
        self.tell(Msg::StoreChecked(ticket, answer))
    }

    pub const fn store_is_tried(&self) -> bool {
        self.store.is_some()
    }

    /// Lets time pass, as the loop does: tick by tick, only where something changes.
    pub fn pass(&mut self, seconds: i64) -> &mut Self {
        let end = self.model.now.as_second() + seconds;
        self.ticks(seconds);
        self.tell(Msg::Tick(Timestamp::from_second(end).unwrap()))
    }

    /// The moments at which the loop wakes up meanwhile.
    pub fn ticks(&mut self, seconds: i64) -> Vec<Timestamp> {
        let end = self.model.now.as_second() + seconds;
        let mut ticks = Vec::new();
        while let Some(next) = self.model.next_change().filter(|next| next.as_second() <= end) {
            assert!(next > self.model.now, "a tick that does not move time on");
            self.tell(Msg::Tick(next));
            ticks.push(next);
        }
        ticks
    }

    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    pub fn text(&self) -> String {
        frame::text(&self.draw())
    }

    pub fn styled(&self) -> String {
        frame::styled(&self.draw())
    }

    /// Where the cursor stands, as column and row.
    pub fn cursor(&self) -> (u16, u16) {
        let position = self.terminal().get_cursor_position().unwrap();
        (position.x, position.y)
    }

    pub fn draw(&self) -> ratatui::buffer::Buffer {
        self.terminal().backend().buffer().clone()
    }

    fn terminal(&self) -> Terminal<TestBackend> {
        let coloured = self.terminal_in(Theme::new(true));
        let plain = self.terminal_in(Theme::new(false));
        let [seen, read] = [&coloured, &plain].map(|terminal| terminal.backend().buffer());
        assert_eq!(frame::text(seen), frame::text(read), "colour repeats what a word says");
        frame::assert_seen_in_every_theme(seen);
        frame::assert_without_colour(read);
        coloured
    }

    fn terminal_in(&self, theme: Theme) -> Terminal<TestBackend> {
        let words = words(self.model.lang);
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| view(&self.model, words, theme, frame)).unwrap();
        terminal
    }
}
