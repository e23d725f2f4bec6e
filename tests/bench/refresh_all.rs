//! `amokey refresh --all --due` with 500 profiles of one integration at the limit of the server, 7 requests a second:
//! at least 95 % of that, and never a 429. It takes 72 seconds, and a minute to connect the profiles.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measurement says what went wrong by failing"
)]

mod stage;

use std::time::{Duration, Instant};

use amokey::sandbox::Options;
use jiff::SignedDuration;
use stage::{Stage, http, say};

const PROFILES: u32 = 500;
const PER_SECOND: f64 = 7.0;

fn main() {
    stage::measure(|| {
        let stage = Stage::new(&Options {
            latency: Duration::from_millis(100),
            ..Options::default()
        });
        for n in 0..PROFILES {
            // All of them belong to one account, which counts them together. Only here that is overlooked.
            if n % 5 == 0 {
                forgives(&stage);
            }
            stage.connects(
                &format!("client-{n}"),
                SignedDuration::from_mins(23 * 60 + 30),
            );
        }
        forgives(&stage);
        let begun = Instant::now();
        let output = stage
            .amokey(&["refresh", "--all", "--due"])
            .output()
            .unwrap();
        let (took, stats) = (begun.elapsed(), stage.sandbox.stats());
        let errors = String::from_utf8_lossy(&output.stderr);
        let asked = stats.token_requests("refresh_token", "200");
        let rate = f64::from(PROFILES) / took.as_secs_f64();
        say(&format!(
            "{PROFILES} due profiles: {asked} refreshed in {took:.1?}, {rate:.2} a second, {:.1} % of what is allowed \
             (at least 95 %); {} times 429 (never)",
            rate / PER_SECOND * 100.0,
            stats.token_requests("refresh_token", "429")
        ));
        assert_eq!(asked, u64::from(PROFILES), "{stats:?} {errors}");
        assert_eq!(stats.token_requests("refresh_token", "429"), 0, "{stats:?}");
        assert!(output.status.success(), "{errors}");
    });
}

/// Forgets who asked how often.
fn forgives(stage: &Stage) {
    let port = stage.sandbox.origin().rsplit(':').next().unwrap();
    let (status, _) = http::request(port.parse().unwrap(), "POST", "/_sandbox/unblock", "{}");
    assert_eq!(status, 200);
}
