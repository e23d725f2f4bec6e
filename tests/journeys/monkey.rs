//! A monkey at the keyboard: keys, pastes, the mouse, windows of every size and sequences that are broken, against the
//! real program. Whatever it does, nothing panics, nothing hangs, the window is drawn in its size, and the terminal is
//! given back as it was.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use amokey::sandbox::Options;
use nix::sys::signal::{Signal, kill};

use crate::killed::Dice;
use crate::person::Person;
use crate::script::sealed;
use crate::terminal::{PATIENCE, Terminal};

/// Ten seconds each; ten minutes with `AMOKEY_TEST_LONG=1`.
fn length() -> Duration {
    Duration::from_secs(if crate::is_long() { 600 } else { 10 })
}

/// After the last change of the window's size it is drawn within this time, where the machine has nothing else to do.
const AT_ONCE: Duration = Duration::from_millis(100);

/// Letters and keys that act. Not `q`, on any layout, nor Ctrl+C: those leave, as they should. Nor Ctrl+P: outside of the
/// full screen nothing is drawn.
const KEYS: [&str; 61] = [
    "\r",
    "\r",
    "\r",
    "\x1b",
    "\t",
    "\x1b[Z",
    "\x7f",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[H",
    "\x1b[F",
    "\x1bOP",
    "\x1bOQ",
    "\x01",
    "\x07",
    "\x0f",
    "\x12",
    "\x15",
    "\x17",
    "\x19",
    "\x1a",
    "\x1b\x7f",
    "\x1b[1;2A",
    "\x1b[1;2B",
    "\x1b[3~",
    "\x1b[15~",
    "\x1b[24~",
    "a",
    "c",
    "e",
    "f",
    "g",
    "j",
    "k",
    "l",
    "m",
    "n",
    "o",
    "r",
    "s",
    "t",
    "v",
    "V",
    "x",
    "y",
    "/",
    "?",
    " ",
    "!",
    "<",
    "1",
    "7",
    "ф",
    "Ж",
    "ї",
    "é",
    "漢",
];

/// What is begun and not ended, or is nothing at all. No report of a mouse at column 0: in a debug build, what reads the
/// keys panics over it.
const BROKEN: [&str; 14] = [
    "\x1b[",
    "\x1b[1;",
    "\x1b[<0;1",
    "\x1b[<0;1;",
    "\x1b[<999999;1;1M",
    "\x1b[200~half a paste",
    "\x1b[201~",
    "\x1bO",
    "\x1b]0;title",
    "\x1bP+r",
    "\x1b[?1;2c",
    "\x1b[12;40R",
    "\x1b[99999999999999999999~",
    "\x1b\x1b\x1b",
];

/// What people paste: right, wrong, too long, with what must not be in it.
const PASTES: [&str; 10] = [
    "demo.amocrm.ru",
    "https://acme.kommo.com/leads/list/",
    "2912780f-a1e4-4d5d-a069-ee01422d8bef",
    "http://localhost:18497/callback?code=def50200aa&state=00&referer=demo.amocrm.ru",
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.AAAA",
    "\"one line\r\nanother line\"\n",
    "«Ромашка»\u{202e}\u{0}\u{7}",
    "\x1b[2J\x1b[200~a paste in a paste",
    "",
    "   ",
];

/// Where nothing is drawn but that it is too small, the smallest that is drawn, the usual ones, and the largest.
const SIZES: [(u16, u16); 12] = [
    (4, 2),
    (20, 5),
    (59, 16),
    (60, 15),
    (60, 16),
    (80, 24),
    (80, 25),
    (120, 36),
    (132, 20),
    (200, 60),
    (61, 100),
    (300, 90),
];

struct Monkey {
    terminal: Terminal,
    dice: Dice,
    seed: u64,
    size: (u16, u16),
    steps: u32,
    /// How long it took until the window was drawn in its size.
    drawn: Vec<Duration>,
}

impl Monkey {
    fn at(terminal: Terminal) -> Self {
        let dice = Dice::new();
        let seed = dice.seed();
        println!("AMOKEY_TEST_SEED={seed}");
        Self { terminal, dice, seed, size: (80, 24), steps: 0, drawn: Vec::new() }
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.dice.roll(count.try_into().unwrap())).unwrap()
    }

    /// Does whatever comes to its mind until its time is up.
    fn plays(&mut self) -> &mut Self {
        let end = Instant::now() + length();
        while Instant::now() < end {
            for _ in 0..self.below(30) {
                self.does_something();
            }
            self.looks_at_a_window();
        }
        self
    }

    fn does_something(&mut self) {
        self.steps += 1;
        let text = match self.below(20) {
            0..12 => self.one(&KEYS).to_owned(),
            12 => format!("\x1b[200~{}\x1b[201~", self.one(&PASTES)),
            13 => format!("\x1b[200~{}\x1b[201~", "x".repeat(self.below(40_000))),
            14 | 15 => self.one(&BROKEN).to_owned(),
            16 | 17 => self.mouse(),
            18 => {
                // Nobody waits for it to be drawn.
                self.size = SIZES[self.below(SIZES.len())];
                self.terminal.resizes(self.size.0, self.size.1);
                return;
            }
            _ => {
                let signal = [Signal::SIGWINCH, Signal::SIGCONT, Signal::SIGTSTP][self.below(3)];
                self.terminal.signal(signal);
                return;
            }
        };
        self.terminal.send(&text);
    }

    /// Buttons, the wheel and movements, inside of the window and outside. The keys in the last line can be clicked, and one
    /// of them leaves: buttons stay above the lowest place of that line.
    fn mouse(&mut self) -> String {
        let button = [0, 1, 2, 32, 35, 64, 65, 4, 16][self.below(9)];
        let lines = if matches!(button, 64 | 65) { 70 } else { 14 };
        let (x, y) = (1 + self.below(220), 1 + self.below(lines));
        let end = ["M", "m"][self.below(2)];
        format!("\x1b[<{button};{x};{y}{end}")
    }

    /// Whatever was done before: a frame in the window's size, and soon.
    fn looks_at_a_window(&mut self) {
        let others: Vec<_> = SIZES.into_iter().filter(|size| *size != self.size).collect();
        self.size = others[self.below(others.len())];
        let took = self.terminal.draws_in(self.size.0, self.size.1);
        // Where nothing but "too small" is drawn there is less to do.
        if self.size.0 >= 60 && self.size.1 >= 16 {
            self.drawn.push(took);
        }
    }

    /// Leaves; `logs` is what the program has written into its log.
    fn leaves(mut self, logs: impl Fn() -> String) {
        let Self { seed, steps, .. } = self;
        self.looks_at_a_window();
        let told = logs();
        // By a signal: a sequence that was begun and not ended may swallow the next keys.
        self.terminal.signal(Signal::SIGTERM);
        // A refresh that was under way is finished when nobody looks any more, and where it failed the exit code tells so.
        let code = self.terminal.ends().exit_code();
        assert!(matches!(code, 130 | 3 | 4), "AMOKEY_TEST_SEED={seed}: {code}");
        assert_eq!(self.terminal.left_behind(), "", "AMOKEY_TEST_SEED={seed}");
        assert!(!told.contains("a panic"), "AMOKEY_TEST_SEED={seed}: {told}");
        self.drawn.sort_unstable();
        let at = |part: usize| self.drawn[(self.drawn.len() - 1) * part / 100];
        println!(
            "{steps} steps, {} windows: drawn within {:?} (half), {:?} (most), {:?} (all)",
            self.drawn.len(),
            at(50),
            at(95),
            at(100)
        );
        // Other tests may keep the machine busy, but not all the time.
        assert!(at(25) < AT_ONCE, "AMOKEY_TEST_SEED={seed}: {:?}", self.drawn);
    }
}

/// Whatever still runs when its time is long up hangs: then it is killed, and what waits for it fails.
fn watched(terminal: &Terminal) -> impl Drop + use<> {
    struct Watched(Option<std::sync::mpsc::Sender<()>>);
    impl Drop for Watched {
        fn drop(&mut self) {
            drop(self.0.take());
        }
    }
    let (sender, ended) = channel::<()>();
    let (pid, time) = (terminal.pid(), length() + PATIENCE * 3);
    std::thread::spawn(move || {
        if ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
            // What waits for it fails then.
            let _ = kill(pid, Signal::SIGKILL);
        }
    });
    Watched(Some(sender))
}

/// Everything that was logged below a folder.
fn logged(folder: &Path) -> String {
    let mut folders = vec![folder.to_owned()];
    let mut told = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "log") {
                told.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    told
}

#[test]
fn a_monkey_at_the_dashboard() {
    let person = Person::new("en");
    let folder = person.home.path().join("tmp");
    fs::create_dir(&folder).unwrap();
    let person = person.finding("TMPDIR", folder.to_str().unwrap());
    let mut terminal = person.runs(&["demo", "--profiles", "40", "--no-browser"]);
    let _watched = watched(&terminal);
    terminal.sees("profiles");
    let mut monkey = Monkey::at(terminal);
    monkey.plays();
    monkey.leaves(|| {
        let told = logged(&folder);
        assert!(fs::read_dir(&folder).unwrap().count() > 0, "the demo's folder is elsewhere");
        told
    });
}

/// With a profile that is there, so that Esc never leaves.
#[test]
fn a_monkey_in_the_wizard() {
    let person = sealed("en", &Options::default());
    let sandbox = person.sandbox.origin();
    let mut terminal = person.runs(&["setup", "--no-browser", "--sandbox", sandbox]);
    let _watched = watched(&terminal);
    terminal.sees("which one do you want");
    let mut monkey = Monkey::at(terminal);
    monkey.plays();
    monkey.leaves(|| person.logs());
}
