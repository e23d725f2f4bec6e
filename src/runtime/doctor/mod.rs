//! What the self-tests learn from this process: its environment, and what it sees of itself under cron.

pub mod cron;
mod settings;

use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;

use super::child;
use crate::domain::environment::is_text_browser;
use crate::runtime::environment;
use crate::service::doctor::Environment;
use crate::service::doctor::check::Check;
use crate::service::doctor::proxy::ProxySettings;

pub fn environment() -> Environment {
    Environment {
        browser: browser(),
        settings: settings::checks(),
        proxy: ProxySettings {
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

/// What [`super::browser::open`] would do. Nothing is opened, and the link can always be copied: this never fails.
fn browser() -> Check {
    let attention = |id| Check::attention("browser", id);
    if let Some(named) = set("BROWSER") {
        // A list of commands, each with its arguments.
        let mut programs = named.split(':').filter_map(|line| line.split_whitespace().next());
        return match programs.find(|program| child::find(program).is_some()) {
            // It would write over the screen.
            Some(program) if is_text_browser(program) => attention("doctor-browser-text")
                .text("program", program)
                .fix("doctor-browser-by-hand"),
            Some(program) => Check::ok("browser", "doctor-browser-named").text("program", program),
            None => {
                attention("doctor-browser-missing").text("program", &named).run("unset BROWSER")
            }
        };
    }
    if !environment::signs().opens_browser() {
        return attention("doctor-browser-no-display").fix("doctor-browser-by-hand");
    }
    if !webbrowser::Browser::is_available() {
        return attention("doctor-browser-no-program").fix("doctor-browser-by-hand");
    }
    let display = ["WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME"]
        .into_iter()
        .find_map(|name| Some(format!("{name}={}", set(name)?)));
    match display {
        Some(display) => Check::ok("browser", "doctor-browser-display").text("display", display),
        None => Check::ok("browser", "doctor-browser-system"),
    }
}
