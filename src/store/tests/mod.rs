//! What the tests of every store share.

pub mod contract;
mod faulty;
pub mod samples;

pub use faulty::Faulty;
