//! Opens a page in the person's browser.

use std::env;
use std::fmt::Display;
use std::io::{self, Read as _, Write as _};
use std::process::{Command, ExitStatus, Stdio};

use crate::domain::secret;
use crate::domain::trouble::{Cause, Trouble};

/// The command line that opens the page whose address is on standard input.
const OPEN: [&str; 2] = ["page", "--open"];

/// No address of a page comes near this.
const LONGEST: u64 = 64 * 1024;

/// Opens a page. That it worked does not mean that a page is seen: the screen keeps offering other ways.
pub fn open(url: &str) -> Result<(), Trouble> {
    // A browser inherits the whole environment of whoever starts it. Where there is a secret in ours, that is another
    // process of this program, without them.
    if secret::VARIABLES.iter().all(|name| env::var_os(name).is_none()) {
        return webbrowser::open(url).map_err(|error| Trouble::noted(Cause::NoBrowser, error));
    }
    let failed = |reason: &dyn Display| Trouble::noted(Cause::NoBrowser, reason);
    let status = elsewhere(url).map_err(|error| failed(&error))?;
    if status.success() { Ok(()) } else { Err(failed(&status)) }
}

fn elsewhere(url: &str) -> io::Result<ExitStatus> {
    let mut command = Command::new(env::current_exe()?);
    for name in secret::VARIABLES {
        command.env_remove(name);
    }
    let mut child = command
        .args(OPEN)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(url.as_bytes())?;
    }
    child.wait()
}

pub fn open_said() -> Result<(), Trouble> {
    let mut url = String::new();
    let read = io::stdin().lock().take(LONGEST).read_to_string(&mut url);
    read.map_err(|error| Trouble::noted(Cause::NoBrowser, error))?;
    open(url.trim())
}
