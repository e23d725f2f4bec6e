//! What a person can ask for. Keys become actions in `ui/keymap` and nowhere else.

use std::fmt;

use super::dashboard::{Preset, SortBy};
use crate::domain::profile::next_command::NextCommand;
use crate::domain::secret::Secret;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Enter: take this answer, go on, choose.
    Submit,
    /// Esc: back along the trail; closes what is open.
    Back,
    /// Ctrl+C anywhere, `q` where letters are no text.
    Quit,
    Suspend,
    /// F1, `?`.
    Help,
    /// F2: the next language.
    Language,
    Up,
    Down,
    First,
    Last,
    PageUp,
    PageDown,
    /// What is longer than the window is shown from this line on. Keys that move become this where it is drawn.
    Scroll(usize),
    Edit(Edit),
    Paste(Secret),
    /// Shows the secret in the focused field, or hides it again.
    Reveal,
    /// Opens the page that belongs to the step, once more.
    Open,
    /// Copies the link or the redirect URI of the step.
    CopyLink,
    CopyCommand(NextCommand),
    /// Shows the link as a QR code, or hides it.
    QrCode,
    /// Prints the link unwrapped outside the full screen.
    PrintLink,
    /// Demo only: lets the sandbox press «Разрешить».
    LetSandboxConsent,
    Authorize,
    Refresh,
    /// Proves the access token of the chosen profile.
    Verify,
    CopyToken,
    New,
    Forget,
    /// Narrows the list to what is typed.
    Filter,
    /// Narrows it to what has a key of its own.
    Preset(Preset),
    /// Takes the word that is proposed.
    Complete,
    /// Sorts by the next column.
    Sort,
    /// A click on the title of a column: sorts by it, or the other way round.
    SortBy(SortBy),
    /// Sorts the other way round.
    Reverse,
    /// The list, the list with the chosen profile, the profile alone.
    View,
    Confirm,
    /// Marks the chosen profile, or takes its mark away, and goes on to the next.
    Mark,
    /// Begins a range of marks at the chosen profile, or ends it.
    MarkRange,
    MarkUp,
    MarkDown,
    /// Marks all that are listed, or takes these marks away.
    MarkAll,
    /// Lists the marked ones alone, or all again.
    OnlyMarked,
    /// Opens the log of what happened, or closes it.
    Log,
    /// Listens to the mouse, or leaves it to the terminal.
    Mouse,
    /// A click on the row at this place of the list.
    Choose(usize),
    /// A click beside it, where the marks are.
    MarkAt(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Insert(TypedChar),
    Backspace,
    Delete,
    DeleteWord,
    Clear,
    Left,
    Right,
    Home,
    End,
}

/// A typed character, which may be part of a secret: it is never printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypedChar(pub char);

impl fmt::Debug for TypedChar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("*")
    }
}
