//! amokey

pub mod domain;
