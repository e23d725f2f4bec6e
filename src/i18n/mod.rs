//! Texts in Russian, Ukrainian and English: values in, words out.

mod catalog;
mod time;

pub use catalog::{Arg, Catalog};
