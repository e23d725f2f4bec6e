//! Keys, pastes and resizes, read on a thread of their own: reading blocks, and what is there already can be taken
//! before a frame is drawn.

use std::io;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
use tokio::sync::mpsc::{self, UnboundedReceiver};

/// What the terminal sends. It ends when the terminal is gone.
pub type Keyboard = UnboundedReceiver<io::Result<Event>>;

/// Begins to read. The thread ends with the program, or when nobody listens any more.
pub fn listen() -> io::Result<Keyboard> {
    // Looking once, here, makes sure that no change of the window's size is missed from now on.
    event::poll(Duration::ZERO)?;
    let (sender, keyboard) = mpsc::unbounded_channel();
    thread::Builder::new()
        .name("keyboard".into())
        .spawn(move || {
            loop {
                let event = event::read();
                let gone = event.is_err();
                if sender.send(event).is_err() || gone {
                    return;
                }
            }
        })?;
    Ok(keyboard)
}
