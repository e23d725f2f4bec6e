//! What the environment says, for the self-tests.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;

use super::{child, surroundings};
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
        return match programs
            .clone()
            .find(|program| child::find(program).is_some())
        {
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
