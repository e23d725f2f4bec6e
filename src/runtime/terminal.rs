//! The terminal: taken once, and always given back as it was.

use std::io::{self, Stdout, Write};
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
pub type Screen = Terminal<CrosstermBackend<Output>>;

/// Whether there is something to give back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the terminal could not be written to any more.
static GONE: AtomicBool = AtomicBool::new(false);

/// The terminal as it is written to: that it is gone is noted and is no error. What draws answers an error when it is
/// dropped by printing it on standard error, and panics when that is gone as well.
pub struct Output(Stdout);

impl Output {
    fn open() -> Self {
        Self(io::stdout())
    }
}

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

/// Whether the terminal is gone, as far as it was written to.
pub fn is_gone() -> bool {
    GONE.load(Ordering::SeqCst)
}

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
    execute!(Output::open(), Clear(ClearType::All))?;
    Terminal::new(CrosstermBackend::new(Output::open()))
}

/// Takes the terminal again after it was given back for a while.
pub fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(Output::open(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Gives the terminal back. Safe to call at any time, also twice, also while panicking.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Nothing more can be done about a terminal that is gone.
    let _ = execute!(
        Output::open(),
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

/// Puts a text on the clipboard of the terminal the person sits at (OSC 52): it works through SSH.
pub fn copy(text: &str) -> io::Result<()> {
    execute!(Output::open(), CopyToClipboard::to_clipboard_from(text))
}

/// Writes lines outside the full screen. In raw mode a line ends with both characters.
pub fn print_outside(lines: &[&str]) -> io::Result<()> {
    execute!(Output::open(), LeaveAlternateScreen, Show)?;
    let mut out = Output::open();
    for line in lines {
        write!(out, "{line}\r\n")?;
    }
    out.flush()
}

/// Back to the full screen.
pub fn back_inside() -> io::Result<()> {
    execute!(Output::open(), EnterAlternateScreen)
}
