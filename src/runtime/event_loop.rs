//! The loop: keys, answers, moments and signals in; frames and effects out.

use std::io;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind};
use jiff::Timestamp;
use ratatui::layout::Size;
use tokio::sync::mpsc::UnboundedReceiver;

use super::effects::Effects;
use super::keyboard::{self, Keyboard};
use super::signals::{Signal, Signals, is_somebodys_job, stop_here};
use super::terminal::{self, Screen};
use crate::app::{Action, Effect, Model, Msg};
use crate::domain::secret::Secret;
use crate::i18n::Catalog;
use crate::service::Clock;
use crate::ui::{self, keymap, theme::Theme};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Quit,
    /// By a signal that somebody sent.
    Interrupted,
    HungUp,
}

/// At least this often the wall clock is looked at: timers stand still while a computer sleeps. It is also how
/// the changes of another process are noticed.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// For so long at most a frame waits for what is there already.
const FRAME: Duration = Duration::from_millis(40);

/// Runs until the person leaves or a signal ends it. The terminal is given back in every case; what is under way
/// goes on beside it.
pub async fn run(
    (model, begin): (Model, Vec<Effect>),
    effects: Effects,
    messages: &mut UnboundedReceiver<Msg>,
    clock: Clock,
    theme: Theme,
) -> io::Result<End> {
    let signals = Signals::all()?;
    let (screen, _guard) = terminal::take()?;
    let mut event_loop = EventLoop {
        words: Catalog::new(model.lang),
        model,
        theme,
        clock,
        effects,
        screen,
        keyboard: keyboard::listen()?,
        messages,
        signals,
        stale: true,
        size: Size::MAX,
        mouse: None,
        outside: false,
        end: None,
    };
    for effect in begin {
        event_loop.begin(effect)?;
    }
    event_loop.run().await
}

struct EventLoop<'a> {
    model: Model,
    words: Catalog,
    theme: Theme,
    clock: Clock,
    effects: Effects,
    screen: Screen,
    keyboard: Keyboard,
    messages: &'a mut UnboundedReceiver<Msg>,
    signals: Signals,
    /// Whether the frame on the screen is older than the model.
    stale: bool,
    /// That of the last frame.
    size: Size,
    /// Whether the terminal was told to report the mouse; nothing where somebody else may have told it something.
    mouse: Option<bool>,
    /// Whether a link is shown outside the full screen, and nothing is drawn.
    outside: bool,
    end: Option<End>,
}

enum Input {
    /// `None`: the keyboard is gone.
    Terminal(Option<io::Result<Event>>),
    Msg(Msg),
    /// Something shown changes, or a minute has passed.
    Time,
    Signal(Signal),
}

impl EventLoop<'_> {
    async fn run(&mut self) -> io::Result<End> {
        loop {
            if self.stale && !self.outside {
                self.draw()?;
            }
            if terminal::GONE.load(Ordering::SeqCst) {
                return Ok(End::HungUp);
            }
            let mut input = self.next().await;
            let begun = Instant::now();
            loop {
                self.take(input)?;
                if let Some(end) = self.end {
                    return Ok(end);
                }
                // What is there already is taken before the next frame: a pasted text may come as a thousand keys. Those
                // that come as forty thousand keep neither a frame nor a signal waiting.
                let next = if begun.elapsed() < FRAME { self.at_hand() } else { None };
                match next {
                    Some(next) => input = next,
                    None => break,
                }
            }
        }
    }

    /// Messages come before keys: a key is for what is so now, not for what was a moment ago.
    async fn next(&mut self) -> Input {
        let wait = self.until_next_change();
        tokio::select! {
            biased;
            signal = self.signals.next() => Input::Signal(signal),
            Some(msg) = self.messages.recv() => Input::Msg(msg),
            event = self.keyboard.events.recv() => Input::Terminal(event),
            () = tokio::time::sleep(wait) => Input::Time,
        }
    }

    fn at_hand(&mut self) -> Option<Input> {
        if let Ok(msg) = self.messages.try_recv() {
            return Some(Input::Msg(msg));
        }
        self.keyboard.events.try_recv().ok().map(|event| Input::Terminal(Some(event)))
    }

    fn until_next_change(&self) -> Duration {
        let change = self.model.next_change().unwrap_or(Timestamp::MAX);
        let left = change.as_millisecond().saturating_sub((self.clock)().as_millisecond());
        Duration::from_millis(u64::try_from(left).unwrap_or(0)).min(LOOK_AGAIN)
    }

    fn take(&mut self, input: Input) -> io::Result<()> {
        match input {
            Input::Terminal(Some(Ok(event))) => self.event(event)?,
            Input::Terminal(Some(Err(_)) | None) | Input::Signal(Signal::HangUp) => {
                self.end = Some(End::HungUp);
            }
            Input::Signal(Signal::Interrupt) => self.end = Some(End::Interrupted),
            Input::Signal(Signal::Stop) => self.stop()?,
            Input::Signal(Signal::Continue) => self.take_back()?,
            Input::Signal(Signal::Resize) if self.outside => {}
            // Even where the size is what it was: in between, the terminal may have cut what was written.
            Input::Signal(Signal::Resize) => self.draw_anew()?,
            Input::Msg(msg) => self.tell(&msg)?,
            Input::Time => self.time_passed()?,
        }
        Ok(())
    }

    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key)?,
            _ if self.outside => {}
            Event::Paste(_) | Event::Mouse(_) if !self.is_seen() => {}
            Event::Paste(text) => self.act(Action::Paste(Secret::new(text)))?,
            // A signal has told it, whatever bytes came before. Where there are none, this is told in its turn.
            Event::Resize(..) if cfg!(unix) => {}
            Event::Resize(..) => self.draw_anew()?,
            Event::Mouse(mouse) => {
                if let Some(action) = ui::hit(&self.model, &self.words, self.size, mouse) {
                    self.act(action)?;
                }
            }
            Event::Key(_) | Event::FocusGained | Event::FocusLost => {}
        }
        Ok(())
    }

    fn key(&mut self, key: KeyEvent) -> io::Result<()> {
        let action = keymap::action(self.model.focus(), key).map(|action| self.placed(action));
        let action = action.filter(|action| self.model.offers(action));
        match action {
            Some(action @ (Action::Quit | Action::Suspend)) => self.act(action)?,
            // Nobody deletes a profile that nobody sees.
            _ if !self.is_seen() => {}
            _ if self.outside => {
                if matches!(key.code, KeyCode::Enter | KeyCode::Esc) {
                    terminal::back_inside()?;
                    self.draw_anew()?;
                }
            }
            Some(action) => self.act(action)?,
            None => {}
        }
        Ok(())
    }

    fn placed(&self, action: Action) -> Action {
        ui::placed(&self.model, &self.words, self.size, action)
    }

    /// A person sees the answer to a key as of now.
    fn act(&mut self, action: Action) -> io::Result<()> {
        self.tick()?;
        self.tell(&Msg::Act(action))
    }

    fn tick(&mut self) -> io::Result<()> {
        let now = (self.clock)();
        if now == self.model.now { Ok(()) } else { self.update(&Msg::Tick(now)) }
    }

    fn time_passed(&mut self) -> io::Result<()> {
        let changes = self.model.next_change().is_some_and(|change| change <= (self.clock)());
        self.tick()?;
        self.stale |= changes;
        self.effects.load_profiles();
        Ok(())
    }

    fn tell(&mut self, msg: &Msg) -> io::Result<()> {
        self.stale = true;
        self.update(msg)
    }

    fn update(&mut self, msg: &Msg) -> io::Result<()> {
        for effect in self.model.update(msg) {
            self.begin(effect)?;
        }
        if self.words.lang() != self.model.lang {
            self.words = Catalog::new(self.model.lang);
        }
        Ok(())
    }

    fn begin(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::PrintLink(link) => return self.print(&link),
            Effect::Suspend => return self.stop(),
            Effect::Quit => self.end = Some(End::Quit),
            effect => self.effects.run(effect),
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        let listens = self.model.listens_to_mouse();
        if self.mouse != Some(listens) {
            terminal::listen_to_mouse(listens)?;
            self.mouse = Some(listens);
        }
        let Self { screen, model, words, theme, .. } = self;
        let drawn = screen.draw(|frame| ui::view(model, words, *theme, frame))?;
        self.size = drawn.area.as_size();
        self.stale = false;
        Ok(())
    }

    /// Whether the last frame showed more than that the window is too small.
    fn is_seen(&self) -> bool {
        ui::fits(self.size.into())
    }

    /// A link in a full screen is cut by its edges; outside, the terminal keeps it whole.
    fn print(&mut self, link: &Secret) -> io::Result<()> {
        let back = self.words.text("wizard-print-back");
        self.outside = true;
        terminal::print_outside(&["", link.expose(), "", &back])
    }

    fn stop(&mut self) -> io::Result<()> {
        if !is_somebodys_job() {
            return Ok(());
        }
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
        self.mouse = None;
        self.stale = true;
        self.outside = false;
        Ok(())
    }
}
