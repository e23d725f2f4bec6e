//! What the system tells the program: end, hang up, stop, go on, the window's size.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// SIGTERM, SIGINT, SIGQUIT: somebody wants the program to end.
    Interrupt,
    /// SIGHUP: the terminal went away, and whoever sat there.
    HangUp,
    /// SIGTSTP: stop, with the terminal given back meanwhile.
    Stop,
    /// SIGCONT: somebody else may have used the terminal.
    Continue,
    /// SIGWINCH: the window has another size.
    Resize,
}

#[cfg(unix)]
pub use unix::{Signals, is_somebodys_job, outlive_size_limit, release, stop_here};

#[cfg(unix)]
mod unix {
    use std::future::poll_fn;
    use std::io;
    use std::iter::successors;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::task::Poll;

    use rustix::process::{getpid, getsid, kill_current_process_group};
    use signal_hook::consts::{
        SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ,
    };
    use signal_hook::flag;
    use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

    use super::Signal;

    const ENDS: [(i32, Signal); 4] = [
        (SIGTERM, Signal::Interrupt),
        (SIGINT, Signal::Interrupt),
        (SIGQUIT, Signal::Interrupt),
        (SIGHUP, Signal::HangUp),
    ];

    pub struct Signals(Vec<(Stream, Signal)>);

    impl Signals {
        /// Those that end a program; the others stay what the system makes of them. What whoever started it has it
        /// ignore, as `nohup` does, stays ignored, by a command in its place as well.
        pub fn ends() -> io::Result<Self> {
            Self::listen(ends())
        }

        /// Those, and the ones that stop a full screen, let it go on and tell that its window has another size.
        pub fn all() -> io::Result<Self> {
            let full_screen =
                [(SIGTSTP, Signal::Stop), (SIGCONT, Signal::Continue), (SIGWINCH, Signal::Resize)];
            Self::listen(ends().chain(full_screen))
        }

        fn listen(numbers: impl Iterator<Item = (i32, Signal)>) -> io::Result<Self> {
            let streams = numbers
                .map(|(number, meaning)| Ok((signal(SignalKind::from_raw(number))?, meaning)));
            Ok(Self(streams.collect::<io::Result<_>>()?))
        }

        pub async fn next(&mut self) -> Signal {
            poll_fn(|context| {
                let mut come = self.0.iter_mut().filter_map(|(stream, meaning)| {
                    stream.poll_recv(context).is_ready().then_some(*meaning)
                });
                come.next().map_or(Poll::Pending, Poll::Ready)
            })
            .await
        }
    }

    /// What is not ignored of them, where the system tells.
    fn ends() -> impl Iterator<Item = (i32, Signal)> {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status
            .lines()
            .find_map(|line| line.strip_prefix("SigIgn:"))
            .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
            .unwrap_or(0);
        // Signals are counted from one, their bits from zero.
        ENDS.into_iter().filter(move |(number, _)| (mask >> (number - 1)) & 1 == 0)
    }

    /// A file that may not grow any more (`LimitFSIZE`, `ulimit -f`) is an error of the write, not the end of the
    /// program. The signal is heard and not ignored: a command that is started does not inherit that.
    pub fn outlive_size_limit() {
        // Where it cannot be had, everything else works.
        let _ = flag::register(SIGXFSZ, Arc::default());
    }

    /// Gives the signals that were listened to back to the system: from now on they end the process as
    /// they would any other.
    pub fn release() {
        for (number, _) in ends() {
            // Where it cannot be given back, it stays unheard for the moment until the process is another.
            let _ = flag::register_conditional_default(number, Arc::new(AtomicBool::new(true)));
        }
    }

    /// Stops the job that a shell has started, the shell's other processes of it included, as Ctrl+Z does.
    pub fn stop_here() -> io::Result<()> {
        // Not SIGTSTP: we hear that one ourselves.
        Ok(kill_current_process_group(rustix::process::Signal::STOP)?)
    }

    /// Whether a process of this session outside our group has started us: that one may let us go on. There is none with
    /// `ssh -t`, `docker exec -it` and `xterm -e`.
    pub fn is_somebodys_job() -> bool {
        let Some(own) = Job::of(getpid().as_raw_nonzero().get()) else {
            // Where nothing is told, a leader of its session is nobody's job.
            return getsid(None).is_ok_and(|session| session != getpid());
        };
        let parents = successors(Job::of(own.parent), |job| Job::of(job.parent));
        parents.take_while(|job| job.session == own.session).any(|job| job.group != own.group)
    }

    /// A process among those of its session. A session or group that began outside the container is 0 here.
    struct Job {
        parent: i32,
        group: i32,
        session: i32,
    }

    impl Job {
        /// As the kernel tells it; behind the name in brackets come the state and these three.
        fn of(process: i32) -> Option<Self> {
            let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            let (_, fields) = stat.rsplit_once(')')?;
            let mut numbers = fields.split_whitespace().skip(1).map_while(|it| it.parse().ok());
            Some(Self { parent: numbers.next()?, group: numbers.next()?, session: numbers.next()? })
        }
    }
}

#[cfg(not(unix))]
pub use elsewhere::{Signals, is_somebodys_job, outlive_size_limit, stop_here};

#[cfg(not(unix))]
mod elsewhere {
    use std::io;

    use super::Signal;

    /// Ctrl+C from outside is all there is.
    pub struct Signals;

    impl Signals {
        pub fn ends() -> io::Result<Self> {
            Ok(Self)
        }

        pub fn all() -> io::Result<Self> {
            Ok(Self)
        }

        pub async fn next(&mut self) -> Signal {
            match tokio::signal::ctrl_c().await {
                Ok(()) => Signal::Interrupt,
                Err(_) => std::future::pending().await,
            }
        }
    }

    pub const fn outlive_size_limit() {}

    pub const fn is_somebodys_job() -> bool {
        false
    }

    pub fn stop_here() -> io::Result<()> {
        Ok(())
    }
}
