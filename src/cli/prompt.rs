//! Questions on one line each, with answers that are shown while they are typed.

use std::io::{self, BufRead as _};

use super::exit::Code;
use super::output;
use crate::domain::question::{Misfit, Question};
use crate::i18n::Catalog;

/// Asks on one line until the answer can be read. Enter alone takes what is offered.
pub fn asked<T>(
    words: &Catalog,
    question: Question,
    offered: Option<&str>,
    read: impl Fn(&str) -> Result<T, Misfit>,
) -> Result<T, Code> {
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
            Err(misfit) => output::err(&format!("  {}\n", words.misfit(question, &misfit))),
        }
    }
}

/// Asks for one of a few lines by its number. Enter alone takes the first.
pub fn chosen(words: &Catalog, title: &str, lines: &[String]) -> Result<usize, Code> {
    let numbered = (1..)
        .zip(lines)
        .map(|(number, line)| format!("  {number}  {line}\n"));
    output::err(&format!("\n{title}\n{}", numbered.collect::<String>()));
    let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
    loop {
        output::err(&format!("{} [1]: ", words.text("asks-number")));
        let line = line()?;
        match line.trim() {
            "" => return Ok(0),
            number => match number.parse::<usize>() {
                Ok(number) if (1..=lines.len()).contains(&number) => return Ok(number - 1),
                Ok(_) | Err(_) => {
                    let said = words.say("cli-number", &[("count", count.into())]);
                    output::err(&format!("  {said}\n"));
                }
            },
        }
    }
}

/// A line that is shown while it is typed. Whoever ends the input wants to end.
pub fn line() -> Result<String, Code> {
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line) {
        Ok(0) | Err(_) => Err(Code::Interrupted),
        Ok(_) => Ok(line),
    }
}
