//! amokey

pub mod app;
pub mod cli;
pub mod domain;
pub mod i18n;
pub mod ledger;
pub mod loopback;
pub mod oauth;
pub mod runtime;
pub mod sandbox;
pub mod service;
pub mod store;
pub mod ui;
