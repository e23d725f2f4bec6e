//! The callback listener: admits requests to the registered port and answers pages.
//!
//! Transport only. A request that may be the callback is handed over as a [`CallbackRequest`], unread;
//! whether its `state` is ours, and everything after that, is decided by whoever takes it, and the
//! browser waits until it is [answered](CallbackRequest::answer).
//!
//! The port is open to every program and every web page on this computer, so each request
//! passes, in this order:
//!
//! 1. [`server`]: a bounded number of connections; the oldest silent one makes room;
//! 2. [`connection`]: one deadline and one size for the whole head;
//! 3. [`request_head`]: the grammar, as a value;
//! 4. [`guard`]: whom it is addressed to and what it asks for;
//! 5. [`proc_net`]: for the short address, whose program asks.
//!
//! A callback is answered with the way to a clean address, where its page is: code and state do not stay in the
//! history of the browser.
//!
//! `tiny_http` prints the answers. Its server is left out: it has no timeout anywhere, reads a
//! header line into an unbounded buffer, starts a thread per connection and ends for good at the
//! first failed `accept`. All of that would sit behind this guard only to read once more a head
//! that has been read already, and two readers of one head are how requests are smuggled.

mod answer;
mod bind;
mod callback_request;
mod connection;
mod guard;
mod listener;
mod page;
mod pages;
mod port_holder;
mod proc_net;
mod request_head;
mod server;
mod server_state;
mod settings;
pub mod site;
mod template;
#[cfg(test)]
mod tests;

pub use bind::BindError;
pub use callback_request::CallbackRequest;
pub use listener::{Listener, bind};
pub use page::PageWords;
pub use settings::{ListenerLimits, ListenerSettings, PageTexts};
