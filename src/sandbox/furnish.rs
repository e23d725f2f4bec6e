//! What is there from the beginning where the stand-in furnishes a demonstration: accounts, and tokens of another day.

use std::sync::MutexGuard;

use super::tenant::Tenant;
use super::vault::{Bearer, TokenPair};
use super::world::World;
use super::{Sandbox, server};

/// An account as it tells of itself.
pub struct AccountCard {
    pub host: String,
    pub id: u64,
    pub user_id: u64,
    pub user_name: String,
}

/// Two tokens that were given together.
pub struct GivenPair {
    pub access: String,
    pub refresh: String,
    /// Seconds that the access token lives.
    pub expires_in: u64,
}

impl Sandbox {
    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        server::lock(&self.world)
    }

    /// Opens an account; the next number is its own. `None` where there is one with this address.
    pub fn open_account(&self, subdomain: &str, name: &str) -> Option<AccountCard> {
        let mut world = self.world();
        if world.account(Some(subdomain)).is_ok() {
            return None;
        }
        let (number, platform) = (world.accounts.len() + 1, world.platform);
        let mut tenant = Tenant::numbered(number, platform, &mut world.random);
        subdomain.clone_into(&mut tenant.subdomain);
        name.clone_into(&mut tenant.name);
        let user = tenant.entities.get("users").and_then(|users| users.first());
        let user_name = user.and_then(|user| user.get("name")?.as_str()).unwrap_or_default();
        let card = AccountCard {
            host: world.host_of(&tenant),
            id: tenant.id,
            user_id: tenant.current_user_id,
            user_name: user_name.to_owned(),
        };
        world.accounts.push(tenant);
        Some(card)
    }

    /// A pair of the first integration as it was given at a moment, and the end of its refresh token; both in Unix
    /// seconds. `None` when there is no such account.
    pub fn gave(&self, account: &str, at: i64, refresh_ends: i64) -> Option<GivenPair> {
        let mut world = self.world();
        let bearer = world.bearer(Some(account), None).ok()?;
        let pair = world.mint_pair_at(&bearer, at)?;
        world.vault.begin_until(bearer, &pair, refresh_ends);
        let TokenPair { access, refresh, .. } = pair;
        Some(GivenPair { access, refresh, expires_in: world.access_ttl.unsigned_abs() })
    }

    /// A long-lived token of the first integration as it was made at a moment; Unix seconds. `None` when
    /// there is no such account.
    pub fn made_long_lived(&self, account: &str, at: i64, ends: i64) -> Option<String> {
        let mut world = self.world();
        let bearer: Bearer = world.bearer(Some(account), None).ok()?;
        let token = world.mint_access(&bearer, (at, ends))?;
        world.vault.keep_long_lived(bearer, token.clone(), ends);
        Some(token)
    }

    /// Takes all access to an account away; `false` when there is no such account.
    pub fn revoke(&self, account: &str) -> bool {
        self.world().revoke(account).is_ok()
    }
}
