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
