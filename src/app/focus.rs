//! Where the keys go: it decides what they mean.

/// One row of keys in `ui/keymap` belongs to each of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Focus {
    Text,
    /// A field with a secret: letters are text, and it can be revealed.
    Secret,
    /// The paste field of the consent step: letters are text, the link has its own keys.
    Consent,
    /// Nothing to type: a step of the wizard that waits or tells.
    Step,
    /// A step that failed and can be tried again.
    Retry,
    /// A choice between a few lines.
    Choice,
    /// The last step of the wizard.
    Done,
    Dashboard,
    /// The filter of the list: letters are text.
    Filter,
    /// The log of what happened.
    Log,
    /// A question that is answered with yes or no.
    Question,
    Help,
}
