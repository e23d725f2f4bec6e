//! Tokens of the real shapes and lengths: hex that begins `def50200`, and JWTs nobody can verify.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::dice::Dice;

/// Twenty minutes.
pub const CODE_TTL: i64 = 20 * 60;
/// Three months unused.
pub const REFRESH_TTL: i64 = 90 * 24 * 60 * 60;

const CODE_LENGTH: usize = 912;
const REFRESH_LENGTH: usize = 870;

/// What an access token says about itself.
#[derive(Debug, Clone)]
pub struct Claims<'a> {
    /// The integration.
    pub client_id: &'a str,
    /// The user who gave consent.
    pub user_id: u64,
    /// The account.
    pub account_id: u64,
    /// The account's UUID.
    pub account_uuid: &'a str,
    /// Issued at, Unix seconds.
    pub issued_at: i64,
    /// Expires at, Unix seconds.
    pub expires_at: i64,
    /// `amocrm.ru` or `kommo.com`.
    pub base_domain: &'a str,
    /// The host that knows the account whatever its name is.
    pub api_domain: &'a str,
}

/// A fresh authorization code.
pub fn authorization_code(dice: &mut Dice) -> String {
    opaque(dice, CODE_LENGTH)
}

/// A fresh refresh token.
pub fn refresh_token(dice: &mut Dice) -> String {
    opaque(dice, REFRESH_LENGTH)
}

/// A fresh access token, short-lived or long-lived: they look alike.
pub fn access_token(dice: &mut Dice, claims: &Claims<'_>) -> String {
    let id = dice.hex(80);
    let header = json!({"typ": "JWT", "alg": "RS256", "jti": id});
    let payload = json!({
        "aud": claims.client_id, "jti": id,
        "iat": claims.issued_at, "nbf": claims.issued_at, "exp": claims.expires_at,
        "sub": claims.user_id.to_string(), "grant_type": "",
        "account_id": claims.account_id, "base_domain": claims.base_domain, "version": 2,
        "scopes": ["crm", "files", "files_delete", "notifications", "push_notifications"],
        "hash_uuid": claims.account_uuid, "api_domain": claims.api_domain,
    });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let (header, payload) = (part(&header), part(&payload));
    let signature = URL_SAFE_NO_PAD.encode(dice.bytes(256));
    format!("{header}.{payload}.{signature}")
}

fn opaque(dice: &mut Dice, length: usize) -> String {
    const PREFIX: &str = "def50200";
    format!("{PREFIX}{}", dice.hex(length - PREFIX.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_the_measured_shapes() {
        let mut dice = Dice::from_seed([1; 32]);
        let code = authorization_code(&mut dice);
        assert!(code.len() == 912 && code.starts_with("def50200"));
        assert!(
            code.bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        );
        assert_eq!(refresh_token(&mut dice).len(), 870);

        let uuid = dice.uuid();
        let token = access_token(
            &mut dice,
            &Claims {
                client_id: &uuid,
                user_id: 1_234_567,
                account_id: 12_345_678,
                account_uuid: &uuid,
                issued_at: 1_720_000_000,
                expires_at: 1_720_086_400,
                base_domain: "amocrm.ru",
                api_domain: "api-b.amocrm.ru",
            },
        );
        let parts: Vec<_> = token.split('.').collect();
        let payload: Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        assert_eq!(payload["sub"], "1234567");
        assert_eq!(payload["exp"], 1_720_086_400);
        assert_eq!(payload["api_domain"], "api-b.amocrm.ru");
        assert_eq!(URL_SAFE_NO_PAD.decode(parts[2]).unwrap().len(), 256);
        assert!((1019..=1130).contains(&token.len()), "{}", token.len());
    }
}
