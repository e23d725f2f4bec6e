//! `amokey refresh` of one profile beside `curl` doing the same request to the same sandbox, in turn: at most 1.3
//! times as long. What curl does not do is to read the token out of the keychain and to save the new one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measurement says what went wrong by failing"
)]

mod stage;

use std::time::Duration;

use amokey::sandbox::Options;
use jiff::SignedDuration;
use serde_json::{Value, json};
use stage::{Stage, middle, say, time};

const ROUNDS: usize = 40;

fn main() {
    has_no_kill_points();
    stage::measure(|| {
        // What a far server takes for an answer, a near one, and one that leaves our own work alone to be seen.
        for latency in [300, 100, 0] {
            beside_curl(Duration::from_millis(latency));
        }
    });
}

fn beside_curl(latency: Duration) {
    let stage = Stage::new(&Options {
        latency,
        limits: false,
        ..Options::default()
    });
    stage.connects("demo", SignedDuration::ZERO);
    let ready = stage.sandbox.ready();
    let url = format!("{}/oauth2/access_token", ready.origin);
    let host = format!("Host: {}", ready.account);
    let body = stage.folder.path().join("body.json");
    let from_file = format!("@{}", body.display());
    let mut request = json!({
        "client_id": ready.client_id, "client_secret": ready.client_secret,
        "grant_type": "authorization_code", "code": stage.sandbox.fresh_code(None).unwrap(),
        "redirect_uri": ready.redirect_uri,
    });
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (ours_took, _) = time(&mut stage.amokey(&["refresh", "--force", "demo"]));
        std::fs::write(&body, request.to_string()).unwrap();
        let (theirs_took, answer) = time(&mut stage.command(
            "curl",
            &[
                "--silent",
                "--fail",
                "--header",
                &host,
                "--header",
                "Content-Type: application/json",
                "--data",
                &from_file,
                &url,
            ],
        ));
        let answer: Value = serde_json::from_str(&answer).unwrap();
        request["grant_type"] = "refresh_token".into();
        request["refresh_token"] = answer["refresh_token"].clone();
        // The first one gave curl its refresh token.
        if round > 0 {
            ours.push(ours_took);
            theirs.push(theirs_took);
        }
    }
    let ((ours, slowest), (theirs, _)) = (middle(ours), middle(theirs));
    say(&format!(
        "a server that takes {latency:?}: amokey refresh {ours:.1?} (slowest {slowest:.1?}); curl {theirs:.1?}; \
         {:.2} times as long (at most 1.3)",
        ours.as_secs_f64() / theirs.as_secs_f64()
    ));
}

/// What is handed out cannot be told to die: the hook of the tests is in debug builds alone.
fn has_no_kill_points() {
    let binary = std::fs::read(env!("CARGO_BIN_EXE_amokey")).unwrap();
    let hook = b"AMOKEY_KILL_AT";
    let is_there = binary.windows(hook.len()).any(|bytes| bytes == hook);
    assert_eq!(is_there, cfg!(debug_assertions), "AMOKEY_KILL_AT");
}
