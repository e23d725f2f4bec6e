//! The room from outside: rows of the protocol, requests on the wire, trust, and the sandbox.

mod api;
mod problem;
mod requests;
mod sandbox;
pub mod scripted;
mod trust;

use super::{Client, HttpLimits};

fn limited(limits: HttpLimits) -> Client {
    Client { limits, ..Client::new() }
}
