//! What is secret is read from standard input, one a line, or from the environment. It is never an argument.

use std::env;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::sync::atomic::AtomicBool;

use zeroize::Zeroizing;

use super::{Exit, Failure, output};
use crate::domain::authorize::ClientSecret;
use crate::domain::authorize::question::{InputError, Question};
use crate::domain::lang::Lang;
use crate::domain::secret::Secret;
use crate::i18n::Catalog;
use crate::runtime::environment::variable;
use crate::runtime::hidden;

const LONGEST: u64 = 64 * 1024;

const CLIENT_SECRET: &str = "AMOKEY_CLIENT_SECRET";

/// Asks until the answer can be read; without a person, once.
pub fn answer<T>(
    words: &Catalog,
    question: Question,
    read: impl Fn(&str) -> Result<T, InputError>,
) -> Result<T, Failure> {
    let what = words.ask(question);
    let asked = words.say("asks-unseen", &[("what", what.into())]);
    answer_until(words, question, &asked, read, &hidden::NEVER)
}

/// The same in other words, until nobody wants to know any more. After a refusal it is asked in short.
pub fn answer_until<T>(
    words: &Catalog,
    question: Question,
    asked: &str,
    read: impl Fn(&str) -> Result<T, InputError>,
    ended: &AtomicBool,
) -> Result<T, Failure> {
    let (mut asked, short) = (asked.to_owned(), words.ask(question));
    loop {
        let input_error = match read(line(&asked, ended)?.expose()) {
            Ok(answer) => return Ok(answer),
            Err(input_error) => input_error,
        };
        let text = words.input_error(question, &input_error);
        if !io::stdin().is_terminal() {
            return Err(Failure::Words { exit: Exit::Usage, text });
        }
        output::note(&text);
        asked.clone_from(&short);
    }
}

/// What is wrong with the value of an option or a variable. The value itself may be a secret in the wrong place.
pub fn wrong(
    words: &Catalog,
    place: &str,
    question: Question,
    input_error: &InputError,
) -> Failure {
    let text = format!("{place}: {}", words.input_error(question, input_error));
    Failure::Words { exit: Exit::Usage, text }
}

/// The secret key of the integration: from the environment, else the first line.
pub fn client_secret(words: &Catalog) -> Result<ClientSecret, Failure> {
    let asked = Question::ClientSecret;
    match variable(CLIENT_SECRET).map(Zeroizing::new) {
        Some(text) => ClientSecret::parse(&text)
            .map_err(|input_error| wrong(words, CLIENT_SECRET, asked, &input_error)),
        None => answer(words, asked, ClientSecret::parse),
    }
}

/// The same, where nobody is asked here.
pub fn of_environment(words: &Catalog) -> Result<Option<Secret>, Failure> {
    let said = variable(CLIENT_SECRET).map(Secret::new);
    let read = said.as_ref().map(|said| ClientSecret::parse(said.expose())).transpose();
    read.map_err(|error| wrong(words, CLIENT_SECRET, Question::ClientSecret, &error))?;
    Ok(said)
}

pub fn is_in_environment() -> bool {
    env::var_os(CLIENT_SECRET).is_some_and(|text| !text.is_empty())
}

/// A line that nobody sees while it is typed, or the next one of standard input.
pub fn line(asked: &str, ended: &AtomicBool) -> Result<Secret, Failure> {
    if io::stdin().is_terminal() {
        let typed = hidden::ask(&format!("{asked}:"), ended);
        return typed.map_err(|error| unasked(&error, asked));
    }
    match first_line() {
        Ok(text) if !text.trim().is_empty() => Ok(Secret::new(text.trim())),
        Ok(_) | Err(_) => Err(Failure::usage("cli-stdin-ended").with("what", asked)),
    }
}

pub fn are_more() -> bool {
    io::stdin().lock().fill_buf().is_ok_and(|rest| !rest.is_empty())
}

/// The next line of standard input: what stands behind it belongs to the next question.
pub fn first_line() -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(8 * 1024));
    io::stdin().lock().take(LONGEST).read_line(&mut text)?;
    Ok(text)
}

/// The passphrase of a pack that there is.
pub fn pack_passphrase(words: &Catalog) -> Result<Secret, Failure> {
    let asked = words.text("pack-passphrase");
    if io::stdin().is_terminal() {
        return hidden::ask(&asked, &hidden::NEVER).map_err(|error| unasked(&error, &asked));
    }
    said_passphrase(&asked)
}

/// The passphrase of a pack that is made: twice at a terminal, once where a program gives it.
pub fn new_pack_passphrase(words: &Catalog) -> Result<Secret, Failure> {
    let asked = words.text("pack-passphrase-new");
    if io::stdin().is_terminal() {
        let text = |id| words.text(id);
        let (again, short) = (text("passphrase-again"), text("passphrase-short"));
        return hidden::ask_new(&asked, &again, &short, &text("passphrase-differs"))
            .map_err(|error| unasked(&error, &asked));
    }
    let said = said_passphrase(&asked)?;
    if said.chars() < hidden::SHORTEST {
        return Err(Failure::usage("pack-passphrase-short"));
    }
    Ok(said)
}

/// A line of standard input as it is: blanks may belong to it.
fn said_passphrase(asked: &str) -> Result<Secret, Failure> {
    let nobody = || Failure::usage("cli-nobody-to-ask").with("what", asked.trim_end_matches(':'));
    let line = first_line().map_err(|_| nobody())?;
    let said = line.trim_end_matches(['\r', '\n']);
    if said.is_empty() { Err(nobody()) } else { Ok(Secret::new(said)) }
}

fn unasked(error: &io::Error, asked: &str) -> Failure {
    match error.kind() {
        io::ErrorKind::Interrupted => Failure::Told(Exit::Interrupted),
        _ => Failure::usage("cli-nobody-to-ask").with("what", asked.trim_end_matches(':')),
    }
}

/// Asks beside the loop, which listens to Ctrl+C meanwhile.
pub async fn aside<T: Send + 'static>(
    lang: Lang,
    ask: impl FnOnce(&Catalog) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let asked = tokio::task::spawn_blocking(move || ask(&Catalog::new(lang)));
    asked.await.unwrap_or(Err(Failure::Told(Exit::Failed)))
}
