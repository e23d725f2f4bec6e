//! A task for the Task Scheduler of Windows, which knows no environment of a task: `cmd` sets it.

use std::path::Path;

use super::{ARGUMENTS, HOME, ScheduleFiles, Task, command_line, fill, named, xml};

/// The file is in the home itself.
pub fn files(folder: &Path, home: Option<&str>) -> ScheduleFiles {
    let name = named("amokey refresh", ' ', home);
    let path = folder.join(if home.is_some() { "unattended.xml" } else { "schedule.xml" });
    let file = path.display().to_string();
    ScheduleFiles {
        start: vec![command_line(["schtasks", "/Create", "/F", "/TN", &name, "/XML", &file])],
        stop: vec![command_line(["schtasks", "/Delete", "/F", "/TN", &name])],
        reload: Vec::new(),
        paths: vec![path],
    }
}

/// Whether a task refreshes the profiles of this home.
pub fn is_of(task: &str, folder: &str) -> bool {
    task.contains(&xml(&format!("set \"{HOME}={folder}\"&& ")))
}

const TEMPLATE: &str = include_str!("../../../assets/schedule/windows.xml");

/// The task, as the text of a file in UTF-16.
pub fn task(task: &Task) -> String {
    let [minute, _] = task.minutes;
    let values = [("minute", &*format!("{minute:02}")), ("arguments", &*xml(&arguments(task)))];
    fill(TEMPLATE, &values)
}

/// `/s` takes away the outer quotes and leaves the others alone. A name in Windows has no quotes; a percent sign is one
/// as long as no variable is between two of them.
fn arguments(task: &Task) -> String {
    let set: Vec<_> =
        task.environment().map(|(name, value)| format!("set \"{name}={value}\"&& ")).collect();
    let set = set.concat();
    format!("/d /s /c \"{set}\"{}\" {}\"", task.program, ARGUMENTS.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::samples::plain;

    #[test]
    fn a_task_is_of_its_home() {
        let task = super::task(&plain());
        assert!(super::is_of(&task, &plain().folder) && !super::is_of(&task, "/home/anna"));
    }

    #[test]
    fn a_task_sets_its_environment_by_itself() {
        let task = super::task(&plain());
        let action = task.split_once("<Exec>").unwrap().1;
        insta::assert_snapshot!(action.split_once("</Exec>").unwrap().0, @r##"

        <Command>cmd.exe</Command>
        <Arguments>/d /s /c "set "AMOKEY_HOME=/home/anna/.local/share/amokey"&amp;&amp; set "AMOKEY_STORE=keychain"&amp;&amp; "/usr/bin/amokey" refresh --all --due"</Arguments>
        "##);
        assert!(task.contains("<StartBoundary>2026-01-01T00:17:00<"), "{task}");
    }
}
