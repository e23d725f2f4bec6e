//! The wizard line by line, for screen readers and dumb terminals: the same questions, answers and failures.

use super::authorizing::Answered;
use super::failure::Failure;
use super::prompt::{asked, chosen, line};
use super::{output, secrets};
use crate::domain::account::{AccountHost, AccountInput, Platform, SandboxOrigin};
use crate::domain::authorize::api_key::{self, ApiKey};
use crate::domain::authorize::guide;
use crate::domain::authorize::naming::{profile_name, sandbox_of};
use crate::domain::authorize::question::{self, Question};
use crate::domain::authorize::{
    AuthMethod, AuthorizationRequest, ClientId, ClientSecret, CodeSource, Credentials,
    NewConnection, NewLongLived, Reauthorize, RedirectUri,
};
use crate::domain::profile::{GrantType, Profile, ProfileName};
use crate::domain::trouble::{Mend, Trouble};
use crate::i18n::{Arg, Catalog};
use crate::runtime::clock;

/// What was answered so far. What is there is not asked again.
#[derive(Clone, Debug, Default)]
pub struct Interview {
    wished: Option<ProfileName>,
    sandbox: Option<SandboxOrigin>,
    opens_browser: bool,
    known: Vec<Profile>,
    host: Option<AccountHost>,
    whose: Option<Whose>,
    method: Option<AuthMethod>,
    /// The secret key of a profile that is authorized again was refused.
    wants_secret: bool,
    explained: bool,
    client_id: Option<ClientId>,
    client_secret: Option<ClientSecret>,
    redirect_uri: Option<RedirectUri>,
}

#[derive(Clone, Debug)]
enum Whose {
    New,
    Reauthorize(ProfileName),
}

impl Interview {
    /// With nothing answered, but with what was said on the command line, and what is connected already.
    pub fn new(
        wished: Option<ProfileName>,
        sandbox: Option<SandboxOrigin>,
        opens_browser: bool,
        known: Vec<Profile>,
    ) -> Self {
        Self { wished, sandbox, opens_browser, known, ..Self::default() }
    }

    pub fn order(&mut self, words: &Catalog) -> Result<(AuthorizationRequest, Answered), Failure> {
        let answered = Answered::InBrowser { opens: self.opens_browser };
        let host = kept(&mut self.host, || host(words))?;
        let whose = kept(&mut self.whose, || whose(&self.known, &host, words))?;
        if let Whose::Reauthorize(name) = whose {
            return Ok((self.once_more(name, words)?, answered));
        }
        let method = kept(&mut self.method, || method(&host, words))?;
        if method == AuthMethod::LongLived {
            if !self.explained {
                explain(method, &host, words);
                self.explained = true;
            }
            explain_brought(method, &host, words);
            let name = self.name(&host, GrantType::LongLived, None);
            return Ok((self.long_lived(name, host, words)?, answered));
        }
        let credentials = self.credentials(method, &host, words)?;
        let profile = self.name(&host, GrantType::OAuth, Some(&credentials.client_id));
        let sandbox = sandbox_of(&profile, &self.known, self.sandbox.as_ref());
        let code_source = code_source(method, &host, words)?;
        let new = NewConnection { profile, host, credentials, sandbox };
        Ok((AuthorizationRequest::New(new, code_source), answered))
    }

    /// Forgets the answer that led to a trouble; whether that can mend it.
    pub fn mends(&mut self, trouble: &Trouble) -> bool {
        match trouble.cause.mend() {
            Mend::Account => self.host = None,
            Mend::AuthMethod => self.method = None,
            Mend::Credentials if matches!(self.whose, Some(Whose::Reauthorize(_))) => {
                self.wants_secret = true;
            }
            Mend::Credentials => {
                self.client_id = None;
                self.client_secret = None;
            }
            Mend::RedirectUri => {
                self.whose = Some(Whose::New);
                self.redirect_uri = None;
            }
            Mend::Consent | Mend::Retry | Mend::Store => {}
            Mend::Outside => return false,
        }
        true
    }

    fn once_more(
        &mut self,
        name: ProfileName,
        words: &Catalog,
    ) -> Result<AuthorizationRequest, Failure> {
        let known = self.known.iter().find(|profile| profile.name == name);
        if let Some(profile) = known.filter(|profile| profile.grant == GrantType::LongLived) {
            return self.long_lived(name, profile.host.clone(), words);
        }
        if std::mem::take(&mut self.wants_secret) {
            let read = ClientSecret::parse;
            self.client_secret = Some(secrets::answer(words, Question::ClientSecret, read)?);
        }
        Ok(AuthorizationRequest::Reauthorize(Reauthorize {
            profile: name,
            secret: self.client_secret.clone(),
            redirect_uri: None,
            code_source: CodeSource::Consent,
        }))
    }

    fn credentials(
        &mut self,
        method: AuthMethod,
        host: &AccountHost,
        words: &Catalog,
    ) -> Result<Credentials, Failure> {
        if !self.explained {
            explain(method, host, words);
            self.explained = true;
        }
        let offered = (method == AuthMethod::Consent).then_some(RedirectUri::DEFAULT);
        Ok(Credentials {
            client_id: kept(&mut self.client_id, || {
                asked(words, Question::ClientId, None, ClientId::parse)
            })?,
            client_secret: kept(&mut self.client_secret, || secrets::client_secret(words))?,
            redirect_uri: kept(&mut self.redirect_uri, || {
                asked(words, Question::RedirectUri, offered, question::redirect_uri)
            })?,
        })
    }

    fn long_lived(
        &self,
        profile: ProfileName,
        host: AccountHost,
        words: &Catalog,
    ) -> Result<AuthorizationRequest, Failure> {
        let sandbox = sandbox_of(&profile, &self.known, self.sandbox.as_ref());
        let now = clock::now();
        let read = |text: &str| question::long_lived(text, now);
        let token = secrets::answer(words, Question::LongLived, read)?.token;
        Ok(AuthorizationRequest::LongLived(NewLongLived { profile, host, sandbox, token }))
    }

    fn name(
        &self,
        host: &AccountHost,
        grant: GrantType,
        integration: Option<&ClientId>,
    ) -> ProfileName {
        profile_name(&self.known, self.wished.as_ref(), host, grant, integration)
    }
}

fn kept<T: Clone>(
    answer: &mut Option<T>,
    ask: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    match answer {
        Some(answer) => Ok(answer.clone()),
        None => Ok(answer.insert(ask()?).clone()),
    }
}

fn host(words: &Catalog) -> Result<AccountHost, Failure> {
    match asked(words, Question::Account, None, question::account)? {
        AccountInput::Host(host) => Ok(host),
        AccountInput::Subdomain(subdomain) => {
            let hosts = Platform::ALL.map(|platform| AccountHost::of(&subdomain, platform));
            let lines = hosts.each_ref().map(ToString::to_string);
            let named = [("name", Arg::from(subdomain.as_str()))];
            let at = chosen(words, &words.say("account-platform", &named), &lines)?;
            let [amocrm, kommo] = hosts;
            Ok(if at == 0 { amocrm } else { kommo })
        }
    }
}

fn whose(known: &[Profile], host: &AccountHost, words: &Catalog) -> Result<Whose, Failure> {
    let same = |profile: &&Profile| profile.access.is_some() && profile.host.same_account(host);
    let names: Vec<&ProfileName> = known.iter().filter(same).map(|it| &it.name).collect();
    if names.is_empty() {
        return Ok(Whose::New);
    }
    let line =
        |name: &&ProfileName| words.say("account-again", &[("profile", name.as_str().into())]);
    let mut lines: Vec<String> = names.iter().map(line).collect();
    lines.push(words.text("account-other"));
    let title = words.say("account-existing", &[("host", host.as_str().into())]);
    let at = chosen(words, &title, &lines)?;
    Ok(names.get(at).map_or(Whose::New, |name| Whose::Reauthorize((*name).clone())))
}

fn method(host: &AccountHost, words: &Catalog) -> Result<AuthMethod, Failure> {
    let platform = host.platform();
    let lines = AuthMethod::ALL.map(|method| {
        let name = words.auth_method(method, platform);
        format!("{name}. {}", words.about_way_in(method, platform))
    });
    let at = chosen(words, &words.text("way-title"), &lines)?;
    Ok(AuthMethod::ALL.get(at).copied().unwrap_or(AuthMethod::Consent))
}

/// Waits for Enter before the same is tried again.
pub fn asks_whether_again(words: &Catalog) -> Result<(), Failure> {
    output::err(&format!("\n{} ", words.text("plain-again")));
    line().map(drop)
}

fn code_source(
    method: AuthMethod,
    host: &AccountHost,
    words: &Catalog,
) -> Result<CodeSource, Failure> {
    match method {
        AuthMethod::Consent | AuthMethod::LongLived => Ok(CodeSource::Consent),
        AuthMethod::Code => {
            explain_brought(method, host, words);
            Ok(CodeSource::Code(secrets::answer(words, Question::Code, question::code)?))
        }
        AuthMethod::ApiKey => {
            let login = asked(words, Question::Login, None, api_key::parse_login)?;
            let key = secrets::answer(words, Question::ApiKey, api_key::parse_key)?;
            Ok(CodeSource::ApiKey(ApiKey { login, key }))
        }
    }
}

/// How an integration is made for this way in.
fn explain(method: AuthMethod, host: &AccountHost, words: &Catalog) {
    let uri = (method == AuthMethod::Consent).then_some(RedirectUri::DEFAULT);
    let lines = guide::integration(host.platform(), method);
    output::err(&format!("\n{}\n", words.guide_lines(&lines, host, uri)));
}

/// Where what is brought instead of consent is found.
fn explain_brought(method: AuthMethod, host: &AccountHost, words: &Catalog) {
    let lines = guide::brought(host.platform(), method);
    output::err(&format!("\n{}", words.guide_lines(&lines, host, None)));
}
