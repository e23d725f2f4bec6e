//! amokey

pub mod domain;
pub mod oauth;
pub mod sandbox;
