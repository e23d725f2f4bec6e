//! A question with its field, and what is thought of what is in it.

use jiff::Timestamp;

use crate::app::action::Edit;
use crate::app::field::Field;
use crate::domain::question::{Misfit, Question};
use crate::domain::secret::Secret;

/// A question with its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is asked for.
    pub question: Question,
    /// What is typed.
    pub field: Field,
    /// What is thought of it.
    pub verdict: Verdict,
}

/// What is thought of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is still being typed.
    Open,
    /// It can be used.
    Fine,
    /// It cannot.
    Wrong(Misfit),
}

impl Entry {
    /// An empty field.
    pub fn empty(question: Question) -> Self {
        Self::filled(question, "")
    }

    /// A field with a text in it, the cursor behind it.
    pub fn filled(question: Question, text: &str) -> Self {
        Self {
            question,
            field: Field::filled(text),
            verdict: Verdict::Open,
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// Changes the text.
    pub fn edit(&mut self, edit: Edit) {
        self.field.edit(edit);
        self.verdict = Verdict::Open;
    }

    /// Takes a pasted text.
    pub fn paste(&mut self, text: &Secret) {
        self.field.paste(text);
        self.verdict = Verdict::Open;
    }

    /// Whether the text answers the question.
    pub fn check(&mut self, now: Timestamp) -> bool {
        let checked = self.question.check(self.field.text(), now);
        self.verdict = checked.map_or_else(Verdict::Wrong, |()| Verdict::Fine);
        self.verdict == Verdict::Fine
    }

    /// The same, but nobody is scolded for what is not typed yet.
    pub fn check_typed(&mut self, now: Timestamp) {
        if !self.field.text().trim().is_empty() {
            self.check(now);
        }
    }
}
