//! Tokens that come in from other programs and go out to them, secrets that move to another store, profiles that move to
//! another machine with all that is known of them.

pub mod export;
pub mod import;
pub mod move_store;
pub mod pack;
