//! The unattended refresh as values: what is run, with which environment, when. Writers turn it into text.

pub mod cron;
pub mod crontab;
pub mod launchd;
pub mod systemd;
pub mod windows;

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use strum::{EnumString, IntoStaticStr};
use thiserror::Error;

use super::secret::hex;
use super::template;

/// What is run: all profiles, and of them only what is due.
pub const ARGUMENTS: [&str; 3] = ["refresh", "--all", "--due"];

const HOME: &str = "AMOKEY_HOME";
const KEY_FILE: &str = "AMOKEY_KEY_FILE";

/// What runs the refresh; its name is that of the answers of programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Scheduler {
    /// A line in the person's crontab.
    Cron,
    /// A timer of the person's own service manager.
    #[strum(serialize = "systemd")]
    SystemdUser,
    /// A timer of the whole machine.
    SystemdSystem,
    /// A launch agent of macOS.
    Launchd,
    Windows,
}

impl Scheduler {
    /// The schedule of a home in this folder of the scheduler's; `None` is the one without a home in its name, as it
    /// was written before there could be several.
    pub fn files(self, folder: &Path, home: Option<&str>) -> ScheduleFiles {
        match self {
            Self::Cron => ScheduleFiles::default(),
            Self::SystemdUser => systemd::files(folder, home, true),
            Self::SystemdSystem => systemd::files(folder, home, false),
            Self::Launchd => launchd::files(folder, home),
            Self::Windows => windows::files(folder, home),
        }
    }

    /// What is written, file by file. `uid` is the user as whom the machine's service manager runs it.
    pub fn texts(self, task: &Task, uid: u32) -> Vec<String> {
        match self {
            Self::Cron => vec![cron::block(task)],
            Self::SystemdUser => vec![systemd::service(task, None), systemd::timer(task)],
            Self::SystemdSystem => vec![systemd::service(task, Some(uid)), systemd::timer(task)],
            Self::Launchd => vec![launchd::agent(task)],
            Self::Windows => vec![windows::task(task)],
        }
    }

    /// What the first of these texts starts, where it can be read again.
    pub fn read(self, text: &str) -> Option<Started> {
        match self {
            Self::Cron => cron::read(text),
            Self::SystemdUser | Self::SystemdSystem => systemd::read(text),
            Self::Launchd | Self::Windows => None,
        }
    }

    /// Whether the first of these texts refreshes the profiles of this home.
    pub fn is_of(self, text: &str, folder: &str) -> bool {
        match self {
            Self::Cron | Self::SystemdUser | Self::SystemdSystem => {
                self.read(text).is_some_and(|started| started.is_of(folder))
            }
            Self::Launchd => launchd::is_of(text, folder),
            Self::Windows => windows::is_of(text, folder),
        }
    }
}

/// A schedule that is files of its own, and the command lines that its scheduler is told. One in a crontab has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduleFiles {
    pub paths: Vec<PathBuf>,
    /// After the files are written. They may be run again and again.
    pub start: Vec<CommandLine>,
    /// Before the files are deleted, or replaced.
    pub stop: Vec<CommandLine>,
    /// After they are deleted.
    pub reload: Vec<CommandLine>,
}

pub type CommandLine = Vec<String>;

fn command_line<const N: usize>(words: [&str; N]) -> CommandLine {
    words.map(ToOwned::to_owned).into()
}

/// The name of the schedule of a home: each has one of its own.
fn named(base: &str, separator: char, home: Option<&str>) -> String {
    home.map_or_else(
        || base.to_owned(),
        |folder| format!("{base}{separator}{}", hex(Sha256::digest(folder).iter().take(4))),
    )
}

/// The minutes of an hour at which this machine asks: any seed will do, but for one machine always the same one.
///
/// Twice an hour, because what ends within an hour is due: so no token ends between two runs, and one that failed has
/// a second one in time. What is not due costs no request. Not every machine in the world asks at the same minute.
pub const fn minutes(seed: u8) -> [u8; 2] {
    let first = seed % 30;
    [first, first + 30]
}

/// What a schedule that was found starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    pub program: String,
    home: Option<String>,
    key_file: Option<String>,
    variables: Vec<(String, String)>,
}

impl Started {
    fn new(program: String, environment: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut started = Self { program, home: None, key_file: None, variables: Vec::new() };
        for (name, value) in environment {
            match &*name {
                HOME => started.home = Some(value),
                KEY_FILE => started.key_file = Some(value),
                _ => started.variables.push((name, value)),
            }
        }
        started
    }

    /// Whether it refreshes the profiles of this home. A slash at the end makes no other folder.
    pub fn is_of(&self, folder: &str) -> bool {
        let home = self.home.as_deref().map(|home| home.trim_end_matches('/'));
        home == Some(folder.trim_end_matches('/'))
    }

    /// Whether it says of which home they are.
    pub const fn names_home(&self) -> bool {
        self.home.is_some()
    }
}

/// A refresh that can be written down in every form: absolute, and of one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub program: String,
    /// `AMOKEY_HOME`.
    pub folder: String,
    /// What else is in its environment. Nothing secret: others may read it.
    pub variables: Vec<(String, String)>,
    /// The key of the sealed file, where it is in a file.
    pub key_file: Option<String>,
    /// Whether tokens are in a keychain, which is reached through the person's session.
    pub keychain: bool,
    /// The folders of exports that are written again after each refresh.
    pub writable: Vec<String>,
    /// Whether commands of the person's own are run after it.
    pub hooks: bool,
    /// The minutes of each hour.
    pub minutes: [u8; 2],
}

/// A text that no line of a schedule can hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} has a line break or another control character")]
pub struct Unwritable(pub String);

impl Task {
    /// This task, where every text of it can be written down.
    pub fn checked(self) -> Result<Self, Unwritable> {
        let values = self.variables.iter().map(|(_, value)| value);
        let texts = values.chain([&self.program, &self.folder]).chain(&self.key_file);
        let bad = texts.chain(&self.writable).find(|text| text.chars().any(char::is_control));
        bad.cloned().map_or(Ok(self), |text| Err(Unwritable(text)))
    }

    /// The environment, where nobody passes the key on.
    pub fn environment(&self) -> impl Iterator<Item = (&str, &str)> {
        let key_file = self.key_file.as_deref();
        self.without_key().chain(key_file.map(|path| (KEY_FILE, path)))
    }

    /// The environment, where the key is passed on.
    pub fn without_key(&self) -> impl Iterator<Item = (&str, &str)> {
        let variables = self.variables.iter();
        std::iter::once((HOME, self.folder.as_str()))
            .chain(variables.map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The same task as it was installed: another program, perhaps, in another environment.
    #[must_use]
    pub fn installed_as(self, started: Started) -> Self {
        let Started { program, variables, key_file, home: _ } = started;
        Self { program, variables, key_file, ..self }
    }
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let value = |name: &str| values.iter().find(|(known, _)| *known == name);
    template::fill(template, |name| value(name).map_or("", |(_, value)| value).into())
}

/// Text inside of an XML element.
fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A task on which every writer could stumble.
    pub fn awkward() -> Task {
        let variables = [("AMOKEY_STORE", "file"), ("AMOKEY_LANG", "ru")];
        Task {
            program: "/opt/100% & \"co\"/amokey".into(),
            folder: "/srv/it's $HOME\\here".into(),
            variables: variables.map(|(n, v)| (n.into(), v.into())).into(),
            key_file: Some("/etc/amokey 5%.key".into()),
            keychain: false,
            writable: vec!["/var/lib/n8n in here".into()],
            hooks: false,
            minutes: minutes(7),
        }
    }

    pub fn plain() -> Task {
        Task {
            program: "/usr/bin/amokey".into(),
            folder: "/home/anna/.local/share/amokey".into(),
            variables: vec![("AMOKEY_STORE".into(), "keychain".into())],
            key_file: None,
            keychain: true,
            writable: Vec::new(),
            hooks: true,
            minutes: minutes(47),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_break_a_line_is_refused() {
        let folder = "/srv\n* * * * * reboot".to_owned();
        let task = Task { folder: folder.clone(), ..samples::plain() };
        assert_eq!(task.checked(), Err(Unwritable(folder)));
        let elsewhere = Task { key_file: Some("a\u{0}".into()), ..samples::plain() };
        assert_eq!(elsewhere.checked(), Err(Unwritable("a\u{0}".into())));
    }

    #[test]
    fn what_is_put_into_a_template_is_not_looked_at_again() {
        let values = [("a", "{{b}}"), ("b", "2")];
        assert_eq!(fill("{{a}}-{{b}}-{{c}}.", &values), "{{b}}-2-.");
    }

    #[test]
    fn every_seed_is_a_minute_of_both_half_hours() {
        for seed in 0..=u8::MAX {
            let [first, second] = minutes(seed);
            assert!(first < 30 && second == first + 30);
        }
    }
}
