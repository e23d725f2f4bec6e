//! Seven requests a second per integration, fifty per account; who keeps going is blocked.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use super::vault::AccountId;

const WINDOW: Duration = Duration::from_secs(1);
const PER_INTEGRATION: usize = 7;
const PER_ACCOUNT: usize = 50;
/// How many refusals within [`REFUSALS_WINDOW`] end in a block. The real number is not published.
const REFUSALS: usize = 30;
const REFUSALS_WINDOW: Duration = Duration::from_secs(60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    Allowed,
    /// 429; try again after so many seconds.
    TooMany(u64),
    /// 403 by nginx, until somebody lifts it.
    Blocked,
}

/// Who asked how often lately. Measured with the real clock: advancing the sandbox's time lifts no limit.
#[derive(Default)]
pub struct Throttle {
    /// An integration is counted within an account: a public one serves thousands of them.
    integrations: HashMap<(AccountId, String), VecDeque<Instant>>,
    accounts: HashMap<AccountId, VecDeque<Instant>>,
    refusals: HashMap<AccountId, VecDeque<Instant>>,
    blocked: HashSet<AccountId>,
}

impl Throttle {
    /// Counts a request and says whether it may go on. A refused request does not count as asked.
    pub fn admit(&mut self, account: AccountId, client_id: Option<&str>, at: Instant) -> Admission {
        if self.blocked.contains(&account) {
            return Admission::Blocked;
        }
        let by_account = recent(self.accounts.entry(account).or_default(), at, WINDOW);
        let by_integration = client_id.map(|client_id| {
            let key = (account, client_id.to_owned());
            recent(self.integrations.entry(key).or_default(), at, WINDOW)
        });
        let integration_full =
            by_integration.as_ref().is_some_and(|times| times.len() >= PER_INTEGRATION);
        if by_account.len() < PER_ACCOUNT && !integration_full {
            by_account.push_back(at);
            if let Some(times) = by_integration {
                times.push_back(at);
            }
            return Admission::Allowed;
        }
        let refusals = recent(self.refusals.entry(account).or_default(), at, REFUSALS_WINDOW);
        refusals.push_back(at);
        if refusals.len() >= REFUSALS {
            self.blocked.insert(account);
        }
        Admission::TooMany(WINDOW.as_secs())
    }
}

fn recent(times: &mut VecDeque<Instant>, at: Instant, window: Duration) -> &mut VecDeque<Instant> {
    while times.front().is_some_and(|time| at.saturating_duration_since(*time) >= window) {
        times.pop_front();
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eighth_request_of_a_second_waits_for_the_next() {
        let (mut throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..7 {
            assert_eq!(throttle.admit(1, Some("a"), start), Admission::Allowed);
        }
        assert_eq!(throttle.admit(1, Some("a"), start), Admission::TooMany(1));
        assert_eq!(throttle.admit(1, Some("b"), start), Admission::Allowed);
        assert_eq!(throttle.admit(2, Some("a"), start), Admission::Allowed);
        assert_eq!(throttle.admit(1, Some("a"), start + WINDOW), Admission::Allowed);
    }

    #[test]
    fn fifty_a_second_is_all_an_account_takes() {
        let (mut throttle, start) = (Throttle::default(), Instant::now());
        for n in 0..50 {
            let client = (n % 10).to_string();
            assert_eq!(throttle.admit(1, Some(&client), start), Admission::Allowed);
        }
        assert_eq!(throttle.admit(1, Some("fresh"), start), Admission::TooMany(1));
        assert_eq!(throttle.admit(1, None, start), Admission::TooMany(1));
    }

    #[test]
    fn who_keeps_going_is_blocked_and_nobody_else() {
        let (mut throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..7 + REFUSALS {
            throttle.admit(1, Some("a"), start);
        }
        let later = start + Duration::from_secs(3600);
        assert_eq!(throttle.admit(1, Some("a"), later), Admission::Blocked);
        assert_eq!(throttle.admit(2, Some("a"), later), Admission::Allowed);
    }
}
