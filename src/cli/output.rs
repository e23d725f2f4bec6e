//! Standard output and standard error. A closed pipe is not an error.

use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::ops::ControlFlow;

use super::exit::Code;
use crate::domain::visible::honest;

/// Writes lines to standard output. Whoever reads them on a terminal is not deceived; programs get what is there.
pub fn out(text: &str) -> Code {
    let text = if io::stdout().is_terminal() {
        honest(text)
    } else {
        text.into()
    };
    written(
        io::stdout()
            .lock()
            .write_all(text.as_bytes())
            .and_then(|()| io::stdout().flush()),
    )
}

/// Writes a part of what becomes an answer. Whoever reads may have enough of it.
pub fn part(bytes: &[u8]) -> ControlFlow<Code> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => ControlFlow::Continue(()),
        result @ Err(_) => ControlFlow::Break(written(result)),
    }
}

/// Writes lines to standard error. When that is gone too, there is nobody to tell.
pub fn err(text: &str) {
    let _ = io::stderr().lock().write_all(honest(text).as_bytes());
}

fn written(result: io::Result<()>) -> Code {
    match result {
        Ok(()) => Code::Done,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Code::Done,
        Err(_) => Code::Failed,
    }
}
