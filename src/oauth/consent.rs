//! The address a browser opens to ask for consent.

use crate::domain::account::{Platform, SandboxOrigin};
use crate::domain::authorize::ClientId;
use crate::domain::authorize::pending::State;

/// The consent URL: three parameters, because amoCRM documents no others.
///
/// A browser cannot be told that `www.amocrm.ru` is elsewhere, so a sandbox is opened at its own address.
pub fn consent_url(
    platform: Platform,
    client_id: &ClientId,
    state: &State,
    sandbox: Option<&SandboxOrigin>,
) -> String {
    let page = match sandbox {
        Some(origin) => format!("{origin}/oauth"),
        None => platform.consent_page(),
    };
    // A UUID and hexadecimal digits need no escaping. `post_message` is the mode of a page that is
    // opened on its own and not as a popup of a site.
    format!("{page}?client_id={client_id}&state={}&mode=post_message", state.secret().expose())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::CLIENT_ID as ID;

    fn url(platform: Platform, sandbox: Option<&str>) -> String {
        let sandbox = sandbox.map(|origin| SandboxOrigin::parse(origin).unwrap());
        let state = State::from_random([0x5a; 32]);
        consent_url(platform, &ClientId::parse(ID).unwrap(), &state, sandbox.as_ref())
    }

    #[test]
    fn three_parameters_and_no_more() {
        let query = format!("?client_id={ID}&state={}&mode=post_message", "5a".repeat(32));
        assert_eq!(url(Platform::AmoCrm, None), format!("https://www.amocrm.ru/oauth{query}"));
        assert_eq!(url(Platform::Kommo, None), format!("https://www.kommo.com/oauth{query}"));
        assert_eq!(
            url(Platform::AmoCrm, Some("http://127.0.0.1:8080")),
            format!("http://127.0.0.1:8080/oauth{query}")
        );
        assert_eq!(
            url(Platform::Kommo, Some("https://[::1]:8443")),
            format!("https://[::1]:8443/oauth{query}")
        );
    }
}
