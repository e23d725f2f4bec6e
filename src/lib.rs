//! amokey

pub mod domain;
pub mod loopback;
