//! A task as a service and a timer of systemd.

use std::path::Path;

use super::{ARGUMENTS, CommandLine, KEY_FILE, ScheduleFiles, Started, Task, fill, named};

/// The name of the service and of its timer, without what they end with.
pub fn unit(home: Option<&str>) -> String {
    named("amokey-refresh", '-', home)
}

pub fn files(folder: &Path, home: Option<&str>, user: bool) -> ScheduleFiles {
    let [service, timer] = ["service", "timer"].map(|kind| format!("{}.{kind}", unit(home)));
    let systemctl = |words: &[&str]| -> CommandLine {
        let manager = user.then_some("--user");
        let words = ["systemctl"].into_iter().chain(manager).chain(words.iter().copied());
        words.map(ToOwned::to_owned).collect()
    };
    ScheduleFiles {
        paths: vec![folder.join(&service), folder.join(&timer)],
        start: vec![systemctl(&["daemon-reload"]), systemctl(&["enable", "--now", &timer])],
        stop: vec![systemctl(&["disable", "--now", &timer])],
        reload: vec![systemctl(&["daemon-reload"])],
    }
}

const SERVICE_TEMPLATE: &str = include_str!("../../../assets/schedule/amokey-refresh.service");
const TIMER_TEMPLATE: &str = include_str!("../../../assets/schedule/amokey-refresh.timer");

/// What a manager that is not root may be unable to set up, and would then not start the service at all.
const HARDENING: &str = "\
PrivateDevices=true
ProcSubset=pid
ProtectClock=true
ProtectHostname=true
ProtectKernelLogs=true
ProtectProc=invisible
";

/// What compilers at run time do not bear, as commands of the person's own may have one.
const NO_COMPILERS: &str = "MemoryDenyWriteExecute=true\n";

pub fn timer(task: &Task) -> String {
    let minutes = task.minutes.map(|minute| format!("{minute:02}"));
    fill(TIMER_TEMPLATE, &[("minutes", &minutes.join(","))])
}

/// The service: of the machine's manager, run as this user, or of the person's own. The key is read by the manager, and
/// passed on to nobody else.
pub fn service(task: &Task, uid: Option<u32>) -> String {
    let command: Vec<_> = [&*task.program].into_iter().chain(ARGUMENTS).map(word).collect();
    let mut service: Vec<_> = task
        .without_key()
        .map(|(name, value)| format!("Environment={}\n", quoted(&format!("{name}={value}"))))
        .collect();
    if let Some(path) = &task.key_file {
        service.push(format!("LoadCredential=amokey.key:{}\n", specifiers(path)));
    }
    let (unit, hardening) = match uid {
        None => ("", ""),
        Some(uid) => {
            service.push(format!("User={uid}\n"));
            let online = "Wants=network-online.target\nAfter=network-online.target\n";
            (online, HARDENING)
        }
    };
    // One that is gone must not keep the others from being written.
    let writable = task.writable.iter().map(|folder| word(&format!("-{folder}")));
    let writable: Vec<_> = [word(&task.folder)].into_iter().chain(writable).collect();
    let compilers = if task.hooks { "" } else { NO_COMPILERS };
    let values = [
        ("unit", unit),
        ("command", &command.join(" ")),
        ("service", &service.concat()),
        ("writable", &writable.join(" ")),
        ("compilers", compilers),
        ("protect_home", if needs_homes(task) { "read-only" } else { "true" }),
        ("hardening", hardening),
    ];
    fill(SERVICE_TEMPLATE, &values)
}

/// What a service starts, where it is one that was written here.
pub fn read(service: &str) -> Option<Started> {
    let setting = |name: &'static str| {
        service.lines().filter_map(move |line| line.strip_prefix(name)?.strip_prefix('='))
    };
    let command = setting("ExecStart").next()?;
    let program = if command.starts_with('"') {
        unquoted(&format!("{}\"", command.rsplit_once("\" ")?.0))
    } else {
        unquoted(command.split_once(' ')?.0)
    };
    let variables = setting("Environment").filter_map(|line| {
        let line = unquoted(line);
        let (name, value) = line.split_once('=')?;
        Some((name.to_owned(), value.to_owned()))
    });
    let key = setting("LoadCredential").find_map(|line| line.strip_prefix("amokey.key:"));
    let key = key.map(|path| (KEY_FILE.to_owned(), path.replace("%%", "%")));
    Some(Started::new(program, variables.chain(key)))
}

/// Whether something is needed of what `ProtectHome` hides. A keychain is reached below `/run/user`, and nobody knows
/// what a command of the person's own needs.
fn needs_homes(task: &Task) -> bool {
    let hidden =
        |path: &str| ["/home/", "/root/", "/run/user/"].iter().any(|home| path.starts_with(home));
    task.keychain
        || task.hooks
        || hidden(&task.program)
        || task.without_key().any(|(_, value)| hidden(value))
        || task.writable.iter().any(|folder| hidden(folder))
}

/// A word: in quotes only where it has to be.
fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@".contains(c);
    if text.chars().all(plain) { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let text = text.replace('\\', r"\\").replace('"', "\\\"");
    format!("\"{}\"", specifiers(&text))
}

/// What [`quoted`] or [`word`] wrote.
fn unquoted(text: &str) -> String {
    let text = text.replace("%%", "%");
    let Some(inside) = text.strip_prefix('"') else {
        return text;
    };
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    let mut chars = inside.chars();
    let mut plain = String::new();
    while let Some(c) = chars.next() {
        plain.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    plain
}

fn specifiers(text: &str) -> String {
    text.replace('%', "%%")
}

#[cfg(test)]
mod tests {
    use super::super::samples::{awkward, plain};
    use super::*;

    #[test]
    fn a_service_has_what_the_task_needs_and_nothing_else() {
        insta::assert_snapshot!(service(&plain(), None), @r##"
        # Written by "amokey schedule install", taken away by "amokey schedule remove".
        [Unit]
        Description=Refresh of the tokens for amoCRM and Kommo

        [Service]
        Type=oneshot
        ExecStart=/usr/bin/amokey refresh --all --due
        Environment="AMOKEY_HOME=/home/anna/.local/share/amokey"
        Environment="AMOKEY_STORE=keychain"
        TimeoutStartSec=1h
        UMask=0077

        ReadWritePaths=/home/anna/.local/share/amokey
        ProtectSystem=strict
        ProtectHome=read-only
        PrivateTmp=true
        ProtectControlGroups=true
        ProtectKernelModules=true
        ProtectKernelTunables=true
        CapabilityBoundingSet=
        LockPersonality=true
        NoNewPrivileges=true
        RemoveIPC=true
        RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
        RestrictNamespaces=true
        RestrictRealtime=true
        RestrictSUIDSGID=true
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged @resources
        SystemCallErrorNumber=EPERM
        "##);
        let user = service(&plain(), None);
        let system = service(&awkward(), Some(998));
        let without = |one: &str, other: &str| -> Vec<String> {
            let others: Vec<_> = other.lines().collect();
            let own = one.lines().filter(|line| !others.contains(line));
            own.map(ToOwned::to_owned).collect()
        };
        insta::assert_snapshot!(without(&system, &user).join("\n"), @r##"
        Wants=network-online.target
        After=network-online.target
        ExecStart="/opt/100%% & \"co\"/amokey" refresh --all --due
        Environment="AMOKEY_HOME=/srv/it's $HOME\\here"
        Environment="AMOKEY_STORE=file"
        Environment="AMOKEY_LANG=ru"
        LoadCredential=amokey.key:/etc/amokey 5%%.key
        User=998
        ReadWritePaths="/srv/it's $HOME\\here" "-/var/lib/n8n in here"
        ProtectHome=true
        MemoryDenyWriteExecute=true
        PrivateDevices=true
        ProcSubset=pid
        ProtectClock=true
        ProtectHostname=true
        ProtectKernelLogs=true
        ProtectProc=invisible
        "##);
        let gone = ["ExecStart", "Environment", "Environment", "ReadWritePaths", "ProtectHome"];
        let lines = without(&user, &system);
        assert!(lines.iter().map(|line| line.split('=').next().unwrap()).eq(gone), "{lines:?}");
    }

    #[test]
    fn what_was_written_is_read_again() {
        for task in [plain(), awkward()] {
            let started = read(&service(&task, None)).unwrap();
            assert_eq!(task.clone().installed_as(started.clone()), task);
            assert!(started.is_of(&task.folder) && !started.is_of("/elsewhere"));
        }
    }

    #[test]
    fn each_home_has_a_unit_of_its_own() {
        let [one, other] = [plain(), awkward()].map(|task| task.folder);
        let names = [Some(&*one), Some(&other), None].map(unit);
        assert_eq!(names, ["amokey-refresh-878a2abe", "amokey-refresh-ea7da325", "amokey-refresh"]);
    }

    #[test]
    fn a_timer_asks_twice_an_hour_and_catches_up() {
        insta::assert_snapshot!(timer(&plain()), @r##"
        # Written by "amokey schedule install", taken away by "amokey schedule remove".
        [Unit]
        Description=Refresh of the tokens for amoCRM and Kommo, twice an hour where one is due

        [Timer]
        OnCalendar=*-*-* *:17,47:00
        RandomizedDelaySec=5min
        Persistent=true

        [Install]
        WantedBy=timers.target
        "##);
    }
}
