//! `amokey exec -- true` with a valid token beside `true` itself, in turn: at most 10 ms more. What the keychain takes
//! of that is seen in `secret-tool lookup` of the same secret.
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
        let (mut with, mut without, mut keychain) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            with.push(time(&mut stage.amokey(&["exec", "demo", "--", "true"])).0);
            without.push(time(&mut stage.command("true", &[])).0);
            keychain.push(time(&mut stage.command("secret-tool", &lookup)).0);
        }
        let ((with, slowest), (without, _)) = (middle(with), middle(without));
        let (keychain, _) = middle(keychain);
        say(&format!(
            "amokey exec -- true: {with:.1?} (slowest {slowest:.1?}); true: {without:.1?}; it adds {:.1?} (under 10 ms); \
             secret-tool lookup alone: {keychain:.1?}",
            with.saturating_sub(without)
        ));
    });
}
