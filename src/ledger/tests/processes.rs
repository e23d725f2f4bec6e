//! What holds between threads holds between processes: this very program, started again.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};

use super::*;

const LEDGER: &str = "AMOKEY_TEST_LEDGER";
const STATES: u8 = 40;

#[test]
fn of_four_processes_one_takes_each_state() {
    let (home, ledger) = Home::opened();
    for seed in 0..STATES {
        ledger.begin(&pending(seed)).unwrap();
    }
    let mut children: Vec<Child> = (0..4)
        .map(|_| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "ledger::tests::processes::take_all", "--nocapture"])
                .env(LEDGER, &home.path)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in &mut children {
        writeln!(child.stdin.as_mut().unwrap(), "go").unwrap();
    }
    let taken: usize = children
        .into_iter()
        .map(|child| {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success());
            String::from_utf8_lossy(&output.stdout)
                .lines()
                .find_map(|line| line.strip_prefix("taken ")?.parse::<usize>().ok())
                .unwrap()
        })
        .sum();
    assert_eq!(taken, usize::from(STATES));
    assert_eq!(ledger.pending(at(NOW)), Ok(vec![]));
}

/// One of the processes; without the others there is nothing to take.
#[test]
fn take_all() {
    let Some(path) = std::env::var_os(LEDGER) else { return };
    let ledger = Ledger::open(Path::new(&path)).unwrap();
    std::io::stdin().read_line(&mut String::new()).unwrap();
    let taken = (0..STATES)
        .map(|seed| ledger.take(&pending(seed).state, at(NOW), anybody).unwrap())
        .filter(|taken| matches!(taken, Taken::Live(_)));
    println!("\ntaken {}", taken.count());
}
