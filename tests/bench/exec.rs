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
        adds("keychain", &Stage::new(&Options::default()));
        adds("sealed file", &Stage::sealed(&Options::default()));
    });
}

fn adds(store: &str, stage: &Stage) {
    stage.connects("demo", SignedDuration::ZERO);
    let lookup = ["lookup", "service", "amokey", "username", "demo"];
    let (mut with, mut without, mut keychain) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        with.push(time(&mut stage.amokey(&["exec", "demo", "--", "true"])).0);
        without.push(time(&mut stage.command("true", &[])).0);
        if store == "keychain" {
            keychain.push(time(&mut stage.command("secret-tool", &lookup)).0);
        }
    }
    let ((with, slowest), (without, _)) = (middle(with), middle(without));
    say(&format!(
        "{store}: amokey exec -- true: {with:.1?} (slowest {slowest:.1?}); true: {without:.1?}; it adds {:.1?} (under 10 ms)",
        with.saturating_sub(without)
    ));
    if !keychain.is_empty() {
        say(&format!(
            "secret-tool lookup alone: {:.1?}",
            middle(keychain).0
        ));
    }
}
