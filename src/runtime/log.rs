//! The log: a file, never the screen. Secrets cannot get there: their `Debug` prints `***`.

use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;

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
    let filter = EnvFilter::builder()
        .parse(asked)
        .ok()
        .filter(|filter| filter.to_string().starts_with("amokey"))
        .unwrap_or_else(|| EnvFilter::new("amokey=warn"));
    // A second call, as in a test, keeps the first log.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(std::sync::Mutex::new(file))
        .try_init();
}
