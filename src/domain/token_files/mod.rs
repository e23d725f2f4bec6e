//! Tokens in the forms in which other programs keep them: written for them, and read back.

mod form;
mod imported;
mod json;
mod lines;
pub mod n8n_url;
mod read;
mod target;
mod token_export;
mod write;

#[cfg(test)]
mod tests;

pub use form::Form;
pub use imported::ImportedTokens;
pub use n8n_url::N8nUrl;
pub use read::{Unrecognized, read, read_pair};
pub use target::{AutoExport, ExportTarget};
pub use token_export::TokenExport;
pub use write::{ACCESS_FILE, ACCESS_TOKEN, REFRESH_FILE, Written, write};
