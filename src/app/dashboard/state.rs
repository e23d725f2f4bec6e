//! The dashboard's state, and what the answers of the world change in it.

use jiff::Timestamp;

use super::bulk::Bulk;
use super::filter::FilterField;
use super::history::ProfileHistory;
use super::listing::Listing;
use super::log::Log;
use super::marks::Marks;
use super::refreshes::Refreshes;
use super::task::{Notice, ProfileTask, RunningTask};
use super::view::View;
use crate::app::context::UpdateContext;
use crate::app::effect::{Effect, RefreshBy};
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::ticket::Ticket;
use crate::domain::authorize::pending::Pending;
use crate::domain::profile::rows::UnreadableRow;
use crate::domain::profile::{ProfileName, Profiles};
use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dashboard {
    pub listing: Listing,
    pub unreadable: Vec<UnreadableRow>,
    pub pending: Vec<Pending>,
    /// The latest question for profiles: the ledger may be changed by others, so it is answered again and again.
    asked: Ticket,
    pub reading: Reading,
    pub history: ProfileHistory,
    pub mode: Mode,
    pub filter: FilterField,
    /// Which parts are shown; one profile alone is always shown whole.
    pub view: View,
    pub running: Option<RunningTask>,
    pub refreshes: Refreshes,
    pub notice: Option<Notice>,
    pub marks: Marks,
    /// What is done with all marked ones, and what came of it until the next key.
    pub bulk: Option<Bulk>,
    pub log: Log,
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

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    Choosing,
    Filtering,
    /// Answering whether a profile is to be forgotten.
    Forgetting(ProfileName),
    /// The same about all that were marked when it was asked.
    ForgettingMarked(Vec<ProfileName>),
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
        context: &mut UpdateContext<'_>,
    ) -> Self {
        let mut dashboard = Self {
            listing: Listing::new(profiles.all, chosen, context.now),
            unreadable: profiles.unreadable,
            pending: profiles.pending,
            asked: context.ask_for(Effect::LoadProfiles),
            reading: Reading::First,
            history: ProfileHistory::Nobody,
            mode: Mode::Choosing,
            filter: FilterField::filled(&context.settings.filter),
            view: View::default(),
            running: None,
            refreshes: Refreshes::new(context.now),
            notice: None,
            marks: Marks::default(),
            bulk: None,
            log: Log::default(),
        };
        dashboard.follow_filter(context.now);
        dashboard.read_history(context);
        dashboard
    }

    pub const fn focus(&self) -> Focus {
        match self.mode {
            Mode::Choosing if self.log.open.is_some() => Focus::Log,
            Mode::Choosing => Focus::Dashboard,
            Mode::Filtering => Focus::Filter,
            Mode::Forgetting(_) | Mode::ForgettingMarked(_) => Focus::Question,
        }
    }

    /// The question whose answer is awaited, or was the last: another process may change them at any time.
    #[cfg(test)]
    pub const fn asked(&self) -> Ticket {
        self.asked
    }

    pub fn profiles(&self) -> Profiles {
        Profiles {
            all: self.listing.all().iter().map(|row| row.profile.clone()).collect(),
            unreadable: self.unreadable.clone(),
            pending: self.pending.clone(),
        }
    }

    pub fn update(&mut self, msg: &Msg, context: &mut UpdateContext<'_>) -> Option<Leave> {
        let now = context.now;
        match msg {
            Msg::Tick(_) => {
                let is_over = |notice: &mut Notice| notice.until.is_some_and(|until| until <= now);
                self.notice.take_if(is_over);
                self.time_passes(context);
            }
            Msg::Act(action) if self.offers(action) => return self.act(action, context),
            Msg::Profiles(ticket, answer) if *ticket == self.asked => {
                self.profiles_read(answer, context);
            }
            Msg::ProfilesUnchanged(ticket, pending) if *ticket == self.asked => {
                self.reading = Reading::Done;
                self.pending.clone_from(pending);
                self.listing.judge(now);
                self.log.ask(context);
            }
            Msg::History(ticket, answer) => self.history.answer(*ticket, answer),
            Msg::Log(ticket, answer) => self.log.answer(*ticket, answer, &self.listing),
            Msg::Refreshing(ticket, news) => self.refreshes.tell(*ticket, news),
            Msg::Refreshed(ticket, answer) => {
                let ended = self.refreshes.end(*ticket, answer.is_ok(), now);
                let about = answer.as_ref().map(|(_, profile)| Some(&**profile));
                if self.answer_marked(*ticket, about, context) {
                    return None;
                }
                if let Some(ended) = ended {
                    let result = answer.as_ref().map(|(outcome, _)| Some(*outcome));
                    let result = result.map_err(Clone::clone);
                    let notice = Notice::new(ended.profile, ProfileTask::Refresh, result, now);
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
                    self.read_again(context);
                    self.refresh_what_ended(context);
                }
            }
            Msg::Verified(ticket, answer) => {
                let about = answer.as_ref().map(|profile| Some(&**profile));
                if self.answer_marked(*ticket, about, context) {
                    return None;
                }
                if self.finish(*ticket, answer.as_ref().err(), now) {
                    if let Ok(profile) = answer {
                        self.listing.put((**profile).clone(), now);
                    }
                    self.read_again(context);
                }
            }
            Msg::TokenCopied(ticket, answer) => {
                // Why there is none may be that somebody else has forgotten the profile.
                if self.finish(*ticket, answer.as_ref().err(), now) && answer.is_err() {
                    self.read_again(context);
                }
            }
            Msg::Forgotten(ticket, answer) => {
                if self.answer_marked(*ticket, answer.as_ref().map(|()| None), context) {
                    return None;
                }
                let name = self.running.as_ref().map(|running| running.profile.clone());
                if self.finish(*ticket, answer.as_ref().err(), now) {
                    if let (Ok(()), Some(name)) = (answer, name) {
                        self.listing.remove(&name, now);
                        self.view = View::Usual;
                    }
                    self.read_again(context);
                }
            }
            Msg::Act(_)
            | Msg::Profiles(..)
            | Msg::ProfilesUnchanged(..)
            | Msg::Unlocking(_)
            | Msg::Consent(..)
            | Msg::StoreChecked(..)
            | Msg::SealedFileKept(..)
            | Msg::Opened(..) => {}
        }
        None
    }

    pub(super) fn time_passes(&mut self, context: &mut UpdateContext<'_>) {
        self.listing.judge(context.now);
        self.refreshes.tick(context.now);
        self.show_results(context);
        self.refresh_what_ended(context);
    }

    /// Begins what has to be refreshed by now.
    fn refresh_what_ended(&mut self, context: &mut UpdateContext<'_>) {
        let profiles = self.listing.all().iter().map(|row| &row.profile);
        for profile in self.refreshes.due(profiles, context.now) {
            self.refresh(profile, RefreshBy::Timer, context);
        }
    }

    pub(super) fn refresh(
        &mut self,
        profile: ProfileName,
        by: RefreshBy,
        context: &mut UpdateContext<'_>,
    ) {
        let ticket = context.ask_for(|ticket| Effect::Refresh(ticket, profile.clone(), by));
        self.refreshes.begin(ticket, profile);
    }

    /// Ends what is under way, if the answer belongs to it.
    fn finish(&mut self, ticket: Ticket, trouble: Option<&Trouble>, now: Timestamp) -> bool {
        let Some(ended) = self.running.take_if(|running| running.ticket == ticket) else {
            return false;
        };
        let result = trouble.map_or(Ok(None), |trouble| Err(trouble.clone()));
        self.notice = Some(Notice::new(ended.profile, ended.task, result, now));
        true
    }

    fn profiles_read(
        &mut self,
        answer: &Result<Profiles, Trouble>,
        context: &mut UpdateContext<'_>,
    ) {
        let profiles = match answer {
            Ok(profiles) => profiles,
            Err(trouble) => {
                self.reading = Reading::Failed(trouble.clone());
                return;
            }
        };
        self.reading = Reading::Done;
        self.unreadable.clone_from(&profiles.unreadable);
        self.pending.clone_from(&profiles.pending);
        let changed = self.listing.replace(&profiles.all, context.now);
        self.marks.keep(&self.listing);
        self.log.ask(context);
        let asks_for_nobody = matches!(&self.mode, Mode::Forgetting(name)
            if self.listing.chosen().is_none_or(|row| row.profile.name != *name));
        if asks_for_nobody {
            self.mode = Mode::Choosing;
        }
        if let Mode::ForgettingMarked(names) = &mut self.mode {
            names.retain(|name| self.marks.has(name));
            if names.is_empty() {
                self.mode = Mode::Choosing;
            }
        }
        // Whoever changed a profile wrote its history too.
        if changed {
            self.read_history(context);
        }
    }

    /// Reads profiles and history once more: something was done.
    pub(super) fn read_again(&mut self, context: &mut UpdateContext<'_>) {
        self.asked = context.ask_for(Effect::LoadProfiles);
        self.read_history(context);
    }

    pub(super) fn read_history(&mut self, context: &mut UpdateContext<'_>) {
        let chosen = self.listing.chosen().map(|row| &row.profile.name);
        self.history.ask(chosen, context);
    }
}
