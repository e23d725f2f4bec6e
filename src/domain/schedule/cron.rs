//! A task as a line of a crontab, between marks. What it needs is in the line: a variable of its own line in a crontab
//! would be one for every line below it.

use super::{ARGUMENTS, Started, Task, fill};
use crate::domain::shell::{quoted, words};

const BLOCK: &str = include_str!("../../../assets/schedule/crontab");

/// The lines for a crontab, with the marks around them.
pub fn block(task: &Task) -> String {
    let minutes = task.minutes.map(|minute| minute.to_string());
    let command = escaped(&command(task, &ARGUMENTS));
    let values =
        [("home", task.folder.as_str()), ("minutes", &minutes.join(",")), ("command", &command)];
    fill(BLOCK, &values)
}

/// A command as cron takes it. It reads a line break into a percent sign without a backslash before it, and some crons
/// one backslash into two: so none stands before another, nor before that of a percent sign.
fn escaped(command: &str) -> String {
    let mut text = String::new();
    let mut chars = command.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '%' => text.push_str(r"\%"),
            // A backslash stands in quotes, which are closed and opened again.
            '\\' if matches!(chars.peek(), Some('\\' | '%')) => text.push_str(r"\''"),
            c => text.push(c),
        }
    }
    text
}

/// What the line of a block starts, where it is one that was written here.
pub fn read(block: &str) -> Option<Started> {
    let line = block.lines().find(|line| !line.starts_with('#'))?;
    let command = line.splitn(6, ' ').nth(5)?.replace(r"\%", "%");
    let words = words(&command)?;
    let variables: Vec<_> = words.iter().map_while(|word| variable(word)).collect();
    let program = words.get(variables.len())?.clone();
    Some(Started::new(program, variables))
}

fn variable(word: &str) -> Option<(String, String)> {
    let (name, value) = word.split_once('=')?;
    let is_name = !name.contains(|c: char| c != '_' && !c.is_ascii_alphanumeric());
    is_name.then(|| (name.to_owned(), value.to_owned()))
}

/// What the shell is given to run this program with these arguments in the environment of the task.
pub fn command(task: &Task, arguments: &[&str]) -> String {
    let variables = task.environment().map(|(name, value)| format!("{name}={}", quoted(value)));
    variables
        .chain([quoted(&task.program)])
        .chain(arguments.iter().map(|argument| quoted(argument)))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::samples::{awkward, plain};
    use super::*;

    #[test]
    fn a_task_is_one_line_between_its_marks() {
        insta::assert_snapshot!(block(&plain()), @r##"
        # amokey begin /home/anna/.local/share/amokey: written by "amokey schedule install", taken away by "amokey schedule remove"
        17,47 * * * * AMOKEY_HOME=/home/anna/.local/share/amokey AMOKEY_STORE=keychain /usr/bin/amokey refresh --all --due >/dev/null
        # amokey end /home/anna/.local/share/amokey
        "##);
        insta::assert_snapshot!(block(&awkward()), @r##"
        # amokey begin /srv/it's $HOME\here: written by "amokey schedule install", taken away by "amokey schedule remove"
        7,37 * * * * AMOKEY_HOME='/srv/it'\''s $HOME\here' AMOKEY_STORE=file AMOKEY_LANG=ru AMOKEY_KEY_FILE='/etc/amokey 5\%.key' '/opt/100\% & "co"/amokey' refresh --all --due >/dev/null
        # amokey end /srv/it's $HOME\here
        "##);
    }

    /// As the crons that have one more rule for backslashes read a line, and those that have not.
    fn as_cron_reads(line: &str, pairs: bool) -> String {
        let mut text = String::new();
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match c {
                '%' => break,
                '\\' => match chars.next() {
                    Some('%') => text.push('%'),
                    Some('\\') if pairs => text.push('\\'),
                    next => text.extend(['\\'].into_iter().chain(next)),
                },
                c => text.push(c),
            }
        }
        text
    }

    #[test]
    fn no_path_is_cut_by_any_cron() {
        for path in [r"/srv/a\%b", r"/srv/\\%", r"/srv/100%", r"/a\\b\", r"\%\%%", r"it's\%"] {
            let command = [path, "refresh"].map(quoted).join(" ");
            for pairs in [true, false] {
                let read = as_cron_reads(&escaped(&command), pairs);
                assert_eq!(words(&read).unwrap(), [path, "refresh"], "{pairs}: {read}");
            }
        }
    }
}
