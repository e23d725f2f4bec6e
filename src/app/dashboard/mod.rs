//! The dashboard: every profile, what needs a person on top, and which key mends it.

mod act;
mod bulk;
pub mod cells;
mod change;
mod covered;
mod filter;
mod group;
mod history;
mod listing;
mod log;
mod marked;
mod marks;
mod offer;
mod refreshes;
mod sort;
mod state;
mod task;
mod view;

pub use bulk::{Bulk, BulkTask};
pub use cells::{AccessCell, ForYou};
pub use filter::Preset;
pub use group::{Group, Head, ListLine};
pub use history::{Events, ProfileHistory};
pub use listing::ProfileRow;
pub use log::LogLines;
pub use marks::RangeBy;
pub use sort::SortBy;
pub use state::{Dashboard, Leave, Mode, Reading};
pub use task::{Notice, ProfileTask};
pub use view::View;
