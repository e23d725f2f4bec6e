//! The three texts of the integration, each checked as its field is left; then the store is tried.

use jiff::Timestamp;

use super::asked::Asked;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::ticket::Tickets;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::credentials::{self as domain, ClientId, ClientSecret, FieldError};
use crate::domain::pasted::{Kind, recognize};
use crate::domain::redirect_uri::{RedirectUri, RedirectUriError};
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

/// A field and what is thought of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is typed.
    pub field: Field,
    /// What is thought of it.
    pub verdict: Verdict,
}

/// What is thought of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is still being typed.
    Open,
    /// It can be used.
    Fine,
    /// It cannot.
    Wrong(Problem),
}

/// Why a text cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Empty, something else, or of another shape.
    Field(FieldError),
    /// No redirect URI.
    Uri(RedirectUriError),
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

impl Entry {
    fn filled(text: &str) -> Self {
        Self {
            field: Field::filled(text),
            verdict: Verdict::Open,
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
        step.client_secret = Entry::filled(credentials.client_secret.secret().expose());
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
            client_id: Entry::filled(client_id.map_or("", ClientId::as_str)),
            client_secret: Entry::filled(""),
            redirect_uri: Entry::filled(
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
            Action::Edit(edit) => {
                let entry = self.entry_mut(at);
                entry.field.edit(*edit);
                entry.verdict = Verdict::Open;
            }
            Action::Paste(text) => {
                let entry = self.entry_mut(at);
                entry.field.paste(text);
                entry.verdict = Verdict::Open;
            }
            Action::Reveal => self.client_secret.field.reveal(),
            Action::Down => self.leave_for(at.next()),
            Action::Up => self.leave_for(at.previous()),
            Action::Back => {
                self.client_secret.field.hide();
                return Turn::back();
            }
            Action::Submit => {
                self.check(at);
                if matches!(self.entry(at).verdict, Verdict::Wrong(_)) {
                    return Turn::stay();
                }
                if let Some(next) = at.next() {
                    self.leave_for(Some(next));
                    return Turn::stay();
                }
                return self.submit(now, tickets);
            }
            _ => {}
        }
        Turn::stay()
    }

    /// Leaves a field: what is in it is checked. An empty one is not scolded yet.
    fn leave_for(&mut self, next: Option<Slot>) {
        let Some(next) = next else { return };
        if !self.entry(self.at).field.text().trim().is_empty() {
            self.check(self.at);
        }
        self.client_secret.field.hide();
        self.at = next;
    }

    fn submit(&mut self, now: Timestamp, tickets: &mut Tickets) -> Turn<domain::Credentials> {
        for slot in Slot::ALL {
            self.check(slot);
        }
        let wrong = Slot::ALL
            .into_iter()
            .find(|slot| matches!(self.entry(*slot).verdict, Verdict::Wrong(_)));
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

    fn check(&mut self, slot: Slot) {
        let text = self.entry(slot).field.text();
        let checked = match slot {
            Slot::ClientId => ClientId::parse(text).map(drop).map_err(Problem::Field),
            Slot::ClientSecret => ClientSecret::parse(text).map(drop).map_err(Problem::Field),
            Slot::RedirectUri => check_redirect_uri(text),
        };
        self.entry_mut(slot).verdict = checked.map_or_else(Verdict::Wrong, |()| Verdict::Fine);
    }
}

/// What is no redirect URI is named, where it is known what it is.
fn check_redirect_uri(text: &str) -> Result<(), Problem> {
    let Err(error) = RedirectUri::parse(text) else {
        return Ok(());
    };
    Err(match recognize(text) {
        Kind::Nothing | Kind::RedirectedUrl | Kind::Address | Kind::Unknown => Problem::Uri(error),
        kind @ (Kind::CallbackQuery
        | Kind::Code
        | Kind::Token
        | Kind::TokenAnswer
        | Kind::ClientSecret
        | Kind::ClientId
        | Kind::ConsentUrl) => Problem::Field(FieldError::Recognized(kind)),
    })
}
