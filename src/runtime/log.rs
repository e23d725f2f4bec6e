//! The log: a file, never the screen. Secrets cannot get there: their `Debug` prints `***`.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing::{Level, Metadata};
use tracing_subscriber::filter::{FilterExt as _, Targets, filter_fn};
use tracing_subscriber::prelude::*;

use super::clock;
use super::home::Home;
use crate::files;

const KEPT: usize = 7;

/// Begins to log. `AMOKEY_LOG` chooses what, as in `AMOKEY_LOG=amokey=debug`; warnings by default, and only our
/// own: a library's debug output is not read for secrets.
pub fn begin(home: &Home) {
    let Ok(file) = open(&home.logs()) else {
        // Without a log everything else works.
        return;
    };
    let asked = std::env::var("AMOKEY_LOG").unwrap_or_default();
    let targets = asked
        .parse()
        .ok()
        .filter(|_: &Targets| !asked.is_empty())
        .unwrap_or_else(|| Targets::new().with_default(Level::WARN));
    let ours = filter_fn(|metadata: &Metadata<'_>| is_ours(metadata.target()));
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(Mutex::new(file))
        .with_filter(targets.and(ours));
    // A second call, as in a test, keeps the first log.
    let _ = tracing_subscriber::registry().with(lines).try_init();
}

fn is_ours(target: &str) -> bool {
    let rest = target.strip_prefix(env!("CARGO_CRATE_NAME"));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The log of today, for its owner alone. Those of the oldest days go.
fn open(folder: &Path) -> io::Result<File> {
    let today = clock::now().strftime("amokey.%Y-%m-%d.log").to_string();
    let mut logs: Vec<String> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("amokey.") && *name != today)
        .collect();
    // Their names are in the order of their days.
    logs.sort_unstable_by(|one, other| other.cmp(one));
    for name in logs.iter().skip(KEPT - 1) {
        fs::remove_file(folder.join(name))?;
    }
    let file = files::private().append(true).open(folder.join(today))?;
    // One that is there already may be as another version has made it.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        for day in 10..20 {
            let name = format!("amokey.2026-01-{day}.log");
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::write(folder.path().join("notes.txt"), "").unwrap();
        open(folder.path()).unwrap();
        let mut names: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort_unstable();
        assert_eq!(names.len(), KEPT + 1, "{names:?}");
        assert_eq!(names.first().unwrap(), "amokey.2026-01-14.log");
    }

    #[test]
    fn only_our_own_lines_are_ours() {
        assert!(is_ours("amokey") && is_ours("amokey::oauth"));
        assert!(!is_ours("amokeyx") && !is_ours("hyper::proto") && !is_ours("h2"));
    }
}
