//! Whether there is a browser to open. Nothing is opened.

use super::Verdict;

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// `BROWSER` names a program that is there.
    Named {
        /// The program.
        program: String,
    },
    /// The system's own way to open a page.
    System {
        /// The screen it would be on, as `DISPLAY=:0`, where the system has a variable for it.
        display: Option<String>,
    },
    /// `BROWSER` names a text browser, which would write over the screen: it is never opened.
    Text {
        /// The program.
        program: String,
    },
    /// `BROWSER` names what is not there.
    Missing {
        /// What it names.
        program: String,
    },
    /// No display to open a window on.
    NoDisplay,
    /// A display, and nothing that opens pages.
    NoProgram,
}

impl Seen {
    /// The link can always be copied, so nothing of this is a failure.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Named { .. } | Self::System { .. } => Verdict::Ok,
            Self::Text { .. } | Self::Missing { .. } | Self::NoDisplay | Self::NoProgram => {
                Verdict::Attention
            }
        }
    }
}
