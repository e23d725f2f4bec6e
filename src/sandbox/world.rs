//! Everything the stand-in knows, as one value behind one lock.

use std::time::Duration;

use url::Url;

use super::clock::{ServerClock, whole_seconds};
use super::faults::{Fault, FaultQueue};
use super::options::{Options, Platform};
use super::random::Random;
use super::stats::Stats;
use super::tenant::Tenant;
use super::throttle::Throttle;
use super::tokens;
use super::vault::{AccountId, Bearer, TokenPair, Vault};

/// An integration as its settings page shows it.
#[derive(Clone)]
pub struct RegisteredClient {
    /// «ID интеграции».
    pub client_id: String,
    /// «Секретный ключ».
    pub client_secret: String,
    /// «Ссылка для перенаправления».
    pub redirect_uri: String,
}

/// The whole state of a sandbox. Its errors are said to whoever controls it.
pub struct World {
    pub clock: ServerClock,
    pub random: Random,
    pub platform: Platform,
    /// Seconds an access token lives.
    pub access_ttl: i64,
    /// Added to every answer.
    pub latency: Duration,
    /// The first one is announced when the sandbox is ready.
    pub integrations: Vec<RegisteredClient>,
    pub accounts: Vec<Tenant>,
    pub vault: Vault,
    /// `None` where nobody is limited.
    pub throttle: Option<Throttle>,
    pub faults: FaultQueue,
    pub stats: Stats,
}

/// Whether the settings form would take this as a redirect URI: something a browser can be sent to.
pub fn is_redirect_uri(text: &str) -> bool {
    // `Url` forgives spaces and line breaks, a `Location` header does not.
    let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
    printable && Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

impl World {
    pub fn new(options: &Options, clock: ServerClock, mut random: Random) -> Self {
        let accounts = (1..=options.accounts.max(1))
            .map(|number| Tenant::numbered(number, options.platform, &mut random))
            .collect();
        let (client_id, client_secret) = match &options.integration {
            Some(named) => named.clone(),
            None => (random.uuid(), random.alphanumeric(64)),
        };
        let redirect_uri = options.redirect_uri.clone();
        Self {
            clock,
            random,
            platform: options.platform,
            access_ttl: whole_seconds(options.access_ttl),
            latency: options.latency,
            integrations: vec![RegisteredClient { client_id, client_secret, redirect_uri }],
            accounts,
            vault: Vault::new(options.rotation),
            throttle: options.limits.then(Throttle::default),
            faults: FaultQueue::default(),
            stats: Stats::default(),
        }
    }

    /// A new integration, installed everywhere.
    pub fn create_integration(&mut self, redirect_uri: String) -> Result<RegisteredClient, String> {
        if !is_redirect_uri(&redirect_uri) {
            return Err(format!("not a redirect URI: {redirect_uri}"));
        }
        let integration = RegisteredClient {
            client_id: self.random.uuid(),
            client_secret: self.random.alphanumeric(64),
            redirect_uri,
        };
        self.integrations.push(integration.clone());
        Ok(integration)
    }

    pub fn integration(&self, client_id: &str) -> Option<&RegisteredClient> {
        self.integrations.iter().find(|integration| integration.client_id == client_id)
    }

    /// The integration with this ID and this secret.
    pub fn authenticated(&self, client_id: &str, secret: &str) -> Option<&RegisteredClient> {
        self.integration(client_id).filter(|integration| integration.client_secret == secret)
    }

    /// The account called `demo` or `demo.amocrm.ru`; without a name, the first.
    pub fn account(&self, name: Option<&str>) -> Result<&Tenant, String> {
        let Some(name) = name else {
            return self.accounts.first().ok_or_else(|| "no account at all".to_owned());
        };
        let label = name.strip_suffix(self.platform.domain());
        let label = label.and_then(|rest| rest.strip_suffix('.')).unwrap_or(name);
        let found = self.accounts.iter().find(|account| account.subdomain == label);
        found.ok_or_else(|| format!("no such account: {name}"))
    }

    pub fn account_by_id(&self, id: AccountId) -> Option<&Tenant> {
        self.accounts.iter().find(|account| account.id == id)
    }

    pub fn host_of(&self, account: &Tenant) -> String {
        format!("{}.{}", account.subdomain, self.platform.domain())
    }

    /// The bearer that two optional names stand for: without them, the first account and the first integration.
    pub fn bearer(&self, account: Option<&str>, client_id: Option<&str>) -> Result<Bearer, String> {
        let account = self.account(account)?.id;
        let integration = match client_id {
            Some(client_id) => self.integration(client_id),
            None => self.integrations.first(),
        };
        let client_id = integration.ok_or("no such integration")?.client_id.clone();
        Ok(Bearer { account, client_id })
    }

    /// A fresh authorization code.
    pub fn issue_code(&mut self, bearer: Bearer) -> String {
        let code = tokens::authorization_code(&mut self.random);
        self.vault.keep_code(code.clone(), bearer, self.clock.now());
        code
    }

    /// A fresh pair of tokens, not yet remembered by the vault; `None` without such an account.
    pub fn mint_pair(&mut self, bearer: &Bearer) -> Option<TokenPair> {
        self.mint_pair_at(bearer, self.clock.now())
    }

    /// The same, as it was made at a moment.
    pub fn mint_pair_at(&mut self, bearer: &Bearer, at: i64) -> Option<TokenPair> {
        let access_expires_at = at.saturating_add(self.access_ttl);
        Some(TokenPair {
            access: self.mint_access(bearer, (at, access_expires_at))?,
            refresh: tokens::refresh_token(&mut self.random),
            access_expires_at,
        })
    }

    /// A long-lived token, as «Долгосрочный токен» on the settings page gives it.
    pub fn issue_long_lived(&mut self, bearer: Bearer, lifetime: Duration) -> Option<String> {
        let now = self.clock.now();
        let expires_at = now.saturating_add(whole_seconds(lifetime));
        let token = self.mint_access(&bearer, (now, expires_at))?;
        self.vault.keep_long_lived(bearer, token.clone(), expires_at);
        Some(token)
    }

    /// Adds what shall go wrong with the next requests, to one account or to any.
    pub fn fault(
        &mut self,
        account: Option<&str>,
        faults: impl IntoIterator<Item = Fault>,
    ) -> Result<(), String> {
        let account = account.map(|name| self.account(Some(name))).transpose()?;
        self.faults.push(account.map(|account| account.id), faults);
        Ok(())
    }

    /// Takes all access to an account away.
    pub fn revoke(&mut self, name: &str) -> Result<(), String> {
        let id = self.account(Some(name))?.id;
        self.vault.revoke(|bearer| bearer.account == id);
        Ok(())
    }

    /// Gives an account another subdomain, and tells its host.
    pub fn rename(&mut self, name: &str, to: &str) -> Result<String, String> {
        let id = self.account(Some(name))?.id;
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = !to.is_empty() && to.bytes().all(allowed);
        if !fits || self.account(Some(to)).is_ok() {
            return Err(format!("cannot rename {name} to {to}"));
        }
        if let Some(account) = self.accounts.iter_mut().find(|account| account.id == id) {
            to.clone_into(&mut account.subdomain);
        }
        Ok(format!("{to}.{}", self.platform.domain()))
    }

    /// A new secret for an integration, which takes all its access away.
    pub fn regenerate_secret(&mut self, client_id: &str) -> Option<String> {
        let secret = self.random.alphanumeric(64);
        let integration =
            self.integrations.iter_mut().find(|integration| integration.client_id == client_id)?;
        integration.client_secret.clone_from(&secret);
        self.vault.revoke(|bearer| bearer.client_id == client_id);
        Some(secret)
    }

    /// An access token by the moment it is made and that of its end, not yet remembered by the vault.
    pub fn mint_access(&mut self, bearer: &Bearer, times: (i64, i64)) -> Option<String> {
        let account = self.accounts.iter().find(|account| account.id == bearer.account)?;
        let played = (account, self.platform);
        Some(tokens::access_token(&mut self.random, played, &bearer.client_id, times))
    }
}
