//! What the program does about a key, an answer or a moment: `Model::update(&Msg)`, pure.
//!
//! Nothing here draws, waits, reads the clock or knows a terminal. What has to be done outside
//! is asked for with an [`Effect`] and comes back as a [`Msg`].

pub mod action;
pub mod context;
pub mod dashboard;
pub mod effect;
pub mod field;
pub mod focus;
pub mod model;
pub mod msg;
pub mod settings;
pub mod ticket;
pub mod turn;
pub mod wizard;

pub use action::{Action, Edit};
pub use effect::Effect;
pub use focus::Focus;
pub use model::{Model, Shown, Start};
pub use msg::Msg;
pub use ticket::Ticket;
