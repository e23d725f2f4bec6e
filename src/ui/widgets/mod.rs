//! Pieces that several screens are made of.

pub mod bar;
pub mod footer;
pub mod text;
