//! What was issued, what of it still works, and what a refresh does to it: the rules of rotation, as values.
//!
//! Every code starts a *family* of token pairs, independent of all others. A family knows its current refresh
//! token and, under the grace rule, the previous one until the current pair is used.

use std::collections::HashMap;

use super::options::Rotation;
use super::refusal::TokenRefusal;

/// An account's id, as in its tokens.
pub type AccountId = u64;
/// An index into the families.
type FamilyId = usize;

/// Of a code: twenty minutes.
const CODE_TTL: i64 = 20 * 60;
/// Of a refresh token: three months unused.
const REFRESH_TTL: i64 = 90 * 24 * 60 * 60;

/// The two tokens that are handed out together.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenPair {
    pub access: String,
    pub refresh: String,
    /// In Unix seconds, by the server's clock.
    pub access_expires_at: i64,
}

/// Who a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    pub account: AccountId,
    pub client_id: String,
}

/// Everything ever issued. Times are Unix seconds.
pub struct Vault {
    rotation: Rotation,
    codes: HashMap<String, IssuedCode>,
    families: Vec<TokenFamily>,
    refresh: HashMap<String, IssuedToken>,
    access: HashMap<String, IssuedToken>,
}

struct IssuedCode {
    bearer: Bearer,
    expires_at: i64,
    spent: bool,
}

struct TokenFamily {
    bearer: Bearer,
    /// The refresh token handed out last; `None` for a long-lived token.
    current: Option<String>,
    /// Still good although rotated: grace.
    previous: Option<String>,
    revoked: bool,
}

struct IssuedToken {
    family: FamilyId,
    expires_at: i64,
    /// The refresh token of its pair; `None` for a long-lived token.
    pair: Option<String>,
}

impl Vault {
    pub fn new(rotation: Rotation) -> Self {
        Self {
            rotation,
            codes: HashMap::new(),
            families: Vec::new(),
            refresh: HashMap::new(),
            access: HashMap::new(),
        }
    }

    pub fn keep_code(&mut self, code: String, bearer: Bearer, now: i64) {
        let expires_at = now + CODE_TTL;
        self.codes.insert(code, IssuedCode { bearer, expires_at, spent: false });
    }

    /// Spends a code, in the order of checks of league/oauth2-server. A refused code is not spent.
    pub fn spend_code(
        &mut self,
        code: &str,
        client_id: &str,
        host_of: Option<AccountId>,
        now: i64,
    ) -> Result<AccountId, TokenRefusal> {
        if self.refresh.contains_key(code) {
            return Err(TokenRefusal::CodeMalformed);
        }
        let code = self.codes.get_mut(code).ok_or(TokenRefusal::CodeGarbled)?;
        if now >= code.expires_at {
            return Err(TokenRefusal::CodeExpired);
        }
        if code.spent {
            return Err(TokenRefusal::CodeRevoked);
        }
        if code.bearer.client_id != client_id {
            return Err(TokenRefusal::CodeNotLinked);
        }
        if host_of != Some(code.bearer.account) {
            return Err(TokenRefusal::InvalidAccount);
        }
        code.spent = true;
        Ok(code.bearer.account)
    }

    /// Starts a family with the pair bought by a code.
    pub fn begin(&mut self, bearer: Bearer, pair: &TokenPair, now: i64) {
        let family = self.open(bearer);
        self.hand_out(family, pair, now);
    }

    /// The same with a pair whose refresh token ends at a moment.
    pub fn begin_until(&mut self, bearer: Bearer, pair: &TokenPair, refresh_ends: i64) {
        self.begin(bearer, pair, refresh_ends.saturating_sub(REFRESH_TTL));
    }

    /// Remembers a long-lived token: a family without a refresh token.
    pub fn keep_long_lived(&mut self, bearer: Bearer, token: String, expires_at: i64) {
        let family = self.open(bearer);
        self.access.insert(token, IssuedToken { family, expires_at, pair: None });
    }

    /// Finds the family that this refresh token may move on; nothing changes yet.
    pub fn refreshable(
        &self,
        token: &str,
        client_id: &str,
        account: AccountId,
        now: i64,
    ) -> Result<FamilyId, TokenRefusal> {
        let issued = self.refresh.get(token).ok_or(TokenRefusal::TokenGarbled)?;
        let family = self.families.get(issued.family).ok_or(TokenRefusal::TokenGarbled)?;
        if family.bearer.client_id != client_id {
            return Err(TokenRefusal::TokenNotLinked);
        }
        if now >= issued.expires_at {
            return Err(TokenRefusal::TokenExpired);
        }
        if !family.accepts(token) {
            return Err(TokenRefusal::TokenRevoked);
        }
        if family.bearer.account != account {
            return Err(TokenRefusal::InvalidAccount);
        }
        Ok(issued.family)
    }

    /// Moves a family on to a new pair, bought with `spent`, which [`Self::refreshable`] has allowed.
    ///
    /// Under grace `spent` stays good until the new pair is used. Spending it again replaces the new pair,
    /// which nobody can have used: the answer that carried it was lost.
    pub fn rotate(&mut self, family: FamilyId, spent: &str, pair: &TokenPair, now: i64) {
        if let Some(family) = self.families.get_mut(family) {
            family.previous = match self.rotation {
                Rotation::Grace => Some(spent.to_owned()),
                Rotation::Strict => None,
            };
        }
        self.hand_out(family, pair, now);
    }

    /// Who an access token speaks for, if it is good now. Asking is using: it ends the grace of the
    /// refresh token before it.
    pub fn use_access(&mut self, token: &str, now: i64) -> Option<Bearer> {
        let access = self.access.get(token)?;
        let family = self.families.get_mut(access.family)?;
        (!family.revoked && now < access.expires_at).then(|| family.used(access.pair.as_deref()))
    }

    /// Who a refresh token speaks for, without spending it. This too is a use.
    pub fn use_refresh(&mut self, token: &str, now: i64) -> Option<Bearer> {
        let issued = self.refresh.get(token)?;
        let family = self.families.get_mut(issued.family)?;
        (now < issued.expires_at && family.accepts(token)).then(|| family.used(Some(token)))
    }

    /// Who an access token was issued to, good or not. Asking this is not a use.
    pub fn issued_to(&self, access_token: &str) -> Option<&Bearer> {
        let access = self.access.get(access_token)?;
        self.families.get(access.family).map(|family| &family.bearer)
    }

    /// Takes away all access for which `chosen` holds: a user disabled the integration, or a new secret was made.
    pub fn revoke(&mut self, chosen: impl Fn(&Bearer) -> bool) {
        for family in self.families.iter_mut().filter(|family| chosen(&family.bearer)) {
            family.revoked = true;
        }
        for code in self.codes.values_mut().filter(|code| chosen(&code.bearer)) {
            code.spent = true;
        }
    }

    fn open(&mut self, bearer: Bearer) -> FamilyId {
        self.families.push(TokenFamily { bearer, current: None, previous: None, revoked: false });
        self.families.len() - 1
    }

    fn hand_out(&mut self, family: FamilyId, pair: &TokenPair, now: i64) {
        if let Some(family) = self.families.get_mut(family) {
            family.current = Some(pair.refresh.clone());
        }
        let issued =
            |expires_at| IssuedToken { family, expires_at, pair: Some(pair.refresh.clone()) };
        self.refresh.insert(pair.refresh.clone(), issued(now + REFRESH_TTL));
        self.access.insert(pair.access.clone(), issued(pair.access_expires_at));
    }
}

impl TokenFamily {
    fn accepts(&self, token: &str) -> bool {
        let is = |known: &Option<String>| known.as_deref() == Some(token);
        !self.revoked && (is(&self.current) || is(&self.previous))
    }

    /// A token of the pair with this refresh token is used.
    fn used(&mut self, pair: Option<&str>) -> Bearer {
        if pair.is_some() && pair == self.current.as_deref() {
            self.previous = None;
        }
        self.bearer.clone()
    }
}
