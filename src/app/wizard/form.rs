//! Questions on one screen, each with its field: a field is checked as it is left, the whole of it by Enter.

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::field::Field;
use crate::app::focus::Focus;
use crate::app::turn::Turn;
use crate::domain::authorize::pasted_fields::{self, PastedFields};
use crate::domain::authorize::question::{InputError, Question};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub fields: Vec<FormField>,
    pub at: Question,
    /// Why the wizard came back to this step.
    pub trouble: Option<Trouble>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    pub question: Question,
    pub field: Field,
    pub validity: Validity,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validity {
    Unchecked,
    Valid,
    Invalid(InputError),
}

impl Form {
    /// Empty fields; the cursor is in the first.
    pub fn new(first: Question, more: &[Question]) -> Self {
        let fields = [&[first], more].concat().into_iter().map(|question| FormField {
            question,
            field: Field::default(),
            validity: Validity::Unchecked,
        });
        Self { fields: fields.collect(), at: first, trouble: None }
    }

    /// Puts a text into a field, the cursor behind it.
    pub fn fill(&mut self, question: Question, text: &str) {
        for field in self.fields.iter_mut().filter(|field| field.question == question) {
            field.field = Field::filled(text);
            field.validity = Validity::Unchecked;
        }
    }

    /// What was typed in answer to a question.
    pub fn text(&self, question: Question) -> &str {
        let field = self.fields.iter().find(|field| field.question == question);
        field.map_or("", |field| field.field.text())
    }

    pub const fn focus(&self) -> Focus {
        if self.at.is_secret() { Focus::Secret } else { Focus::Text }
    }

    pub const fn offers(&self, action: &Action) -> bool {
        match action {
            Action::Submit | Action::Back | Action::Reveal => true,
            Action::Up | Action::Down => self.fields.len() > 1,
            _ => false,
        }
    }

    /// Done when every question is answered.
    pub fn update(&mut self, action: &Action, now: Timestamp) -> Turn<()> {
        let at = self.at;
        let Some(here) = self.fields.iter_mut().find(|field| field.question == at) else {
            return Turn::Stay;
        };
        match action {
            Action::Edit(edit) => {
                here.field.edit(*edit);
                here.validity = Validity::Unchecked;
            }
            Action::Paste(text) => self.paste(text, now),
            Action::Reveal => here.field.revealed = !here.field.revealed,
            Action::Down | Action::Up => {
                // Nobody is scolded for what is not typed yet.
                if !here.field.text().trim().is_empty() {
                    here.check(now);
                }
                let neighbour = if *action == Action::Up { self.before() } else { self.after() };
                self.go_to(neighbour);
            }
            Action::Back => {
                self.cover();
                return Turn::Back;
            }
            Action::Submit if here.check(now) => return self.submit(now),
            _ => {}
        }
        Turn::Stay
    }

    /// What was copied together goes into its fields; the cursor goes to the first that is not fine then.
    fn paste(&mut self, text: &Secret, now: Timestamp) {
        let asked: Vec<Question> = self.fields.iter().map(|field| field.question).collect();
        let read = pasted_fields::read(text.expose(), &asked);
        if let Ok(PastedFields::Each(found)) = &read {
            for (question, value) in found {
                self.fill(*question, value.expose());
            }
            let filled = |field: &&mut FormField| found.iter().any(|it| it.0 == field.question);
            for field in self.fields.iter_mut().filter(filled) {
                field.check(now);
            }
            let unfinished = self.fields.iter().find(|field| !field.is_fine(now));
            let next = unfinished.or(self.fields.last()).map(|field| field.question);
            return self.go_to(next);
        }
        for here in self.fields.iter_mut().filter(|field| field.question == self.at) {
            here.validity = if let Err(error) = &read {
                Validity::Invalid(error.clone())
            } else {
                here.field.paste(text);
                Validity::Unchecked
            };
        }
    }

    fn submit(&mut self, now: Timestamp) -> Turn<()> {
        // What was mended here is all there is to mend, when the rest was fine before.
        let mended = self.trouble.is_some() && self.fields.iter().all(|field| field.is_fine(now));
        let after = self.after();
        if after.is_some() && !mended {
            self.go_to(after);
            return Turn::Stay;
        }
        let mut wrong = None;
        for field in &mut self.fields {
            if !field.check(now) {
                wrong = wrong.or(Some(field.question));
            }
        }
        self.go_to(wrong);
        if wrong.is_some() { Turn::Stay } else { Turn::Done(()) }
    }

    fn go_to(&mut self, question: Option<Question>) {
        self.cover();
        self.at = question.unwrap_or(self.at);
    }

    fn cover(&mut self) {
        for field in &mut self.fields {
            field.field.revealed = false;
        }
    }

    fn before(&self) -> Option<Question> {
        let others = self.fields.iter().map(|field| field.question);
        others.take_while(|question| *question != self.at).last()
    }

    fn after(&self) -> Option<Question> {
        let others = self.fields.iter().map(|field| field.question);
        others.skip_while(|question| *question != self.at).nth(1)
    }
}

impl FormField {
    fn is_fine(&self, now: Timestamp) -> bool {
        self.question.check(self.field.text(), now).is_ok()
    }

    fn check(&mut self, now: Timestamp) -> bool {
        let checked = self.question.check(self.field.text(), now);
        self.validity = checked.map_or_else(Validity::Invalid, |()| Validity::Valid);
        self.validity == Validity::Valid
    }
}
