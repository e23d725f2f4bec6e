//! Texts in Russian, Ukrainian and English: values in, words out.

mod catalog;
mod page;
mod time;

pub use catalog::{Arg, Catalog};
pub use page::Page;
