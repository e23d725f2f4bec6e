//! The three texts of the integration.

use jiff::Timestamp;

use super::form::Form;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::authorize::question::Question;
use crate::domain::authorize::{AuthMethod, ClientId, ClientSecret, Credentials, RedirectUri};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialsStep {
    /// The account the integration belongs to: its platform decides the words.
    pub host: AccountHost,
    pub form: Form,
}

impl CredentialsStep {
    /// Everything filled in, as in the demo.
    pub fn known(host: AccountHost, known: &Credentials) -> Self {
        let mut step = Self::start(host, Some(&known.client_id), Some(&known.redirect_uri));
        step.form.fill(Question::ClientSecret, known.client_secret.secret().expose());
        step.form.at = Question::ClientId;
        step
    }

    /// What is known filled in, and a redirect URI offered. The cursor is in the first field that is empty.
    pub fn start(
        host: AccountHost,
        client_id: Option<&ClientId>,
        redirect_uri: Option<&RedirectUri>,
    ) -> Self {
        let mut form =
            Form::new(Question::ClientId, &[Question::ClientSecret, Question::RedirectUri]);
        form.fill(Question::ClientId, client_id.map_or("", ClientId::as_str));
        let uri = redirect_uri.map_or(RedirectUri::DEFAULT, RedirectUri::as_str);
        form.fill(Question::RedirectUri, uri);
        if client_id.is_some() {
            form.at = Question::ClientSecret;
        }
        Self { host, form }
    }

    /// Offers what this way in comes back to, unless something else was typed: only consent does to this computer.
    pub fn offer_redirect_uri(&mut self, method: AuthMethod) {
        let typed = self.form.text(Question::RedirectUri).trim();
        let untouched = typed.is_empty() || typed == RedirectUri::DEFAULT;
        match method {
            AuthMethod::Consent if typed.is_empty() => {
                self.form.fill(Question::RedirectUri, RedirectUri::DEFAULT);
            }
            AuthMethod::Code | AuthMethod::ApiKey if untouched => {
                self.form.fill(Question::RedirectUri, "");
            }
            AuthMethod::Consent | AuthMethod::Code | AuthMethod::ApiKey | AuthMethod::LongLived => {
            }
        }
    }

    /// The values, once all three can be used.
    pub fn values(&self) -> Option<Credentials> {
        Some(Credentials {
            client_id: ClientId::parse(self.form.text(Question::ClientId)).ok()?,
            client_secret: ClientSecret::parse(self.form.text(Question::ClientSecret)).ok()?,
            redirect_uri: RedirectUri::parse(self.form.text(Question::RedirectUri)).ok()?,
        })
    }

    pub fn update(&mut self, msg: &Msg, now: Timestamp) -> Turn<()> {
        match msg {
            Msg::Act(action) => self.form.update(action, now),
            _ => Turn::Stay,
        }
    }
}
