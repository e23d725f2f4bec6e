//! The dashboard while the wizard lies over it: time and answers reach it, keys do not, and what it has
//! to tell waits for the person's return.

use jiff::Timestamp;

use super::state::Dashboard;
use super::task::Notice;
use crate::app::context::UpdateContext;
use crate::app::msg::Msg;
use crate::domain::profile::Profile;

impl Dashboard {
    pub fn update_covered(&mut self, msg: &Msg, context: &mut UpdateContext<'_>) {
        match msg {
            Msg::Act(_) => {}
            Msg::Tick(_) => self.time_passes(context),
            // It leads nowhere: only keys do.
            answer => _ = self.update(answer, context),
        }
    }

    /// The next moment at which it has to do something although nobody sees it.
    pub fn next_refresh(&self) -> Option<Timestamp> {
        self.refreshes.next(self.listing.all().iter().map(|row| &row.profile))
    }

    /// The person is back, perhaps with a connection: then it is chosen.
    pub fn uncover(&mut self, connected: Option<&Profile>, context: &mut UpdateContext<'_>) {
        let now = context.now;
        if let Some(Notice { profile, task, result, .. }) = self.notice.take() {
            // What is told about a connection that was made anew is of the one before.
            if connected.is_none_or(|connected| connected.name != profile) {
                self.notice = Some(Notice::new(profile, task, result, now));
            }
        }
        if let Some(connected) = connected {
            let name = &connected.name;
            self.unreadable.retain(|row| row.key != name.as_str());
            self.pending.retain(|pending| pending.profile != *name);
            self.listing.add(connected.clone(), now);
            if !self.listing.go_to(name) {
                self.show_all(now);
                self.listing.go_to(name);
            }
        }
        self.read_again(context);
    }
}
