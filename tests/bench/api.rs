//! `amokey api` beside `curl` with the same header against the same sandbox, in turn: at most 1.2 times as long. What
//! curl does not do is to read the token out of the keychain or the sealed file.
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
use stage::{Stage, middle, say, time};

const ROUNDS: usize = 100;

fn main() {
    stage::measure(|| {
        // What a far server takes for an answer, a near one, and one that leaves our own work alone to be seen.
        for latency in [300, 100, 0].map(Duration::from_millis) {
            let options = Options {
                latency,
                limits: false,
                ..Options::default()
            };
            beside_curl("keychain", latency, &Stage::new(&options));
            beside_curl("sealed file", latency, &Stage::sealed(&options));
        }
    });
}

fn beside_curl(store: &str, latency: Duration, stage: &Stage) {
    stage.connects("demo", SignedDuration::ZERO);
    let ready = stage.sandbox.ready();
    let url = format!("{}/api/v4/leads?limit=250", ready.origin);
    let host = format!("Host: {}", ready.account);
    let (_, token) = time(&mut stage.amokey(&["token"]));
    let bearer = format!("Authorization: Bearer {}", token.trim_end());
    let curl = [
        "--silent", "--fail", "--header", &host, "--header", &bearer, &url,
    ];
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (took, answer) = time(&mut stage.amokey(&["api", "/api/v4/leads?limit=250"]));
        ours.push(took);
        let (took, expected) = time(&mut stage.command("curl", &curl));
        theirs.push(took);
        assert_eq!(answer, expected);
    }
    let ((ours, slowest), (theirs, _)) = (middle(ours), middle(theirs));
    say(&format!(
        "{store}, a server that takes {latency:?}: amokey api {ours:.1?} (slowest {slowest:.1?}); curl {theirs:.1?}; \
         {:.2} times as long (at most 1.2)",
        ours.as_secs_f64() / theirs.as_secs_f64()
    ));
}
