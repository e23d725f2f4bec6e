//! The answer on standard output: as it came, or set out for a person; the pages of a list as one.

use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;

use serde::de::IgnoredAny;

use super::merged::Merged;
use crate::cli::exit::Code;
use crate::cli::output;
use crate::cli::pretty::{Pretty, harmless};
use crate::service::api::Piece;

/// Prints an answer as it comes.
pub struct Printer {
    /// Only for a terminal.
    pretty: Option<Pretty>,
    /// Only of a list that has several pages.
    merged: Option<Merged>,
    /// Whether a line is to be ended.
    open: bool,
    /// How the output ended, if it did before its time.
    over: Option<Code>,
}

impl Printer {
    /// Sets out what a person reads, but for who wants it raw.
    pub fn new(raw: bool) -> Self {
        let is_for_eyes = !raw && io::stdout().is_terminal();
        Self {
            pretty: is_for_eyes.then(Pretty::default),
            merged: None,
            open: false,
            over: None,
        }
    }

    /// A whole answer.
    pub fn body(&mut self, body: &[u8]) {
        if body.is_empty() {
            return;
        }
        let Some(pretty) = &mut self.pretty else {
            return self.write(body);
        };
        let text = String::from_utf8_lossy(body);
        let is_json = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        let shown = if is_json {
            pretty.feed(&text)
        } else {
            harmless(&text)
        };
        self.open = !shown.ends_with('\n');
        self.write(shown.as_bytes());
    }

    /// A part of a list. Whoever reads it may have enough.
    pub fn piece(&mut self, piece: Piece) -> ControlFlow<()> {
        match piece {
            Piece::Whole(body) => self.body(&body),
            Piece::Page(page) => {
                let text = self.merged.get_or_insert_default().page(page.lists);
                self.text(&text);
            }
        }
        match self.over {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(()),
        }
    }

    /// The body of a refusal. A list that broke off stays open, so that nobody takes it for a whole one.
    pub fn refused(&mut self, body: &[u8]) {
        if self.merged.is_none() {
            self.body(body);
        }
        self.end_line();
    }

    /// Everything was printed.
    pub fn end(mut self) -> Code {
        if let Some(merged) = self.merged.take() {
            let text = merged.end();
            self.text(&text);
        }
        self.end_line();
        self.over.unwrap_or_else(|| output::out(""))
    }

    fn end_line(&mut self) {
        if self.open {
            self.write(b"\n");
            self.open = false;
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.pretty {
            Some(pretty) => {
                let shown = pretty.feed(text);
                self.open = true;
                self.write(shown.as_bytes());
            }
            None => self.write(text.as_bytes()),
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.over.is_none()
            && let ControlFlow::Break(code) = output::part(bytes)
        {
            self.over = Some(code);
        }
    }
}
