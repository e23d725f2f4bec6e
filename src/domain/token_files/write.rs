//! Values in, texts out. Each form is what its reader demands and nothing beside it.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::form::Form;
use super::token_export::TokenExport;
use crate::domain::secret::{Secret, hex};
use crate::domain::shell::quoted;

/// What is to be written. All of it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    One(Secret),
    /// Files of a folder, by name.
    Folder(Vec<(&'static str, Secret)>),
}

/// Writes tokens in a form. A reader that demands a refresh token is given an empty one where none is handed over.
pub fn write(form: Form, export: &TokenExport) -> Written {
    let access = export.access.expose();
    let refresh = export.refresh.as_ref().map(Secret::expose);
    let demanded = refresh.unwrap_or_default();
    let expires = export.expires_at.as_second();
    let text = match form {
        Form::Env => Secret::new(env(export)),
        Form::Curl => Secret::new(curl(export)),
        Form::Json => json(&OwnJson {
            profile: export.profile.as_str(),
            account: export.host.as_str(),
            account_id: export.account_id,
            base_url: &export.base_url,
            token_type: BEARER,
            access_token: access,
            expires_at: export.expires_at.to_string(),
            refresh_token: refresh,
        }),
        Form::N8n => json(&[N8nCredential {
            id: n8n_id(export),
            name: format!("amoCRM {}", export.host),
            kind: "httpHeaderAuth",
            data: N8nHeader {
                name: "Authorization",
                value: Secret::new(format!("{BEARER} {access}")).expose(),
            },
        }]),
        Form::Php => json(&PhpJson {
            access_token: access,
            expires,
            refresh_token: demanded,
            base_domain: export.host.as_str(),
        }),
        Form::AmocrmJs => json(&AnswerJson {
            token_type: BEARER,
            expires_in: Some(export.expires_in),
            access_token: access,
            refresh_token: demanded,
            expires_at: export.expires_at.as_millisecond(),
        }),
        Form::Aioamocrm => json(&AnswerJson {
            token_type: BEARER,
            expires_in: None,
            access_token: access,
            refresh_token: demanded,
            expires_at: expires,
        }),
        // Without a newline: these files are the tokens.
        Form::Python => {
            let refresh = export.refresh.clone().map(|it| (REFRESH_FILE, it));
            let access = (ACCESS_FILE, export.access.clone());
            return Written::Folder(std::iter::once(access).chain(refresh).collect());
        }
    };
    Written::One(text)
}

/// The variable of the access token, in an environment and in n8n.
pub const ACCESS_TOKEN: &str = "AMOCRM_ACCESS_TOKEN";
pub const ACCESS_FILE: &str = "access_token.txt";
pub const REFRESH_FILE: &str = "refresh_token.txt";

const BEARER: &str = "Bearer";

/// The names that a command finds in its environment as well. Plain values stay bare: some readers of
/// `.env` keep the quotes.
fn env(export: &TokenExport) -> String {
    let account_id = export.account_id.map(|id| id.to_string());
    let lines = [
        (ACCESS_TOKEN, Some(export.access.expose())),
        ("AMOCRM_REFRESH_TOKEN", export.refresh.as_ref().map(Secret::expose)),
        ("AMOCRM_BASE_URL", Some(&export.base_url)),
        ("AMOCRM_ACCOUNT_ID", account_id.as_deref()),
        ("AMOCRM_SUBDOMAIN", Some(export.host.subdomain())),
    ];
    lines
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}\n", quoted(value?))))
        .collect()
}

/// The header alone. The address is said in the comment only: a `url` here would be asked for beside every address
/// that is given to `curl` itself.
fn curl(export: &TokenExport) -> String {
    let token = export.access.expose().replace('\\', r"\\").replace('"', "\\\"");
    format!(
        "# curl -K FILE {}/api/v4/account\nheader = \"Authorization: {BEARER} {token}\"\n",
        export.base_url
    )
}

/// The same for every export of a profile, whatever it is called, so that n8n replaces the credential and adds none.
fn n8n_id(export: &TokenExport) -> String {
    let digest = Sha256::digest(format!("amokey {}", export.known_as));
    hex(digest.iter().take(8))
}

fn json<T: Serialize + ?Sized>(value: &T) -> Secret {
    // Texts and numbers under fixed names always serialize.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    Secret::new(text)
}

#[derive(Serialize)]
struct OwnJson<'a> {
    profile: &'a str,
    account: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<u64>,
    base_url: &'a str,
    token_type: &'a str,
    access_token: &'a str,
    expires_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhpJson<'a> {
    access_token: &'a str,
    expires: i64,
    refresh_token: &'a str,
    base_domain: &'a str,
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    token_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_in: Option<u64>,
    access_token: &'a str,
    refresh_token: &'a str,
    expires_at: i64,
}

#[derive(Serialize)]
struct N8nCredential<'a> {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: &'a str,
    data: N8nHeader<'a>,
}

#[derive(Serialize)]
struct N8nHeader<'a> {
    name: &'a str,
    value: &'a str,
}
