//! Texts in Russian, Ukrainian and English: values in, words out.

mod catalog;
mod explain;
mod outcome;
mod page;
mod question;
mod refreshing;
mod site;
mod time;
mod ways;

pub use catalog::{Arg, Catalog};
pub use explain::Explanation;
pub use page::Page;
