//! The dashboard: every profile, what needs a person on top, and which key mends it.

mod act;
pub mod cells;
mod change;
mod doing;
mod listing;
mod offer;
mod past;
mod refreshes;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::effect::{Effect, Wanted};
use super::field::Field;
use super::focus::Focus;
use super::msg::{Msg, Profiles};
use super::ticket::{Ticket, Tickets};
use super::turn::{Next, Turn};
use crate::domain::history::Outcome;
use crate::domain::pending::Pending;
use crate::domain::profile::ProfileName;
use crate::domain::rows::UnreadableRow;
use crate::domain::trouble::Trouble;

pub use cells::Cell;
pub use change::seconds_until;
pub use doing::{Doing, Notice, Verb};
pub use listing::{Listing, Row, Sort};
pub use past::Past;
pub use refreshes::{Refresh, Refreshes};

/// The dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dashboard {
    listing: Listing,
    unreadable: Vec<UnreadableRow>,
    pending: Vec<Pending>,
    /// The latest question for profiles: the ledger may be changed by others, so it is answered again and again.
    asked: Ticket,
    reading: Reading,
    past: Past,
    mode: Mode,
    filter: Field,
    whole: bool,
    doing: Option<Doing>,
    refreshes: Refreshes,
    notice: Option<Notice>,
}

/// How far the profiles are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// They are being read for the first time.
    First,
    /// They are as the ledger has them.
    Done,
    /// They could not be read: what is shown may be old.
    Failed(Trouble),
}

/// What the keys are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Choosing a profile, and doing something with it.
    Choosing,
    /// Typing the filter.
    Filtering,
    /// Answering whether a profile is to be forgotten.
    Forgetting(ProfileName),
}

/// Where a person goes from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    /// To the wizard, for another profile.
    New,
    /// To the consent of this profile, once more.
    Authorize(ProfileName),
}

impl Dashboard {
    /// The list, with one profile chosen. Profiles are read anew at once.
    pub fn start(
        profiles: Profiles,
        chosen: Option<ProfileName>,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> (Self, Vec<Effect>) {
        let mut dashboard = Self {
            listing: Listing::new(profiles.all, chosen, now),
            unreadable: profiles.unreadable,
            pending: profiles.pending,
            asked: tickets.take(),
            reading: Reading::First,
            past: Past::Nobody,
            mode: Mode::Choosing,
            filter: Field::default(),
            whole: false,
            doing: None,
            refreshes: Refreshes::new(now),
            notice: None,
        };
        let mut effects = vec![Effect::LoadProfiles(dashboard.asked)];
        effects.extend(dashboard.read_history(tickets));
        (dashboard, effects)
    }

    /// What the keys mean now.
    pub const fn focus(&self) -> Focus {
        match self.mode {
            Mode::Choosing => Focus::Dashboard,
            Mode::Filtering => Focus::Filter,
            Mode::Forgetting(_) => Focus::Question,
        }
    }

    /// The next moment at which something shown changes by itself.
    pub fn next_change(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        change::next(self, now, zone)
    }

    /// What the ledger knows.
    pub fn profiles(&self) -> Profiles {
        Profiles {
            all: self
                .listing
                .all()
                .iter()
                .map(|row| row.profile.clone())
                .collect(),
            unreadable: self.unreadable.clone(),
            pending: self.pending.clone(),
        }
    }

    /// The list.
    pub const fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Profiles whose rows cannot be read.
    pub fn unreadable(&self) -> &[UnreadableRow] {
        &self.unreadable
    }

    /// Authorizations that wait for their callback.
    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// How far the profiles are known.
    pub const fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The history of the chosen profile.
    pub const fn past(&self) -> &Past {
        &self.past
    }

    /// What the keys are for.
    pub const fn mode(&self) -> &Mode {
        &self.mode
    }

    /// The filter as it is typed.
    pub const fn filter(&self) -> &Field {
        &self.filter
    }

    /// Whether the chosen profile fills the screen: asked for, or there is no other.
    pub fn is_whole(&self) -> bool {
        self.whole || self.listing.all().len() == 1
    }

    /// What is under way.
    pub const fn doing(&self) -> Option<&Doing> {
        self.doing.as_ref()
    }

    /// The refresh of a profile, while it is under way.
    pub fn refresh_of(&self, profile: &ProfileName) -> Option<&Refresh> {
        self.refreshes.of(profile)
    }

    /// What came of the last action.
    pub const fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Goes on.
    pub fn update(&mut self, msg: &Msg, now: Timestamp, tickets: &mut Tickets) -> Turn<Leave> {
        match msg {
            Msg::Tick(_) => {
                self.tick(now);
                return self.refresh_what_ended(now, tickets);
            }
            Msg::Refreshing(ticket, news) => self.refreshes.tell(*ticket, news),
            Msg::Refreshed(ticket, answer) => {
                if let Some(ended) = self.refreshes.end(*ticket, answer.is_ok(), now) {
                    let result = answer.as_ref().map(|(outcome, _)| Some(*outcome));
                    let result = result.map_err(Clone::clone);
                    let notice = Notice::of(ended.profile, Verb::Refresh, result, now);
                    // A failure stays until the next key, whatever goes well elsewhere meanwhile.
                    let stays = |before: &Notice| {
                        before.result.is_err() && before.profile != notice.profile
                    };
                    if notice.result.is_err() || !self.notice.as_ref().is_some_and(stays) {
                        self.notice = Some(notice);
                    }
                    if let Ok((_, profile)) = answer {
                        self.listing.put((**profile).clone(), now);
                    }
                    let mut turn = self.read_again(tickets);
                    let more = self.refresh_what_ended(now, tickets);
                    turn.effects.extend(more.effects);
                    return turn;
                }
            }
            Msg::Act(action) if self.offers(action) => return self.act(action, now, tickets),
            Msg::Profiles(ticket, answer) if *ticket == self.asked => {
                return self.profiles_read(answer, now, tickets);
            }
            Msg::History(ticket, answer) => self.past.answer(*ticket, answer),
            Msg::Verified(ticket, answer) => {
                let result = answer.as_ref().map(|_| None).map_err(Clone::clone);
                if let Some(notice) = self.finish(*ticket, result, now) {
                    if let Ok(profile) = answer {
                        self.listing.put((**profile).clone(), now);
                    }
                    self.notice = Some(notice);
                    return self.read_again(tickets);
                }
            }
            Msg::TokenCopied(ticket, answer) => {
                if let Some(notice) = self.finish(*ticket, answer.clone().map(|()| None), now) {
                    self.notice = Some(notice);
                }
            }
            Msg::Forgotten(ticket, answer) => {
                if let Some(notice) = self.finish(*ticket, answer.clone().map(|()| None), now) {
                    if answer.is_ok() {
                        self.listing.remove(&notice.profile);
                        self.whole = false;
                    }
                    self.notice = Some(notice);
                    return self.read_again(tickets);
                }
            }
            Msg::Act(_)
            | Msg::Profiles(..)
            | Msg::Unlocking(_)
            | Msg::Consent(..)
            | Msg::StoreChecked(..)
            | Msg::Opened(..) => {}
        }
        Turn::stay()
    }

    fn tick(&mut self, now: Timestamp) {
        self.listing.judge(now);
        self.refreshes.tick(now);
        let is_over = |notice: &mut Notice| notice.until.is_some_and(|until| until <= now);
        self.notice.take_if(is_over);
    }

    /// Begins what has to be refreshed by now.
    fn refresh_what_ended(&mut self, now: Timestamp, tickets: &mut Tickets) -> Turn<Leave> {
        let profiles = self.listing.all().iter().map(|row| &row.profile);
        let mut effects = Vec::new();
        for profile in self.refreshes.due(profiles, now) {
            let ticket = tickets.take();
            self.refreshes.begin(ticket, profile.clone());
            effects.push(Effect::Refresh(ticket, profile, Wanted::ByItself));
        }
        asking(effects)
    }

    /// Ends what is under way, if the answer belongs to it.
    fn finish(
        &mut self,
        ticket: Ticket,
        result: Result<Option<Outcome>, Trouble>,
        now: Timestamp,
    ) -> Option<Notice> {
        let doing = self.doing.take_if(|doing| doing.ticket == ticket)?;
        Some(Notice::of(doing.profile, doing.verb, result, now))
    }

    fn profiles_read(
        &mut self,
        answer: &Result<Profiles, Trouble>,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Leave> {
        match answer {
            Err(trouble) => {
                self.reading = Reading::Failed(trouble.clone());
                Turn::stay()
            }
            Ok(profiles) => {
                self.reading = Reading::Done;
                self.unreadable.clone_from(&profiles.unreadable);
                self.pending.clone_from(&profiles.pending);
                let changed = self.listing.replace(profiles.all.clone(), now);
                let asks_for_nobody = matches!(&self.mode, Mode::Forgetting(name)
                    if self.listing.chosen().is_none_or(|row| row.profile.name != *name));
                if asks_for_nobody {
                    self.mode = Mode::Choosing;
                }
                // Whoever changed a profile wrote its history too.
                let history = if changed {
                    self.read_history(tickets)
                } else {
                    None
                };
                asking(history)
            }
        }
    }

    /// Reads profiles and history once more: something was done.
    fn read_again(&mut self, tickets: &mut Tickets) -> Turn<Leave> {
        self.asked = tickets.take();
        let profiles = [Effect::LoadProfiles(self.asked)];
        asking(profiles.into_iter().chain(self.read_history(tickets)))
    }

    /// Reads the history when another profile is chosen than before.
    fn follow(&mut self, tickets: &mut Tickets) -> Turn<Leave> {
        let chosen = self.listing.chosen().map(|row| &row.profile.name);
        if chosen == self.past.whose() {
            return Turn::stay();
        }
        asking(self.read_history(tickets))
    }

    fn read_history(&mut self, tickets: &mut Tickets) -> Option<Effect> {
        let chosen = self.listing.chosen().map(|row| &row.profile.name);
        self.past.ask(chosen, tickets)
    }
}

/// Stays here, and asks for something outside.
fn asking(effects: impl IntoIterator<Item = Effect>) -> Turn<Leave> {
    Turn {
        next: Next::Stay,
        effects: effects.into_iter().collect(),
    }
}
