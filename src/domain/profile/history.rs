//! What was tried, when, by whom, and how it ended.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::profile::ProfileName;
use crate::domain::token_files::AutoExport;
use crate::domain::trouble::severity::Severity;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A request that reached the callback address.
    Callback,
    /// An authorization, from the code to the saved tokens.
    Authorize,
    Refresh,
    /// A request that proves the access token.
    Verify,
    /// Tokens were written for another program.
    Export,
    /// Tokens of another program were taken over.
    Import,
    /// A command of the person's own was run.
    Hook,
    /// The profile was deleted.
    Forget,
    /// The profile was given another name.
    Rename,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Accepted,
    /// A callback was turned away; a token endpoint said no.
    Refused,
    /// The person said no on the consent page.
    Denied,
    Authorized,
    /// A refresh brought a new pair.
    Rotated,
    StillFresh,
    MovedUnderUs,
    /// The account has a new address.
    Renamed,
    Verified,
    /// A network, limit or server trouble: worth trying again.
    Temporary,
    /// Only a person can go on.
    NeedsAuthorization,
    /// The secret store could not be used.
    StoreUnavailable,
    Busy,
    /// The access token is there for another program.
    Exported,
    /// Another program has the refresh token from now on.
    HandedOver,
    /// The tokens of another program are saved.
    Imported,
    Ran,
    /// A command did not start, or ended badly.
    Failed,
    Forgotten,
    /// The profile has another name.
    Named,
}

impl Outcome {
    /// The word for a refresh that failed.
    pub const fn of_failure(severity: Severity) -> Self {
        match severity {
            Severity::Temporary => Self::Temporary,
            Severity::Person => Self::NeedsAuthorization,
            Severity::Store => Self::StoreUnavailable,
            Severity::Busy => Self::Busy,
            Severity::Failed => Self::Refused,
        }
    }

    /// Whether it counts as good in the small picture of the last 30 days.
    pub const fn is_good(self) -> bool {
        !matches!(
            self,
            Self::Refused
                | Self::Denied
                | Self::Temporary
                | Self::NeedsAuthorization
                | Self::StoreUnavailable
                | Self::Failed
                | Self::Busy
        )
    }
}

/// What a profile was and for whom: what may be told of it beyond its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The newest one is the first.
    pub events: Vec<Event>,
    /// What is written again after each refresh, for other programs.
    pub kept: Vec<AutoExport>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When, by our own clock.
    pub at: Timestamp,
    /// A stray callback belongs to nobody.
    pub profile: Option<ProfileName>,
    pub action: Action,
    pub outcome: Outcome,
    pub took_ms: Option<u64>,
    /// Who asked, for a callback: the peer's address.
    pub peer: Option<String>,
    /// Who asked, for a callback: the browser's name, cut to a sane length.
    pub user_agent: Option<String>,
    /// amoCRM's hint or our reason: never a secret.
    pub detail: Option<String>,
    /// `X-Request-Id`, by which amoCRM finds it.
    pub request_id: Option<String>,
}

impl Event {
    /// An event with nothing beside its outcome.
    pub const fn new(
        at: Timestamp,
        profile: Option<ProfileName>,
        action: Action,
        outcome: Outcome,
    ) -> Self {
        Self {
            at,
            profile,
            action,
            outcome,
            took_ms: None,
            peer: None,
            user_agent: None,
            detail: None,
            request_id: None,
        }
    }
}
