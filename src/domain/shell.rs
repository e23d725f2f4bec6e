//! Texts as a shell takes them.

/// A word of a command line: as it is where no shell would read anything into it, else in quotes.
pub fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The words of a command line that [`quoted`] wrote: another one may be read differently, or not at all.
pub fn words(line: &str) -> Option<Vec<String>> {
    let (mut words, mut word) = (Vec::new(), None::<String>);
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        match c {
            ' ' => words.extend(word.take()),
            '\'' => {
                let (inside, after) = rest.as_str().split_once('\'')?;
                word.get_or_insert_default().push_str(inside);
                rest = after.chars();
            }
            '\\' => word.get_or_insert_default().push(rest.next()?),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_quoted_is_read_again() {
        let texts = ["a", "it's $HOME", r"\\%\", "", "'", "a b"];
        let line = texts.map(quoted).join(" ");
        assert_eq!(words(&line).unwrap(), texts);
        assert_eq!(words("'open"), None);
    }

    #[test]
    fn what_a_shell_would_read_is_quoted() {
        assert_eq!(quoted("/home/me/amokey.key"), "/home/me/amokey.key");
        assert_eq!(quoted("/home/me/my key"), "'/home/me/my key'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
