//! Texts in Russian, Ukrainian and English: values in, words out.

mod auth_method;
mod catalog;
mod explain;
mod filter;
mod guide;
mod page;
mod question;
mod refreshing;
mod settings;
mod spoken;
mod time;
mod word;

pub use catalog::{Arg, Catalog};
pub use explain::Explanation;
