//! What a person can ask for. Keys become actions in `ui/keymap` and nowhere else.

use std::fmt;

use super::wizard::done::Next;
use crate::domain::secret::Secret;

/// One wish of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Enter: take this answer, go on, choose.
    Submit,
    /// Esc: back along the trail; closes what is open.
    Back,
    /// Ctrl+C anywhere, `q` where letters are no text.
    Quit,
    /// Ctrl+Z.
    Suspend,
    /// F1, `?`.
    Help,
    /// F2: the next language.
    Language,
    /// The field, choice or row above.
    Up,
    /// The field, choice or row below.
    Down,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// A change of the text in the focused field.
    Edit(Edit),
    /// A text pasted into the focused field.
    Paste(Secret),
    /// Shows the secret in the focused field, or hides it again.
    Reveal,
    /// Opens the page that belongs to the step, once more.
    Open,
    /// Copies the link or the redirect URI of the step.
    CopyLink,
    /// Copies a command that comes next.
    CopyCommand(Next),
    /// Shows the link as a QR code, or hides it.
    QrCode,
    /// Prints the link unwrapped outside the full screen.
    PrintLink,
    /// Demo only: lets the sandbox press «Разрешить».
    LetSandboxConsent,
    /// Authorizes the chosen profile again.
    Authorize,
    /// Gets new tokens for the chosen profile.
    Refresh,
    /// Proves the access token of the chosen profile.
    Verify,
    /// Copies the access token of the chosen profile.
    CopyToken,
    /// Sets up another profile.
    New,
    /// Deletes the chosen profile.
    Forget,
    /// Narrows the list to what is typed.
    Filter,
    /// Sorts by the next column.
    Sort,
    /// Says yes to the question that is asked.
    Confirm,
}

/// A change of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A typed character.
    Insert(Typed),
    /// Deletes the character before the cursor.
    Backspace,
    /// Deletes the character under the cursor.
    Delete,
    /// Deletes the word before the cursor.
    DeleteWord,
    /// Deletes everything.
    Clear,
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// To the beginning.
    Home,
    /// To the end.
    End,
}

/// A typed character, which may be part of a secret: it is never printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Typed(pub char);

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("*")
    }
}
