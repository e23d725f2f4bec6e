//! Seven requests a second per integration, fifty per account; who keeps going is blocked.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use super::vault::AccountId;

const WINDOW: Duration = Duration::from_secs(1);
const PER_INTEGRATION: usize = 7;
const PER_ACCOUNT: usize = 50;
/// How many refusals within [`PATIENCE`] end in a block. The real number is not published.
const REFUSALS: usize = 30;
const PATIENCE: Duration = Duration::from_secs(60);

/// What the limits say to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Allowed,
    /// 429; try again after so many seconds.
    TooMany(u64),
    /// 403 by nginx, until somebody lifts it.
    Blocked,
}

/// Who asked how often lately. Measured with the real clock: advancing the sandbox's time lifts no limit.
#[derive(Debug)]
pub struct Limits {
    enforced: bool,
    /// An integration is counted within an account: a public one serves thousands of them.
    integrations: HashMap<(AccountId, String), VecDeque<Instant>>,
    accounts: HashMap<AccountId, VecDeque<Instant>>,
    refusals: HashMap<AccountId, VecDeque<Instant>>,
    blocked: Vec<AccountId>,
}

impl Limits {
    /// Nobody has asked yet.
    pub fn new(enforced: bool) -> Self {
        Self {
            enforced,
            integrations: HashMap::new(),
            accounts: HashMap::new(),
            refusals: HashMap::new(),
            blocked: Vec::new(),
        }
    }

    /// Counts a request and says whether it may go on. A refused request does not count as asked.
    pub fn admit(&mut self, account: AccountId, client_id: Option<&str>, at: Instant) -> Verdict {
        if !self.enforced {
            return Verdict::Allowed;
        }
        if self.blocked.contains(&account) {
            return Verdict::Blocked;
        }
        let by_account = self.accounts.entry(account).or_default();
        forget(by_account, at, WINDOW);
        let mut full = by_account.len() >= PER_ACCOUNT;
        if let Some(client_id) = client_id {
            let key = (account, client_id.to_owned());
            let by_integration = self.integrations.entry(key).or_default();
            forget(by_integration, at, WINDOW);
            full |= by_integration.len() >= PER_INTEGRATION;
            if !full {
                by_integration.push_back(at);
            }
        }
        if !full {
            by_account.push_back(at);
            return Verdict::Allowed;
        }
        let refusals = self.refusals.entry(account).or_default();
        forget(refusals, at, PATIENCE);
        refusals.push_back(at);
        if refusals.len() >= REFUSALS {
            self.blocked.push(account);
        }
        Verdict::TooMany(WINDOW.as_secs())
    }

    /// What support does, asked nicely.
    pub fn lift(&mut self) {
        *self = Self::new(self.enforced);
    }
}

fn forget(times: &mut VecDeque<Instant>, at: Instant, window: Duration) {
    while times
        .front()
        .is_some_and(|time| at.saturating_duration_since(*time) >= window)
    {
        times.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eighth_request_of_a_second_waits_for_the_next() {
        let (mut limits, start) = (Limits::new(true), Instant::now());
        for _ in 0..7 {
            assert_eq!(limits.admit(1, Some("a"), start), Verdict::Allowed);
        }
        assert_eq!(limits.admit(1, Some("a"), start), Verdict::TooMany(1));
        assert_eq!(limits.admit(1, Some("b"), start), Verdict::Allowed);
        assert_eq!(limits.admit(2, Some("a"), start), Verdict::Allowed);
        assert_eq!(limits.admit(1, Some("a"), start + WINDOW), Verdict::Allowed);
    }

    #[test]
    fn fifty_a_second_is_all_an_account_takes() {
        let (mut limits, start) = (Limits::new(true), Instant::now());
        for n in 0..50 {
            let client = (n % 10).to_string();
            assert_eq!(limits.admit(1, Some(&client), start), Verdict::Allowed);
        }
        assert_eq!(limits.admit(1, Some("fresh"), start), Verdict::TooMany(1));
        assert_eq!(limits.admit(1, None, start), Verdict::TooMany(1));
    }

    #[test]
    fn who_keeps_going_is_blocked_until_it_is_lifted() {
        let (mut limits, start) = (Limits::new(true), Instant::now());
        for _ in 0..7 + REFUSALS {
            limits.admit(1, Some("a"), start);
        }
        let later = start + Duration::from_secs(3600);
        assert_eq!(limits.admit(1, Some("a"), later), Verdict::Blocked);
        assert_eq!(limits.admit(2, Some("a"), later), Verdict::Allowed);
        limits.lift();
        assert_eq!(limits.admit(1, Some("a"), later), Verdict::Allowed);
    }

    #[test]
    fn limits_that_are_off_say_nothing() {
        let (mut limits, start) = (Limits::new(false), Instant::now());
        assert!((0..500).all(|_| limits.admit(1, Some("a"), start) == Verdict::Allowed));
    }
}
