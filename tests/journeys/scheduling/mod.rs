//! The unattended refresh: what is installed is run as cron and systemd run it, a day later.
//!
//! Neither of them runs in a container: something of the name of cron does. What they would start is taken out of what
//! was installed, and started in the environment that they would give it.

mod cron;
mod homes;
mod systemd;

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use amokey::sandbox::Rotation;

use crate::files::{copy_program, put_program};
use crate::http;
use crate::person::Person;
use crate::script::{given, has_a_good_token, said, sealed, unlimited};

const DAY: Duration = Duration::from_secs(86_400);

/// Somebody on a machine without a session bus, with a crontab of their own. `crontab` says and does what Debian's
/// says and does, and keeps it in a file; `systemctl` finds no manager, as in a container.
fn scheduling(lang: &'static str) -> Person {
    // What a test asks beside the program is counted by nobody.
    equipped(sealed(lang, &unlimited(Rotation::Grace)))
}

fn equipped(person: Person) -> Person {
    let folder = person.home.path().join("bin");
    fs::create_dir(&folder).unwrap();
    let file = crontab(&person);
    let program = format!(
        "#!/bin/sh\ncase \"$1\" in\n-l) cat '{file}' 2>/dev/null || {{ echo 'no crontab for anna' >&2; exit 1; }} ;;\n\
         -) cat >'{file}' ;;\n*) exit 2 ;;\nesac\n",
        file = file.display()
    );
    let deaf = "#!/bin/sh\necho 'Failed to connect to bus: No medium found' >&2\nexit 1\n";
    for (name, text) in [("crontab", program.as_str()), ("systemctl", deaf)] {
        put_program(&folder.join(name), text);
    }
    cron_runs();
    let path = format!("{}:/usr/bin:/bin", folder.display());
    person.finding("PATH", &path)
}

/// A process by the name of cron, which ends with this one: its standard input does.
fn cron_runs() {
    static CRON: OnceLock<Child> = OnceLock::new();
    CRON.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("cron");
        copy_program("/bin/cat", &program);
        let mut command = Command::new(program);
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        command.spawn().unwrap()
    });
}

fn crontab(person: &Person) -> PathBuf {
    person.home.path().join("crontab of anna")
}

/// Nothing but what cron and systemd pass on, a day later.
fn bare(person: &Person, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("faketime");
    command
        .args(["-f", "+1d"])
        .arg(program)
        .env_clear()
        .env("HOME", person.home.path())
        .env("LOGNAME", "anna")
        .env("SHELL", "/bin/sh")
        .env("PATH", "/usr/bin:/bin")
        .current_dir(person.home.path());
    command
}

/// Runs what was installed twice: a day later, when the tokens are due, and at once again, when they are not.
fn refreshes_once(person: &Person, mut run: impl FnMut() -> Output) {
    let token = has_a_good_token(person);
    assert_eq!(given(person), 0);
    person.sandbox.advance(DAY);
    for _ in 0..2 {
        let (code, _, errors) = said(&run());
        assert_eq!((code, &*errors), (Some(0), ""));
        assert_eq!(given(person), 1);
    }
    let renewed = tomorrow(person, &["token", "--no-refresh"]);
    assert_ne!(renewed, token);
    let ready = person.sandbox.ready();
    for (token, status) in [(&token, 401), (&renewed, 200)] {
        let answer = http::account(&ready.origin, &ready.account, token.trim_end());
        assert_eq!(answer, status);
    }
}

/// What a command answers a day later.
fn tomorrow(person: &Person, args: &[&str]) -> String {
    let mut later = bare(person, env!("CARGO_BIN_EXE_amokey"));
    let output = later.args(args).envs(person.environment()).output();
    let (code, out, errors) = said(&output.unwrap());
    assert_eq!((code, &*errors), (Some(0), ""), "{args:?}");
    out
}
