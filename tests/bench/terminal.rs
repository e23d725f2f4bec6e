//! The real binary in a pseudo-terminal, with 1,000 profiles: first frame, keys, an idle minute, memory.
//!
//! `cargo bench --bench terminal` (the idle minutes take three; `-- --quick` leaves them out).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    reason = "a measurement says what went wrong by failing"
)]

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use amokey::ledger::Ledger;
use jiff::{SignedDuration, Timestamp};
use portable_pty::{CommandBuilder, NativePtySystem, PtySize, PtySystem as _};

#[path = "../flows/samples.rs"]
mod samples;

/// What the samples stand on in the flow tests.
mod harness {
    pub const NOW: &str = "2026-11-21T09:00:00Z";
}

const PATIENCE: Duration = Duration::from_secs(10);

fn main() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());

    let mut first: Vec<Duration> = (0..30)
        .map(|_| Running::start(home.path()).first_frame)
        .collect();
    tell(
        "process start → first frame, 1,000 profiles",
        &mut first,
        "under 30 ms",
    );

    let mut running = Running::start(home.path());
    let mut keys: Vec<Duration> = (0..300)
        .map(|round| running.key(if round % 40 < 20 { "\x1b[B" } else { "\x1b[A" }))
        .collect();
    tell("key → frame", &mut keys, "p99 under 5 ms");

    say(&format!(
        "memory of the dashboard: {} MB (under 20 MB)",
        megabytes(running.pid)
    ));
    if !std::env::args().any(|arg| arg == "--quick") {
        // Workers that have nothing more to do go away within ten seconds; what they do is no waking up.
        let _ = running.drawn_within(Duration::from_secs(15));
        let minutes = 3;
        let before = wake_ups(running.pid);
        let drawn = running.drawn_within(Duration::from_secs(60 * minutes));
        let woken = wake_ups(running.pid).saturating_sub(before);
        say(&format!(
            "idle for {minutes} minutes: {woken} times awake in all threads, {drawn} pieces drawn (at most one a minute)"
        ));
    }
}

/// 1,000 profiles that have nothing to tell for hours.
fn fill(home: &Path) {
    let ledger = Ledger::open(&home.join("ledger.sqlite")).unwrap();
    let now = Timestamp::now();
    for mut profile in samples::many(1_000).all {
        profile.needs_authorization = None;
        profile.elsewhere_since = None;
        if let Some(access) = &mut profile.access {
            access.expires_at = now + SignedDuration::from_hours(24 * 400);
            access.lifetime = 24 * 400 * 3600;
        }
        if let Some(refresh) = &mut profile.refresh {
            refresh.issued_at = now;
            refresh.estimated_expiry = now + SignedDuration::from_hours(24 * 80 + 12);
        }
        ledger.put_profile(&profile).unwrap();
    }
}

struct Running {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    pid: u32,
    writer: Box<dyn std::io::Write + Send>,
    frames: Receiver<Instant>,
    first_frame: Duration,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Running {
    fn start(home: &Path) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = NativePtySystem::default().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_amokey"));
        command.env("AMOKEY_HOME", home);
        command.env("AMOKEY_STORE", "memory");
        command.env("AMOKEY_LANG", "en");
        command.env("TERM", "xterm-256color");
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, frames) = channel();
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            // What is written to the terminal is a frame, or a part of one.
            while reader.read(&mut bytes).is_ok_and(|count| count > 0)
                && sender.send(Instant::now()).is_ok()
            {}
        });
        let pid = child.process_id().unwrap();
        let mut running = Self {
            child,
            pid,
            writer,
            frames,
            first_frame: Duration::ZERO,
            _master: pair.master,
        };
        running.first_frame = running.settled(begun);
        running
    }

    /// Presses a key; the time until the last byte of what was drawn for it.
    fn key(&mut self, key: &str) -> Duration {
        while self.frames.try_recv().is_ok() {}
        let pressed = Instant::now();
        self.writer.write_all(key.as_bytes()).unwrap();
        self.settled(pressed)
    }

    /// How many pieces are drawn while nothing is done.
    fn drawn_within(&self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut pieces = 0;
        while self
            .frames
            .recv_timeout(end.saturating_duration_since(Instant::now()))
            .is_ok()
        {
            pieces += 1;
        }
        pieces
    }

    /// The last piece that came without a pause of 20 ms between two.
    fn settled(&self, since: Instant) -> Duration {
        let mut last = self.frames.recv_timeout(PATIENCE).unwrap();
        while let Ok(next) = self.frames.recv_timeout(Duration::from_millis(20)) {
            last = next;
        }
        last - since
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.writer.write_all(b"q").unwrap();
        self.child.wait().unwrap();
    }
}

fn status(pid: u32, name: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for task in std::fs::read_dir(format!("/proc/{pid}/task")).unwrap() {
        let text = std::fs::read_to_string(task.unwrap().path().join("status")).unwrap();
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        found.push(line.split_whitespace().nth(1).unwrap().parse().unwrap());
    }
    found
}

fn wake_ups(pid: u32) -> u64 {
    status(pid, "voluntary_ctxt_switches").iter().sum()
}

fn megabytes(pid: u32) -> u64 {
    status(pid, "VmRSS")[0] / 1024
}

fn tell(what: &str, times: &mut [Duration], goal: &str) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    say(&format!(
        "{what}: median {:.1} ms, p99 {:.1} ms, worst {:.1} ms ({goal})",
        at(50),
        at(99),
        at(100)
    ));
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
