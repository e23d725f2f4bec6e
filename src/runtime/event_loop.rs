//! The loop: keys, answers, moments and signals in; frames and effects out.

use std::io;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind};
use jiff::Timestamp;
use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::demo::Consenting;
use super::effects::{Effects, News, Wish};
use super::keyboard::{self, Keyboard};
use super::signals::{Ending, Signal, Signals, stop_here};
use super::terminal::{self, Screen};
use crate::app::{Action, Effect, Model, Msg};
use crate::domain::secret::Secret;
use crate::i18n::Catalog;
use crate::service::{Clock, Context};
use crate::ui::{self, keymap, theme::Theme};

/// How the session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The person left.
    Quit,
    /// A signal ended it.
    Interrupted,
    /// The terminal went away.
    HungUp,
}

/// At least this often the wall clock is looked at: timers stand still while a computer sleeps. It is also how
/// the changes of another process are noticed.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Runs until the person leaves or a signal ends it. The terminal is given back in every case; what is under way
/// goes on beside it.
pub async fn run(
    (model, effects): (Model, Vec<Effect>),
    context: Context,
    consenting: Option<Consenting>,
    (sender, news): (mpsc::UnboundedSender<News>, &mut UnboundedReceiver<News>),
    theme: Theme,
) -> io::Result<End> {
    let signals = Signals::listen()?;
    let (screen, _guard) = terminal::take()?;
    let mut session = Session {
        words: Catalog::new(model.lang),
        clock: context.clock.clone(),
        effects: Effects::new(context, consenting, sender),
        model,
        theme,
        screen,
        keyboard: keyboard::listen()?,
        news,
        signals,
        stale: true,
        outside: false,
    };
    for effect in effects {
        session.effects.run(effect);
    }
    session.run().await
}

struct Session<'a> {
    model: Model,
    words: Catalog,
    theme: Theme,
    clock: Clock,
    effects: Effects,
    screen: Screen,
    keyboard: Keyboard,
    news: &'a mut UnboundedReceiver<News>,
    signals: Signals,
    /// Whether the frame on the screen is older than the model.
    stale: bool,
    /// Whether a link is shown outside the full screen, and nothing is drawn.
    outside: bool,
}

/// Something happened.
enum Happened {
    Event(Option<io::Result<Event>>),
    News(News),
    Moment,
    Signal(Signal),
}

impl Session<'_> {
    async fn run(&mut self) -> io::Result<End> {
        loop {
            if self.stale && !self.outside {
                self.draw()?;
            }
            if terminal::is_gone() {
                return Ok(End::HungUp);
            }
            let mut happened = self.next().await;
            loop {
                if let Some(end) = self.take(happened)? {
                    return Ok(end);
                }
                // What is there already is taken before the next frame: a pasted text may come as a thousand keys.
                match self.at_hand() {
                    Some(next) => happened = next,
                    None => break,
                }
            }
        }
    }

    /// News come before keys: a key is for what is so now, not for what was a moment ago.
    async fn next(&mut self) -> Happened {
        let wait = self.until_next_change();
        tokio::select! {
            biased;
            signal = self.signals.next() => Happened::Signal(signal),
            Some(news) = self.news.recv() => Happened::News(news),
            event = self.keyboard.next() => Happened::Event(event),
            () = tokio::time::sleep(wait) => Happened::Moment,
        }
    }

    /// What can be taken without waiting.
    fn at_hand(&mut self) -> Option<Happened> {
        if let Ok(news) = self.news.try_recv() {
            return Some(Happened::News(news));
        }
        self.keyboard
            .at_hand()
            .map(|event| Happened::Event(Some(event)))
    }

    fn until_next_change(&self) -> Duration {
        let change = self.model.next_change().unwrap_or(Timestamp::MAX);
        let left = change
            .as_millisecond()
            .saturating_sub((self.clock)().as_millisecond());
        Duration::from_millis(u64::try_from(left).unwrap_or(0)).min(LOOK_AGAIN)
    }

    fn take(&mut self, happened: Happened) -> io::Result<Option<End>> {
        match happened {
            Happened::Event(Some(Ok(event))) => self.event(event)?,
            Happened::Event(Some(Err(_)) | None)
            | Happened::Signal(Signal::End(Ending::HungUp)) => {
                return Ok(Some(End::HungUp));
            }
            Happened::Signal(Signal::End(Ending::Asked)) => return Ok(Some(End::Interrupted)),
            Happened::News(News::Msg(msg)) => self.tell(&msg),
            Happened::News(News::Wish(Wish::Quit)) => return Ok(Some(End::Quit)),
            Happened::News(News::Wish(wish)) => self.grant(wish)?,
            Happened::Moment => self.moment(),
            Happened::Signal(Signal::Stop) => self.stop()?,
            Happened::Signal(Signal::Continue) => self.take_back()?,
        }
        Ok(None)
    }

    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key)?,
            _ if self.outside => {}
            Event::Paste(text) => self.act(Action::Paste(Secret::new(text))),
            // Even where the size is what it was: in between, the terminal may have cut what was written.
            Event::Resize(..) => self.draw_anew()?,
            Event::Key(_) | Event::FocusGained | Event::FocusLost | Event::Mouse(_) => {}
        }
        Ok(())
    }

    fn key(&mut self, key: KeyEvent) -> io::Result<()> {
        let action = keymap::action(self.model.focus(), key);
        let action = action.filter(|action| self.model.offers(action));
        match action {
            Some(action @ (Action::Quit | Action::Suspend)) => self.act(action),
            _ if self.outside => {
                if matches!(key.code, KeyCode::Enter | KeyCode::Esc) {
                    terminal::back_inside()?;
                    self.draw_anew()?;
                }
            }
            Some(action) => self.act(action),
            None => {}
        }
        Ok(())
    }

    /// A person sees the answer to a key as of now.
    fn act(&mut self, action: Action) {
        self.tick();
        self.tell(&Msg::Act(action));
    }

    fn tick(&mut self) {
        let now = (self.clock)();
        if now != self.model.now {
            self.update(&Msg::Tick(now));
        }
    }

    /// A moment came: something shown changes, or a minute has passed.
    fn moment(&mut self) {
        let changes = self
            .model
            .next_change()
            .is_some_and(|change| change <= (self.clock)());
        self.tick();
        self.stale |= changes;
        self.effects.reload_profiles();
    }

    fn tell(&mut self, msg: &Msg) {
        self.update(msg);
        self.stale = true;
    }

    fn update(&mut self, msg: &Msg) {
        for effect in self.model.update(msg) {
            self.effects.run(effect);
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let Self {
            screen,
            model,
            words,
            theme,
            ..
        } = self;
        screen.draw(|frame| ui::view(model, words, *theme, frame))?;
        self.stale = false;
        Ok(())
    }

    fn grant(&mut self, wish: Wish) -> io::Result<()> {
        match wish {
            Wish::Copy(text, ticket) => {
                terminal::copy(text.expose())?;
                if let Some(ticket) = ticket {
                    self.tell(&Msg::TokenCopied(ticket, Ok(())));
                }
            }
            Wish::PrintLink(link) => self.print(&link)?,
            Wish::Speak(lang) => {
                self.words = Catalog::new(lang);
                self.stale = true;
            }
            Wish::Suspend => self.stop()?,
            // It ended the loop before it could get here.
            Wish::Quit => {}
        }
        Ok(())
    }

    /// A link in a full screen is cut by its edges; outside, the terminal keeps it whole.
    fn print(&mut self, link: &Secret) -> io::Result<()> {
        let back = self.words.text("wizard-print-back");
        self.outside = true;
        terminal::print_outside(&["", link.expose(), "", &back])
    }

    fn stop(&mut self) -> io::Result<()> {
        terminal::restore();
        stop_here()?;
        self.take_back()
    }

    /// Somebody else had the terminal: take it again and draw everything anew.
    fn take_back(&mut self) -> io::Result<()> {
        terminal::enter()?;
        self.draw_anew()
    }

    fn draw_anew(&mut self) -> io::Result<()> {
        self.screen = terminal::blank()?;
        self.stale = true;
        self.outside = false;
        Ok(())
    }
}
