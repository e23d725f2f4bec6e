//! amokey
pub mod sandbox;
