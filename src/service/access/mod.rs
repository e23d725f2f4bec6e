//! Access for whoever asks: a token, a request with it, a program that is given it.

pub mod api;
pub mod daily;
pub mod exec;
pub mod lead_contacts;
pub mod prove;
pub mod session;
pub mod token;
pub mod token_error;
