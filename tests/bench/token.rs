//! `amokey token` with a valid token beside `secret-tool lookup` of the same secret, in turn. It may not be slower.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measurement says what went wrong by failing"
)]

mod stage;

use amokey::sandbox::Options;
use jiff::SignedDuration;
use stage::{Stage, middle, say, time};

const ROUNDS: usize = 200;

fn main() {
    stage::measure(|| {
        let stage = Stage::new(&Options::default());
        stage.connects("demo", SignedDuration::ZERO);
        let lookup = ["lookup", "service", "amokey", "username", "demo"];
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let (took, token) = time(&mut stage.amokey(&["token"]));
            ours.push(took);
            let (took, record) = time(&mut stage.command("secret-tool", &lookup));
            theirs.push(took);
            assert!(record.contains(token.trim_end()), "not the same secret");
        }
        let ((ours, slowest), (theirs, _)) = (middle(ours), middle(theirs));
        say(&format!(
            "amokey token: {ours:.1?} (slowest {slowest:.1?}); secret-tool lookup: {theirs:.1?}; \
             {:.2} times as long (at most 1)",
            ours.as_secs_f64() / theirs.as_secs_f64()
        ));
    });
}
