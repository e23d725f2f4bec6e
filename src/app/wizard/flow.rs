//! The order of the wizard: what follows from which answer.

use jiff::Timestamp;

use super::account::{AccountStage, AccountStep, ChosenAccount};
use super::aside::Aside;
use super::consent::ConsentEnd;
use super::credentials::CredentialsStep;
use super::done::DoneStep;
use super::integration::IntegrationStep;
use super::mend::MendingStep;
use super::method::MethodStep;
use super::orders::again;
use super::resume::{ResumeAnswer, ResumeStep};
use super::secret_step::{BroughtSecret, SecretStep};
use super::step::{Step, StepAnswer};
use super::store_trial::StoreTrial;
use super::trail::Trail;
use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::settings::Settings;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::authorize::question::Question;
use crate::domain::authorize::{AuthMethod, AuthorizationRequest, CodeSource, RedirectUri};
use crate::domain::profile::{Profile, ProfileName, Profiles};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wizard {
    /// What the ledger knew when the wizard began, and what was connected since.
    pub profiles: Profiles,
    /// The profile that keeps its name, whatever is said about it.
    pub again: Option<ProfileName>,
    pub trail: Trail,
    /// Whether tokens can be kept, as far as it is known.
    pub store: StoreTrial,
    pub aside: Aside,
}

impl Wizard {
    /// The first question; or whether to go on with an attempt that still waits, when there is one.
    /// Meanwhile the store is tried.
    pub fn start(profiles: Profiles, context: &mut UpdateContext<'_>) -> Self {
        let step = ResumeStep::start(&profiles, context.now)
            .map_or_else(|| first_question(context.settings), Step::Resume);
        let store = StoreTrial::begin(context);
        Self { profiles, again: None, trail: Trail::begin(step), store, aside: Aside::None }
    }

    /// A profile that exists, once more.
    pub fn authorize(
        profiles: Profiles,
        name: ProfileName,
        context: &mut UpdateContext<'_>,
    ) -> Self {
        let step = again(&profiles, name.clone(), context);
        let (trail, store) = (Trail::begin(step), StoreTrial::NotYet);
        Self { profiles, again: Some(name), trail, store, aside: Aside::None }
    }

    pub const fn step(&self) -> &Step {
        &self.trail.step
    }

    pub fn focus(&self) -> Focus {
        self.aside.focus().unwrap_or_else(|| self.trail.step.focus())
    }

    pub fn offers(&self, action: &Action) -> bool {
        if matches!(action, Action::Quit | Action::Suspend | Action::Help | Action::Language) {
            return true;
        }
        match &self.aside {
            Aside::None => self.trail.step.offers(action),
            Aside::Leaving => matches!(action, Action::Confirm | Action::Back),
            Aside::Store(step) => step.offers(action),
        }
    }

    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match &self.aside {
            Aside::Store(step) => step.next_change(now),
            Aside::None | Aside::Leaving => self.trail.step.next_change(now),
        }
    }

    /// Whether Esc leads out of the wizard.
    pub fn is_left_by_esc(&self, now: Timestamp) -> bool {
        self.aside == Aside::None && !self.trail.has_before(now) && self.trail.step.is_left_by_esc()
    }

    /// Done with the profile that is connected.
    pub fn update(&mut self, msg: &Msg, context: &mut UpdateContext<'_>) -> Turn<ProfileName> {
        let is_tried = self.store.take(msg, context.now);
        if self.aside != Aside::None {
            return self.update_aside(msg, is_tried, context);
        }
        // It is no use to go on where nothing can be kept.
        let is_first =
            matches!(&self.trail.step, Step::Account(step) if step.stage == AccountStage::Typing);
        if is_first && *msg == Msg::Act(Action::Submit) && !self.may_begin(context) {
            return Turn::Stay;
        }
        let connected = match self.again {
            Some(_) => &[],
            None => self.profiles.all.as_slice(),
        };
        let turn = self.trail.step.update(msg, connected, context);
        self.hear_of_store(msg, context);
        match turn {
            Turn::Stay => Turn::Stay,
            Turn::Done(answered) => self.forward(answered, context),
            Turn::Back => {
                // The question whether to authorize again is open once more.
                let asked_again = matches!(&self.trail.step, Step::Consent(step)
                    if matches!(step.order, AuthorizationRequest::Reauthorize(_)));
                if asked_again {
                    self.again = None;
                }
                if self.trail.back(context.now) {
                    return Turn::Stay;
                }
                // With profiles behind it, one comes back to them.
                if self.profiles.is_empty() && self.has_typed(context.settings) {
                    self.aside = Aside::Leaving;
                    return Turn::Stay;
                }
                Turn::Back
            }
        }
    }

    /// Whether a person typed something that is lost with the wizard.
    fn has_typed(&self, settings: &Settings) -> bool {
        let Trail { done, step, ahead } = &self.trail;
        // In the demo everything is filled in.
        settings.demo.is_none() && done.iter().chain([step]).chain(ahead).any(Step::has_typed)
    }

    fn forward(
        &mut self,
        answered: StepAnswer,
        context: &mut UpdateContext<'_>,
    ) -> Turn<ProfileName> {
        let settings = context.settings;
        match answered {
            StepAnswer::Resume(_, Some(ResumeAnswer::Anew)) => {
                self.trail.enter(first_question(settings));
            }
            StepAnswer::Resume(_, None) => {
                self.trail.enter_instead(first_question(settings));
            }
            StepAnswer::Resume(name, Some(ResumeAnswer::Continue))
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
            StepAnswer::Credentials(host) => {
                // Before a code is spent.
                if self.may_be_kept(context) {
                    if let Step::Credentials(step) = &mut self.trail.step {
                        step.form.trouble = None;
                    }
                    self.ask_for_secret(self.method(), host, context);
                }
            }
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
                // It is another connection: what was refused is not about it.
                self.trail.step = Step::Account(AccountStep::start(Some(&host)));
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
