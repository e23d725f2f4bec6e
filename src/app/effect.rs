//! What has to be done outside, as values that can be compared.

use super::ticket::Ticket;
use crate::domain::account::AccountHost;
use crate::domain::authorize::AuthorizationRequest;
use crate::domain::authorize::pasted::Pasted;
use crate::domain::lang::Lang;
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;

/// One thing to do. The only match on it is in `runtime/effects.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Tries the store, listens, waits for consent, exchanges, saves, verifies. Answered by a series of
    /// `Msg::Consent` until `Connected` or `Failed`.
    Authorize(Ticket, AuthorizationRequest),
    /// Hands a pasted callback or code to the authorization with this ticket.
    Paste(Ticket, Pasted),
    /// Gives up what was asked with this ticket: a listening port closes.
    Cancel(Ticket),
    /// Tries whether the store can be written, read and deleted from. Answered by `Msg::StoreChecked`.
    CheckStore(Ticket),
    /// Makes a sealed file with its key at this place, or opens the one that is there with the key that is there, tries it,
    /// and remembers both in the settings. Answered by `Msg::SealedFileKept`.
    KeepInSealedFile(Ticket, String),
    /// From now on the sealed file with its key at this place is the store.
    UseSealedFile(String),
    /// Opens a page in the browser. Answered by `Msg::Opened`.
    Open(Ticket, BrowserPage),
    /// Demo only: presses «Разрешить» in the sandbox on the consent page with this address, for this account.
    LetSandboxConsent(Secret, AccountHost),
    /// Puts a text on the clipboard of the person's terminal (OSC 52).
    Copy(Secret),
    /// Prints a link unwrapped outside the full screen and comes back on Enter.
    PrintLink(Secret),
    /// Reads all profiles and the pending authorizations. Answered by `Msg::Profiles`, and where nothing was
    /// written since they were read by `Msg::ProfilesUnchanged`.
    LoadProfiles(Ticket),
    /// Reads the history of a profile. Answered by `Msg::History`.
    LoadHistory(Ticket, ProfileName),
    /// Reads the newest lines of the history, across all profiles. Answered by `Msg::Log`.
    LoadLog(Ticket),
    /// Gets new tokens for a profile. Answered by a series of `Msg::Refreshing` until `Msg::Refreshed`.
    Refresh(Ticket, ProfileName, RefreshBy),
    /// Asks the account with the access token of a profile. Answered by `Msg::Verified`.
    Verify(Ticket, ProfileName),
    /// Copies the access token of a profile. Answered by `Msg::TokenCopied`.
    CopyToken(Ticket, ProfileName),
    /// Deletes a profile and its secrets. Answered by `Msg::Forgotten`.
    Forget(Ticket, ProfileName),
    /// Keeps the language for the next start.
    RememberLanguage(Lang),
    /// Stops the program until it is continued.
    Suspend,
    Quit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshBy {
    Person,
    /// The end of the access token: where nobody else was faster.
    Timer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrowserPage {
    /// The consent page, or the short address that leads there.
    Consent(Secret),
    /// The page on which integrations are made.
    Integrations(AccountHost),
}
