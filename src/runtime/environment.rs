//! Looks around: the environment and the marks that container runtimes and Windows leave.

use std::env;
use std::fs;
use std::path::Path;

use crate::domain::environment::{EnvironmentSigns, System};

pub fn signs() -> EnvironmentSigns {
    EnvironmentSigns {
        system: system(),
        ssh: variable("SSH_CONNECTION").or_else(|| variable("SSH_TTY").map(|_| String::new())),
        user: variable("USER").or_else(|| variable("LOGNAME")),
        // Docker, Podman, and what systemd-nspawn and LXC say.
        container: Path::new("/.dockerenv").exists()
            || Path::new("/run/.containerenv").exists()
            || variable("container").is_some(),
        display: variable("DISPLAY").or_else(|| variable("WAYLAND_DISPLAY")).is_some(),
        browser: variable("BROWSER"),
    }
}

fn system() -> System {
    if cfg!(any(target_os = "macos", windows)) {
        return System::Desktop;
    }
    // `sudo` and services lose the variable; the kernel still says who built it.
    let by_microsoft = || {
        fs::read_to_string("/proc/version")
            .is_ok_and(|version| version.to_ascii_lowercase().contains("microsoft"))
    };
    if variable("WSL_DISTRO_NAME").is_some() || by_microsoft() { System::Wsl } else { System::Unix }
}

/// Whether colours are wanted: `NO_COLOR` forbids them.
pub fn colour() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A variable that is text, and not empty.
pub fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
