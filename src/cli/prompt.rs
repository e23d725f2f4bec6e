//! Questions on one line each, with answers that are shown while they are typed.

use std::io::{self, BufRead as _};

use super::exit::Exit;
use super::failure::Failure;
use super::output;
use crate::domain::authorize::question::{InputError, Question};
use crate::i18n::Catalog;

/// Asks on one line until the answer can be read. Enter alone takes what is offered.
pub fn asked<T>(
    words: &Catalog,
    question: Question,
    offered: Option<&str>,
    read: impl Fn(&str) -> Result<T, InputError>,
) -> Result<T, Failure> {
    let offer = offered.map(|text| format!(" [{text}]")).unwrap_or_default();
    loop {
        output::err(&format!("{}{offer}: ", words.ask(question)));
        let line = line()?;
        let text = match offered {
            Some(offered) if line.trim().is_empty() => offered,
            Some(_) | None => line.as_str(),
        };
        match read(text) {
            Ok(answer) => return Ok(answer),
            Err(input_error) => {
                output::err(&format!("  {}\n", words.input_error(question, &input_error)));
            }
        }
    }
}

/// Asks for one of a few lines by its number. Enter alone takes the first.
pub fn chosen(words: &Catalog, title: &str, lines: &[String]) -> Result<usize, Failure> {
    let numbered = (1..).zip(lines).map(|(number, line)| format!("  {number}  {line}\n"));
    output::err(&format!("\n{title}\n{}", numbered.collect::<String>()));
    let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
    loop {
        output::err(&format!("{} [1]: ", words.text("asks-number")));
        let number = match line()?.trim() {
            "" => Ok(1),
            number => number.parse::<usize>(),
        };
        match number {
            Ok(number) if (1..=lines.len()).contains(&number) => return Ok(number - 1),
            Ok(_) | Err(_) => {
                let said = words.say("cli-number", &[("count", count.into())]);
                output::err(&format!("  {said}\n"));
            }
        }
    }
}

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
