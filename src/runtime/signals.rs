//! What the system tells the program: end, hang up, stop, go on.

/// What the system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// SIGTERM, SIGHUP, SIGINT: end, with the terminal given back.
    End,
    /// SIGTSTP: stop, with the terminal given back meanwhile.
    Stop,
    /// SIGCONT: somebody else may have used the terminal.
    Continue,
}

#[cfg(unix)]
pub use unix::{Ends, Signals, stop_here};

#[cfg(unix)]
mod unix {
    use std::io;

    use signal_hook::consts::SIGTSTP;
    use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

    use super::Signal;

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
                () = self.ends.next() => Signal::End,
                _ = self.stop.recv() => Signal::Stop,
                _ = self.resume.recv() => Signal::Continue,
            }
        }
    }

    /// The signals that end a program; the others stay what the system makes of them.
    pub struct Ends {
        terminate: Stream,
        hang_up: Stream,
        interrupt: Stream,
    }

    impl Ends {
        /// Begins to listen.
        pub fn listen() -> io::Result<Self> {
            Ok(Self {
                terminate: signal(SignalKind::terminate())?,
                hang_up: signal(SignalKind::hangup())?,
                interrupt: signal(SignalKind::interrupt())?,
            })
        }

        /// Waits for the next one.
        pub async fn next(&mut self) {
            tokio::select! {
                _ = self.terminate.recv() => {}
                _ = self.hang_up.recv() => {}
                _ = self.interrupt.recv() => {}
            }
        }
    }

    /// Stops this process until it is continued.
    pub fn stop_here() -> io::Result<()> {
        signal_hook::low_level::emulate_default_handler(SIGTSTP)
    }
}

#[cfg(not(unix))]
pub use elsewhere::{Ends, Signals, stop_here};

#[cfg(not(unix))]
mod elsewhere {
    use std::io;

    use super::Signal;

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
                Ok(()) => Signal::End,
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
        pub async fn next(&mut self) {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending().await
            }
        }
    }

    /// There is no such thing here.
    pub fn stop_here() -> io::Result<()> {
        Ok(())
    }
}
