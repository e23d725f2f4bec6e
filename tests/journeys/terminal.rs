//! A pseudo-terminal with the real binary in it, read as a person reads it.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::sys::termios::LocalFlags;
use nix::unistd::Pid;
use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, NativePtySystem, PtySize, PtySystem as _,
};

pub const PATIENCE: Duration = Duration::from_secs(20);

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    drawn: Vec<Instant>,
    ended: bool,
}

impl Seen {
    /// Whether everything was drawn anew behind so many bytes: down to the last line, which is never empty, or, where the
    /// window is too small for that, the words that say so.
    fn has_frame(&self, from: usize, (width, height): (u16, u16)) -> bool {
        let is_blank = |line: &[u8]| line == b"\x1b[2J";
        let screen = self.parser.screen();
        let is_anew = self.bytes[from..].windows(4).any(is_blank);
        let drawn = if width >= 60 && height >= 16 {
            let last = screen.rows(0, width).last().unwrap_or_default();
            let is_too_small = ["needs", "нужно", "потрібно"]
                .into_iter()
                .any(|word| self.shows(&format!("{word} 60×16")));
            !last.trim().is_empty() && !is_too_small
        } else if width >= 20 && height >= 5 {
            self.shows(&format!("{width}×{height}"))
        } else {
            true
        };
        is_anew && drawn
    }

    /// Whether a text is on the screen, perhaps wrapped by the edge of the window.
    fn shows(&self, text: &str) -> bool {
        let screen = self.parser.screen().contents();
        let flowing = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        screen.contains(text) || flowing.contains(text)
    }
}

pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Typed by a thread of their own: whoever writes much to a program that has ended waits for ever.
    keys: Sender<Vec<u8>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

impl Terminal {
    pub fn start(args: &[&str], environment: &[(String, String)]) -> Self {
        Self::of(env!("CARGO_BIN_EXE_amokey"), args, environment)
    }

    /// Any program in a terminal of its own.
    pub fn of(program: &str, args: &[&str], environment: &[(String, String)]) -> Self {
        let (master, child) = open(program, args, environment);
        let mut reader = master.try_clone_reader().unwrap();
        let mut writer = master.take_writer().unwrap();
        let (keys, typed) = channel::<Vec<u8>>();
        std::thread::spawn(move || {
            // What was not written is missed by whoever waits for what follows from it; nobody else needs it.
            while let Ok(bytes) = typed.recv() {
                if writer.write_all(&bytes).is_err() {
                    while typed.recv().is_ok() {}
                }
            }
        });
        let parser = vt100::Parser::new(cells(24), cells(80), 0);
        let seen = Arc::new((
            Mutex::new(Seen { parser, bytes: Vec::new(), drawn: Vec::new(), ended: false }),
            Condvar::new(),
        ));
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut bytes = vec![0; 16 * 1024];
            loop {
                let count = reader.read(&mut bytes).unwrap_or(0);
                let now = Instant::now();
                let mut seen = shared.0.lock().unwrap();
                seen.parser.process(&bytes[..count]);
                seen.bytes.extend_from_slice(&bytes[..count]);
                seen.drawn.push(now);
                seen.ended |= count == 0;
                shared.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Self { master, keys, child, seen }
    }

    /// Types: letters as they are, others in angle brackets.
    pub fn types(&mut self, keys: &str) -> &mut Self {
        let mut bytes = String::new();
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            if let Some((name, after)) =
                rest.strip_prefix('<').and_then(|rest| rest.split_once('>'))
            {
                bytes.push_str(match name {
                    "enter" => "\r",
                    "bs" => "\x7f",
                    "esc" => "\x1b",
                    "tab" => "\t",
                    "up" => "\x1b[A",
                    "down" => "\x1b[B",
                    "wheel-up" => "\x1b[<64;1;1M",
                    "wheel-down" => "\x1b[<65;1;1M",
                    "f1" => "\x1bOP",
                    "f2" => "\x1bOQ",
                    "ctrl-a" => "\x01",
                    "ctrl-c" => "\x03",
                    "ctrl-p" => "\x10",
                    "ctrl-r" => "\x12",
                    "ctrl-u" => "\x15",
                    "ctrl-z" => "\x1a",
                    other => panic!("no key is called <{other}>"),
                });
                rest = after;
            } else {
                bytes.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        self.send(&bytes)
    }

    /// Where a text stands first: its column and its row.
    pub fn finds(&mut self, text: &str) -> (u16, u16) {
        self.sees(text);
        let screen = self.seen.0.lock().unwrap().parser.screen().contents();
        let found = (0..).zip(screen.lines()).find_map(|(row, line)| {
            let before = line.split_once(text)?.0.chars().count();
            Some((u16::try_from(before).unwrap(), row))
        });
        found.unwrap_or_else(|| panic!("«{text}» is wrapped:\n{screen}"))
    }

    /// Presses the left button of the mouse there, and lets it go.
    pub fn clicks(&mut self, column: u16, row: u16) -> &mut Self {
        let place = format!("{};{}", column + 1, row + 1);
        self.send(&format!("\x1b[<0;{place}M\x1b[<0;{place}m"))
    }

    /// Pastes, as a terminal with bracketed paste does.
    pub fn pastes(&mut self, text: &str) -> &mut Self {
        self.send(&format!("\x1b[200~{text}\x1b[201~"))
    }

    /// Sends what a terminal may send, whole or not.
    pub fn send(&mut self, text: &str) -> &mut Self {
        self.keys.send(text.as_bytes().to_vec()).unwrap();
        self
    }

    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.until(&format!("«{text}»"), |seen| seen.shows(text))
    }

    #[track_caller]
    pub fn sees_one_of(&mut self, texts: impl Iterator<Item = String>) -> &mut Self {
        let texts: Vec<String> = texts.collect();
        self.until(&format!("one of {texts:?}"), |seen| texts.iter().any(|text| seen.shows(text)))
    }

    pub fn sees_no_more(&mut self, text: &str) -> &mut Self {
        self.until(&format!("no «{text}»"), |seen| !seen.shows(text))
    }

    /// Waits until a text was written so many times, wherever it is now.
    pub fn sees_times(&mut self, text: &str, times: usize) -> &mut Self {
        self.until(&format!("«{text}» {times} times"), |seen| {
            String::from_utf8_lossy(&seen.bytes).matches(text).count() >= times
        })
    }

    #[track_caller]
    fn until(&mut self, what: &str, holds: impl Fn(&Seen) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        let (seen, changed) = &*self.seen;
        let mut now = seen.lock().unwrap();
        while !holds(&now) {
            let left = deadline.saturating_duration_since(Instant::now());
            let screen = now.parser.screen().contents();
            assert!(!left.is_zero() && !now.ended, "waited for {what}; there is:\n{screen}");
            now = changed.wait_timeout(now, left).unwrap().0;
        }
        drop(now);
        self
    }

    pub fn everything(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().bytes.clone()
    }

    /// When each piece was drawn: a frame, or a part of one.
    #[allow(dead_code, reason = "the figures of the dashboard need it")]
    pub fn drawn(&self) -> Vec<Instant> {
        self.seen.0.lock().unwrap().drawn.clone()
    }

    pub fn resizes(&mut self, width: u16, height: u16) -> &mut Self {
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        self.seen.0.lock().unwrap().parser.screen_mut().set_size(cells(height), cells(width));
        self.master.resize(size).unwrap();
        self
    }

    /// Gives the window another size, and waits for a whole frame in it; how long that took.
    pub fn draws_in(&mut self, width: u16, height: u16) -> Duration {
        let before = self.seen.0.lock().unwrap().bytes.len();
        let begun = Instant::now();
        self.resizes(width, height);
        self.until(&format!("a frame of {width}×{height}"), |seen| {
            seen.has_frame(before, (width, height))
        });
        begun.elapsed()
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().try_into().unwrap())
    }

    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        kill(self.pid(), signal).unwrap();
        self
    }

    pub fn ends(&mut self) -> ExitStatus {
        self.until("its end", |seen| seen.ended);
        self.child.wait().unwrap()
    }

    /// What of the terminal is not as it was before. Empty is good.
    pub fn left_behind(&self) -> String {
        let mut left = String::new();
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.parser.screen();
        for (name, is_on) in [
            ("alternate screen", screen.alternate_screen()),
            ("hidden cursor", screen.hide_cursor()),
            ("bracketed paste", screen.bracketed_paste()),
            ("mouse", screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None),
        ] {
            if is_on {
                write!(left, "{name}; ").unwrap();
            }
        }
        let modes = self.modes();
        if !modes.contains(LocalFlags::ECHO | LocalFlags::ICANON | LocalFlags::ISIG) {
            write!(left, "modes {modes:?}").unwrap();
        }
        left
    }

    pub fn modes(&self) -> LocalFlags {
        self.master.get_termios().unwrap().local_flags
    }
}

/// Starts a program at a terminal of its own. The terminal's other end is open nowhere else: what reads from it ends
/// when the program does.
fn open(
    program: &str,
    args: &[&str],
    environment: &[(String, String)],
) -> (Box<dyn MasterPty + Send>, Box<dyn Child + Send + Sync>) {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = NativePtySystem::default().openpty(size).unwrap();
    let mut command = CommandBuilder::new(program);
    command.args(args);
    command.env_clear();
    for (name, value) in environment {
        command.env(name, value);
    }
    let child = pair.slave.spawn_command(command).unwrap();
    (pair.master, child)
}

/// A terminal that can be closed, as its window is: nothing goes on reading from it.
pub struct Window {
    reader: Box<dyn std::io::Read + Send>,
    writer: Box<dyn std::io::Write + Send>,
    master: Box<dyn MasterPty + Send>,
    left: Left,
    parser: vt100::Parser,
}

/// What ran in a window that was closed.
pub struct Left {
    child: Box<dyn Child + Send + Sync>,
    /// As long as this is there and the time is not up, it is not killed.
    _watched: Sender<()>,
}

/// What a process or a thread has used, by its folder below `/proc`.
pub fn processor_time(of: impl AsRef<Path>) -> Duration {
    let stat = std::fs::read_to_string(of.as_ref().join("stat")).unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let used = fields.split_whitespace().skip(11).take(2);
    Duration::from_millis(used.map(|ticks| ticks.parse::<u64>().unwrap()).sum::<u64>() * 10)
}

impl Left {
    pub fn processor_time(&self) -> Duration {
        processor_time(format!("/proc/{}", self.child.process_id().unwrap()))
    }

    pub fn ends(mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Window {
    pub fn start(args: &[&str], environment: &[(String, String)]) -> Self {
        let (master, child) = open(env!("CARGO_BIN_EXE_amokey"), args, environment);
        let (watched, ended) = channel::<()>();
        let mut killer = child.clone_killer();
        std::thread::spawn(move || {
            if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                // What waits for it fails then.
                let _ = killer.kill();
            }
        });
        Self {
            reader: master.try_clone_reader().unwrap(),
            writer: master.take_writer().unwrap(),
            master,
            left: Left { child, _watched: watched },
            parser: vt100::Parser::new(cells(24), cells(80), 0),
        }
    }

    pub fn sees(&mut self, text: &str) -> &mut Self {
        let mut bytes = [0; 4096];
        while !self.parser.screen().contents().contains(text) {
            let count = self.reader.read(&mut bytes).unwrap_or(0);
            let screen = self.parser.screen().contents();
            assert!(count > 0, "waited for «{text}»; there is:\n{screen}");
            self.parser.process(&bytes[..count]);
        }
        self
    }

    pub fn types(&mut self, text: &str) -> &mut Self {
        self.writer.write_all(text.as_bytes()).unwrap();
        self
    }

    /// Closes the window. What ran in it goes on as it likes.
    pub fn closes(self) -> Left {
        let Self { reader, writer, master, left, .. } = self;
        drop((writer, reader, master));
        left
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It has ended, as a rule.
        let _ = self.child.kill();
    }
}
