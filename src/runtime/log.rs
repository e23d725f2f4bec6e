//! The log: a file, never the screen. Secrets cannot get there: their `Debug` prints `***`.

use tracing::Level;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

use super::home::Home;

/// Begins to log. `AMOKEY_LOG` chooses what, as in `AMOKEY_LOG=amokey=debug`; warnings by default, and only our
/// own: a library's debug output is not read for secrets.
pub fn begin(home: &Home) {
    let Ok(file) = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("amokey")
        .filename_suffix("log")
        .max_log_files(7)
        .build(home.logs())
    else {
        // Without a log everything else works.
        return;
    };
    let asked = std::env::var("AMOKEY_LOG").unwrap_or_default();
    let ours = |targets: &Targets| targets.iter().all(|(name, _)| name.starts_with("amokey"));
    let targets = asked
        .parse()
        .ok()
        .filter(|targets| !asked.is_empty() && ours(targets))
        .unwrap_or_else(|| Targets::new().with_target("amokey", Level::WARN));
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(std::sync::Mutex::new(file))
        .with_filter(targets);
    // A second call, as in a test, keeps the first log.
    let _ = tracing_subscriber::registry().with(lines).try_init();
}
