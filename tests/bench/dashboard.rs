//! The real binary in a pseudo-terminal, with 10,000 profiles: first frame, keys, memory, and idle minutes, which
//! `-- --quick` leaves out.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use amokey::ledger::Ledger;
use jiff::{SignedDuration, Timestamp};

use crate::figures::{Times, figure};
use crate::samples;
use crate::terminal::Terminal;

pub fn measured() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());

    Times::new((0..30).map(|_| starts(home.path()).1))
        .tell("process start → first frame, 10,000 profiles", "(under 60 ms)");

    let (mut terminal, _) = starts(home.path());
    let down_and_up = (0..300).map(|n| if n % 40 < 20 { "<down>" } else { "<up>" });
    Times::new(down_and_up.map(|key| {
        let pressed = Instant::now();
        settled(terminal.types(key), pressed)
    }))
    .tell("key → frame", "(p99 under 16 ms)");
    terminal.types("/");
    let letters = "client-0012".chars().map(String::from).chain(["<ctrl-u>".to_owned()]);
    Times::new(letters.cycle().take(120).map(|key| {
        let pressed = Instant::now();
        settled(terminal.types(&key), pressed)
    }))
    .tell("letter of a filter → frame", "(p99 under 16 ms)");
    terminal.types("<esc>");

    let memory = tasks(&terminal, "VmRSS")[0] / 1024;
    println!("memory of the dashboard: {memory} MB (under 40 MB)");
    if !std::env::args().any(|arg| arg == "--quick") {
        // Workers that have nothing more to do go away within ten seconds; what they do is no waking up.
        thread::sleep(Duration::from_secs(15));
        let awake = || tasks(&terminal, "voluntary_ctxt_switches").iter().sum::<u64>();
        let before = (awake(), terminal.drawn().len());
        thread::sleep(Duration::from_secs(3 * 60));
        let (woken, drawn) = (awake() - before.0, terminal.drawn().len() - before.1);
        println!(
            "idle for 3 minutes: {woken} times awake in all threads, {drawn} pieces drawn (at most one a minute)"
        );
    }
}

/// 10,000 profiles that have nothing to tell for hours.
fn fill(home: &Path) {
    let ledger = Ledger::open(&home.join("ledger.sqlite")).unwrap();
    let now = Timestamp::now();
    for mut profile in samples::many(10_000).all {
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

fn starts(home: &Path) -> (Terminal, Duration) {
    let begun = Instant::now();
    let environment = [
        ("AMOKEY_HOME", home.to_str().unwrap()),
        ("AMOKEY_STORE", "memory"),
        ("AMOKEY_LANG", "en"),
        ("TERM", "xterm-256color"),
        ("HOME", home.to_str().unwrap()),
    ];
    let terminal =
        Terminal::start(&[], &environment.map(|(name, value)| (name.into(), value.into())));
    let first_frame = settled(&terminal, begun);
    (terminal, first_frame)
}

/// From then to the last piece that was drawn without a pause of 20 ms between two.
fn settled(terminal: &Terminal, since: Instant) -> Duration {
    loop {
        match terminal.drawn().last() {
            Some(last) if *last > since && last.elapsed() > Duration::from_millis(20) => {
                return *last - since;
            }
            _ => thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// A figure of each of its threads.
fn tasks(terminal: &Terminal, name: &str) -> Vec<u64> {
    let tasks = fs::read_dir(format!("/proc/{}/task", terminal.pid())).unwrap();
    tasks.map(|task| figure(task.unwrap().path(), name)).collect()
}
