//! What the wizard orders at last: an account that is connected anew, or a profile that is authorized once more.

use super::connection::KnownConnection;
use super::consent::ConsentStep;
use super::flow::Wizard;
use super::secret_step::SecretStep;
use super::step::Step;
use crate::app::context::UpdateContext;
use crate::app::settings::Settings;
use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::naming::{profile_name, sandbox_of};
use crate::domain::authorize::{
    AuthMethod, AuthorizationRequest, ClientId, CodeSource, NewConnection, NewLongLived,
    Reauthorize,
};
use crate::domain::profile::{GrantType, ProfileName, Profiles};
use crate::domain::secret::Secret;

impl Wizard {
    /// Authorizes with the credentials that were typed.
    pub(super) fn authorize_new(
        &mut self,
        code_source: CodeSource,
        context: &mut UpdateContext<'_>,
    ) {
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

    pub(super) fn connect_long_lived(
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
}

/// Where a profile is authorized again: its token is pasted, or its consent is given.
pub fn again(profiles: &Profiles, name: ProfileName, context: &mut UpdateContext<'_>) -> Step {
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
