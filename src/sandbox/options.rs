//! What a sandbox can be told before it starts, in the words of its command line.

use std::str::FromStr;
use std::time::Duration;

/// Which of the two separate platforms is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Platform {
    /// The Russian platform: `*.amocrm.ru`.
    #[default]
    AmoCrm,
    /// The global platform: `*.kommo.com`.
    Kommo,
}

impl Platform {
    /// The domain under which its accounts live.
    pub fn domain(self) -> &'static str {
        match self {
            Self::AmoCrm => "amocrm.ru",
            Self::Kommo => "kommo.com",
        }
    }

    /// The host that tokens name as `api_domain`: not the account's own, it survives a rename.
    pub fn api_domain(self) -> &'static str {
        match self {
            Self::AmoCrm => "api-b.amocrm.ru",
            Self::Kommo => "api-c.kommo.com",
        }
    }

    /// The value of `platform` in a callback.
    pub fn number(self) -> &'static str {
        match self {
            Self::AmoCrm => "1",
            Self::Kommo => "2",
        }
    }
}

/// What happens to the old refresh token at a refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rotation {
    /// It stays usable until the new pair is used: documented for Kommo, open for amoCRM.
    #[default]
    Grace,
    /// It is dead at once: the worst a server may do.
    Strict,
}

/// A word that is none of those an option knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not one of {known}")]
pub struct UnknownWord {
    given: String,
    known: &'static str,
}

impl FromStr for Platform {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        match word {
            "amocrm" => Ok(Self::AmoCrm),
            "kommo" => Ok(Self::Kommo),
            _ => Err(UnknownWord {
                given: word.to_owned(),
                known: "amocrm, kommo",
            }),
        }
    }
}

impl FromStr for Rotation {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        match word {
            "grace" => Ok(Self::Grace),
            "strict" => Ok(Self::Strict),
            _ => Err(UnknownWord {
                given: word.to_owned(),
                known: "grace, strict",
            }),
        }
    }
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
