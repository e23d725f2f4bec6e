//! amoCRM's limits: so many requests a second for an integration and for an account, and none after a 429
//! until it allows it.
//!
//! What was sent is one value that all processes of a user share. Times are milliseconds of a clock that they share too.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Requests that one integration may send in one second.
pub const PER_INTEGRATION: usize = 7;
/// Requests that one account takes in one second, whoever sends them.
pub const PER_ACCOUNT: usize = 50;

/// The window that is counted in: a little more than a second. Requests do not travel
/// equally fast; see [`RateLimits::answered`].
const WINDOW: u64 = 1020;

/// Two accounts that refuse an integration within this time mean the integration.
const TOGETHER: u64 = 10_000;

/// No queue is longer, and nobody is closed for longer: a later time is not ours, whatever the clock did.
const LONGEST_QUEUE: u64 = 600_000;
const LONGEST_CLOSED: u64 = 86_400_000;

/// Who counts a request: the names under which an integration and an account are known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimitKey {
    pub integration: String,
    pub account: String,
}

/// How many requests a second an integration may send, and an account takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerSecond {
    pub integration: usize,
    pub account: usize,
}

impl PerSecond {
    /// What amoCRM allows to all processes together.
    pub const TOGETHER: Self = Self { integration: PER_INTEGRATION, account: PER_ACCOUNT };
    /// What a process allows itself that does not see the others.
    pub const ALONE: Self = Self { integration: 1, account: 1 };
}

/// The last requests of one integration, or to one account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct SlidingWindow {
    /// When they were sent, or will be, the oldest first.
    sent: Vec<u64>,
    closed_until: u64,
}

impl SlidingWindow {
    /// The first moment from `from` on at which one more may be sent. Nobody overtakes who waits already.
    fn free(&self, per_second: usize, from: u64) -> u64 {
        let last = self.sent.last().copied().unwrap_or(0);
        let full = self.sent.iter().rev().nth(per_second.saturating_sub(1));
        from.max(last).max(full.map_or(0, |oldest| oldest.saturating_add(WINDOW)))
    }

    /// Forgets what counts no longer; whether anything is left.
    fn forget(&mut self, now: u64) -> bool {
        self.sent.retain(|at| at.saturating_add(WINDOW) > now && *at <= now + LONGEST_QUEUE);
        self.sent.sort_unstable();
        if self.closed_until <= now || self.closed_until > now + LONGEST_CLOSED {
            self.closed_until = 0;
        }
        !self.sent.is_empty() || self.closed_until > 0
    }

    fn close(&mut self, until: u64) {
        self.closed_until = self.closed_until.max(until);
    }
}

/// The last 429 of an integration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TooManyRequests {
    account: String,
    at: u64,
    wait: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct IntegrationRequests {
    window: SlidingWindow,
    last_refusal: Option<TooManyRequests>,
    /// The shortest time between sending and a good answer, lately.
    quickest: Option<u64>,
}

/// The requests of a user in the last second, and who may not be asked now. Whoever is idle is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RateLimits {
    /// The boot ID of the system from which the times are counted.
    boot: String,
    integrations: BTreeMap<String, IntegrationRequests>,
    accounts: BTreeMap<String, SlidingWindow>,
}

impl RateLimits {
    /// Nothing was sent since this start of the system.
    pub fn since(boot: &str) -> Self {
        Self { boot: boot.to_owned(), ..Self::default() }
    }

    /// What still counts at `now`; after another start of the system, nothing.
    #[must_use]
    pub fn current(mut self, boot: &str, now: u64) -> Self {
        if self.boot != boot {
            return Self::since(boot);
        }
        self.integrations.retain(|_, integration| {
            let refusal = integration.last_refusal.take();
            integration.last_refusal =
                refusal.filter(|last| (last.at..last.at + TOGETHER).contains(&now));
            integration.window.forget(now) || integration.last_refusal.is_some()
        });
        self.accounts.retain(|_, window| window.forget(now));
        self
    }

    /// How long nothing may be sent.
    pub fn closed_for(&self, key: &RateLimitKey, now: u64) -> Duration {
        let integration = self.integrations.get(&key.integration).map(|known| &known.window);
        let windows = integration.into_iter().chain(self.accounts.get(&key.account));
        let until = windows.map(|window| window.closed_until).max().unwrap_or(0);
        Duration::from_millis(until.saturating_sub(now))
    }

    /// Takes the next turn; gives the moment at which to send, `now` or later.
    pub fn reserve(&mut self, key: &RateLimitKey, allowed: PerSecond, now: u64) -> u64 {
        let (integration, account) = self.of(key);
        let at = integration.window.free(allowed.integration, now);
        // The two queues move on together: neither is ahead of what was promised to the other.
        let at = account.free(allowed.account, at);
        integration.window.sent.push(at);
        account.sent.push(at);
        at
    }

    /// A turn that was for `at` counts from `from` on: whoever was to use it woke up late.
    pub fn postpone(&mut self, key: &RateLimitKey, at: u64, from: u64) {
        let (integration, account) = self.of(key);
        for window in [&mut integration.window, account] {
            if let Some(turn) = window.sent.iter_mut().find(|turn| **turn == at) {
                *turn = from;
            }
            window.sent.sort_unstable();
        }
    }

    /// What was sent at `at` is answered. The server counts from when it arrives: what took longer than the quickest
    /// answer may have lost the time on its way there.
    pub fn answered(&mut self, key: &RateLimitKey, at: u64, now: u64, is_good: bool) {
        let took = now.saturating_sub(at);
        let (integration, _) = self.of(key);
        let quickest = integration.quickest.unwrap_or(took).min(took);
        if is_good {
            integration.quickest = Some(quickest);
        }
        if took > quickest {
            self.postpone(key, at, at + (took - quickest));
        }
    }

    /// The server said 429 of an account. A second account says it of the integration, as long as the shorter
    /// of the two waits.
    pub fn close(&mut self, key: &RateLimitKey, wait: Duration, now: u64) {
        let wait = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).min(LONGEST_CLOSED);
        let (integration, account) = self.of(key);
        account.close(now + wait);
        let refusal = TooManyRequests { account: key.account.clone(), at: now, wait };
        if let Some(last) = integration.last_refusal.replace(refusal)
            && last.account != key.account
        {
            integration.window.close(now + wait.min(last.wait));
        }
    }

    fn of(&mut self, key: &RateLimitKey) -> (&mut IntegrationRequests, &mut SlidingWindow) {
        (
            self.integrations.entry(key.integration.clone()).or_default(),
            self.accounts.entry(key.account.clone()).or_default(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOT: &str = "a start of the system";

    fn counted(integration: &str, account: &str) -> RateLimitKey {
        RateLimitKey { integration: integration.to_owned(), account: account.to_owned() }
    }

    fn next(limits: &mut RateLimits, counted: &RateLimitKey, now: u64) -> u64 {
        *limits = limits.clone().current(BOOT, now);
        limits.reserve(counted, PerSecond::TOGETHER, now)
    }

    fn closed(limits: &RateLimits, account: &str, now: u64) -> u64 {
        limits.closed_for(&counted("i", account), now).as_secs()
    }

    #[test]
    fn seven_go_at_once_and_the_eighth_a_second_later() {
        let (mut limits, one) = (RateLimits::since(BOOT), counted("i", "a"));
        for _ in 0..PER_INTEGRATION {
            assert_eq!(next(&mut limits, &one, 10_000), 10_000);
        }
        assert_eq!(next(&mut limits, &one, 10_000), 10_000 + WINDOW);
        assert_eq!(next(&mut limits, &counted("other", "a"), 10_000), 10_000 + WINDOW);
        assert_eq!(next(&mut limits, &counted("other", "b"), 20_000), 20_000);
    }

    #[test]
    fn an_account_takes_fifty_whoever_sends_them() {
        let mut limits = RateLimits::since(BOOT);
        let at: Vec<u64> = (0..51)
            .map(|n| next(&mut limits, &counted(&(n / 7).to_string(), "a"), 10_000))
            .collect();
        assert!(at[..50].iter().all(|at| *at == 10_000));
        assert_eq!(at[50], 10_000 + WINDOW);
    }

    #[test]
    fn a_429_closes_its_account_and_a_second_one_the_integration_for_the_shorter_wait() {
        let (mut limits, secs) = (RateLimits::since(BOOT), Duration::from_secs);
        limits.close(&counted("i", "a"), secs(300), 1_000);
        limits.close(&counted("i", "a"), secs(1), 1_500);
        assert_eq!(closed(&limits, "a", 1_000), 300);
        assert_eq!(closed(&limits, "b", 1_000), 0);
        // Long afterwards it means another account alone.
        let mut later = limits.clone().current(BOOT, 20_000);
        later.close(&counted("i", "b"), secs(60), 20_000);
        assert_eq!(closed(&later, "c", 20_000), 0);
        let mut soon = limits.current(BOOT, 2_000);
        soon.close(&counted("i", "b"), secs(60), 2_000);
        assert_eq!(closed(&soon, "c", 2_000), 1, "the shorter wait");
        assert_eq!(closed(&soon, "b", 2_000), 60);
        let other = counted("other", "c");
        assert_eq!(soon.closed_for(&other, 2_000), Duration::ZERO);
    }

    #[test]
    fn what_arrives_late_counts_from_then_on() {
        let (mut limits, one) = (RateLimits::since(BOOT), counted("i", "a"));
        for took in [100, 100, 100, 100, 100, 100, 300] {
            let at = next(&mut limits, &one, 10_000);
            limits.answered(&one, at, at + took, true);
        }
        for _ in 0..6 {
            assert_eq!(next(&mut limits, &one, 11_020), 11_020);
        }
        assert_eq!(next(&mut limits, &one, 11_020), 11_220);
    }

    #[test]
    fn what_is_idle_is_forgotten_and_so_is_what_cannot_be() {
        let (mut limits, one) = (RateLimits::since(BOOT), counted("i", "a"));
        next(&mut limits, &one, 1_000);
        limits.close(&one, Duration::from_secs(60), 1_000);
        let kept = limits.clone().current(BOOT, 1_001);
        assert_eq!(kept, limits);
        let idle = limits.clone().current(BOOT, 62_000);
        assert_eq!(idle, RateLimits::since(BOOT));
        // A clock that began anew, in one way or the other.
        assert_eq!(limits.clone().current("another", 1_001), RateLimits::since("another"));
        let mut limits = RateLimits::since(BOOT);
        limits.reserve(&one, PerSecond::TOGETHER, 90_000_000);
        assert_eq!(next(&mut limits, &one, 5), 5);
    }

    proptest::proptest! {
        #[test]
        fn no_second_sees_more_than_seven(steps in proptest::collection::vec((0_u64..400, 0_u64..30), 1..80)) {
            let (mut limits, one) = (RateLimits::since(BOOT), counted("i", "a"));
            let mut now = 0;
            let mut sent = Vec::new();
            for (step, late) in steps {
                now += step;
                let at = next(&mut limits, &one, now);
                proptest::prop_assert!(at >= now);
                limits.postpone(&one, at, at + late);
                sent.push(at + late);
            }
            for from in &sent {
                let second = *from..*from + 1000;
                let count = sent.iter().filter(|at| second.contains(*at)).count();
                proptest::prop_assert!(count <= PER_INTEGRATION);
            }
        }
    }
}
