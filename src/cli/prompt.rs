//! Questions on one line each, with answers that are shown while they are typed.

use std::io::{self, BufRead as _};

use super::exit::Exit;
use super::failure::Failure;
use super::output;
use crate::i18n::Catalog;

/// A line that is shown while it is typed. Whoever ends the input wants to end.
pub fn line() -> Result<String, Failure> {
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line) {
        Ok(0) | Err(_) => Err(Failure::Told(Exit::Interrupted)),
        Ok(_) => Ok(line),
    }
}

/// Whether a person says yes: in their language, or in English.
pub async fn agreed(words: &Catalog, question: &str) -> bool {
    output::err(&format!("{question} "));
    let yes = words.text("key-yes").to_lowercase();
    // Beside the loop, which listens to Ctrl+C meanwhile.
    let said = tokio::task::spawn_blocking(move || {
        let answer = line().unwrap_or_default().trim().to_lowercase();
        !answer.is_empty() && (yes.starts_with(&answer) || "yes".starts_with(&answer))
    });
    said.await.unwrap_or(false)
}
