//! The way through the wizard, step by step, for journeys that begin somewhere along it.

use crate::app::effect::BrowserPage;
use crate::app::model::StartAt;
use crate::app::settings::DemoAccount;
use crate::app::settings::Settings;
use crate::app::{Effect, Msg, Ticket};
use crate::domain::account::AccountHost;
use crate::domain::account::sandbox_origin::SandboxOrigin;
use crate::domain::authorize::credentials::{ClientId, ClientSecret, Credentials};
use crate::domain::authorize::pending::LIFETIME;
use crate::domain::authorize::redirect_uri::RedirectUri;
use crate::domain::authorize::{
    AuthMethod, AuthorizationRequest, CodeSource, NewConnection, Progress, Waiting,
};
use crate::domain::lang::Lang;
use crate::domain::profile::{Profile, StoreKind};
use crate::domain::secret::Secret;

use super::harness::{self, Journey};
use super::samples::{name, oauth, only};

pub use crate::domain::samples::{CLIENT_ID as ID, code};

/// 64 letters and digits that are found wherever they leak.
pub const SECRET: &str = "MARKEDkey5kQ2mZ8rT1vB6nY4wX7cL3dF0gH9jS2pA5uE8iO1tR6yW4zV7b9xQf0";
pub const LINK: &str = "https://www.amocrm.ru/oauth?client_id=2912780f-a1e4-4d5d-a069-ee01422d8bef\
    &state=MARKEDstate0123456789abcdef0123456789abcdef0123456789abcdef01234567&mode=post_message";

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

pub fn order() -> AuthorizationRequest {
    AuthorizationRequest::New(new(), CodeSource::Consent)
}

pub fn new() -> NewConnection {
    NewConnection { profile: name("acme"), host: host(), credentials: credentials(), sandbox: None }
}

pub fn demo() -> Settings {
    Settings {
        store: StoreKind::Memory,
        sandbox: Some(SandboxOrigin::parse("http://127.0.0.1:4711").unwrap()),
        demo: Some(DemoAccount {
            host: AccountHost::parse("demo.amocrm.ru").unwrap(),
            credentials: credentials(),
        }),
        ..harness::settings()
    }
}

pub fn connected() -> Profile {
    let mut acme = oauth("acme", "acme.amocrm.ru", 86_400, 92 * 86_400);
    acme.generation = 1;
    acme
}

pub fn ticket(effects: &[Effect]) -> Ticket {
    effects
        .iter()
        .rev()
        .find_map(|effect| match effect {
            Effect::Authorize(ticket, _) | Effect::Open(ticket, _) => Some(*ticket),
            _ => None,
        })
        .expect("nothing was asked")
}

pub fn open(effects: &[Effect]) -> Effect {
    Effect::Open(
        ticket(effects),
        BrowserPage::Consent(Secret::new("http://localhost:18497/x7f3k2")),
    )
}

pub fn new_connection(effects: &[Effect]) -> NewConnection {
    match effects.last() {
        Some(Effect::Authorize(_, AuthorizationRequest::New(new, _))) => new.clone(),
        _ => panic!("{effects:?}"),
    }
}

impl Journey {
    /// Authorizes again the only profile there is; the ticket of what was asked for.
    pub fn again(profile: Profile) -> (Self, Ticket) {
        let entry = StartAt::Authorize(profile.name.clone());
        let mut journey = Self::begin(Lang::En, harness::settings(), only(profile), entry);
        let ticket = ticket(&journey.effects());
        (journey, ticket)
    }

    pub fn takes(mut self, way: AuthMethod) -> Self {
        self.keys("acme.amocrm.ru<enter>");
        let down = AuthMethod::ALL.iter().position(|it| *it == way).unwrap();
        self.keys(&"<down>".repeat(down)).keys("<enter>");
        self
    }

    /// From how an integration is made to a store that is tried.
    pub fn types_keys(&mut self) -> &mut Self {
        self.keys("<enter>").keys(ID).keys("<enter>").paste(SECRET);
        self.keys("<enter><ctrl-u>").keys(RedirectUri::DEFAULT).keys("<enter>")
    }

    /// Where what this way brings is pasted: with the keys typed and a store that works, where they are asked for.
    pub fn at_secret(self, way: AuthMethod) -> Self {
        let mut journey = self.takes(way);
        match way {
            AuthMethod::LongLived => drop(journey.keys("<enter>")),
            _ => assert_eq!(journey.types_keys().store_works(), []),
        }
        journey
    }

    pub fn at_keys(mut self) -> Self {
        self.keys("acme.amocrm.ru<enter><enter><enter>");
        self
    }

    /// All three fields, and a store that works.
    pub fn at_consent(self) -> (Self, Ticket) {
        let mut journey = self.takes(AuthMethod::Consent);
        journey.types_keys();
        journey.submit_keys()
    }

    pub fn submit_keys(mut self) -> (Self, Ticket) {
        let ticket = ticket(&self.store_works());
        (self, ticket)
    }

    /// Answers that the store works, where it was tried; what is asked for then.
    pub fn store_works(&mut self) -> Vec<Effect> {
        if self.store_is_tried() {
            self.store_is(Ok(()));
        }
        self.effects()
    }

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
            auth_method: AuthMethod::Consent,
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
