//! `amokey exec -- true` with a valid token beside `true` itself, in turn: at most 10 ms more.
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
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            with.push(time(&mut stage.amokey(&["exec", "demo", "--", "true"])).0);
            without.push(time(&mut stage.command("true", &[])).0);
        }
        let ((with, slowest), (without, _)) = (middle(with), middle(without));
        say(&format!(
            "amokey exec -- true: {with:.1?} (slowest {slowest:.1?}); true: {without:.1?}; it adds {:.1?} (under 10 ms)",
            with.saturating_sub(without)
        ));
    });
}
