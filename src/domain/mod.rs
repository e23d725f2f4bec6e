//! Values and rules. Nothing here waits, reads the clock, opens a file or draws.

pub mod account;
pub mod api_key;
pub mod api_request;
pub mod callback;
pub mod consent;
pub mod credentials;
pub mod due;
pub mod health;
pub mod history;
pub mod landing;
pub mod lang;
pub mod lead;
pub mod moment;
pub mod month;
pub mod naming;
pub mod pacing;
pub mod pasted;
pub mod pending;
pub mod profile;
pub mod question;
pub mod record;
pub mod redirect_uri;
pub mod reflect;
pub mod refreshing;
pub mod refusal;
pub mod remaining;
#[cfg(test)]
pub mod samples;
pub mod sandbox_origin;
pub mod sealed;
pub mod secret;
pub mod shell;
pub mod surroundings;
pub mod token;
pub mod trouble;
