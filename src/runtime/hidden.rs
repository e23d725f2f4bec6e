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

static NEVER: AtomicBool = AtomicBool::new(false);

/// Asks on standard error, so that standard output is for whoever reads it.
pub fn ask(question: &str) -> io::Result<Secret> {
    ask_until(question, &NEVER)
}

/// The same, until nobody wants to know any more: then it was interrupted.
pub fn ask_until(question: &str, ended: &AtomicBool) -> io::Result<Secret> {
    unseen(|shown| one(shown, question, ended))
}

/// Fewer characters are guessed, whatever is made of them.
const SHORTEST: usize = 8;

/// Asks for something new, twice, until both are the same and not short. Nothing is shown in between, either.
pub fn ask_new(question: &str, again: &str, short: &str, differs: &str) -> io::Result<Secret> {
    unseen(|shown| {
        loop {
            let Typed::Text(first) = one(shown, question, &NEVER)? else {
                return Ok(Typed::Interrupt);
            };
            if first.chars() < SHORTEST {
                write!(shown, "{short}\r\n")?;
                continue;
            }
            let Typed::Text(second) = one(shown, again, &NEVER)? else {
                return Ok(Typed::Interrupt);
            };
            if first == second {
                return Ok(Typed::Text(first));
            }
            write!(shown, "{differs}\r\n")?;
        }
    })
}

/// Asks while the terminal shows nothing of what is typed.
fn unseen(ask: impl FnOnce(&mut io::Stderr) -> io::Result<Typed>) -> io::Result<Secret> {
    let mut shown = io::stderr();
    // Whoever cannot see the question is not asked.
    if !shown.is_terminal() {
        return Err(io::ErrorKind::NotConnected.into());
    }
    // Before the question is seen: whoever is quick must not see the answer.
    terminal::enable_raw_mode()?;
    let typed = ask(&mut shown);
    terminal::disable_raw_mode()?;
    match typed? {
        Typed::Text(text) => Ok(text),
        Typed::Ended => Err(io::ErrorKind::Interrupted.into()),
        Typed::Interrupt => {
            #[cfg(unix)]
            signal_hook::low_level::raise(signal_hook::consts::SIGINT)?;
            Err(io::ErrorKind::Interrupted.into())
        }
    }
}

/// One question and its answer.
fn one(shown: &mut io::Stderr, question: &str, ended: &AtomicBool) -> io::Result<Typed> {
    write!(shown, "{question} ")?;
    shown.flush()?;
    let typed = read(ended);
    write!(shown, "\r\n")?;
    typed
}

/// Gives the terminal back when the program ends before the line does.
pub fn give_back() {
    if terminal::is_raw_mode_enabled().unwrap_or(false) {
        // Nothing more can be done about a terminal that is gone.
        let _ = terminal::disable_raw_mode();
        let _ = writeln!(io::stderr());
    }
}

enum Typed {
    Text(Secret),
    Interrupt,
    Ended,
}

fn read(ended: &AtomicBool) -> io::Result<Typed> {
    // As much room as it can need: growing would leave copies behind.
    let mut text = Zeroizing::new(String::with_capacity(ROOM));
    loop {
        while !event::poll(LOOK_AGAIN)? {
            if ended.load(Ordering::SeqCst) {
                return Ok(Typed::Ended);
            }
        }
        let Event::Key(KeyEvent {
            code,
            modifiers,
            kind,
            ..
        }) = event::read()?
        else {
            continue;
        };
        if kind == KeyEventKind::Release {
            continue;
        }
        let control = modifiers.contains(KeyModifiers::CONTROL);
        match code {
            KeyCode::Enter => return Ok(Typed::Text(Secret::new(std::mem::take(&mut *text)))),
            KeyCode::Char('j') if control => {
                return Ok(Typed::Text(Secret::new(std::mem::take(&mut *text))));
            }
            KeyCode::Char('c' | 'd') if control => return Ok(Typed::Interrupt),
            KeyCode::Char('u') if control => text.clear(),
            KeyCode::Char(char) if !control && text.len() + char.len_utf8() <= ROOM => {
                text.push(char);
            }
            KeyCode::Backspace => {
                text.pop();
            }
            KeyCode::Esc => return Ok(Typed::Interrupt),
            _ => {}
        }
    }
}
