//! Counts of what was asked and what was answered.

use std::collections::BTreeMap;

use serde::Serialize;

/// How often each thing happened. An answer that was never given counts as `dropped`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Token requests by grant (`authorization_code`, `refresh_token`, `other`), then by status.
    pub token_requests: BTreeMap<String, BTreeMap<String, u64>>,
    /// API requests by status, the rename look-up among them.
    pub api_requests: BTreeMap<String, u64>,
}

impl Stats {
    /// How often the token endpoint answered so; `status` may be `dropped`.
    pub fn token_requests(&self, grant: &str, status: &str) -> u64 {
        self.token_requests
            .get(grant)
            .and_then(|by_status| by_status.get(status))
            .copied()
            .unwrap_or(0)
    }

    /// How many token requests there were at all.
    pub fn token_requests_total(&self) -> u64 {
        self.token_requests
            .values()
            .flat_map(BTreeMap::values)
            .sum()
    }

    /// Counts a token request.
    pub fn count_token(&mut self, grant: &str, status: String) {
        *self
            .token_requests
            .entry(grant.to_owned())
            .or_default()
            .entry(status)
            .or_default() += 1;
    }

    /// Counts an API request.
    pub fn count_api(&mut self, status: String) {
        *self.api_requests.entry(status).or_default() += 1;
    }
}
