//! Asks for a passphrase at the terminal, which shows nothing of it.

use std::io::{self, IsTerminal as _, Write as _};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal;
use zeroize::Zeroizing;

use crate::domain::secret::Secret;

/// More than anybody types. What is longer is cut, the same way each time.
const ROOM: usize = 1024;

/// Asks on standard error, so that standard output is for whoever reads it.
pub fn ask(question: &str) -> io::Result<Secret> {
    // Whoever cannot see the question is not asked.
    if !io::stderr().is_terminal() {
        return Err(io::ErrorKind::NotConnected.into());
    }
    let mut shown = io::stderr();
    // Before the question is seen: whoever is quick must not see the answer.
    terminal::enable_raw_mode()?;
    let typed = write!(shown, "{question} ")
        .and_then(|()| shown.flush())
        .and_then(|()| read());
    terminal::disable_raw_mode()?;
    writeln!(shown)?;
    match typed? {
        Typed::Text(text) => Ok(text),
        Typed::Interrupt => {
            #[cfg(unix)]
            signal_hook::low_level::raise(signal_hook::consts::SIGINT)?;
            Err(io::ErrorKind::Interrupted.into())
        }
    }
}

/// Says something beside the question.
pub fn say(line: &str) {
    // When nobody reads it, nobody has to.
    let _ = writeln!(io::stderr(), "{line}");
}

enum Typed {
    Text(Secret),
    Interrupt,
}

fn read() -> io::Result<Typed> {
    // As much room as it can need: growing would leave copies behind.
    let mut text = Zeroizing::new(String::with_capacity(ROOM));
    loop {
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
