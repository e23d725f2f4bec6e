//! The sandbox in the hands of a test: what `/_sandbox/…` does, without HTTP.
//! Accounts are named `demo` or `demo.amocrm.ru`; `None` is the first one.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Sandbox;
use super::faults::Fault;
use super::stats::Stats;
use super::vault::TokenPair;

impl Sandbox {
    pub fn now(&self) -> i64 {
        self.world().clock.now()
    }

    pub fn advance(&self, by: Duration) {
        self.world().clock.advance(by);
    }

    /// Adds what shall go wrong with the next requests, in order.
    pub fn fault(&self, faults: impl IntoIterator<Item = Fault>) {
        self.world().faults.push(None, faults);
    }

    /// The same with the next requests to one account; `false` when there is no such account.
    pub fn fault_at(&self, account: &str, faults: impl IntoIterator<Item = Fault>) -> bool {
        self.world().fault(Some(account), faults).is_ok()
    }

    /// Gives an account another subdomain; `false` when that cannot be.
    pub fn rename(&self, account: &str, to: &str) -> bool {
        self.world().rename(account, to).is_ok()
    }

    /// A fresh code from the settings page; `None` when there is no such account.
    pub fn fresh_code(&self, account: Option<&str>) -> Option<String> {
        let mut world = self.world();
        let bearer = world.bearer(account, None).ok()?;
        Some(world.issue_code(bearer))
    }

    /// A long-lived token; `None` when there is no such account.
    pub fn long_lived(&self, account: Option<&str>, lifetime: Duration) -> Option<String> {
        let mut world = self.world();
        let bearer = world.bearer(account, None).ok()?;
        world.issue_long_lived(bearer, lifetime)
    }

    /// Takes over tokens that another sandbox has given, as if they were given now; `false` when there is no such account.
    pub fn adopt(&self, account: &str, access: &str, refresh: Option<&str>) -> bool {
        let mut world = self.world();
        let Ok(bearer) = world.bearer(Some(account), None) else { return false };
        let (now, access) = (world.clock.now(), access.to_owned());
        let access_expires_at = now.saturating_add(world.access_ttl);
        match refresh.map(str::to_owned) {
            Some(refresh) => {
                let pair = TokenPair { access, refresh, access_expires_at };
                world.vault.begin(bearer, &pair, now);
            }
            None => world.vault.keep_long_lived(bearer, access, access_expires_at),
        }
        true
    }

    /// An account's login and API key; `None` when there is no such account.
    pub fn api_key(&self, account: Option<&str>) -> Option<(String, String)> {
        let world = self.world();
        let account = world.account(account).ok()?;
        Some((account.login.clone(), account.api_key.clone()))
    }

    pub fn stats(&self) -> Stats {
        self.world().stats.clone()
    }
}

impl Stats {
    /// How often the token endpoint answered so; `status` may be `dropped`.
    pub fn token_requests(&self, grant: &str, status: &str) -> u64 {
        let by_status = self.token_requests.get(grant);
        by_status.and_then(|by_status| by_status.get(status)).copied().unwrap_or(0)
    }

    pub fn token_requests_total(&self) -> u64 {
        self.token_requests.values().flat_map(BTreeMap::values).sum()
    }
}
