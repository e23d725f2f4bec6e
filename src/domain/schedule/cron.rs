//! A task as a line of a crontab, between marks. What it needs is in the line: a variable of its own line in a crontab
//! would be one for every line below it.

use super::{ARGUMENTS, Task, fill};
use crate::domain::shell::quoted;

const BLOCK: &str = include_str!("../../../assets/schedule/crontab");

/// The lines for a crontab, with the marks around them.
pub fn block(task: &Task) -> String {
    let minutes = task.minute.both().map(|minute| minute.to_string());
    // Cron reads a line break into a percent sign.
    let command = command(task, &ARGUMENTS).replace('%', r"\%");
    let values = [("minutes", minutes.join(",")), ("command", command)];
    fill(BLOCK, &values.each_ref().map(|(n, v)| (*n, v.as_str())))
}

/// What the shell is given to run this program with these arguments in the environment of the task.
pub fn command(task: &Task, arguments: &[&str]) -> String {
    let variables = task
        .environment()
        .map(|(name, value)| format!("{name}={}", quoted(value)));
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
        # amokey begin: written by "amokey schedule install", taken away by "amokey schedule remove"
        17,47 * * * * AMOKEY_HOME=/home/anna/.local/share/amokey AMOKEY_STORE=keychain /usr/bin/amokey refresh --all --due >/dev/null
        # amokey end
        "##);
        insta::assert_snapshot!(block(&awkward()), @r##"
        # amokey begin: written by "amokey schedule install", taken away by "amokey schedule remove"
        7,37 * * * * AMOKEY_HOME='/srv/it'\''s $HOME\here' AMOKEY_STORE=file AMOKEY_LANG=ru AMOKEY_KEY_FILE='/etc/amokey 5\%.key' '/opt/100\% & "co"/amokey' refresh --all --due >/dev/null
        # amokey end
        "##);
    }
}
