//! One paste that answers several questions: an ID and a secret key that were copied together, in any order, with their
//! labels or without. And one of several lines that answers none: it is refused, for joined it would be nothing.

use crate::domain::authorize::credentials::ClientSecret;
use crate::domain::authorize::input_error::InputError;
use crate::domain::authorize::question::Question;
use crate::domain::authorize::recognize::{TextKind, recognize, tidy};
use crate::domain::secret::Secret;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PastedFields {
    /// One value, for the field at hand.
    Here,
    /// Each has a field of its own.
    Each(Vec<(Question, Secret)>),
}

/// What a paste is to a form with these questions.
pub fn read(text: &str, asked: &[Question]) -> Result<PastedFields, InputError> {
    let found = found(text, asked)?;
    let has_more = text.split_whitespace().nth(1).is_some();
    // A text that a mailer has broken is one value all the same.
    let is_one = is_whole(recognize(text));
    if found.len() > 1 || (found.len() == 1 && has_more && !is_one) {
        return Ok(PastedFields::Each(found));
    }
    one_value(text).map(|()| PastedFields::Here)
}

/// Refuses several lines, unless they are one value that was broken on its way.
pub fn one_value(text: &str) -> Result<(), InputError> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).skip(1).peekable();
    if lines.peek().is_none() {
        return Ok(());
    }
    let begins_anew = |line: &str| {
        let line = line.trim_start_matches(['"', '\'', '<', '«']);
        ["def50", "eyJ", "http://", "https://"].iter().any(|head| line.starts_with(head))
    };
    if is_whole(recognize(text)) && !lines.any(begins_anew) {
        return Ok(());
    }
    Err(InputError::Lines)
}

/// Whether it is known what a text is, so that nothing else was joined to it.
const fn is_whole(kind: TextKind) -> bool {
    match kind {
        TextKind::RedirectedUrl
        | TextKind::CallbackQuery
        | TextKind::Code
        | TextKind::Token
        | TextKind::TokenResponse
        | TextKind::ClientSecret
        | TextKind::ClientId
        | TextKind::ApiKey
        | TextKind::ConsentUrl => true,
        TextKind::Nothing | TextKind::Email | TextKind::Address | TextKind::Unknown => false,
    }
}

/// What of a text answers which question; two answers to one question are none.
fn found(text: &str, asked: &[Question]) -> Result<Vec<(Question, Secret)>, InputError> {
    let mut found: Vec<(Question, Secret)> = Vec::new();
    // A secret key may have any length: behind its label it is known.
    let mut is_labelled = false;
    for word in text.split_whitespace() {
        let (label, value) = parts(word);
        is_labelled |= is_secrets_label(label);
        let Some(question) = answered(value, is_labelled).filter(|it| asked.contains(it)) else {
            is_labelled |= is_secrets_label(value);
            continue;
        };
        is_labelled = false;
        let value = Secret::new(tidy(value));
        match found.iter().find(|(known, _)| *known == question) {
            None => found.push((question, value)),
            Some((_, known)) if *known == value => {}
            Some(_) => return Err(InputError::Lines),
        }
    }
    Ok(found)
}

/// `client_id=…` and `"client_id":"…"`, taken apart.
fn parts(word: &str) -> (&str, &str) {
    if recognize(word) == TextKind::Unknown
        && let Some((label, value)) = word.split_once(['=', ':'])
        && !value.trim_matches(['"', '\'', ',']).is_empty()
    {
        return (label, value);
    }
    ("", word)
}

fn is_secrets_label(word: &str) -> bool {
    let word = word.to_lowercase();
    // «Секретный ключ», «Секретний ключ», Secret key, Clave secreta, Chave secreta.
    ["secret", "секретн"].iter().any(|part| word.contains(part))
}

fn answered(value: &str, is_labelled: bool) -> Option<Question> {
    match recognize(value) {
        TextKind::ClientId => Some(Question::ClientId),
        TextKind::ClientSecret => Some(Question::ClientSecret),
        TextKind::Address => Some(Question::RedirectUri),
        TextKind::Email => Some(Question::Login),
        TextKind::ApiKey => Some(Question::ApiKey),
        TextKind::Unknown
            if is_labelled
                && value.bytes().any(|b| b.is_ascii_digit())
                && ClientSecret::parse(&tidy(value)).is_ok() =>
        {
            Some(Question::ClientSecret)
        }
        TextKind::Nothing
        | TextKind::RedirectedUrl
        | TextKind::CallbackQuery
        | TextKind::Code
        | TextKind::Token
        | TextKind::TokenResponse
        | TextKind::ConsentUrl
        | TextKind::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::{CLIENT_ID as ID, code};

    const KEYS: [Question; 3] = [Question::ClientId, Question::ClientSecret, Question::RedirectUri];
    const URI: &str = "https://example.com/hook";

    fn secret() -> String {
        "a1B2".repeat(16)
    }

    fn each(text: &str) -> Vec<(Question, String)> {
        match read(text, &KEYS) {
            Ok(PastedFields::Each(found)) => {
                found.into_iter().map(|(at, it)| (at, it.expose().to_owned())).collect()
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_was_copied_together_is_told_apart() {
        let secret = secret();
        let id = (Question::ClientId, ID.to_owned());
        let key = (Question::ClientSecret, secret.clone());
        let uri = (Question::RedirectUri, URI.to_owned());
        for (text, expected) in [
            (format!("{ID}\n{secret}"), vec![id.clone(), key.clone()]),
            (format!("{secret} {ID}\r\n"), vec![key.clone(), id.clone()]),
            (format!("{ID}\t{secret}\t{URI}"), vec![id.clone(), key.clone(), uri.clone()]),
            (
                format!("ID интеграции\n{ID}\n\nСекретный ключ\n{secret}\n"),
                vec![id.clone(), key.clone()],
            ),
            (
                format!("Secret key: {secret}\nIntegration ID: {ID}\nRedirect URL: {URI}"),
                vec![key.clone(), id.clone(), uri.clone()],
            ),
            (format!("client_id={ID}\nclient_secret=\"{secret}\""), vec![id.clone(), key.clone()]),
            (
                format!("\"client_id\":\"{ID}\",\n\"client_secret\":\"{secret}\","),
                vec![id.clone(), key.clone()],
            ),
            // The same twice is the same.
            (format!("{ID}\n{ID}\n{secret}"), vec![id.clone(), key.clone()]),
            // With its label, one is known wherever it is pasted.
            (format!("ID інтеграції: {ID}"), vec![id.clone()]),
            // A key of another length, by its label.
            (
                format!("{ID}\nСекретний ключ\nshort-key-0123456789"),
                vec![id.clone(), (Question::ClientSecret, "short-key-0123456789".into())],
            ),
        ] {
            assert_eq!(each(&text), expected, "{text}");
        }
    }

    #[test]
    fn one_value_is_one_however_it_was_broken() {
        let (secret, code) = (secret(), code());
        let (head, tail) = code.split_at(400);
        let landed = format!("https://example.com/hook?code={head}\n{tail}&state=1");
        for text in [
            ID.to_owned(),
            format!(" {ID}\n"),
            secret.replacen("B2a1", "B2\na1", 1),
            format!("{head}\r\n  {tail}"),
            landed,
            URI.to_owned(),
            "acme.amocrm.ru\n".to_owned(),
            "a name of three words".to_owned(),
        ] {
            assert_eq!(read(&text, &KEYS), Ok(PastedFields::Here), "{text}");
        }
    }

    #[test]
    fn two_lines_are_never_joined() {
        let (code, other) = (code(), "0".repeat(64));
        for text in [
            "acme.amocrm.ru\nbeta.amocrm.ru".to_owned(),
            "12345678\n90123456".to_owned(),
            format!("{code}\n{code}"),
            format!("{ID}\n00000000-a1e4-4d5d-a069-ee01422d8bef\n{other}"),
            "https://example.com/?code=1&state=2\nhttps://example.com/?code=1&state=2".to_owned(),
        ] {
            assert_eq!(read(&text, &KEYS), Err(InputError::Lines), "{text}");
        }
        // Where they are not asked for, they have no fields.
        let text = format!("{ID}\n{other}");
        assert_eq!(read(&text, &[Question::Account]), Err(InputError::Lines));
        let login = format!("anna@acme.example\n{}", "0a".repeat(20));
        let read = read(&login, &[Question::Login, Question::ApiKey]);
        assert!(matches!(read, Ok(PastedFields::Each(found)) if found.len() == 2));
    }

    proptest::proptest! {
        #[test]
        fn no_paste_upsets_the_reader(text in "(.|\n){0,200}") {
            let _ = read(&text, &KEYS);
        }
    }
}
