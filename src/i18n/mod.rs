//! Texts in Russian, Ukrainian and English: values in, words out.

mod catalog;

pub use catalog::{Arg, Catalog};
