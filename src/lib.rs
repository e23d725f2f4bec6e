//! amokey

pub mod domain;
pub mod oauth;
