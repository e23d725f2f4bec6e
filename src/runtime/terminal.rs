//! The terminal: taken once, and always given back as it was.

use std::io::{self, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::domain::secret::Secret;

pub type Screen = Terminal<CrosstermBackend<Output>>;

static TAKEN: AtomicBool = AtomicBool::new(false);

pub static GONE: AtomicBool = AtomicBool::new(false);

/// The terminal as it is written to: that it is gone is noted and is no error. What draws answers an error when it is
/// dropped by printing it on standard error, and panics when that is gone as well.
pub struct Output(Stdout);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                GONE.store(true, Ordering::SeqCst);
                Ok(bytes.len())
            }
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.0.flush().is_err() {
            GONE.store(true, Ordering::SeqCst);
        }
        Ok(())
    }
}

pub struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

pub fn take() -> io::Result<(Screen, Guard)> {
    enter()?;
    let guard = Guard;
    Ok((blank()?, guard))
}

/// An empty screen, for everything to be drawn anew.
///
/// Not `Terminal::clear`: that asks the terminal where its cursor is, and the keyboard thread would read the answer.
pub fn blank() -> io::Result<Screen> {
    execute!(Output(io::stdout()), Clear(ClearType::All))?;
    Terminal::new(CrosstermBackend::new(Output(io::stdout())))
}

pub fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(Output(io::stdout()), EnterAlternateScreen, EnableBracketedPaste)
}

/// Lets the terminal report clicks and the wheel, or keep them: a terminal that reports them selects text with Shift
/// only. That the mouse merely moves is not reported.
pub fn listen_to_mouse(listens: bool) -> io::Result<()> {
    let mut out = Output(io::stdout());
    if !listens {
        execute!(out, DisableMouseCapture)
    } else if cfg!(windows) {
        execute!(out, EnableMouseCapture)
    } else {
        execute!(out, Print("\x1b[?1000h\x1b[?1006h"))
    }
}

/// Gives the terminal back. Safe to call at any time, also twice, also while panicking.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Nothing more can be done about a terminal that is gone.
    let mut out = Output(io::stdout());
    let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// Puts a text on the clipboard of the terminal the person sits at (OSC 52): it works through SSH.
pub fn copy(text: &Secret) {
    // That the terminal is gone is noted where it is written to.
    let _ = execute!(Output(io::stdout()), CopyToClipboard::to_clipboard_from(text.expose()));
}

/// Writes lines outside the full screen. In raw mode a line ends with both characters.
pub fn print_outside(lines: &[&str]) -> io::Result<()> {
    execute!(Output(io::stdout()), DisableMouseCapture, LeaveAlternateScreen, Show)?;
    let mut out = Output(io::stdout());
    for line in lines {
        write!(out, "{line}\r\n")?;
    }
    out.flush()
}

pub fn back_inside() -> io::Result<()> {
    execute!(Output(io::stdout()), EnterAlternateScreen)
}
