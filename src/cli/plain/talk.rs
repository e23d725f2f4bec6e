//! Asks until everything is answered, or somebody leaves.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::command::Command;
use super::interview::{Interview, Place};
use super::prompt::{Prompt, Takes};
use crate::cli::Failure;
use crate::domain::authorize::AuthorizationRequest;
use crate::domain::secret::Secret;
use crate::i18n::Catalog;

/// Whoever is talked to: a line is told, or asked for.
pub trait Talk {
    fn tell(&mut self, line: &str);
    fn ask(&mut self, asked: &str) -> Result<Secret, Failure>;
    /// The same, where nothing of the answer is shown.
    fn ask_unseen(&mut self, asked: &str) -> Result<Secret, Failure>;
    fn now(&self) -> Timestamp;
    fn zone(&self) -> TimeZone;
}

/// What becomes of a question.
enum Answer {
    Nth(usize),
    Text(Secret),
    /// What was given before.
    Kept(Secret),
}

/// What has been explained already is not explained again, unless somebody asks for it.
#[derive(Clone, Debug, Default)]
pub struct Explained(Vec<Place>);

/// Asks what is not answered yet. `None` when somebody leaves.
pub fn ask(
    interview: &mut Interview,
    explained: &mut Explained,
    words: &Catalog,
    talk: &mut impl Talk,
) -> Result<Option<AuthorizationRequest>, Failure> {
    loop {
        let Some(place) = interview.asked() else {
            match interview.order(talk.now()) {
                Some(order) => return Ok(Some(order)),
                None => continue,
            }
        };
        let is_new = !explained.0.contains(&place);
        if is_new {
            explained.0.push(place);
            if let Some(advice) = interview.advice(place, words) {
                talk.tell(&advice);
            }
        }
        match put(interview, place, is_new, words, talk)? {
            Ok(Answer::Nth(at)) => interview.choose(place, at),
            Ok(Answer::Text(text)) => {
                if let Place::Text(question) = place {
                    let (now, zone) = (talk.now(), talk.zone());
                    for line in interview.heard(question, &text, words, now, &zone) {
                        talk.tell(&line);
                    }
                    interview.say(question, text);
                }
            }
            Ok(Answer::Kept(text)) => {
                if let Place::Text(question) = place {
                    interview.say(question, text);
                }
            }
            Err(Command::Back) => {
                if !interview.back() {
                    talk.tell(&words.text("plain-first"));
                }
            }
            Err(Command::Quit | Command::Help) => return Ok(None),
        }
    }
}

/// Puts one question until it is answered, or somebody wants something else. What is wrong is said before the question
/// is put again, in short.
fn put(
    interview: &Interview,
    place: Place,
    is_new: bool,
    words: &Catalog,
    talk: &mut impl Talk,
) -> Result<Result<Answer, Command>, Failure> {
    let Prompt { before, first, short, takes } = interview.prompt(place, words, talk.now());
    for line in &before {
        talk.tell(line);
    }
    let is_unseen = matches!(takes, Takes::Text(question) if question.is_secret());
    // That Enter keeps what was given is said each time.
    let mut asked = if is_new || is_unseen { first } else { short.clone() };
    loop {
        let typed = match takes {
            Takes::Text(_) if is_unseen => talk.ask_unseen(&asked)?,
            Takes::Text(_) | Takes::Number { .. } => talk.ask(&format!("{asked}:"))?,
            Takes::Enter => talk.ask(&format!("{asked}."))?,
        };
        asked.clone_from(&short);
        let text = typed.expose().trim();
        match Command::of(text, words) {
            Some(Command::Help) => {
                for line in interview.help(place, words, talk.now()) {
                    talk.tell(&line);
                }
                continue;
            }
            Some(command) => return Ok(Err(command)),
            None => {}
        }
        match read(interview, takes, text, words, talk.now()) {
            Ok(answer) => return Ok(Ok(answer)),
            Err(refusal) => talk.tell(&refusal),
        }
    }
}

fn read(
    interview: &Interview,
    takes: Takes,
    text: &str,
    words: &Catalog,
    now: Timestamp,
) -> Result<Answer, String> {
    match takes {
        Takes::Enter => Ok(Answer::Nth(0)),
        Takes::Number { count, offered } => {
            let number = if text.is_empty() { Some(offered + 1) } else { text.parse().ok() };
            let number = number.filter(|number| (1..=count).contains(number));
            let refusal = || words.say("cli-number", &[("count", count.into())]);
            number.map(|number: usize| Answer::Nth(number - 1)).ok_or_else(refusal)
        }
        Takes::Text(question) => {
            if text.is_empty()
                && let Some(kept) = interview.text(question)
            {
                return Ok(Answer::Kept(kept.clone()));
            }
            let offered = interview.offered(question).filter(|_| text.is_empty());
            let text = offered.unwrap_or(text);
            let read = question.check(text, now);
            read.map(|()| Answer::Text(Secret::new(text)))
                .map_err(|error| words.input_error(question, &error))
        }
    }
}
