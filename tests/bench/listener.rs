//! The listener under attack: honest requests are answered, and what it costs stays small.
//!
//! `cargo bench --bench listener` prints the figures and fails where one is out of bounds.
//! Threads, memory and processor time are those of this process, clients included, as Linux
//! tells them.
#![expect(clippy::print_stdout, reason = "figures are what a benchmark is for")]

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use amokey::domain::landing::Landing;
use amokey::domain::redirect_uri::LoopbackTarget;
use amokey::loopback::{Arrival, BindError, Limits, Listener, PageWords, Settings, bind};
use anyhow::{Context as _, Result, ensure};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::sync::oneshot;
use url::Url;

const PATIENCE: Duration = Duration::from_secs(20);
const KIB_10_MB: u64 = 10 * 1024;

fn main() -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!("measured on Linux only");
        return Ok(());
    }
    let scene = Scene::open()?;
    scene.one_request_at_a_time()?;
    scene.crowds()?;
    scene.silence()?;
    scene.endless_header()?;
    scene.no_file_descriptors()?;
    scene.stop()
}

/// A listener and somebody who answers every callback at once.
struct Scene {
    port: u16,
    threads: u64,
    memory: u64,
    files: usize,
    stop: oneshot::Sender<()>,
    service: thread::JoinHandle<Duration>,
}

impl Scene {
    fn open() -> Result<Self> {
        let threads = figure("Threads")?;
        let memory = figure("VmRSS")?;
        let listener = listen()?;
        let port = listener.port();
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let service = thread::spawn(move || runtime.block_on(serve(listener, stopped)));
        Ok(Self {
            port,
            threads,
            memory,
            files: open_files()?,
            stop,
            service,
        })
    }

    fn one_request_at_a_time(&self) -> Result<()> {
        let mut times = Vec::new();
        for _ in 0..200 {
            times.push(self.honest()?);
        }
        println!("alone           200 callbacks: {}", spread(times));
        Ok(())
    }

    /// Browsers open connections in advance and say nothing on them.
    fn crowds(&self) -> Result<()> {
        for size in [3, 8, 20, 100] {
            let mut times = Vec::new();
            for _ in 0..100 {
                let crowd: Vec<TcpStream> =
                    (0..size).map(|_| self.connect()).collect::<Result<_>>()?;
                times.push(self.honest()?);
                drop(crowd);
            }
            println!(
                "among {size:>3} silent 100 rounds, none lost: {}",
                spread(times)
            );
        }
        Ok(())
    }

    fn silence(&self) -> Result<()> {
        forget_peak()?;
        let begun = Instant::now();
        let clients: Vec<TcpStream> = (0..300).map(|_| self.connect()).collect::<Result<_>>()?;
        let honest = self.honest()?;
        let threads = figure("Threads")?;
        for client in clients {
            ensure!(!answers(client)?, "a silent client was answered");
        }
        let took = begun.elapsed();
        let memory = self.peak()?;
        println!(
            "300 silent      {threads} threads in the process, {memory} KiB, an honest request in {honest:.1?}, all closed after {took:.2?}"
        );
        ensure!(threads < 40, "too many threads");
        ensure!(memory < KIB_10_MB, "too much memory");
        ensure!(took < Duration::from_secs(6), "too long");
        Ok(())
    }

    fn endless_header(&self) -> Result<()> {
        forget_peak()?;
        let mut client = self.connect()?;
        client.set_write_timeout(Some(PATIENCE))?;
        client.write_all(b"GET / HTTP/1.1\r\nX: ")?;
        let mut sent = 0;
        let piece = [b'x'; 16 * 1024];
        // Until the door is shut in our face; what the system buffers is counted too.
        while sent < 256 * 1024 * 1024 && client.write_all(&piece).is_ok() {
            sent += piece.len();
        }
        let memory = self.peak()?;
        println!(
            "endless header  shut after {} KiB sent, {memory} KiB",
            sent / 1024
        );
        ensure!(sent < 16 * 1024 * 1024, "it was listened to for too long");
        ensure!(memory < KIB_10_MB, "too much memory");
        self.honest()?;
        Ok(())
    }

    fn no_file_descriptors(&self) -> Result<()> {
        self.alone_again()?;
        let idle = self.processor_time()?;
        let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
        setrlimit(Resource::RLIMIT_NOFILE, 128, most)?;
        let mut files = Vec::new();
        while let Ok(file) = File::open("/dev/null") {
            files.push(file);
        }
        // The last one goes to the client; the listener finds none for its own end.
        files.pop();
        let mut client = self.connect()?;
        client.write_all(self.callback().as_bytes())?;
        client.set_read_timeout(Some(Duration::from_secs(2)))?;
        let unanswered = client.read(&mut [0]);
        ensure!(
            matches!(&unanswered, Err(error) if error.kind() == ErrorKind::WouldBlock),
            "there were file descriptors left: {unanswered:?}"
        );
        drop(files);
        let freed = Instant::now();
        client.set_read_timeout(Some(PATIENCE))?;
        ensure!(answers(client)?, "the one who waited was not answered");
        let took = freed.elapsed();
        let busy = self.processor_time()?.saturating_sub(idle);
        self.honest()?;
        println!(
            "no descriptors  for 2 s, answered {took:.1?} after they were freed, {busy:?} of processor time"
        );
        ensure!(took < Duration::from_secs(1), "too long");
        ensure!(
            busy < Duration::from_millis(200),
            "it does not wait, it spins"
        );
        Ok(())
    }

    fn stop(self) -> Result<()> {
        // A client that says nothing must not hold up a stop.
        let silent = self.connect()?;
        self.honest()?;
        ensure!(self.stop.send(()).is_ok(), "the service has died");
        let took = self.service.join().ok().context("the service panicked")?;
        drop(silent);
        let left = figure("Threads")?;
        println!(
            "stop            {took:.1?}, {} threads left behind",
            left - self.threads
        );
        ensure!(took < Duration::from_millis(100), "a stop takes too long");
        ensure!(left == self.threads, "threads are left");
        std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, self.port))
            .context("the port is not free")?;
        Ok(())
    }

    fn connect(&self) -> Result<TcpStream> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(stream)
    }

    fn callback(&self) -> String {
        let code = "ab".repeat(456);
        format!(
            "GET /callback?code={code}&state=5a HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.port
        )
    }

    /// How long a callback takes from connecting to the last byte of its page.
    fn honest(&self) -> Result<Duration> {
        let begun = Instant::now();
        let mut stream = self.connect()?;
        stream.write_all(self.callback().as_bytes())?;
        ensure!(answers(stream)?, "an honest request was lost");
        Ok(begun.elapsed())
    }

    /// The most memory since it was last forgotten, in KiB above what the process had before it
    /// listened: whatever is kept for the next guest counts too.
    fn peak(&self) -> Result<u64> {
        Ok(figure("VmHWM")?.saturating_sub(self.memory))
    }

    /// Waits until the listener has closed its end of everything before.
    fn alone_again(&self) -> Result<()> {
        let begun = Instant::now();
        while open_files()? > self.files {
            ensure!(begun.elapsed() < PATIENCE, "connections are left open");
            thread::yield_now();
        }
        Ok(())
    }

    /// What the listener's thread has used.
    fn processor_time(&self) -> Result<Duration> {
        let name = format!("({})", thread_name(self.port));
        for thread in fs::read_dir("/proc/self/task")? {
            let stat = fs::read_to_string(thread?.path().join("stat"))?;
            if let Some((_, fields)) = stat.split_once(&name) {
                let ticks: u64 = fields
                    .split_whitespace()
                    .skip(11)
                    .take(2)
                    .filter_map(|ticks| ticks.parse::<u64>().ok())
                    .sum();
                return Ok(Duration::from_millis(ticks * 10));
            }
        }
        anyhow::bail!("there is no thread {name}")
    }
}

fn thread_name(port: u16) -> String {
    format!("loopback:{port}")
}

async fn serve(mut listener: Listener, mut stopped: oneshot::Receiver<()>) -> Duration {
    loop {
        tokio::select! {
            Some(arrival) = listener.next() => connected(arrival),
            _ = &mut stopped => break,
        }
    }
    let begun = Instant::now();
    listener.stop();
    begun.elapsed()
}

fn connected(arrival: Arrival) {
    arrival.answer(Landing::Connected {
        account: "acme".into(),
    });
}

fn listen() -> Result<Listener> {
    loop {
        let settings = Settings {
            target: LoopbackTarget {
                port: 0,
                path: "/callback".into(),
                query: None,
            },
            consent_url: Url::parse("https://www.amocrm.ru/oauth")?,
            words: Arc::new(|landing| PageWords {
                lang: "en".into(),
                title: "Connected".into(),
                sentence: format!("{landing:?}"),
                hint: None,
            }),
            notes: None,
            limits: Limits::default(),
        };
        match bind(settings) {
            // Free on 127.0.0.1, but not on ::1.
            Err(BindError::Taken { .. }) => {}
            listener => return Ok(listener?),
        }
    }
}

/// Whether the page comes before the connection ends.
fn answers(mut stream: TcpStream) -> Result<bool> {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        Err(error) => return Err(error).context("neither an answer nor an end"),
    }
    Ok(answer.starts_with(b"HTTP/1.1 200 ") && answer.ends_with(b"</html>\n"))
}

/// From here on the peak of memory is counted anew.
fn forget_peak() -> Result<()> {
    Ok(fs::write("/proc/self/clear_refs", "5")?)
}

fn open_files() -> Result<usize> {
    Ok(fs::read_dir("/proc/self/fd")?.count())
}

fn figure(name: &str) -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    status
        .lines()
        .find_map(|line| {
            line.strip_prefix(name)?
                .strip_prefix(':')?
                .split_whitespace()
                .next()
        })
        .and_then(|figure| figure.parse().ok())
        .with_context(|| format!("the system does not tell {name}"))
}

fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent: usize| {
        times
            .get((times.len() - 1) * percent / 100)
            .copied()
            .unwrap_or_default()
    };
    format!(
        "median {:.2?}, p99 {:.2?}, longest {:.2?}",
        at(50),
        at(99),
        at(100)
    )
}
