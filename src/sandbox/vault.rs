//! What was issued, what of it still works, and what a refresh does to it: the rules of rotation, as values.
//!
//! Every code starts a *line* of token pairs, independent of all others. A line knows its current refresh
//! token and, under the grace rule, the previous one until the current pair is used.

use std::collections::HashMap;

use super::options::Rotation;
use super::problem::Problem;
use super::tokens::{CODE_TTL, REFRESH_TTL};

/// An account's id, as in its tokens.
pub type AccountId = u64;

/// The two tokens that are handed out together.
#[derive(Clone, PartialEq, Eq)]
pub struct Pair {
    /// The access token.
    pub access: String,
    /// The refresh token.
    pub refresh: String,
    /// When the access token ends, Unix seconds.
    pub access_expires_at: i64,
}

/// Which of the lines a token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineId(usize);

/// Who a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The account.
    pub account: AccountId,
    /// The integration.
    pub client_id: String,
}

/// Everything ever issued.
pub struct Vault {
    rotation: Rotation,
    codes: HashMap<String, Code>,
    lines: Vec<Line>,
    refresh: HashMap<String, Issued>,
    access: HashMap<String, Access>,
}

struct Code {
    bearer: Bearer,
    expires_at: i64,
    spent: bool,
}

struct Line {
    bearer: Bearer,
    /// `None` for a long-lived token, and after a revocation.
    current: Option<String>,
    /// Still good although rotated: grace.
    previous: Option<String>,
    revoked: bool,
}

struct Issued {
    line: LineId,
    expires_at: i64,
}

struct Access {
    line: LineId,
    expires_at: i64,
    /// The refresh token it was handed out with.
    with: Option<String>,
}

impl Vault {
    /// Nothing issued yet.
    pub fn new(rotation: Rotation) -> Self {
        Self {
            rotation,
            codes: HashMap::new(),
            lines: Vec::new(),
            refresh: HashMap::new(),
            access: HashMap::new(),
        }
    }

    /// Remembers a fresh authorization code.
    pub fn keep_code(&mut self, code: String, bearer: Bearer, now: i64) {
        let expires_at = now + CODE_TTL;
        self.codes.insert(
            code,
            Code {
                bearer,
                expires_at,
                spent: false,
            },
        );
    }

    /// Spends a code, in the order of checks of league/oauth2-server. A refused code is not spent.
    pub fn spend_code(
        &mut self,
        code: &str,
        client_id: &str,
        host_of: Option<AccountId>,
        now: i64,
    ) -> Result<AccountId, Problem> {
        if self.refresh.contains_key(code) {
            return Err(Problem::CodeMalformed);
        }
        let code = self.codes.get_mut(code).ok_or(Problem::CodeGarbled)?;
        if now >= code.expires_at {
            return Err(Problem::CodeExpired);
        }
        if code.spent {
            return Err(Problem::CodeRevoked);
        }
        if code.bearer.client_id != client_id {
            return Err(Problem::CodeNotLinked);
        }
        if host_of != Some(code.bearer.account) {
            return Err(Problem::InvalidAccount);
        }
        code.spent = true;
        Ok(code.bearer.account)
    }

    /// Starts a line with the pair bought by a code.
    pub fn begin(&mut self, bearer: Bearer, pair: &Pair, now: i64) {
        let line = self.open(bearer);
        self.hand_out(line, pair, now);
    }

    /// Remembers a long-lived token: a line without a refresh token.
    pub fn keep_long_lived(&mut self, bearer: Bearer, token: String, expires_at: i64) {
        let line = self.open(bearer);
        self.access.insert(
            token,
            Access {
                line,
                expires_at,
                with: None,
            },
        );
    }

    /// Finds the line that this refresh token may move on; nothing changes yet.
    pub fn refreshable(
        &self,
        token: &str,
        client_id: &str,
        account: AccountId,
        now: i64,
    ) -> Result<LineId, Problem> {
        let issued = self.refresh.get(token).ok_or(Problem::TokenGarbled)?;
        let line = self.line(issued.line).ok_or(Problem::TokenGarbled)?;
        if line.bearer.client_id != client_id {
            return Err(Problem::TokenNotLinked);
        }
        if now >= issued.expires_at {
            return Err(Problem::TokenExpired);
        }
        if !line.accepts(token) {
            return Err(Problem::TokenRevoked);
        }
        if line.bearer.account != account {
            return Err(Problem::InvalidAccount);
        }
        Ok(issued.line)
    }

    /// Moves a line on to a new pair, bought with `spent`, which [`Self::refreshable`] has allowed.
    ///
    /// Under grace `spent` stays good until the new pair is used. Spending it again replaces the new pair,
    /// which nobody can have used: the answer that carried it was lost.
    pub fn rotate(&mut self, line: LineId, spent: &str, pair: &Pair, now: i64) {
        if let Some(Line { previous, .. }) = self.lines.get_mut(line.0) {
            *previous = match self.rotation {
                Rotation::Grace => Some(spent.to_owned()),
                Rotation::Strict => None,
            };
        }
        self.hand_out(line, pair, now);
    }

    /// Who an access token speaks for, if it is good now. Asking is using: it ends the grace of the
    /// refresh token before it.
    pub fn use_access(&mut self, token: &str, now: i64) -> Option<Bearer> {
        let access = self.access.get(token)?;
        let line = self.lines.get_mut(access.line.0)?;
        if line.revoked || now >= access.expires_at {
            return None;
        }
        if access.with.is_some() && access.with == line.current {
            line.previous = None;
        }
        Some(line.bearer.clone())
    }

    /// The integration an access token was issued to, good or not. Asking this is not a use.
    pub fn client_of(&self, access_token: &str) -> Option<&str> {
        let line = self.line(self.access.get(access_token)?.line)?;
        Some(&line.bearer.client_id)
    }

    /// The account an access token was issued for, good or not. Asking this is not a use.
    pub fn account_of(&self, access_token: &str) -> Option<AccountId> {
        let line = self.line(self.access.get(access_token)?.line)?;
        Some(line.bearer.account)
    }

    /// Who a refresh token speaks for, without spending it. This too is a use.
    pub fn use_refresh(&mut self, token: &str, now: i64) -> Option<Bearer> {
        let issued = self.refresh.get(token)?;
        let line = self.lines.get_mut(issued.line.0)?;
        if now >= issued.expires_at || !line.accepts(token) {
            return None;
        }
        if line.current.as_deref() == Some(token) {
            line.previous = None;
        }
        Some(line.bearer.clone())
    }

    /// Takes away all access for which `chosen` holds: a user disabled the integration, or a new secret was made.
    pub fn revoke(&mut self, chosen: impl Fn(&Bearer) -> bool) {
        for line in self.lines.iter_mut().filter(|line| chosen(&line.bearer)) {
            line.revoked = true;
        }
        for code in self.codes.values_mut().filter(|code| chosen(&code.bearer)) {
            code.spent = true;
        }
    }

    fn open(&mut self, bearer: Bearer) -> LineId {
        self.lines.push(Line {
            bearer,
            current: None,
            previous: None,
            revoked: false,
        });
        LineId(self.lines.len() - 1)
    }

    fn hand_out(&mut self, id: LineId, pair: &Pair, now: i64) {
        if let Some(line) = self.lines.get_mut(id.0) {
            line.current = Some(pair.refresh.clone());
        }
        self.refresh.insert(
            pair.refresh.clone(),
            Issued {
                line: id,
                expires_at: now + REFRESH_TTL,
            },
        );
        self.access.insert(
            pair.access.clone(),
            Access {
                line: id,
                expires_at: pair.access_expires_at,
                with: Some(pair.refresh.clone()),
            },
        );
    }

    fn line(&self, id: LineId) -> Option<&Line> {
        self.lines.get(id.0)
    }
}

impl Line {
    fn accepts(&self, token: &str) -> bool {
        let is = |known: &Option<String>| known.as_deref() == Some(token);
        !self.revoked && (is(&self.current) || is(&self.previous))
    }
}
