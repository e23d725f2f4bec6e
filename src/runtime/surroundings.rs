//! Looks around: the environment and the marks that container runtimes and Windows leave.

use std::env;
use std::fs;
use std::path::Path;

use crate::domain::surroundings::{Signs, System};

/// What can be seen of where we are.
pub fn signs() -> Signs {
    Signs {
        system: system(),
        ssh: said("SSH_CONNECTION").or_else(|| said("SSH_TTY").map(|_| String::new())),
        user: said("USER").or_else(|| said("LOGNAME")),
        // Docker, Podman, and what systemd-nspawn and LXC say.
        container: Path::new("/.dockerenv").exists()
            || Path::new("/run/.containerenv").exists()
            || said("container").is_some(),
        display: said("DISPLAY")
            .or_else(|| said("WAYLAND_DISPLAY"))
            .is_some(),
        browser: said("BROWSER"),
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
    if said("WSL_DISTRO_NAME").is_some() || by_microsoft() {
        System::Wsl
    } else {
        System::Unix
    }
}

fn said(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
