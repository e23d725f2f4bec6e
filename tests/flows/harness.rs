//! A person at the program: types, sees frames, and the world's answers are given by the test.

use amokey::app::model::{Entry, Facts};
use amokey::app::msg::Profiles;
use amokey::app::{Action, Effect, Model, Msg, Start};
use amokey::domain::lang::Lang;
use amokey::domain::profile::StoreKind;
use amokey::domain::secret::Secret;
use amokey::domain::surroundings::Surroundings;
use amokey::i18n::Catalog;
use amokey::ui::{keymap, theme::Theme, view};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::{frame, keys};

/// When every journey begins.
pub const NOW: &str = "2026-11-21T09:00:00Z";

/// A model, and everything it asked for so far.
pub struct Journey {
    pub model: Model,
    /// What was asked for since it was looked at last.
    effects: Vec<Effect>,
    size: (u16, u16),
}

/// What is known when nothing special is.
pub fn facts() -> Facts {
    Facts {
        store: StoreKind::Keychain,
        sandbox: None,
        demo: None,
        profile: None,
        surroundings: Surroundings::Local,
        browser: true,
        zone: TimeZone::UTC,
    }
}

impl Journey {
    /// Begins at the first screen.
    pub fn begin(lang: Lang, facts: Facts, profiles: Profiles, at: Entry) -> Self {
        let (model, effects) = Model::start(Start {
            lang,
            now: NOW.parse().unwrap(),
            facts,
            profiles,
            at,
        });
        Self {
            model,
            effects,
            size: (80, 24),
        }
    }

    /// First-time setup in English.
    pub fn first_time() -> Self {
        Self::begin(Lang::En, facts(), Profiles::default(), Entry::Home)
    }

    /// In a window of another size.
    pub fn sized(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self
    }

    /// Presses keys.
    pub fn keys(&mut self, text: &str) -> &mut Self {
        for key in keys::parse(text) {
            if let Some(action) = keymap::action(self.model.focus(), key)
                && self.model.offers(&action)
            {
                self.tell(Msg::Act(action));
            }
        }
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Msg::Act(Action::Paste(Secret::new(text))))
    }

    /// Gives an answer.
    pub fn tell(&mut self, msg: Msg) -> &mut Self {
        let effects = self.model.update(&msg);
        self.effects.extend(effects);
        self
    }

    /// Lets time pass, as the loop does: tick by tick, only where something changes.
    pub fn pass(&mut self, seconds: i64) -> &mut Self {
        let end = self.model.now.as_second() + seconds;
        while let Some(next) = self
            .model
            .next_change()
            .filter(|next| next.as_second() <= end)
        {
            assert!(next > self.model.now, "a tick that does not move time on");
            self.tell(Msg::Tick(next));
        }
        self.tell(Msg::Tick(Timestamp::from_second(end).unwrap()))
    }

    /// What was asked for since the last look.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// The frame as text.
    pub fn text(&self) -> String {
        frame::text(&self.draw())
    }

    /// The frame as text with styles.
    pub fn styled(&self) -> String {
        frame::styled(&self.draw())
    }

    /// Where the cursor stands, as column and row.
    pub fn cursor(&self) -> (u16, u16) {
        let position = self.terminal().get_cursor_position().unwrap();
        (position.x, position.y)
    }

    /// The frame itself.
    pub fn draw(&self) -> ratatui::buffer::Buffer {
        self.terminal().backend().buffer().clone()
    }

    fn terminal(&self) -> Terminal<TestBackend> {
        let words = Catalog::new(self.model.lang);
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal
            .draw(|frame| view(&self.model, &words, Theme::new(true), frame))
            .unwrap();
        terminal
    }
}
