//! What the environment says: language, store, profile.

use std::env;

use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::secret::Secret;
use crate::domain::shell::quoted;

/// `AMOKEY_LANG`, else the system's language, else English.
pub fn lang() -> Lang {
    let asked = env::var("AMOKEY_LANG")
        .ok()
        .and_then(|code| Lang::parse(&code));
    asked
        .or_else(|| sys_locale::get_locale().and_then(|locale| Lang::parse(&locale)))
        .unwrap_or(Lang::En)
}

/// `AMOKEY_STORE`, else the keychain. The wrong word comes back as it is.
pub fn store() -> Result<StoreKind, String> {
    match env::var("AMOKEY_STORE") {
        Err(_) => Ok(StoreKind::Keychain),
        Ok(name) => match name.as_str() {
            "" | "keychain" => Ok(StoreKind::Keychain),
            "file" => Ok(StoreKind::File),
            "memory" => Ok(StoreKind::Memory),
            _ => Err(name),
        },
    }
}

/// `AMOKEY_PROFILE`, where it is set.
pub fn profile() -> Option<String> {
    env::var("AMOKEY_PROFILE")
        .ok()
        .filter(|name| !name.is_empty())
}

/// `AMOKEY_N8N_API_KEY`, where it is set.
pub fn n8n_api_key() -> Option<Secret> {
    env::var("AMOKEY_N8N_API_KEY")
        .ok()
        .filter(|key| !key.is_empty())
        .map(Secret::new)
}

/// Whether colours are wanted: `NO_COLOR` forbids them.
pub fn colour() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The command as it was typed: no secret is taken from a command line.
pub fn command_line() -> String {
    let typed = env::args().skip(1).map(|word| quoted(&word));
    let words: Vec<_> = std::iter::once("amokey".to_owned()).chain(typed).collect();
    words.join(" ")
}
