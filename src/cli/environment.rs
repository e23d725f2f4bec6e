//! What the environment says: language, store, the command as it was typed.

use std::env;

use super::Failure;
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::shell::quoted;
use crate::runtime::settings;

/// As it was said, else the system's language, else English.
pub fn lang() -> Lang {
    let system = || sys_locale::get_locale().and_then(|locale| Lang::parse(&locale));
    settings::current().language().or_else(system).unwrap_or(Lang::En)
}

/// As it was said, else the keychain.
pub fn store() -> Result<StoreKind, Failure> {
    let unknown = |name| Failure::usage("cli-unknown-store").with("store", name);
    settings::current().store().map_err(unknown)
}

/// The command as it was typed: no secret is taken from a command line.
pub fn command_line() -> String {
    let typed = env::args().skip(1).map(|word| quoted(&word));
    let words: Vec<_> = std::iter::once("amokey".to_owned()).chain(typed).collect();
    words.join(" ")
}
