//! The unattended refresh as values: what is run, with which environment, when. Writers turn it into text.

pub mod cron;
pub mod crontab;
pub mod launchd;
pub mod systemd;
pub mod windows;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::secret::hex;

/// What is run: all profiles, and of them only what is due.
pub const ARGUMENTS: [&str; 3] = ["refresh", "--all", "--due"];

/// What runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// A line in the person's crontab.
    Cron,
    /// A timer of the person's own service manager.
    SystemdUser,
    /// A timer of the whole machine.
    SystemdSystem,
    /// A launch agent of macOS.
    Launchd,
    /// The Task Scheduler of Windows.
    Windows,
}

impl With {
    /// Its name in the answers of programs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Cron => "cron",
            Self::SystemdUser => "systemd",
            Self::SystemdSystem => "systemd-system",
            Self::Launchd => "launchd",
            Self::Windows => "windows",
        }
    }
}

/// The minute of each half hour at which this machine asks: not every machine in the world at the same one.
///
/// Twice an hour, because what ends within an hour is due: so no token ends between two runs, and one that failed has
/// a second one in time. What is not due costs no request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minute(u8);

impl Minute {
    /// Any number will do, but for one machine always the same one.
    pub const fn of(seed: u8) -> Self {
        Self(seed % 30)
    }

    /// Both minutes of an hour.
    pub const fn both(self) -> [u8; 2] {
        [self.0, self.0 + 30]
    }
}

/// Which schedule of a scheduler: each home has one of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The one of this `AMOKEY_HOME`.
    Home(String),
    /// The one without a home in its name, as it was written before there could be several.
    Nameless,
}

impl Owner {
    /// A name with what tells this home's from that of others.
    fn named(&self, base: &str, separator: char) -> String {
        match self {
            Self::Home(folder) => {
                let digest = Sha256::digest(folder);
                format!("{base}{separator}{}", hex(digest.iter().take(4)))
            }
            Self::Nameless => base.to_owned(),
        }
    }
}

/// What a schedule that was found starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The program.
    pub program: String,
    /// Its environment, the key file aside.
    pub variables: Vec<(String, String)>,
    /// The key of the sealed file, where it is in a file.
    pub key_file: Option<String>,
}

impl Started {
    /// Whether it refreshes the profiles of this home.
    pub fn is_of(&self, folder: &str) -> bool {
        self.variables
            .iter()
            .any(|(name, value)| name == HOME && is_same(value, folder))
    }

    /// Whether it says of which home they are.
    pub fn names_home(&self) -> bool {
        self.variables.iter().any(|(name, _)| name == HOME)
    }
}

/// A slash at its end makes no other folder.
fn is_same(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

const HOME: &str = "AMOKEY_HOME";
const KEY_FILE: &str = "AMOKEY_KEY_FILE";

/// A refresh that can be written down in every form: absolute, and of one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    program: String,
    folder: String,
    variables: Vec<(String, String)>,
    key_file: Option<String>,
    keychain: bool,
    writable: Vec<String>,
    hooks: bool,
    minute: Minute,
}

/// What a task is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// This program.
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
    /// When.
    pub minute: Minute,
}

/// A text that no line of a schedule can hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} has a line break or another control character")]
pub struct Unwritable(pub String);

impl Task {
    /// Checks the parts.
    pub fn new(parts: Parts) -> Result<Self, Unwritable> {
        let Parts {
            program,
            folder,
            variables,
            key_file,
            keychain,
            writable,
            hooks,
            minute,
        } = parts;
        let texts = [&program, &folder].into_iter().chain(&key_file);
        let texts = texts.chain(variables.iter().map(|(_, value)| value));
        let texts = texts.chain(&writable);
        for text in texts {
            if text.chars().any(char::is_control) {
                return Err(Unwritable(text.clone()));
            }
        }
        Ok(Self {
            program,
            folder,
            variables,
            key_file,
            keychain,
            writable,
            hooks,
            minute,
        })
    }

    /// The environment, where nobody passes the key on.
    pub fn environment(&self) -> impl Iterator<Item = (&str, &str)> {
        let key_file = self.key_file.as_deref();
        self.without_key()
            .chain(key_file.map(|path| (KEY_FILE, path)))
    }

    /// The environment, where the key is passed on.
    pub fn without_key(&self) -> impl Iterator<Item = (&str, &str)> {
        let variables = self.variables.iter();
        std::iter::once((HOME, self.folder.as_str()))
            .chain(variables.map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// This program.
    pub fn program(&self) -> &str {
        &self.program
    }

    /// `AMOKEY_HOME`.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// Whose schedule it is.
    pub fn owner(&self) -> Owner {
        Owner::Home(self.folder.clone())
    }

    /// The same task as it was installed: another program, perhaps, in another environment.
    #[must_use]
    pub fn as_installed(&self, started: Started) -> Self {
        let variables = started.variables.into_iter();
        Self {
            program: started.program,
            variables: variables.filter(|(name, _)| name != HOME).collect(),
            key_file: started.key_file,
            ..self.clone()
        }
    }

    /// Whether commands of the person's own are run after it.
    pub const fn has_hooks(&self) -> bool {
        self.hooks
    }

    /// The minutes of each hour.
    pub const fn minutes(&self) -> [u8; 2] {
        self.minute.both()
    }

    /// The key of the sealed file, where it is in a file.
    pub fn key_file(&self) -> Option<&str> {
        self.key_file.as_deref()
    }
}

/// Replaces every `{{name}}` of a template, once: what is put in is not looked at again.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut parts = template.split("{{");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        text.push_str(value.map_or("", |(_, value)| value));
        text.push_str(rest);
    }
    text
}

/// Text inside of an XML element.
fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A task on which every writer could stumble.
    pub fn awkward() -> Task {
        let variables = [("AMOKEY_STORE", "file"), ("AMOKEY_LANG", "ru")];
        Task::new(Parts {
            program: "/opt/100% & \"co\"/amokey".into(),
            folder: "/srv/it's $HOME\\here".into(),
            variables: variables.map(|(n, v)| (n.into(), v.into())).into(),
            key_file: Some("/etc/amokey 5%.key".into()),
            keychain: false,
            writable: vec!["/var/lib/n8n in here".into()],
            hooks: false,
            minute: Minute::of(7),
        })
        .unwrap()
    }

    /// One as there are many.
    pub fn plain() -> Task {
        Task::new(Parts {
            program: "/usr/bin/amokey".into(),
            folder: "/home/anna/.local/share/amokey".into(),
            variables: vec![("AMOKEY_STORE".into(), "keychain".into())],
            key_file: None,
            keychain: true,
            writable: Vec::new(),
            hooks: true,
            minute: Minute::of(47),
        })
        .unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_break_a_line_is_refused() {
        let parts = Parts {
            program: "/usr/bin/amokey".into(),
            folder: "/srv\n* * * * * reboot".into(),
            variables: Vec::new(),
            key_file: None,
            keychain: false,
            writable: Vec::new(),
            hooks: false,
            minute: Minute::of(0),
        };
        assert_eq!(
            Task::new(parts.clone()),
            Err(Unwritable(parts.folder.clone()))
        );
        let elsewhere = Parts {
            folder: "/srv".into(),
            key_file: Some("a\u{0}".into()),
            ..parts
        };
        assert_eq!(Task::new(elsewhere), Err(Unwritable("a\u{0}".into())));
    }

    #[test]
    fn what_is_put_into_a_template_is_not_looked_at_again() {
        let values = [("a", "{{b}}"), ("b", "2")];
        assert_eq!(fill("{{a}}-{{b}}-{{c}}.", &values), "{{b}}-2-.");
    }

    #[test]
    fn every_seed_is_a_minute_of_both_half_hours() {
        for seed in 0..=u8::MAX {
            let [first, second] = Minute::of(seed).both();
            assert!(first < 30 && second == first + 30);
        }
    }
}
