//! Tokens of the real shapes and lengths: hex that begins `def50200`, and JWTs nobody can verify.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::options::Platform;
use super::random::Random;
use super::tenant::Tenant;

const CODE_LENGTH: usize = 912;
const REFRESH_LENGTH: usize = 870;

pub fn authorization_code(random: &mut Random) -> String {
    opaque(random, CODE_LENGTH)
}

pub fn refresh_token(random: &mut Random) -> String {
    opaque(random, REFRESH_LENGTH)
}

/// An access token, short-lived or long-lived: they look alike. Times in Unix seconds.
pub fn access_token(
    random: &mut Random,
    (tenant, platform): (&Tenant, Platform),
    client_id: &str,
    (issued_at, expires_at): (i64, i64),
) -> String {
    let id = random.hex(80);
    let header = json!({"typ": "JWT", "alg": "RS256", "jti": id});
    let payload = json!({
        "aud": client_id, "jti": id,
        "iat": issued_at, "nbf": issued_at, "exp": expires_at,
        "sub": tenant.current_user_id.to_string(), "grant_type": "",
        "account_id": tenant.id, "base_domain": platform.domain(), "version": 2,
        "scopes": ["crm", "files", "files_delete", "notifications", "push_notifications"],
        "hash_uuid": tenant.uuid, "api_domain": platform.api_domain(),
    });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signature = URL_SAFE_NO_PAD.encode(random.bytes(256));
    format!("{}.{}.{signature}", part(&header), part(&payload))
}

fn opaque(random: &mut Random, length: usize) -> String {
    const PREFIX: &str = "def50200";
    format!("{PREFIX}{}", random.hex(length - PREFIX.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_the_measured_shapes() {
        let mut random = Random::from_seed([1; 32]);
        let code = authorization_code(&mut random);
        assert!(code.len() == 912 && code.starts_with("def50200"));
        assert!(code.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
        assert_eq!(refresh_token(&mut random).len(), 870);

        let tenant = Tenant::numbered(1, Platform::AmoCrm, &mut random);
        let times = (1_720_000_000, 1_720_086_400);
        let client_id = random.uuid();
        let token = access_token(&mut random, (&tenant, Platform::AmoCrm), &client_id, times);
        let parts: Vec<_> = token.split('.').collect();
        let payload: Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        assert_eq!(payload["sub"], tenant.current_user_id.to_string());
        assert_eq!(payload["exp"], 1_720_086_400);
        assert_eq!(payload["api_domain"], "api-b.amocrm.ru");
        assert_eq!(URL_SAFE_NO_PAD.decode(parts[2]).unwrap().len(), 256);
        assert!((1019..=1130).contains(&token.len()), "{}", token.len());
    }
}
