//! What the system tells the program: end, hang up, stop, go on.

/// What the system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End, with the terminal given back.
    End(Ending),
    /// SIGTSTP: stop, with the terminal given back meanwhile.
    Stop,
    /// SIGCONT: somebody else may have used the terminal.
    Continue,
}

/// How a program is told to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// SIGTERM, SIGINT, SIGQUIT: somebody wants it.
    Asked,
    /// SIGHUP: the terminal went away, and whoever sat there.
    HungUp,
}

#[cfg(unix)]
pub use unix::{Ends, Signals, outlive_size_limit, release, stop_here};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXFSZ};
    use signal_hook::flag;
    use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

    use super::{Ending, Signal};

    /// The signals that are listened to.
    pub struct Signals {
        ends: Ends,
        stop: Stream,
        resume: Stream,
    }

    impl Signals {
        /// Begins to listen.
        pub fn listen() -> io::Result<Self> {
            Ok(Self {
                ends: Ends::listen()?,
                stop: signal(SignalKind::from_raw(SIGTSTP))?,
                resume: signal(SignalKind::from_raw(signal_hook::consts::SIGCONT))?,
            })
        }

        /// The next one.
        pub async fn next(&mut self) -> Signal {
            tokio::select! {
                ending = self.ends.next() => Signal::End(ending),
                _ = self.stop.recv() => Signal::Stop,
                _ = self.resume.recv() => Signal::Continue,
            }
        }
    }

    /// The signals that end a program; the others stay what the system makes of them. What whoever started it has
    /// it ignore, as `nohup` does, stays ignored, by a command in its place as well.
    pub struct Ends {
        terminate: Option<Stream>,
        interrupt: Option<Stream>,
        quit: Option<Stream>,
        hang_up: Option<Stream>,
    }

    impl Ends {
        /// Begins to listen.
        pub fn listen() -> io::Result<Self> {
            let ignored = Ignored::look();
            let listen = |number| {
                let wanted = !ignored.holds(number);
                wanted
                    .then(|| signal(SignalKind::from_raw(number)))
                    .transpose()
            };
            Ok(Self {
                terminate: listen(SIGTERM)?,
                interrupt: listen(SIGINT)?,
                quit: listen(SIGQUIT)?,
                hang_up: listen(SIGHUP)?,
            })
        }

        /// Waits for the next one.
        pub async fn next(&mut self) -> Ending {
            tokio::select! {
                () = come(self.terminate.as_mut()) => Ending::Asked,
                () = come(self.interrupt.as_mut()) => Ending::Asked,
                () = come(self.quit.as_mut()) => Ending::Asked,
                () = come(self.hang_up.as_mut()) => Ending::HungUp,
            }
        }
    }

    async fn come(stream: Option<&mut Stream>) {
        match stream {
            Some(stream) => {
                stream.recv().await;
            }
            None => std::future::pending().await,
        }
    }

    /// A file that may not grow any more (`LimitFSIZE`, `ulimit -f`) is an error of the write, not the end of the
    /// program. The signal is heard and not ignored: a command that is started does not inherit that.
    pub fn outlive_size_limit() {
        // Where it cannot be had, everything else works.
        let _ = flag::register(SIGXFSZ, Arc::default());
    }

    /// Gives the signals that were listened to back to the system: from now on they end the process as they would
    /// any other.
    pub fn release() {
        let ignored = Ignored::look();
        for number in [SIGTERM, SIGINT, SIGQUIT, SIGHUP] {
            if !ignored.holds(number) {
                // Where it cannot be given back, it stays unheard for the moment until the process is another.
                let _ = flag::register_conditional_default(number, Arc::new(AtomicBool::new(true)));
            }
        }
    }

    /// The signals that this process ignores, where the system tells.
    #[derive(Clone, Copy)]
    struct Ignored(u64);

    impl Ignored {
        fn look() -> Self {
            let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
            let mask = status
                .lines()
                .find_map(|line| line.strip_prefix("SigIgn:"))
                .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
            Self(mask.unwrap_or(0))
        }

        /// Signals are counted from one, their bits from zero.
        fn holds(self, number: i32) -> bool {
            let bit = u32::try_from(number - 1).unwrap_or(u32::MAX);
            self.0.checked_shr(bit).is_some_and(|mask| mask & 1 == 1)
        }
    }

    /// Stops this process until it is continued.
    pub fn stop_here() -> io::Result<()> {
        signal_hook::low_level::emulate_default_handler(SIGTSTP)
    }
}

#[cfg(not(unix))]
pub use elsewhere::{Ends, Signals, outlive_size_limit, stop_here};

#[cfg(not(unix))]
mod elsewhere {
    use std::io;

    use super::{Ending, Signal};

    /// Ctrl+C from outside is all there is.
    pub struct Signals;

    impl Signals {
        /// Begins to listen.
        pub fn listen() -> io::Result<Self> {
            Ok(Self)
        }

        /// The next one.
        pub async fn next(&mut self) -> Signal {
            match tokio::signal::ctrl_c().await {
                Ok(()) => Signal::End(Ending::Asked),
                Err(_) => std::future::pending().await,
            }
        }
    }

    /// Ctrl+C.
    pub struct Ends;

    impl Ends {
        /// Begins to listen.
        pub fn listen() -> io::Result<Self> {
            Ok(Self)
        }

        /// Waits for the next one.
        pub async fn next(&mut self) -> Ending {
            match tokio::signal::ctrl_c().await {
                Ok(()) => Ending::Asked,
                Err(_) => std::future::pending().await,
            }
        }
    }

    /// There is no such limit here.
    pub const fn outlive_size_limit() {}

    /// There is no such thing here.
    pub fn stop_here() -> io::Result<()> {
        Ok(())
    }
}
