//! Tokens, their claims, and their ends by the server's clock.

pub mod deadline;
pub mod due;
pub mod handed_to;
pub mod health;
pub mod record;
pub mod refreshing;
pub mod sealed_file;
pub mod whose;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

use crate::domain::account::{Platform, is_platform_host};
use crate::domain::clock_reading::{ClockReading, Uptime};
use crate::domain::secret::{Secret, serialize_exposed};

pub use handed_to::{HandedTo, PackMark};
pub use record::{Connection, Draft, Grant, N8nKey, OAuthGrant, Record, Renaming};
pub use refreshing::{Refreshing, Watcher, nobody};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenResponse {
    pub access: Secret,
    pub refresh: Secret,
    /// Life of the access token in seconds.
    pub expires_in: u64,
    /// The server's clock: `server_time`, else the `Date` header. `None` when it told neither.
    pub server_time: Option<Timestamp>,
}

/// A pair of tokens as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenPair {
    #[serde(serialize_with = "serialize_exposed")]
    pub access: Secret,
    #[serde(serialize_with = "serialize_exposed")]
    pub refresh: Secret,
    /// When both were issued, by the server's clock.
    pub issued_at: Timestamp,
    /// Life of the access token in seconds.
    pub expires_in: u64,
    /// Server's clock minus ours, in seconds.
    pub clock_skew: i64,
    /// How long our system ran when the pair came: its age cannot be set back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_after: Option<Uptime>,
}

impl TokenPair {
    /// Dates an answer that came at this moment.
    pub fn received(response: TokenResponse, moment: ClockReading) -> Self {
        let issued_at = response.server_time.unwrap_or(moment.now);
        Self {
            access: response.access,
            refresh: response.refresh,
            issued_at,
            expires_in: response.expires_in,
            clock_skew: issued_at.as_second() - moment.now.as_second(),
            received_after: moment.uptime,
        }
    }

    fn lifetime(&self) -> SignedDuration {
        SignedDuration::from_secs(i64::try_from(self.expires_in).unwrap_or(i64::MAX))
    }

    /// The end of the access token, by the server's clock.
    pub fn access_expires_at(&self) -> Timestamp {
        self.issued_at.checked_add(self.lifetime()).unwrap_or(Timestamp::MAX)
    }

    /// Whether the access token is good for at least that long: never, where the clock shows a time before the
    /// token was issued, for such a clock was turned back.
    pub fn is_good_for(&self, moment: &ClockReading, least: SignedDuration) -> bool {
        self.age(moment).is_some_and(|age| self.lifetime().saturating_sub(age) > least)
    }

    /// How old the pair is: the older of what the clock says and what the system's own running says, because a
    /// clock that was turned back a little shows nothing that could not be. `None`: not issued yet.
    fn age(&self, moment: &ClockReading) -> Option<SignedDuration> {
        let skew = SignedDuration::from_secs(self.clock_skew);
        let by_clock = moment.now.checked_add(skew).ok()?.duration_since(self.issued_at);
        if by_clock < -LEEWAY {
            return None;
        }
        let uptimes = moment.uptime.as_ref().zip(self.received_after.as_ref());
        let by_uptime = uptimes.and_then(|(now, then)| now.since(then));
        Some(by_uptime.map_or(by_clock, |running| running.max(by_clock)))
    }

    /// The end of the refresh token: three months unused. No answer tells it.
    pub fn refresh_expiry_estimate(&self) -> Timestamp {
        three_months_after(self.issued_at)
    }
}

/// How far a clock may go back before it is noticed by itself: as much as clocks are corrected by.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);

/// Three calendar months later, in UTC.
pub fn three_months_after(issued: Timestamp) -> Timestamp {
    issued.to_zoned(TimeZone::UTC).checked_add(3.months()).map_or(issued, |zoned| zoned.timestamp())
}

/// A local clock is worth reporting when it is off by more than a minute.
pub const fn clock_is_off(skew: i64) -> bool {
    skew.unsigned_abs() > 60
}

/// How many characters an access token has that does not look like one of amoCRM: a JWT, of a length that was seen.
pub fn odd_length(access: &Secret) -> Option<usize> {
    let length = access.expose().len();
    let is_usual = (200..=4096).contains(&length) && Claims::of(access).is_some();
    (!is_usual).then_some(length)
}

/// What an access token says of itself. For display only: no key is published, so nothing
/// can be verified here.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Claims {
    #[serde(rename = "aud")]
    pub client_id: Option<String>,
    /// Issued, Unix seconds.
    pub iat: Option<i64>,
    /// Its end, Unix seconds.
    pub exp: Option<i64>,
    /// The user's number, a string in the token.
    #[serde(rename = "sub", default)]
    pub user_id: Option<String>,
    pub account_id: Option<u64>,
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The host that knows of renamed accounts; absent before 2024-08-21.
    pub api_domain: Option<String>,
    /// The domain under which the account lives.
    pub base_domain: Option<String>,
}

impl Claims {
    /// Reads the middle part of a JWT; `None` when it is none.
    pub fn of(token: &Secret) -> Option<Self> {
        let payload = token.expose().split('.').nth(1)?;
        let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    pub fn expires_at(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.exp?).ok()
    }

    pub fn issued_at(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.iat?).ok()
    }

    /// The platform it says it is one of.
    pub fn platform(&self) -> Option<Platform> {
        Platform::of_domain(&self.base_domain.as_deref()?.to_ascii_lowercase())
    }

    /// The rename host, where it is one of the platforms' hosts and nobody else's.
    pub fn rename_host(&self) -> Option<String> {
        let host = self.api_domain.as_deref()?.to_ascii_lowercase();
        is_platform_host(&host).then_some(host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::jwt;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn answer(server_time: Option<&str>) -> TokenResponse {
        TokenResponse {
            access: Secret::new("a"),
            refresh: Secret::new("r"),
            expires_in: 86_400,
            server_time: server_time.map(at),
        }
    }

    #[test]
    fn expiry_is_computed_from_the_servers_clock() {
        let now = at("2026-11-21T10:00:00Z");
        let pair = TokenPair::received(answer(Some("2026-11-21T09:00:00Z")), now.into());
        assert_eq!(pair.access_expires_at(), at("2026-11-22T09:00:00Z"));
        assert_eq!(pair.clock_skew, -3600);
        assert!(clock_is_off(pair.clock_skew));
    }

    #[test]
    fn without_a_servers_clock_ours_has_to_do() {
        let now = at("2026-11-30T10:00:00Z");
        let pair = TokenPair::received(answer(None), now.into());
        assert_eq!(pair.clock_skew, 0);
        assert_eq!(pair.refresh_expiry_estimate(), at("2027-02-28T10:00:00Z"));
    }

    #[test]
    fn a_clock_that_is_turned_back_does_not_make_a_token_younger() {
        let uptime =
            |boot: &str, hours: i64| Some(Uptime { boot: boot.into(), seconds: hours * 3600 });
        let came = at("2026-11-21T10:00:00Z");
        let moment = |hours: i64, uptime| ClockReading {
            now: came + SignedDuration::from_hours(hours),
            uptime,
        };
        let pair =
            TokenPair::received(answer(Some("2026-11-21T09:00:00Z")), moment(0, uptime("a", 100)));
        let good = |moment| pair.is_good_for(&moment, SignedDuration::ZERO);
        assert!(good(moment(23, uptime("a", 123))));
        // Turned back by twelve hours after thirteen, and after twenty-five.
        assert!(good(moment(1, uptime("a", 113))));
        assert!(!good(moment(13, uptime("a", 125))));
        // Turned back so far that it shows; and forward.
        assert!(!good(moment(-1, uptime("a", 101))));
        assert!(!good(moment(25, uptime("a", 101))));
        // Started anew: only the clock is left.
        assert!(good(moment(13, uptime("b", 500))));
    }

    #[test]
    fn claims_are_read_and_a_foreign_rename_host_is_not_believed() {
        let claims = Claims::of(&jwt(
            r#"{"aud":"id","sub":"123","account_id":7,"exp":1720086400,"scopes":["crm"],"api_domain":"api-b.amocrm.ru","new":1}"#,
        ))
        .unwrap();
        assert_eq!((claims.account_id, claims.user_id.as_deref()), (Some(7), Some("123")));
        assert_eq!(claims.rename_host().as_deref(), Some("api-b.amocrm.ru"));
        for host in
            ["evil.com", "api.evil.com", "a.b.amocrm.ru", "api/.amocrm.ru", "x@evil.amocrm.ru"]
        {
            let claims = Claims::of(&jwt(&format!("{{\"api_domain\":\"{host}\"}}"))).unwrap();
            assert_eq!(claims.rename_host(), None, "{host}");
        }
        assert_eq!(Claims::of(&Secret::new("def50200")), None);
    }
}
