//! Opens a page in the person's browser.

use std::env;
use std::path::Path;

use crate::domain::trouble::{Cause, Trouble};

/// Opens a page. That it worked does not mean that a page is seen: the screen keeps offering other ways.
pub fn open(url: &str) -> Result<(), Trouble> {
    webbrowser::open(url).map_err(|error| Trouble::noted(Cause::NoBrowser, error))
}

/// Whether there is a browser that opens a window of its own.
///
/// A text browser (`BROWSER=w3m`) would write over the screen, and without a display none can open.
pub fn is_there() -> bool {
    if let Some(named) = env::var_os("BROWSER").filter(|value| !value.is_empty()) {
        return !is_text_browser(Path::new(&named));
    }
    if cfg!(any(target_os = "macos", windows)) {
        return true;
    }
    let has = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    has("DISPLAY") || has("WAYLAND_DISPLAY") || has("WSL_DISTRO_NAME")
}

/// Whether a program is a browser that writes over the screen.
pub fn is_text_browser(path: &Path) -> bool {
    const TEXT: [&str; 8] = [
        "w3m",
        "lynx",
        "links",
        "links2",
        "elinks",
        "www-browser",
        "browsh",
        "netsurf-fb",
    ];
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| TEXT.contains(&name))
}

/// The line for `ssh -L`, when this is another machine than the one the person sits at.
pub fn remote() -> Option<String> {
    let connection = env::var("SSH_CONNECTION").ok()?;
    let server = connection.split(' ').nth(2)?.to_owned();
    let user = env::var("USER").or_else(|_| env::var("LOGNAME")).ok()?;
    Some(format!("{user}@{server}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_browser_is_never_opened_over_the_screen() {
        assert!(is_text_browser(Path::new("/usr/bin/w3m")));
        assert!(!is_text_browser(Path::new("/usr/bin/firefox")));
    }
}
