//! Keys, pastes and the mouse, read on a thread of their own: reading blocks, and what is there already can be taken
//! before a frame is drawn.
//!
//! A sequence that is begun and not ended keeps the reader to itself until the next bytes; a paste, until the end of the
//! next one. Signals are heard all the same: the window is drawn in its size, and the program ends when it is told to.

use std::io;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
use tokio::sync::mpsc::{self, UnboundedReceiver};

/// What the terminal sends. The thread that reads it ends when this is dropped.
pub struct Keyboard {
    /// Closed when the terminal is gone.
    pub events: UnboundedReceiver<io::Result<Event>>,
}

pub fn listen() -> io::Result<Keyboard> {
    // Looking once, here, makes sure that no change of the window's size is missed from now on.
    event::poll(Duration::ZERO)?;
    let (sender, events) = mpsc::unbounded_channel();
    thread::Builder::new().name("keyboard".into()).spawn(move || {
        loop {
            let event = event::read();
            let gone = event.is_err();
            if sender.send(event).is_err() || gone {
                return;
            }
        }
    })?;
    Ok(Keyboard { events })
}

impl Drop for Keyboard {
    /// Reading from a terminal that is gone never ends and never waits: what wakes it is a change of the window's size.
    fn drop(&mut self) {
        self.events.close();
        #[cfg(unix)]
        // Where it cannot be sent, the thread ends with the program.
        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
    }
}
