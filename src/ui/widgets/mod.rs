//! Pieces that several screens are made of.

pub mod field;
pub mod footer;
pub mod qr;
pub mod sheet;
pub mod spark;
pub mod text;
