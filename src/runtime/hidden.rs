//! A line that is typed at the terminal and not shown.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal;
use zeroize::Zeroizing;

use crate::domain::secret::Secret;

/// More than any token has. What is longer is cut, the same way each time.
const ROOM: usize = 16 * 1024;

/// How soon it is noticed that nobody wants to know any more.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// For a question that nobody takes back.
pub static NEVER: AtomicBool = AtomicBool::new(false);

/// Fewer characters of a new passphrase are guessed, whatever is made of them.
pub const SHORTEST: usize = 8;

/// Asks on standard error, so that standard output is for whoever reads it, until nobody wants to know any more:
/// then it was interrupted.
pub fn ask(question: &str, ended: &AtomicBool) -> io::Result<Secret> {
    unseen(|shown| answer(shown, question, ended))
}

/// Asks for something new, twice, until both are the same and not short. Nothing is shown in between, either.
pub fn ask_new(question: &str, again: &str, short: &str, differs: &str) -> io::Result<Secret> {
    unseen(|shown| {
        loop {
            let Some(first) = answer(shown, question, &NEVER)? else {
                return Ok(None);
            };
            if first.chars() < SHORTEST {
                write!(shown, "{short}\r\n")?;
                continue;
            }
            match answer(shown, again, &NEVER)? {
                Some(second) if second != first => write!(shown, "{differs}\r\n")?,
                same => return Ok(same),
            }
        }
    })
}

/// Asks while the terminal shows nothing of what is typed. Whoever gives up interrupts the program.
fn unseen(ask: impl FnOnce(&mut io::Stderr) -> io::Result<Option<Secret>>) -> io::Result<Secret> {
    let mut shown = io::stderr();
    // Whoever cannot see the question is not asked.
    if !shown.is_terminal() {
        return Err(io::ErrorKind::NotConnected.into());
    }
    // Before the question is seen: whoever is quick must not see the answer.
    terminal::enable_raw_mode()?;
    let typed = ask(&mut shown);
    terminal::disable_raw_mode()?;
    if let Some(text) = typed? {
        return Ok(text);
    }
    #[cfg(unix)]
    signal_hook::low_level::raise(signal_hook::consts::SIGINT)?;
    Err(io::ErrorKind::Interrupted.into())
}

/// One question and its answer; `None` when the person gives up.
fn answer(
    shown: &mut io::Stderr,
    question: &str,
    ended: &AtomicBool,
) -> io::Result<Option<Secret>> {
    write!(shown, "{question} ")?;
    shown.flush()?;
    let typed = read(ended);
    write!(shown, "\r\n")?;
    typed
}

pub fn give_back() {
    if terminal::is_raw_mode_enabled().unwrap_or(false) {
        // Nothing more can be done about a terminal that is gone.
        let _ = terminal::disable_raw_mode();
        let _ = writeln!(io::stderr());
    }
}

fn read(ended: &AtomicBool) -> io::Result<Option<Secret>> {
    // As much room as it can need: growing would leave copies behind.
    let mut text = Zeroizing::new(String::with_capacity(ROOM));
    loop {
        while !event::poll(LOOK_AGAIN)? {
            if ended.load(Ordering::SeqCst) {
                return Err(io::ErrorKind::Interrupted.into());
            }
        }
        let Event::Key(KeyEvent { code, modifiers, kind, .. }) = event::read()? else {
            continue;
        };
        if kind == KeyEventKind::Release {
            continue;
        }
        match (code, modifiers.contains(KeyModifiers::CONTROL)) {
            (KeyCode::Enter, _) | (KeyCode::Char('j'), true) => {
                return Ok(Some(Secret::new(std::mem::take(&mut *text))));
            }
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'd'), true) => return Ok(None),
            (KeyCode::Char('u'), true) => text.clear(),
            (KeyCode::Char(char), false) if text.len() + char.len_utf8() <= ROOM => text.push(char),
            (KeyCode::Backspace, _) => {
                text.pop();
            }
            _ => {}
        }
    }
}
