//! The bodies that travel. Only this room knows them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::secret::{self, Secret};

/// The body of a token request.
#[derive(Serialize)]
pub struct TokenRequest<'a> {
    pub client_id: &'a str,
    pub client_secret: &'a str,
    #[serde(flatten)]
    pub grant: Grant<'a>,
    pub redirect_uri: &'a str,
}

/// What is given for new tokens.
#[derive(Serialize)]
#[serde(tag = "grant_type", rename_all = "snake_case")]
pub enum Grant<'a> {
    AuthorizationCode { code: &'a str },
    RefreshToken { refresh_token: &'a str },
}

/// The body of `exchange_api_key`.
#[derive(Serialize)]
pub struct ExchangeApiKey<'a> {
    pub login: &'a str,
    pub api_key: &'a str,
    pub client_uuid: &'a str,
    pub client_secret: &'a str,
}

/// The answer of the token endpoint.
///
/// The numbers are taken as they come: a pair of tokens must not be thrown away over `"86400"`.
#[derive(Deserialize)]
pub struct Tokens {
    #[serde(default, with = "secret::exposed_option")]
    pub access_token: Option<Secret>,
    #[serde(default, with = "secret::exposed_option")]
    pub refresh_token: Option<Secret>,
    #[serde(default)]
    pub expires_in: Value,
    #[serde(default)]
    pub server_time: Value,
}

/// `problem+json`, of the token endpoint and of the API.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Problem {
    pub hint: Value,
    pub title: Value,
    #[serde(rename = "type")]
    pub kind: Value,
    pub detail: Value,
    pub retry_after: Value,
}

/// `GET /api/v4/account`, as much of it as is used.
#[derive(Deserialize)]
pub struct Account {
    pub id: u64,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub current_user_id: Option<u64>,
}

/// `GET /api/v4/users/{id}`, as much of it as is used.
#[derive(Deserialize)]
pub struct User {
    #[serde(default)]
    pub id: u64,
    pub name: String,
}

/// `GET /api/v4/users`, as much of it as is used.
#[derive(Deserialize)]
pub struct Users {
    #[serde(rename = "_embedded")]
    pub embedded: UsersEmbedded,
}

/// What is embedded in a list of users.
#[derive(Deserialize)]
pub struct UsersEmbedded {
    pub users: Vec<User>,
}

/// `GET /api/v4/leads/{id}?with=contacts`, as much of it as is used.
#[derive(Deserialize)]
pub struct Lead {
    pub id: u64,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub responsible_user_id: Option<u64>,
    #[serde(rename = "_embedded", default)]
    pub embedded: LeadEmbedded,
}

/// What is embedded in a lead.
#[derive(Default, Deserialize)]
pub struct LeadEmbedded {
    #[serde(default)]
    pub contacts: Vec<ContactLink>,
}

/// A contact as a lead names it.
#[derive(Deserialize)]
pub struct ContactLink {
    pub id: u64,
    #[serde(default)]
    pub is_main: bool,
}

/// `GET /api/v4/contacts`, as much of it as is used.
#[derive(Deserialize)]
pub struct Contacts {
    #[serde(rename = "_embedded")]
    pub embedded: ContactsEmbedded,
}

/// What is embedded in a list of contacts.
#[derive(Deserialize)]
pub struct ContactsEmbedded {
    pub contacts: Vec<Contact>,
}

/// A contact in it.
#[derive(Deserialize)]
pub struct Contact {
    pub id: u64,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub responsible_user_id: Option<u64>,
}

/// `GET /oauth2/account/current/subdomain`, as much of it as is used.
#[derive(Deserialize)]
pub struct Subdomain {
    pub domain: String,
}

/// A whole number, however it is written: `86400`, `"86400"`, `86400.0`, `"86400.0"`.
pub fn whole(value: &Value) -> Option<i64> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_number = fraction.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| whole.parse().ok()).flatten()
}
