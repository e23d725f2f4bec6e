//! The dashboard: every profile, what needs a person on top, and which key mends it.

mod act;
pub mod cells;
mod change;
mod covered;
mod history;
mod listing;
mod offer;
mod refreshes;
mod state;
mod task;

pub use cells::TokenCell;
pub use history::{Events, ProfileHistory};
pub use listing::{ProfileRow, Sort};
pub use state::{Dashboard, Leave, Mode, Reading};
pub use task::{Notice, ProfileTask};
