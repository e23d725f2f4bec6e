//! The order of the wizard: what follows from which answer.

use jiff::Timestamp;

use super::account::{AccountStep, ChosenAccount};
use super::connection::KnownConnection;
use super::consent::{ConsentEnd, ConsentStep};
use super::credentials::CredentialsStep;
use super::done::DoneStep;
use super::integration::IntegrationStep;
use super::mend::MendingStep;
use super::method::MethodStep;
use super::resume::{ResumeAnswer, ResumeStep};
use super::secret_step::{BroughtSecret, SecretStep};
use super::step::{Step, StepAnswer};
use super::trail::Trail;
use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::settings::Settings;
use crate::app::turn::Turn;
use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::naming::{profile_name, sandbox_of};
use crate::domain::authorize::question::Question;
use crate::domain::authorize::{
    AuthMethod, AuthorizationRequest, ClientId, CodeSource, NewConnection, NewLongLived,
    Reauthorize, RedirectUri,
};
use crate::domain::profile::{GrantType, Profile, ProfileName, Profiles};
use crate::domain::secret::Secret;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wizard {
    /// What the ledger knew when the wizard began, and what was connected since.
    pub profiles: Profiles,
    /// The profile that keeps its name, whatever is said about it.
    pub again: Option<ProfileName>,
    pub trail: Trail,
}

impl Wizard {
    /// The first question; or whether to go on with an attempt that still waits, when there is one.
    pub fn start(profiles: Profiles, context: &UpdateContext<'_>) -> Self {
        let step = ResumeStep::start(&profiles.pending, context.now)
            .map_or_else(|| first_question(context.settings), Step::Resume);
        Self { profiles, again: None, trail: Trail::begin(step) }
    }

    /// A profile that exists, once more.
    pub fn authorize(
        profiles: Profiles,
        name: ProfileName,
        context: &mut UpdateContext<'_>,
    ) -> Self {
        let step = again(&profiles, name.clone(), context);
        Self { profiles, again: Some(name), trail: Trail::begin(step) }
    }

    pub const fn step(&self) -> &Step {
        &self.trail.step
    }

    pub fn focus(&self) -> Focus {
        self.trail.step.focus()
    }

    pub fn offers(&self, action: &Action) -> bool {
        matches!(action, Action::Quit | Action::Suspend | Action::Help | Action::Language)
            || self.trail.step.offers(action)
    }

    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        self.trail.step.next_change(now)
    }

    /// Done with the profile that is connected.
    pub fn update(&mut self, msg: &Msg, context: &mut UpdateContext<'_>) -> Turn<ProfileName> {
        let connected = match self.again {
            Some(_) => &[],
            None => self.profiles.all.as_slice(),
        };
        match self.trail.step.update(msg, connected, context) {
            Turn::Stay => Turn::Stay,
            Turn::Done(answered) => self.forward(answered, context),
            Turn::Back => {
                // The question whether to authorize again is open once more.
                let asked_again = matches!(&self.trail.step, Step::Consent(step)
                    if matches!(step.order, AuthorizationRequest::Reauthorize(_)));
                if asked_again {
                    self.again = None;
                }
                if self.trail.back() { Turn::Stay } else { Turn::Back }
            }
        }
    }

    fn forward(
        &mut self,
        answered: StepAnswer,
        context: &mut UpdateContext<'_>,
    ) -> Turn<ProfileName> {
        let settings = context.settings;
        match answered {
            StepAnswer::Resume(_, ResumeAnswer::Anew) => self.trail.enter(first_question(settings)),
            StepAnswer::Resume(name, ResumeAnswer::Continue)
            | StepAnswer::Account(ChosenAccount::Reauthorize(name)) => {
                self.again = Some(name.clone());
                let step = again(&self.profiles, name, context);
                self.trail.enter(step);
            }
            StepAnswer::Account(ChosenAccount::New(host)) => {
                let mended = self.keep_name_only_of(&host);
                if mended && self.trail.return_to_typed(&host) {
                    return Turn::Stay;
                }
                match settings.demo {
                    // In the demo there is nothing to choose from: consent is what it shows.
                    Some(_) => self.explain_integration(host, AuthMethod::Consent, settings),
                    None => self.trail.enter(Step::Method(MethodStep::start(host))),
                }
            }
            StepAnswer::Method(host, method) => self.explain_integration(host, method, settings),
            StepAnswer::Integration(host) if self.method() == AuthMethod::LongLived => {
                self.ask_for_secret(AuthMethod::LongLived, host, context);
            }
            StepAnswer::Integration(host) => {
                let demo = settings.demo.as_ref().filter(|demo| demo.host == host);
                self.trail.enter(Step::Credentials(match demo {
                    Some(demo) => CredentialsStep::known(host, &demo.credentials),
                    None => CredentialsStep::start(host, None, None),
                }));
                let method = self.method();
                if let Step::Credentials(step) = &mut self.trail.step {
                    step.offer_redirect_uri(method);
                }
            }
            StepAnswer::Credentials(host) => self.ask_for_secret(self.method(), host, context),
            StepAnswer::Secret(_, BroughtSecret::Code(code)) => {
                self.authorize_new(CodeSource::Code(code), context);
            }
            StepAnswer::Secret(_, BroughtSecret::ApiKey(key)) => {
                self.authorize_new(CodeSource::ApiKey(key), context);
            }
            StepAnswer::Secret(host, BroughtSecret::LongLived(token)) => {
                self.connect_long_lived(host, token, context);
            }
            StepAnswer::Consent(wished, ConsentEnd::Connected(profile, unverified)) => {
                self.remember(&profile);
                self.trail.enter(Step::Done(DoneStep::start(profile, unverified, wished)));
            }
            StepAnswer::Consent(_, ConsentEnd::Mend(mending, trouble)) => {
                self.trail.lead_to(mending, trouble, settings);
            }
            StepAnswer::Consent(_, ConsentEnd::Instead(host, trouble)) => {
                self.again = None;
                self.trail.lead_to(MendingStep::Account, trouble, settings);
                if let Step::Account(step) = &mut self.trail.step {
                    step.form.fill(Question::Account, host.as_str());
                }
            }
            StepAnswer::Done(name) => return Turn::Done(name),
        }
        Turn::Stay
    }

    fn method(&self) -> AuthMethod {
        let chosen = self.trail.steps().find_map(|step| match step {
            Step::Method(step) => Some(step.chosen()),
            _ => None,
        });
        chosen.unwrap_or(AuthMethod::Consent)
    }

    /// Asks for what is brought by this method; straight to consent where that is nothing.
    fn ask_for_secret(
        &mut self,
        method: AuthMethod,
        host: AccountHost,
        context: &mut UpdateContext<'_>,
    ) {
        match SecretStep::start(method, host) {
            Some(step) => self.trail.enter(Step::Secret(step)),
            None => self.authorize_new(CodeSource::Consent, context),
        }
    }

    fn explain_integration(&mut self, host: AccountHost, method: AuthMethod, settings: &Settings) {
        // The redirect URI that was typed, if one was, is offered for copying.
        let typed = self.trail.ahead.iter().find_map(|step| match step {
            Step::Credentials(step) => Some(step.form.text(Question::RedirectUri)),
            _ => None,
        });
        let demo = || Some(settings.demo.as_ref()?.credentials.redirect_uri.as_str());
        let comes_back = method == AuthMethod::Consent;
        let suits = |text: &&str| {
            RedirectUri::parse(text).is_ok_and(|uri| comes_back || uri.loopback().is_none())
        };
        let default = comes_back.then_some(RedirectUri::DEFAULT);
        let uri = typed.filter(suits).or_else(demo).or(default).map(str::to_owned);
        let step = IntegrationStep::start(host, method, uri, settings);
        self.trail.enter(Step::Integration(step));
    }

    /// Authorizes with the credentials that were typed.
    fn authorize_new(&mut self, code_source: CodeSource, context: &mut UpdateContext<'_>) {
        let typed = self.trail.steps().find_map(|step| match step {
            Step::Credentials(step) => Some((step.host.clone(), step.values()?)),
            _ => None,
        });
        let Some((host, credentials)) = typed else { return };
        let integration = Some(&credentials.client_id);
        let (profile, sandbox) = self.name(&host, GrantType::OAuth, integration, context.settings);
        let new = NewConnection { profile, host, credentials, sandbox };
        self.ask_for_consent(AuthorizationRequest::New(new, code_source), context);
    }

    fn connect_long_lived(
        &mut self,
        host: AccountHost,
        token: Secret,
        context: &mut UpdateContext<'_>,
    ) {
        let (profile, sandbox) = self.name(&host, GrantType::LongLived, None, context.settings);
        let new = NewLongLived { profile, host, sandbox, token };
        self.ask_for_consent(AuthorizationRequest::LongLived(new), context);
    }

    fn ask_for_consent(&mut self, order: AuthorizationRequest, context: &mut UpdateContext<'_>) {
        let known = KnownConnection::of(&order, &self.profiles);
        let step = ConsentStep::start(order, known, context);
        self.trail.enter(Step::Consent(Box::new(step)));
    }

    /// The name of a connection, and the stand-in that plays amoCRM: one that is authorized again keeps both.
    fn name(
        &self,
        host: &AccountHost,
        grant: GrantType,
        integration: Option<&ClientId>,
        settings: &Settings,
    ) -> (ProfileName, Option<SandboxOrigin>) {
        let all = &self.profiles.all;
        let fresh = || profile_name(all, settings.profile.as_ref(), host, grant, integration);
        let name = self.again.clone().unwrap_or_else(fresh);
        let sandbox = sandbox_of(&name, all, settings.sandbox.as_ref());
        (name, sandbox)
    }

    /// Another account is another profile, unless the account's address was what had to be mended: whether it was.
    fn keep_name_only_of(&mut self, host: &AccountHost) -> bool {
        let mended = match &mut self.trail.step {
            Step::Account(step) => step.form.trouble.take().is_some(),
            _ => false,
        };
        let same = |profile: &Profile| {
            Some(&profile.name) == self.again.as_ref() && profile.host.same_account(host)
        };
        if !mended && !self.profiles.all.iter().any(same) {
            self.again = None;
        }
        mended
    }

    /// The dashboard shall know the profile before it has read the ledger.
    fn remember(&mut self, profile: &Profile) {
        let Profiles { all, unreadable, pending } = &mut self.profiles;
        unreadable.retain(|row| row.key != profile.name.as_str());
        all.retain(|known| known.name != profile.name);
        all.push(profile.clone());
        pending.retain(|pending| pending.profile != profile.name);
    }
}

fn first_question(settings: &Settings) -> Step {
    Step::Account(AccountStep::start(settings.demo.as_ref().map(|demo| &demo.host)))
}

/// Where a profile is authorized again: its token is pasted, or its consent is given.
fn again(profiles: &Profiles, name: ProfileName, context: &mut UpdateContext<'_>) -> Step {
    let known = profiles.all.iter().find(|profile| profile.name == name);
    let pasted = known.filter(|profile| profile.grant == GrantType::LongLived);
    let step =
        pasted.and_then(|known| SecretStep::start(AuthMethod::LongLived, known.host.clone()));
    step.map_or_else(
        || {
            let order = AuthorizationRequest::Reauthorize(Reauthorize::consent(name));
            let known = KnownConnection::of(&order, profiles);
            Step::Consent(Box::new(ConsentStep::start(order, known, context)))
        },
        Step::Secret,
    )
}
