//! The screens: the names are those of `app`, once deciding there, once drawing here.

pub mod dashboard;
pub mod help;
pub mod wizard;
