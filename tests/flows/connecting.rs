//! The way through the wizard, step by step, for journeys that begin somewhere along it.

use amokey::app::effect::Page;
use amokey::app::model::Demo;
use amokey::app::model::Facts;
use amokey::app::{Effect, Msg, Ticket};
use amokey::domain::account::AccountHost;
use amokey::domain::consent::{Entrance, NewConnection, Order, Progress, Waiting, WayIn};
use amokey::domain::credentials::{ClientId, ClientSecret, Credentials};
use amokey::domain::pending::LIFETIME;
use amokey::domain::profile::{Profile, StoreKind};
use amokey::domain::redirect_uri::RedirectUri;
use amokey::domain::sandbox_origin::SandboxOrigin;
use amokey::domain::secret::Secret;

use crate::harness::{self, Journey};
use crate::samples::{name, oauth};

pub const ID: &str = "2912780f-a1e4-4d5d-a069-ee01422d8bef";
/// 64 letters and digits that are found wherever they leak.
pub const SECRET: &str = "MARKEDkey5kQ2mZ8rT1vB6nY4wX7cL3dF0gH9jS2pA5uE8iO1tR6yW4zV7b9xQf0";
pub const LINK: &str = "https://www.amocrm.ru/oauth?client_id=2912780f-a1e4-4d5d-a069-ee01422d8bef\
    &state=MARKEDstate0123456789abcdef0123456789abcdef0123456789abcdef01234567&mode=post_message";

/// A code of the usual length.
pub fn code() -> String {
    format!("def50200{}", "ab".repeat(452))
}

pub fn host() -> AccountHost {
    AccountHost::parse("acme.amocrm.ru").unwrap()
}

pub fn credentials() -> Credentials {
    Credentials {
        client_id: ClientId::parse(ID).unwrap(),
        client_secret: ClientSecret::parse(SECRET).unwrap(),
        redirect_uri: RedirectUri::parse(RedirectUri::DEFAULT).unwrap(),
    }
}

/// What is asked for when everything was typed.
pub fn order() -> Order {
    Order::New(
        NewConnection {
            profile: name("acme"),
            host: host(),
            credentials: credentials(),
            sandbox: None,
        },
        Entrance::Consent,
    )
}

pub fn demo() -> Facts {
    Facts {
        store: StoreKind::Memory,
        sandbox: Some(SandboxOrigin::parse("http://127.0.0.1:4711").unwrap()),
        demo: Some(Demo {
            host: AccountHost::parse("demo.amocrm.ru").unwrap(),
            credentials: credentials(),
        }),
        ..harness::facts()
    }
}

/// The profile that comes out of it.
pub fn connected() -> Profile {
    let mut acme = oauth("acme", "acme.amocrm.ru", 86_400, 92 * 86_400);
    acme.generation = 1;
    acme
}

/// The ticket of the question that was asked last.
pub fn ticket(effects: &[Effect]) -> Ticket {
    effects
        .iter()
        .rev()
        .find_map(|effect| match effect {
            Effect::Authorize(ticket, _) | Effect::CheckStore(ticket) | Effect::Open(ticket, _) => {
                Some(*ticket)
            }
            _ => None,
        })
        .expect("nothing was asked")
}

/// The consent page, opened.
pub fn open(effects: &[Effect]) -> Effect {
    Effect::Open(
        ticket(effects),
        Page::Consent(Secret::new("http://localhost:18497/x7f3k2")),
    )
}

impl Journey {
    /// The account, the way in, and how an integration is made.
    pub fn at_keys(mut self) -> Self {
        self.keys("acme.amocrm.ru<enter><enter><enter>");
        self
    }

    /// All three fields, and a store that works.
    pub fn at_consent(self) -> (Self, Ticket) {
        let mut journey = self.at_keys();
        journey.keys(ID).keys("<enter>").paste(SECRET);
        journey.keys("<enter><enter>");
        journey.submit_keys()
    }

    /// Answers that the store works.
    pub fn submit_keys(mut self) -> (Self, Ticket) {
        let ticket = ticket(&self.store_works());
        (self, ticket)
    }

    /// Answers that the store works; what is asked for then.
    pub fn store_works(&mut self) -> Vec<Effect> {
        let store = ticket(&self.effects());
        self.tell(Msg::StoreChecked(store, Ok(()))).effects()
    }

    /// The listener is up.
    pub fn at_waiting(self) -> (Self, Ticket) {
        let (mut journey, ticket) = self.at_consent();
        journey.wait(ticket, Some("http://localhost:18497/x7f3k2"));
        (journey, ticket)
    }

    pub fn wait(&mut self, ticket: Ticket, local_url: Option<&str>) -> &mut Self {
        self.go_on(ticket, Progress::Waiting(Box::new(self.waiting(local_url))))
    }

    pub fn waiting(&self, local_url: Option<&str>) -> Waiting {
        Waiting {
            way_in: WayIn::Consent,
            profile: name("acme"),
            host: host(),
            consent_url: Secret::new(LINK),
            local_url: local_url.map(str::to_owned),
            not_handed_on: None,
            start_url: Secret::new(local_url.unwrap_or(LINK)),
            expires_at: self.model.now.checked_add(LIFETIME).unwrap(),
        }
    }

    pub fn go_on(&mut self, ticket: Ticket, progress: Progress) -> &mut Self {
        self.tell(Msg::Consent(ticket, progress))
    }
}
