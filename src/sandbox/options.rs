//! What a sandbox can be told before it starts, in the words of its command line.

use std::collections::BTreeMap;
use std::time::Duration;

use clap::ValueEnum;
use serde::Deserialize;

/// Which of the two separate platforms is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
#[value(rename_all = "lower")]
pub enum Platform {
    /// `*.amocrm.ru`, with pages in Russian.
    #[default]
    AmoCrm,
    /// `*.kommo.com`, with pages in English.
    Kommo,
}

/// What a platform shows: the words of its pages, and the names in its accounts.
#[derive(Default, Deserialize)]
pub(super) struct Texts {
    pub page: BTreeMap<String, String>,
    pub company: String,
    pub users: Vec<String>,
    pub contacts: Vec<String>,
    pub leads: Vec<String>,
}

impl Platform {
    /// The domain under which its accounts live.
    pub fn domain(self) -> &'static str {
        self.pick("amocrm.ru", "kommo.com")
    }

    /// The host that tokens name as `api_domain`: not the account's own, it survives a rename.
    pub fn api_domain(self) -> &'static str {
        self.pick("api-b.amocrm.ru", "api-c.kommo.com")
    }

    /// The value of `platform` in a callback.
    pub fn number(self) -> &'static str {
        self.pick("1", "2")
    }

    pub(super) fn texts(self) -> Texts {
        let json = self.pick(
            include_str!("../../assets/sandbox/amocrm.json"),
            include_str!("../../assets/sandbox/kommo.json"),
        );
        serde_json::from_str(json).unwrap_or_default()
    }

    fn pick(self, amocrm: &'static str, kommo: &'static str) -> &'static str {
        match self {
            Self::AmoCrm => amocrm,
            Self::Kommo => kommo,
        }
    }
}

/// What happens to the old refresh token at a refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Rotation {
    /// It stays usable until the new pair is used: documented for Kommo, open for amoCRM.
    #[default]
    Grace,
    /// It is dead at once: the worst a server may do.
    Strict,
}

/// How a sandbox is to behave; [`Options::default`] is what `amokey sandbox` without options starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The loopback port to listen on; 0 takes any free one.
    pub port: u16,
    /// The platform to play.
    pub platform: Platform,
    /// The rule for old refresh tokens.
    pub rotation: Rotation,
    /// How long an access token lives.
    pub access_ttl: Duration,
    /// Added to every answer of the token endpoint and the API.
    pub latency: Duration,
    /// How many accounts there are: `demo`, `demo2`, `demo3` …; at least one.
    pub accounts: usize,
    /// The redirect URI saved in the integration's settings.
    pub redirect_uri: String,
    /// The ID and the secret key of the integration; made up where none are named.
    pub integration: Option<(String, String)>,
    /// Serve https, with a certificate authority of its own.
    pub tls: bool,
    /// Answer 429, and later 403, to who asks too often. Off only for measurements.
    pub limits: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            platform: Platform::default(),
            rotation: Rotation::default(),
            access_ttl: Duration::from_secs(24 * 60 * 60),
            latency: Duration::ZERO,
            accounts: 1,
            redirect_uri: "http://localhost:18497/callback".to_owned(),
            integration: None,
            tls: false,
            limits: true,
        }
    }
}
