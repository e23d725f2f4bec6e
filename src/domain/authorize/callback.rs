//! What amoCRM sends the browser back with: the query of the redirect URI.

use thiserror::Error;
use url::form_urlencoded;

use crate::domain::secret::Secret;

/// The answer of the consent page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callback {
    /// «Разрешить» was pressed.
    Granted(Granted),
    /// «Запретить» was pressed, or amoCRM refused.
    Denied(Denied),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// The authorization code: 20 minutes, single use.
    pub code: Secret,
    /// The echo of our `state`, if there was one.
    pub state: Option<Secret>,
    /// The account's host as the caller says. Whoever reaches the port can send any: it is checked
    /// before a secret is sent there.
    pub referer: Option<String>,
    /// The integration for which consent was given.
    pub client_id: Option<String>,
    /// `from_exchange=1`: the code was asked for with an API key, so there is no `state`.
    pub from_exchange: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// The error as amoCRM names it, `access_denied` as a rule.
    pub error: String,
    /// The echo of our `state`, if there was one.
    pub state: Option<Secret>,
}

impl Callback {
    /// The echo of our `state`.
    pub fn state(&self) -> Option<&Secret> {
        match self {
            Self::Granted(granted) => granted.state.as_ref(),
            Self::Denied(denied) => denied.state.as_ref(),
        }
    }
}

/// Why a query is no callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CallbackError {
    /// Neither `code` nor `error`.
    #[error("there is no code in this address")]
    NoCode,
    #[error("the code is cut")]
    CutCode,
    /// Too long, or not of the alphabet of codes.
    #[error("the code is garbled")]
    GarbledCode,
    #[error("a parameter is repeated")]
    Repeated,
}

/// Codes of real servers had 900 characters and more; anything below 200 was cut on its way.
const SHORTEST_CODE: usize = 200;
/// No real code comes near this.
const LONGEST_CODE: usize = 4096;

/// Whether a query is worth reading as a callback.
pub fn looks_like_callback(query: &str) -> bool {
    query.split('&').any(|pair| pair.starts_with("code=") || pair.starts_with("error="))
}

/// The `state` of a query, looked at before anything else is.
pub fn state_of(query: &str) -> Option<Secret> {
    parameter(query, "state").ok().flatten().map(Secret::new)
}

pub fn parse(query: &str) -> Result<Callback, CallbackError> {
    let value = |name| parameter(query, name);
    let state = value("state")?.map(Secret::new);
    if let Some(error) = value("error")? {
        return Ok(Callback::Denied(Denied { error, state }));
    }
    let code = value("code")?.ok_or(CallbackError::NoCode)?;
    Ok(Callback::Granted(Granted {
        code: whole_code(&code)?,
        state,
        referer: value("referer")?,
        client_id: value("client_id")?,
        from_exchange: value("from_exchange")?.as_deref() == Some("1"),
    }))
}

/// Checks the alphabet and the length of a code.
pub fn whole_code(code: &str) -> Result<Secret, CallbackError> {
    let is_code = code.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    match code.len() {
        length if length > LONGEST_CODE || !is_code => Err(CallbackError::GarbledCode),
        length if length < SHORTEST_CODE => Err(CallbackError::CutCode),
        _ => Ok(Secret::new(code)),
    }
}

/// The value of a parameter that stands there once and is not empty.
fn parameter(query: &str, wanted: &str) -> Result<Option<String>, CallbackError> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    let mut values = pairs.filter(|(name, _)| name == wanted).map(|(_, value)| value);
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(CallbackError::Repeated),
        (value, None) => Ok(value.filter(|value| !value.is_empty()).map(Into::into)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::code;

    #[test]
    fn a_grant_is_read_whole() {
        let code = code();
        let query = format!(
            "code={code}&state=5a&referer=acme.amocrm.ru&platform=1&client_id=id&future=parameter"
        );
        assert_eq!(
            parse(&query),
            Ok(Callback::Granted(Granted {
                code: Secret::new(code),
                state: Some(Secret::new("5a")),
                referer: Some("acme.amocrm.ru".into()),
                client_id: Some("id".into()),
                from_exchange: false,
            }))
        );
    }

    #[test]
    fn a_denial_keeps_its_state() {
        let denied = Denied { error: "access_denied".into(), state: Some(Secret::new("5a")) };
        let read = parse("error=access_denied&client_id=id&state=5a");
        assert_eq!(read, Ok(Callback::Denied(denied)));
    }

    #[test]
    fn what_is_no_callback_is_refused() {
        let code = code();
        assert_eq!(parse(""), Err(CallbackError::NoCode));
        assert_eq!(parse("code=&state=1"), Err(CallbackError::NoCode));
        assert_eq!(parse("code=def50200"), Err(CallbackError::CutCode));
        assert_eq!(parse(&format!("code={code}&code={code}")), Err(CallbackError::Repeated));
        assert_eq!(parse(&format!("code={code}%0a")), Err(CallbackError::GarbledCode));
        assert_eq!(parse(&format!("code={}", "a".repeat(5000))), Err(CallbackError::GarbledCode));
    }

    #[test]
    fn a_state_given_twice_is_none() {
        assert_eq!(state_of("a=1&state=x"), Some(Secret::new("x")));
        assert_eq!(state_of("state=x&state=y"), None);
        assert_eq!(state_of("state="), None);
    }
}
