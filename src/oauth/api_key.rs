//! `exchange_api_key`: the way in of old accounts. It answers without tokens; the code comes to the redirect URI
//! afterwards.

use reqwest::Method;
use reqwest::header::HeaderMap;

use super::answer::Answer;
use super::connect::Ask;
use super::problem::{self, Place};
use super::wire::{ExchangeApiKey, Problem};
use super::{Client, Endpoint};
use crate::domain::api_key::ApiKey;
use crate::domain::credentials::Credentials;
use crate::domain::trouble::{Cause, Trouble};

/// How the token endpoint marks its own refusals, which are about the integration. A login and a key are refused in
/// the way of the API.
const ABOUT_INTEGRATION: &str = "OAuthProblemJson";

impl Client {
    /// Asks amoCRM to send a code to the redirect URI. That it will is all that is answered.
    pub async fn exchange_api_key(
        &self,
        at: &Endpoint,
        credentials: &Credentials,
        api_key: &ApiKey,
    ) -> Result<(), Trouble> {
        let request = ExchangeApiKey {
            login: &api_key.login,
            api_key: api_key.key.expose(),
            client_uuid: credentials.client_id.as_str(),
            client_secret: credentials.client_secret.secret().expose(),
        };
        let body = serde_json::to_vec(&request)
            .map_err(|_| Trouble::noted(Cause::Internal, "the request cannot be written"))?;
        let ask = Ask {
            method: Method::POST,
            host: at.host.as_str(),
            path: "/oauth2/exchange_api_key",
            headers: HeaderMap::new(),
            body: Some(body),
            secrets: vec![
                api_key.key.clone(),
                credentials.client_secret.secret().clone(),
            ],
            within: self.limits().token,
            at_most: self.limits().body,
        };
        let answer = self.ask(at.sandbox.as_ref(), ask).await?;
        let cause = match answer.status {
            200..=299 => return Ok(()),
            401 if is_about_key(&answer) => Cause::ApiKeyRefused,
            300..=399 | 404 | 405 | 410 => Cause::ApiKeysGone,
            _ => return Err(problem::trouble(Place::Tokens, &answer)),
        };
        Err(Trouble {
            cause,
            detail: answer.detail(),
        })
    }
}

fn is_about_key(answer: &Answer) -> bool {
    answer.json::<Problem>().is_ok_and(|problem| {
        problem
            .kind
            .as_str()
            .is_some_and(|kind| !kind.contains(ABOUT_INTEGRATION))
    })
}
