//! The three texts of the integration, each checked as its field is left; then the store is tried.

use jiff::Timestamp;

use super::asked::Asked;
use super::entry::Entry;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::ticket::Tickets;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::credentials::{self as domain, ClientId, ClientSecret};
use crate::domain::question::Question;
use crate::domain::redirect_uri::RedirectUri;
use crate::domain::trouble::Trouble;

/// The step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// The account the integration belongs to: its platform decides the words.
    pub host: AccountHost,
    /// «ID интеграции».
    pub client_id: Entry,
    /// «Секретный ключ».
    pub client_secret: Entry,
    /// «Ссылка для перенаправления».
    pub redirect_uri: Entry,
    /// The field with the cursor.
    pub at: Slot,
    /// What is going on.
    pub stage: Stage,
    /// Why the wizard came back to this step.
    pub trouble: Option<Trouble>,
}

/// One of the three fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The integration ID.
    ClientId,
    /// The secret key.
    ClientSecret,
    /// The redirect URI.
    RedirectUri,
}

/// What is going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The fields are filled in.
    Typing,
    /// The store is tried before a code is spent.
    Checking(Asked),
    /// The store cannot be used.
    NoStore(Trouble),
}

impl Slot {
    /// All three, from top to bottom.
    pub const ALL: [Self; 3] = [Self::ClientId, Self::ClientSecret, Self::RedirectUri];

    const fn next(self) -> Option<Self> {
        match self {
            Self::ClientId => Some(Self::ClientSecret),
            Self::ClientSecret => Some(Self::RedirectUri),
            Self::RedirectUri => None,
        }
    }

    const fn previous(self) -> Option<Self> {
        match self {
            Self::ClientId => None,
            Self::ClientSecret => Some(Self::ClientId),
            Self::RedirectUri => Some(Self::ClientSecret),
        }
    }
}

impl Credentials {
    /// Empty fields, but for the redirect URI that is offered.
    pub fn start(host: AccountHost) -> Self {
        Self::prefilled(host, None, None)
    }

    /// Everything filled in, as in the demo.
    pub fn known(host: AccountHost, credentials: &domain::Credentials) -> Self {
        let mut step = Self::prefilled(
            host,
            Some(&credentials.client_id),
            Some(&credentials.redirect_uri),
        );
        step.client_secret = Entry::filled(
            Question::ClientSecret,
            credentials.client_secret.secret().expose(),
        );
        step.at = Slot::ClientId;
        step
    }

    /// What the ledger knows filled in. The cursor is in the first field that is empty.
    pub fn prefilled(
        host: AccountHost,
        client_id: Option<&ClientId>,
        redirect_uri: Option<&RedirectUri>,
    ) -> Self {
        Self {
            host,
            client_id: Entry::filled(Question::ClientId, client_id.map_or("", ClientId::as_str)),
            client_secret: Entry::empty(Question::ClientSecret),
            redirect_uri: Entry::filled(
                Question::RedirectUri,
                redirect_uri.map_or(RedirectUri::DEFAULT, RedirectUri::as_str),
            ),
            at: if client_id.is_some() {
                Slot::ClientSecret
            } else {
                Slot::ClientId
            },
            stage: Stage::Typing,
            trouble: None,
        }
    }

    /// The same texts for another account.
    #[must_use]
    pub fn moved_to(mut self, host: AccountHost) -> Self {
        self.host = host;
        self
    }

    /// The fields once more, because what is in them led to a trouble.
    #[must_use]
    pub fn mending(mut self, at: Slot, trouble: Trouble) -> Self {
        self.at = at;
        self.stage = Stage::Typing;
        self.trouble = Some(trouble);
        self
    }

    /// Where a wrong pair is most likely mended: in the first field that is empty, else in the first.
    pub fn at_fault(&self) -> Slot {
        Slot::ALL
            .into_iter()
            .find(|slot| self.entry(*slot).field.text().is_empty())
            .unwrap_or(Slot::ClientId)
    }

    /// A field.
    pub const fn entry(&self, slot: Slot) -> &Entry {
        match slot {
            Slot::ClientId => &self.client_id,
            Slot::ClientSecret => &self.client_secret,
            Slot::RedirectUri => &self.redirect_uri,
        }
    }

    const fn entry_mut(&mut self, slot: Slot) -> &mut Entry {
        match slot {
            Slot::ClientId => &mut self.client_id,
            Slot::ClientSecret => &mut self.client_secret,
            Slot::RedirectUri => &mut self.redirect_uri,
        }
    }

    /// The values, once all three can be used.
    pub fn values(&self) -> Option<domain::Credentials> {
        Some(domain::Credentials {
            client_id: ClientId::parse(self.client_id.field.text()).ok()?,
            client_secret: ClientSecret::parse(self.client_secret.field.text()).ok()?,
            redirect_uri: RedirectUri::parse(self.redirect_uri.field.text()).ok()?,
        })
    }

    /// What the keys mean now.
    pub const fn focus(&self) -> Focus {
        match (&self.stage, self.at) {
            (Stage::Typing, Slot::ClientSecret) => Focus::Secret,
            (Stage::Typing, Slot::ClientId | Slot::RedirectUri) => Focus::Text,
            (Stage::Checking(_), _) => Focus::Step,
            (Stage::NoStore(_), _) => Focus::Retry,
        }
    }

    /// Whether an action makes sense now.
    pub const fn offers(&self, action: &Action) -> bool {
        match (&self.stage, action) {
            (_, Action::Back)
            | (Stage::Typing, Action::Submit | Action::Up | Action::Down | Action::Reveal)
            | (Stage::NoStore(_), Action::Submit) => true,
            (Stage::Typing | Stage::Checking(_) | Stage::NoStore(_), _) => false,
        }
    }

    /// The next moment at which something shown changes by itself.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match &self.stage {
            Stage::Checking(asked) => asked.next_second(now),
            Stage::Typing | Stage::NoStore(_) => None,
        }
    }

    /// Goes on.
    pub fn update(
        &mut self,
        msg: &Msg,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<domain::Credentials> {
        match (&self.stage, msg) {
            (Stage::Typing, Msg::Act(action)) => self.type_in(action, now, tickets),
            (Stage::Checking(asked), Msg::StoreChecked(ticket, result))
                if asked.ticket == *ticket =>
            {
                match result {
                    Ok(()) => {
                        self.stage = Stage::Typing;
                        self.values().map_or_else(Turn::stay, Turn::done)
                    }
                    Err(trouble) => {
                        self.stage = Stage::NoStore(trouble.clone());
                        Turn::stay()
                    }
                }
            }
            (Stage::Checking(asked), Msg::Act(Action::Back)) => {
                let cancel = Effect::Cancel(asked.ticket);
                self.stage = Stage::Typing;
                Turn::stay().with(cancel)
            }
            (Stage::NoStore(_), Msg::Act(Action::Back)) => {
                self.stage = Stage::Typing;
                Turn::stay()
            }
            (Stage::NoStore(_), Msg::Act(Action::Submit)) => self.check_store(now, tickets),
            _ => Turn::stay(),
        }
    }

    fn type_in(
        &mut self,
        action: &Action,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<domain::Credentials> {
        let at = self.at;
        match action {
            Action::Edit(edit) => self.entry_mut(at).edit(*edit),
            Action::Paste(text) => self.entry_mut(at).paste(text),
            Action::Reveal => self.client_secret.field.reveal(),
            Action::Down => self.leave_for(at.next(), now),
            Action::Up => self.leave_for(at.previous(), now),
            Action::Back => {
                self.client_secret.field.hide();
                return Turn::back();
            }
            Action::Submit => {
                if !self.entry_mut(at).check(now) {
                    return Turn::stay();
                }
                // What was mended here is all there is to mend, when the rest was fine before.
                if self.trouble.is_some() && self.values().is_some() {
                    return self.submit(now, tickets);
                }
                if let Some(next) = at.next() {
                    self.leave_for(Some(next), now);
                    return Turn::stay();
                }
                return self.submit(now, tickets);
            }
            _ => {}
        }
        Turn::stay()
    }

    /// Leaves a field: what is in it is checked. An empty one is not scolded yet.
    fn leave_for(&mut self, next: Option<Slot>, now: Timestamp) {
        let Some(next) = next else { return };
        self.entry_mut(self.at).check_typed(now);
        self.client_secret.field.hide();
        self.at = next;
    }

    fn submit(&mut self, now: Timestamp, tickets: &mut Tickets) -> Turn<domain::Credentials> {
        let mut wrong = None;
        for slot in Slot::ALL {
            if !self.entry_mut(slot).check(now) {
                wrong = wrong.or(Some(slot));
            }
        }
        if let Some(wrong) = wrong {
            self.at = wrong;
            return Turn::stay();
        }
        self.check_store(now, tickets)
    }

    fn check_store(&mut self, now: Timestamp, tickets: &mut Tickets) -> Turn<domain::Credentials> {
        let ticket = tickets.take();
        self.trouble = None;
        self.stage = Stage::Checking(Asked { ticket, since: now });
        Turn::stay().with(Effect::CheckStore(ticket))
    }
}
