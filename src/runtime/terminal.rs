//! The terminal: taken once, and always given back as it was.

use std::io::{self, Stdout, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// The screen of the person.
pub type Screen = Terminal<CrosstermBackend<Stdout>>;

/// Whether there is something to give back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back when it is dropped.
pub struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Takes the terminal.
pub fn take() -> io::Result<(Screen, Guard)> {
    enter()?;
    let guard = Guard;
    Ok((blank()?, guard))
}

/// An empty screen, for everything to be drawn anew.
///
/// Not `Terminal::clear`: that asks the terminal where its cursor is, and the keyboard thread would read the answer.
pub fn blank() -> io::Result<Screen> {
    execute!(io::stdout(), Clear(ClearType::All))?;
    Terminal::new(CrosstermBackend::new(io::stdout()))
}

/// Takes the terminal again after it was given back for a while.
pub fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Gives the terminal back. Safe to call at any time, also twice, also while panicking.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Nothing more can be done about a terminal that is gone.
    let _ = execute!(
        io::stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

/// Puts a text on the clipboard of the terminal the person sits at (OSC 52): it works through SSH.
pub fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}

/// Writes lines outside the full screen. In raw mode a line ends with both characters.
pub fn print_outside(lines: &[&str]) -> io::Result<()> {
    execute!(io::stdout(), LeaveAlternateScreen, Show)?;
    let mut out = io::stdout();
    for line in lines {
        write!(out, "{line}\r\n")?;
    }
    out.flush()
}

/// Back to the full screen.
pub fn back_inside() -> io::Result<()> {
    execute!(io::stdout(), EnterAlternateScreen)
}
