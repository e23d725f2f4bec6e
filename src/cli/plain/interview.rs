//! What was answered so far, and what is asked next: a value that asks nobody itself.

use jiff::Timestamp;

use crate::domain::account::{AccountHost, AccountInput, Platform, SandboxOrigin};
use crate::domain::authorize::api_key::{self, ApiKey};
use crate::domain::authorize::naming::{profile_name, sandbox_of};
use crate::domain::authorize::pending::Pending;
use crate::domain::authorize::question::{self, Question};
use crate::domain::authorize::{
    AuthMethod, AuthorizationRequest, ClientId, ClientSecret, CodeSource, Credentials,
    NewConnection, NewLongLived, Reauthorize, RedirectUri,
};
use crate::domain::profile::{GrantType, Profile, ProfileName};
use crate::domain::secret::Secret;

/// A question, as a place in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Whether to go on with an attempt that still waits.
    Resume,
    /// On which platform an account is of which only the name was said.
    Platform,
    /// Whether a profile of the account is authorized again.
    Whose,
    Method,
    Text(Question),
    /// Whether the same is tried again.
    Again,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    New,
    Reauthorize(ProfileName),
}

/// What the questions begin with: what was said on the command line, and what is connected already.
#[derive(Clone, Debug, Default)]
pub struct Start {
    pub wished: Option<ProfileName>,
    pub sandbox: Option<SandboxOrigin>,
    pub known: Vec<Profile>,
    /// The youngest attempt that still waits.
    pub pending: Option<Pending>,
    /// The secret key, where the environment has it.
    pub secret: Option<Secret>,
}

/// The questions of the setup. What is answered is not asked again, unless somebody goes back to it or it has led to
/// a trouble; then its answer is offered.
#[derive(Clone, Debug)]
pub struct Interview {
    pub start: Start,
    resumes: Option<bool>,
    platform: Option<Platform>,
    whose: Option<Whose>,
    method: Option<AuthMethod>,
    texts: Vec<(Question, Secret)>,
    /// The account that answered in the place of the expected one.
    pub(super) instead: Option<AccountHost>,
    /// The secret key of a profile that is authorized again was refused.
    pub(super) wants_secret: bool,
    /// What has to be answered once more.
    pub(super) doubted: Vec<Place>,
    /// The question that somebody went back to.
    reopened: Option<Place>,
}

impl Interview {
    pub fn new(start: Start) -> Self {
        let secret = start.secret.clone();
        let texts = secret.map(|secret| (Question::ClientSecret, secret)).into_iter().collect();
        Self {
            start,
            resumes: None,
            platform: None,
            whose: None,
            method: None,
            texts,
            instead: None,
            wants_secret: false,
            doubted: Vec::new(),
            reopened: None,
        }
    }

    /// The question to be asked now; `None` when everything is answered.
    pub fn asked(&self) -> Option<Place> {
        let is_open = |place: &Place| self.doubted.contains(place) || !self.is_answered(*place);
        self.reopened.or_else(|| self.places().into_iter().find(is_open))
    }

    /// To the question before the one at hand, or before all that was answered; whether there is one.
    pub fn back(&mut self) -> bool {
        let places = self.places();
        let at = self.asked().and_then(|asked| places.iter().position(|place| *place == asked));
        let mut before = places.iter().take(at.unwrap_or(places.len()));
        let before = before.rfind(|place| **place != Place::Again).copied();
        if before.is_some() {
            self.reopened = before;
            self.doubted.retain(|place| *place != Place::Again);
        }
        before.is_some()
    }

    /// The questions as far as they are known, in their order.
    fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        let again = self.doubted.contains(&Place::Again).then_some(Place::Again);
        if self.start.pending.is_some() {
            places.push(Place::Resume);
            if self.resumes == Some(true) {
                places.extend(self.wants_secret.then_some(Place::Text(Question::ClientSecret)));
                places.extend(again);
                return places;
            }
        }
        places.push(Place::Text(Question::Account));
        if matches!(self.account(), Some(AccountInput::Subdomain(_))) {
            places.push(Place::Platform);
        }
        if self.host().is_none() {
            return places;
        }
        if !self.same_account().is_empty() {
            places.push(Place::Whose);
            match &self.whose {
                None => return places,
                Some(Whose::New) => {}
                Some(Whose::Reauthorize(name)) => {
                    let asked = match self.known(name).map(|profile| profile.grant) {
                        Some(GrantType::LongLived) => Some(Question::LongLived),
                        _ => self.wants_secret.then_some(Question::ClientSecret),
                    };
                    places.extend(asked.map(Place::Text));
                    places.extend(again);
                    return places;
                }
            }
        }
        places.push(Place::Method);
        let asked: &[Question] = match self.method {
            None => return places,
            Some(AuthMethod::Consent) => &[],
            Some(AuthMethod::Code) => &[Question::Code],
            Some(AuthMethod::LongLived) => &[Question::LongLived],
            Some(AuthMethod::ApiKey) => &[Question::Login, Question::ApiKey],
        };
        if self.method != Some(AuthMethod::LongLived) {
            let credentials = [Question::ClientId, Question::ClientSecret, Question::RedirectUri];
            places.extend(credentials.map(Place::Text));
        }
        places.extend(asked.iter().copied().map(Place::Text));
        places.extend(again);
        places
    }

    fn is_answered(&self, place: Place) -> bool {
        match place {
            Place::Resume => self.resumes.is_some(),
            Place::Platform => self.platform.is_some(),
            Place::Whose => self.whose.is_some(),
            Place::Method => self.method.is_some(),
            Place::Text(question) => self.text(question).is_some(),
            Place::Again => !self.doubted.contains(&place),
        }
    }

    /// A text that answers a question. Another account is asked about anew.
    pub fn say(&mut self, question: Question, text: Secret) {
        let (host, account) = (self.host(), self.account());
        self.forget(question);
        self.texts.push((question, text));
        if self.account() != account {
            self.platform = None;
        }
        self.settle(Place::Text(question), host.as_ref());
    }

    /// One of the lines of a choice; for [`Place::Again`] the account that answered, where it is the second.
    pub fn choose(&mut self, place: Place, at: usize) {
        let host = self.host();
        match place {
            Place::Resume => self.resumes = Some(at == 0),
            Place::Platform => self.platform = Platform::ALL.get(at).copied(),
            Place::Whose => {
                let name = self.same_account().get(at).map(|profile| profile.name.clone());
                self.whose = Some(name.map_or(Whose::New, Whose::Reauthorize));
            }
            Place::Method => self.method = AuthMethod::ALL.get(at).copied(),
            Place::Again => {
                if let Some(got) = self.instead.take().filter(|_| at > 0) {
                    self.begin_anew(None);
                    self.say(Question::Account, Secret::new(got.as_str()));
                }
            }
            Place::Text(_) => {}
        }
        self.settle(place, host.as_ref());
    }

    fn settle(&mut self, place: Place, host: Option<&AccountHost>) {
        if self.host().as_ref() != host {
            self.whose = None;
        }
        self.doubted.retain(|it| *it != place);
        self.reopened = None;
    }

    /// Which line of a choice was taken before; else the first.
    pub fn taken(&self, place: Place) -> usize {
        let at = match (place, &self.whose) {
            (Place::Resume, _) => self.resumes.map(|resumes| usize::from(!resumes)),
            (Place::Platform, _) => Platform::ALL.iter().position(|it| Some(*it) == self.platform),
            (Place::Whose, Some(Whose::New)) => Some(self.same_account().len()),
            (Place::Whose, Some(Whose::Reauthorize(name))) => {
                self.same_account().iter().position(|profile| profile.name == *name)
            }
            (Place::Method, _) => AuthMethod::ALL.iter().position(|it| Some(*it) == self.method),
            (Place::Whose, None) | (Place::Again | Place::Text(_), _) => None,
        };
        at.unwrap_or(0)
    }

    pub fn text(&self, question: Question) -> Option<&Secret> {
        self.texts.iter().find(|(it, _)| *it == question).map(|(_, text)| text)
    }

    pub(super) fn forget(&mut self, question: Question) {
        self.texts.retain(|(it, _)| *it != question);
    }

    /// Goes on with no profile that exists, unless it is said anew.
    pub(super) fn begin_anew(&mut self, whose: Option<Whose>) {
        self.resumes = self.resumes.map(|_| false);
        self.whose = whose;
    }

    fn account(&self) -> Option<AccountInput> {
        question::account(self.text(Question::Account)?.expose()).ok()
    }

    pub fn host(&self) -> Option<AccountHost> {
        match self.account()? {
            AccountInput::Host(host) => Some(host),
            AccountInput::Subdomain(name) => Some(AccountHost::of(&name, self.platform?)),
        }
    }

    /// The connections that the account has already.
    pub fn same_account(&self) -> Vec<&Profile> {
        let Some(host) = self.host() else { return Vec::new() };
        let is_same = |it: &&Profile| it.access.is_some() && it.host.same_account(&host);
        self.start.known.iter().filter(is_same).collect()
    }

    fn known(&self, name: &ProfileName) -> Option<&Profile> {
        self.start.known.iter().find(|profile| profile.name == *name)
    }

    /// Whether a profile that exists is authorized once more.
    pub fn is_again(&self) -> bool {
        self.resumes == Some(true) || matches!(self.whose, Some(Whose::Reauthorize(_)))
    }

    pub fn method(&self) -> AuthMethod {
        match (&self.whose, self.method) {
            _ if self.resumes == Some(true) => AuthMethod::Consent,
            (Some(Whose::Reauthorize(name)), _) => match self.known(name).map(|it| it.grant) {
                Some(GrantType::LongLived) => AuthMethod::LongLived,
                _ => AuthMethod::Consent,
            },
            (_, method) => method.unwrap_or(AuthMethod::Consent),
        }
    }

    /// What all the answers ask for. An answer that is none any more, as a token that has ended
    /// meanwhile, is asked for again.
    pub fn order(&mut self, now: Timestamp) -> Option<AuthorizationRequest> {
        let stale = self.texts.iter().find(|(it, text)| it.check(text.expose(), now).is_err());
        if let Some((question, _)) = stale {
            let question = *question;
            self.forget(question);
            return None;
        }
        let order = self.ordered(now);
        // Nothing is left out of what was asked: without an order everything is asked from the start.
        if order.is_none() {
            self.doubted.push(Place::Text(Question::Account));
        }
        order
    }

    fn ordered(&self, now: Timestamp) -> Option<AuthorizationRequest> {
        let text = |question| Some(self.text(question)?.expose());
        let again = match (&self.whose, &self.start.pending) {
            (_, Some(pending)) if self.resumes == Some(true) => Some(&pending.profile),
            (Some(Whose::Reauthorize(name)), _) => Some(name),
            (None | Some(Whose::New), _) => None,
        };
        let secret = || ClientSecret::parse(text(Question::ClientSecret)?).ok();
        if let Some(name) = again.filter(|_| self.method() != AuthMethod::LongLived) {
            let secret = if self.wants_secret { Some(secret()?) } else { None };
            let again = Reauthorize::consent(name.clone());
            return Some(AuthorizationRequest::Reauthorize(Reauthorize { secret, ..again }));
        }
        let host = self.host()?;
        let named = |grant, integration| {
            let Start { known, wished, sandbox, .. } = &self.start;
            let fresh = || profile_name(known, wished.as_ref(), &host, grant, integration);
            let profile = again.cloned().unwrap_or_else(fresh);
            let sandbox = sandbox_of(&profile, known, sandbox.as_ref());
            (profile, sandbox)
        };
        if self.method() == AuthMethod::LongLived {
            let token = question::long_lived(text(Question::LongLived)?, now).ok()?.token;
            let (profile, sandbox) = named(GrantType::LongLived, None);
            let new = NewLongLived { profile, host, sandbox, token };
            return Some(AuthorizationRequest::LongLived(new));
        }
        let credentials = Credentials {
            client_id: ClientId::parse(text(Question::ClientId)?).ok()?,
            client_secret: secret()?,
            redirect_uri: question::redirect_uri(text(Question::RedirectUri)?).ok()?,
        };
        let code_source = match self.method() {
            AuthMethod::Consent | AuthMethod::LongLived => CodeSource::Consent,
            AuthMethod::Code => CodeSource::Code(question::code(text(Question::Code)?).ok()?),
            AuthMethod::ApiKey => CodeSource::ApiKey(ApiKey {
                login: api_key::parse_login(text(Question::Login)?).ok()?,
                key: api_key::parse_key(text(Question::ApiKey)?).ok()?,
            }),
        };
        let (profile, sandbox) = named(GrantType::OAuth, Some(&credentials.client_id));
        let new = NewConnection { profile, host, credentials, sandbox };
        Some(AuthorizationRequest::New(new, code_source))
    }

    /// What is offered on Enter where a text is asked for that is shown.
    pub fn offered(&self, question: Question) -> Option<&str> {
        // Only consent comes back to this computer.
        let comes_back = question == Question::RedirectUri && self.method() == AuthMethod::Consent;
        let default = comes_back.then_some(RedirectUri::DEFAULT);
        self.text(question).map(Secret::expose).or(default)
    }
}
