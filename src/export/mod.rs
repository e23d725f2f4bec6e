//! The way to other programs: files that are their owner's alone, n8n, and commands that are told what happened.

mod command;
mod file;
mod n8n;

pub use command::{hand_on, is_inside, run};
pub use file::{FileError, Prepared, Published, prepare};
#[cfg(test)]
pub use n8n::tests::stand_in;
pub use n8n::{N8n, N8nError};
