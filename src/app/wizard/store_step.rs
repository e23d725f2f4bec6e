//! A store that cannot be used: it is tried again, or tokens are kept in a sealed file. It stands beside the step at hand,
//! which goes on as soon as there is a store.

use std::path::Path;

use jiff::Timestamp;

use super::awaited::Awaited;
use super::choice::Choice;
use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::settings::{SealedFileOffer, Settings};
use crate::app::ticket::Ticket;
use crate::app::turn::Turn;
use crate::domain::authorize::pasted_fields;
use crate::domain::profile::StoreKind;
use crate::domain::tokens::sealed_file::SealedFileError;
use crate::domain::trouble::{Cause, Trouble};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreStep {
    /// Where the key of the sealed file is to be.
    pub key_file: String,
    pub stage: StoreStage,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreStage {
    /// The store is tried at this moment; the answer comes to the wizard.
    Trying(Awaited),
    Refused(Trouble, Choice<StoreWay>),
    /// Another place for the key is typed.
    Place(Trouble, Field, Placed),
    /// The key and the sealed file are made.
    Making(Awaited),
}

/// What is thought of a place that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    Unchecked,
    /// It does not begin at the root: commands run in any folder.
    Relative,
    /// Several lines were pasted, and nothing was put in.
    Lines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreWay {
    SealedFile,
    /// The same, with its key elsewhere.
    AnotherPlace,
    /// Somebody has unlocked or started the keychain meanwhile.
    Again,
}

pub enum StoreEnd {
    /// The store that is in use is tried once more.
    Again,
    /// Tokens are kept in a sealed file from now on. Its key is there.
    Kept(String),
}

impl StoreStep {
    pub fn trying(awaited: Awaited, settings: &Settings) -> Self {
        Self { key_file: proposed(settings), stage: StoreStage::Trying(awaited) }
    }

    pub fn refused(trouble: Trouble, settings: &Settings) -> Self {
        let choice = Choice::new(ways(&trouble, settings));
        Self { key_file: proposed(settings), stage: StoreStage::Refused(trouble, choice) }
    }

    /// Says why it cannot be used, and what can be done.
    pub fn refuse(&mut self, trouble: Trouble, settings: &Settings) {
        let ways = ways(&trouble, settings);
        self.stage = StoreStage::Refused(trouble, Choice::new(ways));
    }

    pub const fn focus(&self) -> Focus {
        match self.stage {
            StoreStage::Trying(_) | StoreStage::Making(_) => Focus::Step,
            StoreStage::Refused(..) => Focus::Choice,
            StoreStage::Place(..) => Focus::Text,
        }
    }

    pub const fn offers(&self, action: &Action) -> bool {
        match &self.stage {
            StoreStage::Trying(_) => matches!(action, Action::Back),
            StoreStage::Refused(..) => {
                matches!(action, Action::Back | Action::Submit | Action::Up | Action::Down)
            }
            StoreStage::Place(..) => matches!(action, Action::Back | Action::Submit),
            StoreStage::Making(_) => false,
        }
    }

    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match &self.stage {
            StoreStage::Trying(awaited) | StoreStage::Making(awaited) => awaited.next_second(now),
            StoreStage::Refused(..) | StoreStage::Place(..) => None,
        }
    }

    pub fn update(&mut self, msg: &Msg, context: &mut UpdateContext<'_>) -> Turn<StoreEnd> {
        match (&mut self.stage, msg) {
            (StoreStage::Making(made), Msg::SealedFileKept(ticket, kept))
                if made.ticket == *ticket =>
            {
                match kept {
                    Ok(key_file) => return Turn::Done(StoreEnd::Kept(key_file.clone())),
                    Err(trouble) => self.refuse(trouble.clone(), context.settings),
                }
            }
            (StoreStage::Trying(_), Msg::Act(Action::Back)) => return Turn::Back,
            (StoreStage::Refused(trouble, choice), Msg::Act(action)) => match choice.update(action)
            {
                Turn::Done(StoreWay::SealedFile) => self.make(context),
                Turn::Done(StoreWay::AnotherPlace) => {
                    let field = Field::filled(&self.key_file);
                    self.stage = StoreStage::Place(trouble.clone(), field, Placed::Unchecked);
                }
                Turn::Done(StoreWay::Again) => return Turn::Done(StoreEnd::Again),
                Turn::Back => return Turn::Back,
                Turn::Stay => {}
            },
            (StoreStage::Place(trouble, field, placed), Msg::Act(action)) => match action {
                Action::Edit(edit) => {
                    field.edit(*edit);
                    *placed = Placed::Unchecked;
                }
                Action::Paste(text) if pasted_fields::one_value(text.expose()).is_err() => {
                    *placed = Placed::Lines;
                }
                Action::Paste(text) => {
                    field.paste(text);
                    *placed = Placed::Unchecked;
                }
                Action::Back => {
                    let trouble = trouble.clone();
                    self.refuse(trouble, context.settings);
                }
                Action::Submit if is_whole(field.text().trim()) => {
                    field.text().trim().clone_into(&mut self.key_file);
                    self.make(context);
                }
                Action::Submit => *placed = Placed::Relative,
                _ => {}
            },
            _ => {}
        }
        Turn::Stay
    }

    fn make(&mut self, context: &mut UpdateContext<'_>) {
        let key_file = self.key_file.clone();
        let ask = |ticket: Ticket| Effect::KeepInSealedFile(ticket, key_file);
        let ticket = context.ask_for(ask);
        self.stage = StoreStage::Making(Awaited { ticket, since: context.now });
    }
}

fn proposed(settings: &Settings) -> String {
    settings.sealed_file.as_ref().map(|offer| offer.key_file.clone()).unwrap_or_default()
}

/// What can be done about a store that cannot be used, the likeliest first.
fn ways(trouble: &Trouble, settings: &Settings) -> Vec<StoreWay> {
    use StoreWay::{Again, AnotherPlace, SealedFile};
    let Some(SealedFileOffer { key_said, .. }) = &settings.sealed_file else {
        return vec![Again];
    };
    let in_a_file = settings.store == StoreKind::File;
    let mut ways = match &trouble.cause {
        Cause::Sealed { fault, .. } => match fault {
            SealedFileError::Absent => vec![SealedFile, AnotherPlace],
            SealedFileError::KeyUnusable
            | SealedFileError::KeyNotMade
            | SealedFileError::KeyExposed
            | SealedFileError::KeyNotOurs
            | SealedFileError::NoKey
            | SealedFileError::WrongKey
                if in_a_file =>
            {
                vec![AnotherPlace, Again]
            }
            SealedFileError::KeyUnusable
            | SealedFileError::KeyNotMade
            | SealedFileError::KeyExposed
            | SealedFileError::KeyNotOurs
            | SealedFileError::NoKey
            | SealedFileError::WrongKey => vec![AnotherPlace, SealedFile, Again],
            SealedFileError::Exists
            | SealedFileError::Foreign
            | SealedFileError::Newer
            | SealedFileError::Damaged
            | SealedFileError::Unusable
            | SealedFileError::Held => vec![Again],
        },
        _ if in_a_file => vec![Again],
        _ => vec![SealedFile, AnotherPlace, Again],
    };
    if *key_said {
        ways.retain(|way| *way != AnotherPlace);
    }
    ways
}

fn is_whole(place: &str) -> bool {
    place.starts_with("~/") || Path::new(place).is_absolute()
}
