//! A task as a launch agent of macOS.

use std::path::Path;

use super::{ARGUMENTS, HOME, ScheduleFiles, Task, command_line, fill, named, xml};

/// Its name; its file has it as well.
fn label(home: Option<&str>) -> String {
    named("amokey.refresh", '.', home)
}

pub fn files(folder: &Path, home: Option<&str>) -> ScheduleFiles {
    let path = folder.join(format!("{}.plist", label(home)));
    let file = path.display().to_string();
    ScheduleFiles {
        start: vec![command_line(["launchctl", "load", "-w", &file])],
        stop: vec![command_line(["launchctl", "unload", "-w", &file])],
        reload: Vec::new(),
        paths: vec![path],
    }
}

/// Whether an agent refreshes the profiles of this home.
pub fn is_of(agent: &str, folder: &str) -> bool {
    let variable = format!("<key>{HOME}</key>\n\t\t<string>{}</string>", xml(folder));
    agent.contains(&variable)
}

const TEMPLATE: &str = include_str!("../../../assets/schedule/launchd.plist");

pub fn agent(task: &Task) -> String {
    let string = |text: &str| format!("\t\t<string>{}</string>", xml(text));
    let arguments = [&*task.program].into_iter().chain(ARGUMENTS).map(string);
    let variables =
        task.environment().map(|(name, value)| format!("\t\t<key>{name}</key>\n{}", string(value)));
    let times = task
        .minutes
        .map(|minute| format!("\t\t<dict><key>Minute</key><integer>{minute}</integer></dict>"));
    let lines = |lines: Vec<String>| lines.join("\n");
    let values = [
        ("label", &*label(Some(&task.folder))),
        ("arguments", &*lines(arguments.collect())),
        ("variables", &*lines(variables.collect())),
        ("times", &*lines(times.into())),
    ];
    fill(TEMPLATE, &values)
}

#[cfg(test)]
mod tests {
    use super::super::samples::awkward;
    use super::*;

    #[test]
    fn an_agent_is_of_its_home() {
        let agent = agent(&awkward());
        assert!(is_of(&agent, &awkward().folder) && !is_of(&agent, "/srv"));
    }

    #[test]
    fn an_agent_has_its_words_one_by_one() {
        insta::assert_snapshot!(agent(&awkward()), @r##"
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <!-- Written by "amokey schedule install", taken away by "amokey schedule remove". -->
        <plist version="1.0">
        <dict>
        	<key>Label</key>
        	<string>amokey.refresh.ea7da325</string>
        	<key>ProgramArguments</key>
        	<array>
        		<string>/opt/100% &amp; "co"/amokey</string>
        		<string>refresh</string>
        		<string>--all</string>
        		<string>--due</string>
        	</array>
        	<key>EnvironmentVariables</key>
        	<dict>
        		<key>AMOKEY_HOME</key>
        		<string>/srv/it's $HOME\here</string>
        		<key>AMOKEY_STORE</key>
        		<string>file</string>
        		<key>AMOKEY_LANG</key>
        		<string>ru</string>
        		<key>AMOKEY_KEY_FILE</key>
        		<string>/etc/amokey 5%.key</string>
        	</dict>
        	<key>StartCalendarInterval</key>
        	<array>
        		<dict><key>Minute</key><integer>7</integer></dict>
        		<dict><key>Minute</key><integer>37</integer></dict>
        	</array>
        	<key>ProcessType</key>
        	<string>Background</string>
        	<key>Umask</key>
        	<integer>63</integer>
        </dict>
        </plist>
        "##);
    }
}
