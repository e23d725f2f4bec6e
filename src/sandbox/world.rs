//! Everything the stand-in knows, as one value behind one lock.

use std::time::Duration;

use super::clock::{Clock, whole_seconds};
use super::data::Account;
use super::dice::Dice;
use super::faults::FaultQueue;
use super::limits::Limits;
use super::options::{Options, Platform};
use super::stats::Stats;
use super::tokens::{self, Claims};
use super::vault::{AccountId, Bearer, Pair, Vault};

/// An integration as its settings page shows it.
#[derive(Clone)]
pub struct Integration {
    /// «ID интеграции».
    pub client_id: String,
    /// «Секретный ключ».
    pub client_secret: String,
    /// «Ссылка для перенаправления».
    pub redirect_uri: String,
}

/// The whole state of a sandbox.
pub struct World {
    /// What time it is here.
    pub clock: Clock,
    /// Where tokens come from.
    pub dice: Dice,
    /// The platform that is played.
    pub platform: Platform,
    /// Seconds an access token lives.
    pub access_ttl: i64,
    /// Added to every answer.
    pub latency: Duration,
    /// The integrations; the first one is announced when the sandbox is ready.
    pub integrations: Vec<Integration>,
    /// The accounts.
    pub accounts: Vec<Account>,
    /// What was issued.
    pub vault: Vault,
    /// Who asked how often.
    pub limits: Limits,
    /// What goes wrong next.
    pub faults: FaultQueue,
    /// What was asked so far.
    pub stats: Stats,
}

impl World {
    /// A world as the options want it.
    pub fn new(options: &Options, clock: Clock, mut dice: Dice) -> Self {
        let accounts = (1..=options.accounts.max(1))
            .map(|number| Account::numbered(number, options.platform, &mut dice))
            .collect();
        let mut world = Self {
            clock,
            dice,
            platform: options.platform,
            access_ttl: whole_seconds(options.access_ttl),
            latency: options.latency,
            integrations: Vec::new(),
            accounts,
            vault: Vault::new(options.rotation),
            limits: Limits::new(options.limits),
            faults: FaultQueue::default(),
            stats: Stats::default(),
        };
        match &options.integration {
            Some((client_id, client_secret)) => world.integrations.push(Integration {
                client_id: client_id.clone(),
                client_secret: client_secret.clone(),
                redirect_uri: options.redirect_uri.clone(),
            }),
            None => drop(world.create_integration(options.redirect_uri.clone())),
        }
        world
    }

    /// A new integration, installed everywhere.
    pub fn create_integration(&mut self, redirect_uri: String) -> Integration {
        let integration = Integration {
            client_id: self.dice.uuid(),
            client_secret: self.dice.alphanumeric(64),
            redirect_uri,
        };
        self.integrations.push(integration.clone());
        integration
    }

    /// The integration with this ID.
    pub fn integration(&self, client_id: &str) -> Option<&Integration> {
        self.integrations
            .iter()
            .find(|integration| integration.client_id == client_id)
    }

    /// The account called `demo` or `demo.amocrm.ru`.
    pub fn account(&self, name: &str) -> Option<&Account> {
        let subdomain = name
            .strip_suffix(self.platform.domain())
            .and_then(|rest| rest.strip_suffix('.'))
            .unwrap_or(name);
        self.accounts
            .iter()
            .find(|account| account.subdomain == subdomain)
    }

    /// The account named, else the first.
    pub fn account_or_first(&self, name: Option<&str>) -> Option<&Account> {
        match name {
            Some(name) => self.account(name),
            None => self.accounts.first(),
        }
    }

    /// The account with this id.
    pub fn account_by_id(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The host of an account.
    pub fn host_of(&self, account: &Account) -> String {
        format!("{}.{}", account.subdomain, self.platform.domain())
    }

    /// A fresh authorization code.
    pub fn issue_code(&mut self, bearer: Bearer) -> String {
        let code = tokens::authorization_code(&mut self.dice);
        self.vault.keep_code(code.clone(), bearer, self.clock.now());
        code
    }

    /// A fresh pair of tokens, not yet remembered by the vault.
    pub fn mint_pair(&mut self, bearer: &Bearer) -> Option<Pair> {
        let expires_at = self.clock.now().saturating_add(self.access_ttl);
        Some(Pair {
            access: self.mint_access(bearer, expires_at)?,
            refresh: tokens::refresh_token(&mut self.dice),
            access_expires_at: expires_at,
        })
    }

    /// A long-lived token, as «Долгосрочный токен» on the settings page gives it.
    pub fn issue_long_lived(&mut self, bearer: Bearer, lifetime: Duration) -> Option<String> {
        let expires_at = self.clock.now().saturating_add(whole_seconds(lifetime));
        let token = self.mint_access(&bearer, expires_at)?;
        self.vault
            .keep_long_lived(bearer, token.clone(), expires_at);
        Some(token)
    }

    /// Takes over tokens that another sandbox has given, as if they were given now.
    pub fn adopt(&mut self, bearer: Bearer, access: &str, refresh: Option<&str>) {
        let now = self.clock.now();
        let access_expires_at = now.saturating_add(self.access_ttl);
        match refresh {
            Some(refresh) => {
                let pair = Pair {
                    access: access.to_owned(),
                    refresh: refresh.to_owned(),
                    access_expires_at,
                };
                self.vault.begin(bearer, &pair, now);
            }
            None => self
                .vault
                .keep_long_lived(bearer, access.to_owned(), access_expires_at),
        }
    }

    /// Takes all access to an account away; `false` when there is no such account.
    pub fn revoke(&mut self, name: &str) -> bool {
        let Some(id) = self.account(name).map(|account| account.id) else {
            return false;
        };
        self.vault.revoke(|bearer| bearer.account == id);
        true
    }

    /// Gives an account another subdomain; `false` when there is no such account, or the name is taken or no name.
    pub fn rename(&mut self, name: &str, to: &str) -> bool {
        let fits = !to.is_empty()
            && to
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let Some(id) = self.account(name).map(|account| account.id) else {
            return false;
        };
        if !fits || self.account(to).is_some() {
            return false;
        }
        if let Some(account) = self.accounts.iter_mut().find(|account| account.id == id) {
            to.clone_into(&mut account.subdomain);
        }
        true
    }

    /// A new secret for an integration, which takes all its access away.
    pub fn regenerate_secret(&mut self, client_id: &str) -> Option<String> {
        let secret = self.dice.alphanumeric(64);
        let integration = self
            .integrations
            .iter_mut()
            .find(|integration| integration.client_id == client_id)?;
        integration.client_secret.clone_from(&secret);
        self.vault.revoke(|bearer| bearer.client_id == client_id);
        Some(secret)
    }

    fn mint_access(&mut self, bearer: &Bearer, expires_at: i64) -> Option<String> {
        let account = self
            .accounts
            .iter()
            .find(|account| account.id == bearer.account)?;
        let claims = Claims {
            client_id: &bearer.client_id,
            user_id: account.current_user_id,
            account_id: account.id,
            account_uuid: &account.uuid,
            issued_at: self.clock.now(),
            expires_at,
            base_domain: self.platform.domain(),
            api_domain: self.platform.api_domain(),
        };
        Some(tokens::access_token(&mut self.dice, &claims))
    }
}
