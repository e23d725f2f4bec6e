//! The listener under attack: honest requests are answered, and what it costs stays small. Threads, memory and
//! processor time are those of this process, clients included.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use amokey::domain::authorize::callback_page::CallbackPage;
use amokey::loopback::ListenerLimits;
use nix::sys::resource::{Resource, getrlimit, setrlimit};

use crate::anywhere::open_within;
use crate::figures::{Times, figure};
use crate::http::visit;
use crate::terminal::{PATIENCE, processor_time};

const KIB_10_MB: u64 = 10 * 1024;
const SELF: &str = "/proc/self";

pub fn under_attack() {
    let scene = Scene::open();
    Times::new((0..200).map(|_| scene.honest())).tell("200 callbacks, alone", "");
    // Browsers open connections in advance and say nothing on them.
    for size in [3, 20, 100] {
        let among = |_| {
            let _crowd: Vec<TcpStream> = (0..size).map(|_| scene.connect()).collect();
            scene.honest()
        };
        Times::new((0..100).map(among)).tell(&format!("100 callbacks, {size} silent beside"), "");
    }
    scene.silence();
    scene.endless_header();
    scene.no_file_descriptors();
}

/// A listener and somebody who answers every callback at once.
struct Scene {
    port: u16,
    /// KiB, before it listened.
    memory: u64,
    files: usize,
}

impl Scene {
    fn open() -> Self {
        let memory = figure(SELF, "VmRSS");
        let (mut listener, port) = open_within(ListenerLimits::default());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        thread::spawn(move || {
            runtime.block_on(async {
                while let Some(arrival) = listener.next().await {
                    arrival.answer(CallbackPage::Connected { account: "acme".into() });
                }
            });
        });
        Self { port, memory, files: open_files() }
    }

    fn silence(&self) {
        forget_peak();
        let begun = Instant::now();
        let clients: Vec<TcpStream> = (0..300).map(|_| self.connect()).collect();
        let honest = self.honest();
        let threads = figure(SELF, "Threads");
        for client in clients {
            assert_eq!(answer(client), "", "a silent client was answered");
        }
        let (took, memory) = (begun.elapsed(), self.peak());
        println!(
            "300 silent: {threads} threads in the process, {memory} KiB, an honest request in {honest:.1?}, all closed \
             after {took:.2?}"
        );
        assert!(threads < 40, "too many threads");
        assert!(memory < KIB_10_MB, "too much memory");
        assert!(took < Duration::from_secs(6), "too long");
    }

    fn endless_header(&self) {
        forget_peak();
        let mut client = self.connect();
        client.set_write_timeout(Some(PATIENCE)).unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nX: ").unwrap();
        let piece = [b'x'; 16 * 1024];
        let mut sent = 0;
        // Until the door is shut in our face; what the system buffers is counted too.
        while sent < 256 * 1024 * 1024 && client.write_all(&piece).is_ok() {
            sent += piece.len();
        }
        let memory = self.peak();
        println!("endless header: shut after {} KiB sent, {memory} KiB", sent / 1024);
        assert!(sent < 16 * 1024 * 1024, "it was listened to for too long");
        assert!(memory < KIB_10_MB, "too much memory");
        self.honest();
    }

    fn no_file_descriptors(&self) {
        let begun = Instant::now();
        // The listener has closed its end of everything before.
        while open_files() > self.files {
            assert!(begun.elapsed() < PATIENCE, "connections are left open");
            thread::yield_now();
        }
        let idle = self.processor_time();
        let (_, most) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
        setrlimit(Resource::RLIMIT_NOFILE, 128, most).unwrap();
        let mut files: Vec<File> = std::iter::from_fn(|| File::open("/dev/null").ok()).collect();
        // The last one goes to the client; the listener finds none for its own end.
        files.pop();
        let mut client = self.connect();
        let request =
            format!("GET {} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", callback(), self.port);
        client.write_all(request.as_bytes()).unwrap();
        client.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
        let unanswered = client.read(&mut [0]).expect_err("there were file descriptors left");
        assert_eq!(unanswered.kind(), ErrorKind::WouldBlock);
        drop(files);
        let freed = Instant::now();
        client.set_read_timeout(Some(PATIENCE)).unwrap();
        assert!(answer(client).starts_with("HTTP/1.1 303 "), "the one who waited was not answered");
        let took = freed.elapsed();
        let busy = self.processor_time().saturating_sub(idle);
        self.honest();
        println!(
            "no descriptors for 2 s: answered {took:.1?} after they were freed, {busy:?} of processor time"
        );
        assert!(took < Duration::from_secs(1), "too long");
        assert!(busy < Duration::from_millis(200), "it does not wait, it spins");
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// How long a callback takes from connecting to the last byte of its page.
    fn honest(&self) -> Duration {
        let begun = Instant::now();
        let (status, page) = visit(&format!("http://localhost:{}{}", self.port, callback()));
        assert!(status == 200 && page.ends_with("</html>\n"), "an honest request was lost: {page}");
        begun.elapsed()
    }

    /// The most memory since it was last forgotten, in KiB above what the process had before it listened: whatever is
    /// kept for the next guest counts too.
    fn peak(&self) -> u64 {
        figure(SELF, "VmHWM").saturating_sub(self.memory)
    }

    /// What the listener's thread has used.
    fn processor_time(&self) -> Duration {
        let name = format!("loopback:{}\n", self.port);
        let mut threads = fs::read_dir("/proc/self/task").unwrap().map(|it| it.unwrap().path());
        let ours = threads.find(|it| fs::read_to_string(it.join("comm")).unwrap() == name);
        processor_time(ours.expect("the listener's thread"))
    }
}

/// The path of a callback whose code is as long as a real one.
fn callback() -> String {
    format!("/callback?code={}&state=5a", "ab".repeat(456))
}

/// What comes before the connection ends.
fn answer(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    if let Err(error) = stream.read_to_string(&mut answer) {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "neither an answer nor an end");
    }
    answer
}

/// From here on the peak of memory is counted anew.
fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}

fn open_files() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}
