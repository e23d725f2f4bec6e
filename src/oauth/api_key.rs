//! `exchange_api_key`: the way in of old accounts. It answers without tokens; the code comes to
//! the redirect URI afterwards.

use reqwest::Method;
use serde::Serialize;

use super::http_client::HttpRequest;
use super::http_response::HttpResponse;
use super::problem::{self, EndpointKind, Problem};
use super::{Client, Endpoint};
use crate::domain::authorize::Credentials;
use crate::domain::authorize::api_key::ApiKey;
use crate::domain::trouble::{Cause, Trouble};

/// How the token endpoint marks its own refusals, which are about the integration. A login and a key are refused in
/// the way of the API.
const ABOUT_INTEGRATION: &str = "OAuthProblemJson";

#[derive(Serialize)]
struct ExchangeApiKey<'a> {
    login: &'a str,
    api_key: &'a str,
    client_uuid: &'a str,
    client_secret: &'a str,
}

impl Client {
    /// Asks amoCRM to send a code to the redirect URI. That it will is all that is answered.
    pub async fn exchange_api_key(
        &self,
        at: &Endpoint,
        credentials: &Credentials,
        api_key: &ApiKey,
    ) -> Result<(), Trouble> {
        let secret = credentials.client_secret.secret();
        let body = ExchangeApiKey {
            login: &api_key.login,
            api_key: api_key.key.expose(),
            client_uuid: credentials.client_id.as_str(),
            client_secret: secret.expose(),
        };
        let path = "/oauth2/exchange_api_key";
        let request = HttpRequest::new(Method::POST, at.host.as_str(), path, self.limits.token)
            .json(&body, vec![api_key.key.clone(), secret.clone()])?;
        let response = self.send(at.sandbox.as_ref(), request).await?;
        let cause = match response.status {
            200..=299 => return Ok(()),
            401 if is_about_key(&response) => Cause::ApiKeyRefused,
            300..=399 | 404 | 405 | 410 => Cause::ApiKeysGone,
            _ => return Err(problem::trouble(EndpointKind::Tokens, &response)),
        };
        Err(Trouble { cause, detail: response.detail() })
    }
}

fn is_about_key(response: &HttpResponse) -> bool {
    response.json::<Problem>().is_ok_and(|problem| {
        problem.kind.as_str().is_some_and(|kind| !kind.contains(ABOUT_INTEGRATION))
    })
}
