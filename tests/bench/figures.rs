//! How often something is done, how long it took, and who does it.

use std::env;
use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use amokey::sandbox::Options;

use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::connects_by_code;

pub const AMOKEY: &str = env!("CARGO_BIN_EXE_amokey");

/// Durations, the shortest first.
pub struct Times(Vec<Duration>);

impl Times {
    pub fn new(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut times: Vec<_> = times.into_iter().collect();
        times.sort_unstable();
        Self(times)
    }

    /// Does something so many times, after a twentieth of that to warm up.
    pub fn of(rounds: usize, mut round: impl FnMut(usize)) -> Self {
        (0..rounds / 20).for_each(&mut round);
        Self::new((0..rounds).map(|n| {
            let begun = Instant::now();
            round(n);
            begun.elapsed()
        }))
    }

    pub fn at(&self, percent: usize) -> Duration {
        self.0[(self.0.len() - 1) * percent / 100]
    }

    pub fn median(&self) -> Duration {
        self.at(50)
    }

    pub fn tell(&self, what: &str, goal: &str) {
        println!("{what:<48} {self}  {goal}");
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [median, p95, p99, slowest] = [50, 95, 99, 100].map(|percent| self.at(percent));
        write!(f, "median {median:.1?}, p95 {p95:.1?}, p99 {p99:.1?}, slowest {slowest:.1?}")
    }
}

/// Somebody whose profile `demo` is in a keychain of their own.
pub fn connected(options: &Options) -> Person {
    connects(Person::listening("en", options).keeping(Keychain::unlocked()))
}

/// The same with the keychain of this session, which this process reads and writes as well.
pub fn connected_in_session(options: &Options) -> Person {
    let bus = env::var("DBUS_SESSION_BUS_ADDRESS").unwrap();
    let person = Person::listening("en", options).finding("AMOKEY_STORE", "keychain");
    connects(person.finding("DBUS_SESSION_BUS_ADDRESS", &bus))
}

/// Entries are named as those of a first home are: by the profile alone.
fn connects(person: Person) -> Person {
    fs::create_dir(person.data()).unwrap();
    fs::write(person.data().join("home.id"), "first\n").unwrap();
    connects_by_code(&person, "demo");
    person
}

/// A figure of a process or a thread, by its folder below `/proc`: a count, or KiB.
pub fn figure(of: impl AsRef<Path>, name: &str) -> u64 {
    let status = fs::read_to_string(of.as_ref().join("status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// A program in somebody's environment.
pub fn program(person: &Person, program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).env_clear().envs(person.environment()).stdin(Stdio::null());
    command
}

/// How long a program takes from its start to its end, and what it prints; it has to end well.
pub fn time(command: &mut Command) -> (Duration, String) {
    let begun = Instant::now();
    let output = command.output().unwrap();
    let took = begun.elapsed();
    assert!(output.status.success(), "{output:?}");
    (took, String::from_utf8(output.stdout).unwrap())
}
