//! What is secret is read from standard input, one a line, or from the environment. It is never an argument.

use std::env;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::sync::atomic::AtomicBool;

use zeroize::Zeroizing;

use super::exit::Code;
use super::failure;
use crate::domain::lang::Lang;
use crate::domain::question::{Misfit, Question};
use crate::domain::secret::Secret;
use crate::i18n::Catalog;
use crate::runtime::hidden;

static NEVER: AtomicBool = AtomicBool::new(false);

/// No secret comes near this.
const LONGEST: u64 = 64 * 1024;

/// The variable that may hold the secret key of an integration.
const CLIENT_SECRET: &str = "AMOKEY_CLIENT_SECRET";

/// Asks until the answer can be read; without a person, once.
pub fn answer<T>(
    words: &Catalog,
    question: Question,
    read: impl Fn(&str) -> Result<T, Misfit>,
) -> Result<T, Code> {
    answer_until(words, question, &words.ask(question), read, &NEVER)
}

/// The same in other words, until nobody wants to know any more.
pub fn answer_until<T>(
    words: &Catalog,
    question: Question,
    asked: &str,
    read: impl Fn(&str) -> Result<T, Misfit>,
    ended: &AtomicBool,
) -> Result<T, Code> {
    loop {
        let text = line(words, asked, ended)?;
        let misfit = match read(text.expose()) {
            Ok(answer) => return Ok(answer),
            Err(misfit) => misfit,
        };
        let said = format!("amokey: {}\n", words.misfit(question, &misfit));
        super::output::err(&said);
        if !io::stdin().is_terminal() {
            return Err(Code::Usage);
        }
    }
}

/// The secret key of the integration: from the environment, else the first line.
pub fn client_secret<T>(
    words: &Catalog,
    read: impl Fn(&str) -> Result<T, Misfit>,
) -> Result<T, Code> {
    let question = Question::ClientSecret;
    match env::var(CLIENT_SECRET).map(Zeroizing::new) {
        Ok(text) if !text.is_empty() => read(&text).map_err(|misfit| {
            let said = words.misfit(question, &misfit);
            super::output::err(&format!("amokey: {CLIENT_SECRET}: {said}\n"));
            Code::Usage
        }),
        Ok(_) | Err(_) => answer(words, question, read),
    }
}

/// Whether the secret key is in the environment.
pub fn is_in_environment() -> bool {
    env::var_os(CLIENT_SECRET).is_some_and(|text| !text.is_empty())
}

/// One line: typed without being shown, or out of a pipe.
fn line(words: &Catalog, asked: &str, ended: &AtomicBool) -> Result<Secret, Code> {
    if io::stdin().is_terminal() {
        let typed = hidden::ask_until(&format!("{asked}:"), ended);
        return typed.map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => Code::Interrupted,
            _ => failure::usage(words, "cli-nobody-to-ask", &[("what", asked.into())]),
        });
    }
    let missing = || failure::usage(words, "cli-stdin-ended", &[("what", asked.into())]);
    let text = read_line().map_err(|_| missing())?;
    if text.trim().is_empty() {
        return Err(missing());
    }
    Ok(Secret::new(text.trim()))
}

/// Whether anything else comes on standard input.
pub fn are_more() -> bool {
    io::stdin()
        .lock()
        .fill_buf()
        .is_ok_and(|rest| !rest.is_empty())
}

/// What stands behind the line belongs to the next question.
fn read_line() -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(8 * 1024));
    io::stdin().lock().take(LONGEST).read_line(&mut text)?;
    Ok(text)
}

/// Asks beside the loop, which listens to Ctrl+C meanwhile.
pub async fn aside<T: Send + 'static>(
    lang: Lang,
    ask: impl FnOnce(&Catalog) -> Result<T, Code> + Send + 'static,
) -> Result<T, Code> {
    let asked = tokio::task::spawn_blocking(move || ask(&Catalog::new(lang)));
    asked.await.unwrap_or(Err(Code::Failed))
}
