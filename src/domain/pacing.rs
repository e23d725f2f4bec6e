//! When the next request may be sent: so many a second, and not before a 429 allows it.

use std::collections::VecDeque;
use std::time::Duration;

/// Requests that one integration may send in one second.
pub const PER_INTEGRATION: usize = 7;
/// Requests that one account takes in one second, whoever sends them.
pub const PER_ACCOUNT: usize = 50;

/// The window that is counted in: a little more than a second, because requests do not travel equally fast.
const WINDOW: Duration = Duration::from_millis(1020);

/// The requests of one integration, or to one account. Times are those of any clock that only goes forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pacing {
    per_second: usize,
    /// The last requests, the oldest first: never more than may be sent in one window.
    sent: VecDeque<Duration>,
    /// Nothing is sent before.
    closed_until: Duration,
}

impl Pacing {
    /// Nothing was sent yet.
    pub const fn new(per_second: usize) -> Self {
        Self {
            per_second,
            sent: VecDeque::new(),
            closed_until: Duration::ZERO,
        }
    }

    /// Takes the next place; gives the time at which it may be used, `now` or later.
    pub fn next(&mut self, now: Duration) -> Duration {
        let mut at = now.max(self.closed_until);
        if self.sent.len() >= self.per_second
            && let Some(oldest) = self.sent.pop_front()
        {
            at = at.max(oldest.saturating_add(WINDOW));
        }
        if let Some(last) = self.sent.back() {
            at = at.max(*last);
        }
        self.sent.push_back(at);
        at
    }

    /// Sends nothing for a while: the server said 429.
    pub fn close(&mut self, now: Duration, wait: Duration) {
        self.closed_until = self.closed_until.max(now.saturating_add(wait));
    }

    /// How long a place taken earlier has to be waited for on top, because of a 429 since.
    pub fn closed_for(&self, now: Duration) -> Duration {
        self.closed_until.saturating_sub(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_go_at_once_and_the_eighth_a_second_later() {
        let mut pacing = Pacing::new(PER_INTEGRATION);
        let now = Duration::from_secs(10);
        for _ in 0..PER_INTEGRATION {
            assert_eq!(pacing.next(now), now);
        }
        assert_eq!(pacing.next(now), now + WINDOW);
    }

    #[test]
    fn a_429_closes_the_door_for_everybody() {
        let mut pacing = Pacing::new(PER_INTEGRATION);
        let (now, wait) = (Duration::from_secs(10), Duration::from_secs(300));
        pacing.close(now, wait);
        pacing.close(now, Duration::from_secs(1));
        assert_eq!(pacing.next(now), now + wait);
        assert_eq!(pacing.closed_for(now + wait), Duration::ZERO);
    }

    proptest::proptest! {
        #[test]
        fn no_second_sees_more_than_seven(steps in proptest::collection::vec(0_u64..400, 1..80)) {
            let mut pacing = Pacing::new(PER_INTEGRATION);
            let mut now = Duration::ZERO;
            let mut sent = Vec::new();
            for step in steps {
                now += Duration::from_millis(step);
                let at = pacing.next(now);
                proptest::prop_assert!(at >= now);
                sent.push(at);
            }
            for from in &sent {
                let second = *from..*from + Duration::from_secs(1);
                let count = sent.iter().filter(|at| second.contains(*at)).count();
                proptest::prop_assert!(count <= PER_INTEGRATION);
            }
        }
    }
}
