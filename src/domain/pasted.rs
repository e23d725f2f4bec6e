//! Recognizes what a person pasted, whatever field it was pasted into.

use super::callback::{self, Callback, CallbackError};
use super::secret::Secret;

/// What a text is, by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Only space.
    Nothing,
    /// An address with `code` or `error` in its query: where the browser landed after consent.
    RedirectedUrl,
    /// The query of such an address alone.
    CallbackQuery,
    /// An authorization code (or a refresh token, which has the same shape).
    Code,
    /// An access token or a long-lived token: a JWT.
    Token,
    /// The JSON answer of a token endpoint.
    TokenAnswer,
    /// A secret key.
    ClientSecret,
    /// An integration ID.
    ClientId,
    /// An e-mail address.
    Email,
    /// The API key of an old account.
    ApiKey,
    /// The address of a consent page.
    ConsentUrl,
    /// Any other address.
    Address,
    /// None of these.
    Unknown,
}

impl Kind {
    /// Whether a text of this kind is covered where it was not asked for.
    pub const fn is_secret(self) -> bool {
        match self {
            Self::RedirectedUrl
            | Self::CallbackQuery
            | Self::Code
            | Self::Token
            | Self::TokenAnswer
            | Self::ClientSecret
            | Self::ApiKey => true,
            Self::Nothing
            | Self::ClientId
            | Self::Email
            | Self::ConsentUrl
            | Self::Address
            | Self::Unknown => false,
        }
    }
}

/// What can be done with a text pasted where a redirected address or a code is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// A callback as the listener would have received it.
    Callback(Callback),
    /// A code on its own, without a `state` to check.
    Code(Secret),
}

/// Why a paste is neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PastedError {
    /// It is something else, and belongs elsewhere.
    Recognized(Kind),
    /// It is an address or a query that is no complete callback.
    Callback(CallbackError),
    /// It begins like a code but is too short to be whole.
    CutCode,
}

/// How many digits an API key has.
const API_KEY: usize = 40;

/// Undoes what terminals, mailers and chats do to a text: line breaks, spaces, quotes around it.
pub fn tidy(text: &str) -> String {
    let joined: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    joined
        .trim_matches(['"', '\'', '`', '«', '»', '“', '”', '<', '>', ','])
        .to_owned()
}

/// Tells what a text is.
pub fn recognize(text: &str) -> Kind {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Kind::Nothing;
    }
    if trimmed.starts_with('{') {
        return if trimmed.contains("_token\"") {
            Kind::TokenAnswer
        } else {
            Kind::Unknown
        };
    }
    let text = tidy(text);
    if let Some((_, query)) = split_url(&text) {
        return if callback::looks_like_callback(query) {
            Kind::RedirectedUrl
        } else if text.contains("/oauth?") || text.contains("client_id=") {
            Kind::ConsentUrl
        } else {
            Kind::Address
        };
    }
    if callback::looks_like_callback(text.trim_start_matches('?')) {
        return Kind::CallbackQuery;
    }
    if text.starts_with("def50") && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Kind::Code;
    }
    if is_jwt(&text) {
        return Kind::Token;
    }
    if is_uuid(&text) {
        return Kind::ClientId;
    }
    if text.len() == 64 && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Kind::ClientSecret;
    }
    if text.len() == API_KEY && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Kind::ApiKey;
    }
    if is_email(&text) {
        return Kind::Email;
    }
    Kind::Unknown
}

/// Reads a paste in the consent step: the redirected address, its query, or a bare code.
pub fn parse(text: &str) -> Result<Pasted, PastedError> {
    let tidied = tidy(text);
    match recognize(text) {
        Kind::RedirectedUrl => {
            let query = split_url(&tidied).map_or("", |(_, query)| query);
            callback::parse(query)
                .map(Pasted::Callback)
                .map_err(PastedError::Callback)
        }
        Kind::CallbackQuery => callback::parse(tidied.trim_start_matches('?'))
            .map(Pasted::Callback)
            .map_err(PastedError::Callback),
        Kind::Code if tidied.len() < callback::SHORTEST_CODE => Err(PastedError::CutCode),
        Kind::Code => Ok(Pasted::Code(Secret::new(tidied.to_ascii_lowercase()))),
        other => Err(PastedError::Recognized(other)),
    }
}

/// Scheme, host and path on one side, the query (without its fragment) on the other.
fn split_url(text: &str) -> Option<(&str, &str)> {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    if !(lower.starts_with("http://") || lower.starts_with("https://")) {
        return None;
    }
    let text = text.split('#').next().unwrap_or(text);
    Some(text.split_once('?').unwrap_or((text, "")))
}

fn is_jwt(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let base64url = |part: &&str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    text.starts_with("eyJ") && parts.len() == 3 && parts.iter().all(base64url)
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && !name.contains(['/', ':'])
            && domain.contains('.')
            && domain
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
    })
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups
            .iter()
            .all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> String {
        format!("def50200{}", "ab".repeat(452))
    }

    #[test]
    fn each_kind_of_text_is_told_by_its_shape() {
        let code = code();
        for (text, expected) in [
            ("  \n", Kind::Nothing),
            (
                &*format!("http://localhost:18497/callback?code={code}&state=1"),
                Kind::RedirectedUrl,
            ),
            (
                "https://example.com/?error=access_denied&client_id=x&state=1",
                Kind::RedirectedUrl,
            ),
            (
                &*format!("code={code}&referer=acme.amocrm.ru"),
                Kind::CallbackQuery,
            ),
            (&*code, Kind::Code),
            ("eyJ0eXAi.eyJhdWQi.c2ln-_x", Kind::Token),
            (
                "{\"token_type\":\"Bearer\",\"access_token\":\"x\"}",
                Kind::TokenAnswer,
            ),
            (&*"a1B2".repeat(16), Kind::ClientSecret),
            ("2912780f-a1e4-4d5d-a069-ee01422d8bef", Kind::ClientId),
            (
                "https://www.amocrm.ru/oauth?client_id=1&state=2&mode=popup",
                Kind::ConsentUrl,
            ),
            ("https://acme.amocrm.ru/leads", Kind::Address),
            ("anna@acme.example", Kind::Email),
            (&*"0a".repeat(20), Kind::ApiKey),
            ("hello", Kind::Unknown),
        ] {
            assert_eq!(recognize(text), expected, "{text}");
        }
    }

    #[test]
    fn a_wrapped_and_quoted_paste_is_read_like_a_clean_one() {
        let code = code();
        let (head, tail) = code.split_at(400);
        let pasted = parse(&format!(" \"{head}\r\n  {tail}\"\n"));
        assert_eq!(pasted, Ok(Pasted::Code(Secret::new(code))));
    }

    #[test]
    fn a_cut_code_is_named() {
        assert_eq!(parse("def50200abcd"), Err(PastedError::CutCode));
        assert_eq!(
            parse("http://localhost:18497/callback?code=def50200ab"),
            Err(PastedError::Callback(CallbackError::CutCode))
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_the_recognizer(text in ".{0,200}") {
            let _ = (recognize(&text), parse(&text));
        }
    }
}
