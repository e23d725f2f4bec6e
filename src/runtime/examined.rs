//! What the environment says, for the self-tests.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;

use super::surroundings;
use crate::domain::surroundings::is_text_browser;
use crate::service::doctor::Environment;
use crate::service::doctor::browser::Seen;
use crate::service::doctor::proxy::Settings;

/// Looks around.
pub fn look() -> Environment {
    Environment {
        browser: browser_there(),
        proxy: Settings {
            variable: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
                .into_iter()
                .find_map(|name| Some((name.to_owned(), set(name)?))),
            rules: Arc::new(Matcher::from_system()),
        },
        authorities: set("SSL_CERT_FILE").map(PathBuf::from),
    }
}

fn set(name: &str) -> Option<String> {
    env::var_os(name)
        .map(|value| value.to_string_lossy().into_owned())
        .filter(|value| !value.is_empty())
}

/// What [`super::browser::open`] would do. Nothing is opened.
fn browser_there() -> Seen {
    if let Some(named) = set("BROWSER") {
        // A list of commands, each with its arguments.
        let programs = named
            .split(':')
            .filter_map(|line| line.split_whitespace().next());
        return match programs.clone().find(|program| is_program(program)) {
            Some(program) if is_text_browser(program) => Seen::Text {
                program: program.to_owned(),
            },
            Some(program) => Seen::Named {
                program: program.to_owned(),
            },
            None => Seen::Missing { program: named },
        };
    }
    if !surroundings::signs().opens_browser() {
        return Seen::NoDisplay;
    }
    if !webbrowser::Browser::is_available() {
        return Seen::NoProgram;
    }
    let display = ["WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME"]
        .into_iter()
        .find_map(|name| Some(format!("{name}={}", set(name)?)));
    Seen::System { display }
}

/// Whether a command is there: a path, or a name that one of the folders of `PATH` has.
fn is_program(name: &str) -> bool {
    let path = Path::new(name);
    if path.is_absolute() || path.components().count() > 1 {
        return is_executable(path);
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|folder| is_executable(&folder.join(path)))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata()
        .is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file() || path.with_extension("exe").is_file()
}
