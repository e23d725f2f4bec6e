//! The answer on standard output: as it came, or set out for a person; the pages of a list as one.

use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;

use serde::de::IgnoredAny;

use super::merged::Merged;
use crate::cli::pretty::{Pretty, harmless};
use crate::cli::{Exit, Failure, output};
use crate::service::access::api::Piece;

pub struct Printer {
    pretty: Option<Pretty>,
    /// Only of a list that has several pages.
    merged: Option<Merged>,
    open: bool,
    over: Option<Failure>,
}

impl Printer {
    /// Sets out what a person reads, but for who wants it raw.
    pub fn new(raw: bool) -> Self {
        let is_for_eyes = !raw && io::stdout().is_terminal();
        Self { pretty: is_for_eyes.then(Pretty::default), merged: None, open: false, over: None }
    }

    pub fn body(&mut self, body: &[u8]) {
        if body.is_empty() {
            return;
        }
        let Some(pretty) = &mut self.pretty else {
            return self.write(body);
        };
        let text = String::from_utf8_lossy(body);
        let is_json = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        let shown = if is_json { pretty.feed(&text) } else { harmless(&text) };
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
        if self.over.is_none() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// The body of a refusal. A list that broke off stays open, so that nobody takes it for a whole one.
    pub fn refused(&mut self, body: &[u8]) {
        if self.merged.is_none() {
            self.body(body);
        }
        self.end_line();
    }

    pub fn end(mut self) -> Result<Exit, Failure> {
        if let Some(merged) = self.merged.take() {
            let text = merged.end();
            self.text(&text);
        }
        self.end_line();
        self.over.map_or(Ok(Exit::Done), Err)
    }

    fn end_line(&mut self) {
        if self.open {
            self.write(b"\n");
            self.open = false;
        }
    }

    fn text(&mut self, text: &str) {
        let shown = self.pretty.as_mut().map(|pretty| pretty.feed(text));
        self.open = shown.is_some();
        self.write(shown.as_deref().unwrap_or(text).as_bytes());
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.over.is_none()
            && let Err(failure) = output::part(bytes)
        {
            self.over = Some(failure);
        }
    }
}
