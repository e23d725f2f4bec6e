//! The room from outside: rows of the protocol, requests on the wire, trust, and the sandbox.

mod api;
mod problem;
mod requests;
mod sandbox;
mod scripted;
mod trust;

use crate::domain::credentials::{ClientId, ClientSecret, Credentials};
use crate::domain::redirect_uri::RedirectUri;

fn credentials() -> Credentials {
    Credentials {
        client_id: ClientId::parse("2912780f-a1e4-4d5d-a069-ee01422d8bef").unwrap(),
        client_secret: ClientSecret::parse(&"a1B2".repeat(16)).unwrap(),
        redirect_uri: RedirectUri::parse("http://localhost:18497/callback").unwrap(),
    }
}
