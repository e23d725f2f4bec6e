//! The wizard line by line, for screen readers and dumb terminals: the same questions, answers and failures.

use super::authorizing::Answered;
use super::exit::Code;
use super::prompt::{asked, chosen, line};
use super::{output, secrets};
use crate::domain::account::{AccountHost, AccountInput, Platform};
use crate::domain::api_key::{self, ApiKey};
use crate::domain::consent::{Again, Entrance, NewConnection, NewLongLived, Order, WayIn};
use crate::domain::credentials::{ClientId, ClientSecret, Credentials};
use crate::domain::naming::Nameless;
use crate::domain::profile::{GrantType, Profile, ProfileName};
use crate::domain::question::{self, Misfit, Question};
use crate::domain::redirect_uri::RedirectUri;
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::secret::Secret;
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
    whose: Whose,
    way: Option<WayIn>,
    /// The secret key of a profile that is authorized again was refused.
    wants_secret: bool,
    explained: bool,
    client_id: Option<ClientId>,
    client_secret: Option<ClientSecret>,
    redirect_uri: Option<RedirectUri>,
}

/// Whose tokens are to come.
#[derive(Clone, Debug, Default)]
enum Whose {
    /// That was not asked yet.
    #[default]
    Unknown,
    /// Those of a new profile.
    New,
    /// Those of a profile that is there.
    Again(ProfileName),
}

impl Interview {
    /// With nothing answered, but with what was said on the command line, and what is connected already.
    pub fn new(
        wished: Option<ProfileName>,
        sandbox: Option<SandboxOrigin>,
        opens_browser: bool,
        known: Vec<Profile>,
    ) -> Self {
        Self {
            wished,
            sandbox,
            opens_browser,
            known,
            ..Self::default()
        }
    }

    /// Asks what is not answered yet; what to authorize.
    pub fn order(&mut self, words: &Catalog) -> Result<(Order, Answered), Code> {
        let answered = Answered::InBrowser {
            opens: self.opens_browser,
        };
        let host = self.host(words)?;
        if let Some(name) = self.again(&host, words)? {
            return Ok((self.once_more(name, words)?, answered));
        }
        let way = self.way(&host, words)?;
        if way == WayIn::LongLived {
            let labels = words.labels(host.platform());
            output::err(&format!("\n{}\n", words.say("token-how", &labels)));
            let name = self.name(&host, GrantType::LongLived, None);
            return Ok((self.long_lived(name, host, words)?, answered));
        }
        let credentials = self.credentials(&host, words)?;
        let profile = self.name(&host, GrantType::OAuth, Some(&credentials.client_id));
        let sandbox = self.sandbox_of(&profile);
        let entrance = entrance(way, &host, words)?;
        let new = NewConnection {
            profile,
            host,
            credentials,
            sandbox,
        };
        Ok((Order::New(new, entrance), answered))
    }

    /// Forgets the answer that led to a trouble; whether that can mend it.
    pub fn mends(&mut self, trouble: &Trouble) -> bool {
        match trouble.cause.mend() {
            Mend::Account => self.host = None,
            Mend::WayIn => self.way = None,
            Mend::Credentials if matches!(self.whose, Whose::Again(_)) => self.wants_secret = true,
            Mend::Credentials => {
                self.client_id = None;
                self.client_secret = None;
            }
            Mend::RedirectUri => {
                self.whose = Whose::New;
                self.redirect_uri = None;
            }
            Mend::Consent | Mend::Retry | Mend::Store => {}
            Mend::Outside => return false,
        }
        true
    }

    fn host(&mut self, words: &Catalog) -> Result<AccountHost, Code> {
        if let Some(host) = &self.host {
            return Ok(host.clone());
        }
        let host = match asked(words, Question::Account, None, question::account)? {
            AccountInput::Host(host) => host,
            AccountInput::Subdomain(subdomain) => {
                let hosts = Platform::ALL.map(|platform| AccountHost::of(&subdomain, platform));
                let lines = hosts.each_ref().map(ToString::to_string);
                let named = [("name", Arg::from(subdomain.as_str()))];
                let at = chosen(words, &words.say("account-platform", &named), &lines)?;
                let [amocrm, kommo] = hosts;
                if at == 0 { amocrm } else { kommo }
            }
        };
        self.host = Some(host.clone());
        Ok(host)
    }

    /// The profile of this account that is meant, where there is one.
    fn again(&mut self, host: &AccountHost, words: &Catalog) -> Result<Option<ProfileName>, Code> {
        if let Whose::Unknown = self.whose {
            self.whose = self.ask_whose(host, words)?;
        }
        Ok(match &self.whose {
            Whose::Again(name) => Some(name.clone()),
            Whose::Unknown | Whose::New => None,
        })
    }

    fn ask_whose(&self, host: &AccountHost, words: &Catalog) -> Result<Whose, Code> {
        let same = |profile: &&Profile| profile.access.is_some() && profile.host.same_account(host);
        let names: Vec<&ProfileName> = self.known.iter().filter(same).map(|it| &it.name).collect();
        if names.is_empty() {
            return Ok(Whose::New);
        }
        let line =
            |name: &&ProfileName| words.say("account-again", &[("profile", name.as_str().into())]);
        let mut lines: Vec<String> = names.iter().map(line).collect();
        lines.push(words.text("account-other"));
        let title = words.say("account-existing", &[("host", host.as_str().into())]);
        let at = chosen(words, &title, &lines)?;
        let again = names.get(at).map(|name| Whose::Again((*name).clone()));
        Ok(again.unwrap_or(Whose::New))
    }

    fn once_more(&mut self, name: ProfileName, words: &Catalog) -> Result<Order, Code> {
        let known = self.known.iter().find(|profile| profile.name == name);
        if let Some(profile) = known.filter(|profile| profile.grant == GrantType::LongLived) {
            return self.long_lived(name, profile.host.clone(), words);
        }
        if std::mem::take(&mut self.wants_secret) {
            let read = question::client_secret;
            self.client_secret = Some(secrets::answer(words, Question::ClientSecret, read)?);
        }
        Ok(Order::Again(Again {
            profile: name,
            secret: self.client_secret.clone(),
            entrance: Entrance::Consent,
        }))
    }

    fn way(&mut self, host: &AccountHost, words: &Catalog) -> Result<WayIn, Code> {
        if let Some(way) = self.way {
            return Ok(way);
        }
        let platform = host.platform();
        let lines = WayIn::ALL.map(|way| {
            let (name, about) = (
                words.way_in(way, platform),
                words.about_way_in(way, platform),
            );
            format!("{name}. {about}")
        });
        let at = chosen(words, &words.text("way-title"), &lines)?;
        let way = WayIn::ALL.get(at).copied().unwrap_or(WayIn::Consent);
        self.way = Some(way);
        Ok(way)
    }

    fn credentials(&mut self, host: &AccountHost, words: &Catalog) -> Result<Credentials, Code> {
        if !self.explained {
            explain(host, words);
            self.explained = true;
        }
        let client_id = match &self.client_id {
            Some(id) => id.clone(),
            None => asked(words, Question::ClientId, None, question::client_id)?,
        };
        self.client_id = Some(client_id.clone());
        let client_secret = match &self.client_secret {
            Some(secret) => secret.clone(),
            None => secrets::client_secret(words, question::client_secret)?,
        };
        self.client_secret = Some(client_secret.clone());
        let redirect_uri = if let Some(uri) = &self.redirect_uri {
            uri.clone()
        } else {
            let offered = Some(RedirectUri::DEFAULT);
            asked(
                words,
                Question::RedirectUri,
                offered,
                question::redirect_uri,
            )?
        };
        self.redirect_uri = Some(redirect_uri.clone());
        Ok(Credentials {
            client_id,
            client_secret,
            redirect_uri,
        })
    }

    fn long_lived(
        &self,
        profile: ProfileName,
        host: AccountHost,
        words: &Catalog,
    ) -> Result<Order, Code> {
        let sandbox = self.sandbox_of(&profile);
        let now = clock::now();
        let read = |text: &str| question::long_lived(text, now);
        let token = secrets::answer(words, Question::LongLived, read)?.token;
        Ok(Order::LongLived(NewLongLived {
            profile,
            host,
            sandbox,
            token,
        }))
    }

    /// The stand-in that plays amoCRM: a profile of one stays with it.
    fn sandbox_of(&self, profile: &ProfileName) -> Option<SandboxOrigin> {
        let known = self.known.iter().find(|known| known.name == *profile);
        known
            .and_then(|known| known.sandbox.clone())
            .or_else(|| self.sandbox.clone())
    }

    fn name(
        &self,
        host: &AccountHost,
        grant: GrantType,
        integration: Option<&ClientId>,
    ) -> ProfileName {
        let nameless = Nameless {
            host,
            grant,
            integration,
        };
        nameless.name(&self.known, self.wished.as_ref())
    }
}

/// Waits for Enter before the same is tried again.
pub fn asks_whether_again(words: &Catalog) -> Result<(), Code> {
    output::err(&format!("\n{} ", words.text("plain-again")));
    line().map(drop)
}

fn entrance(way: WayIn, host: &AccountHost, words: &Catalog) -> Result<Entrance, Code> {
    match way {
        WayIn::Consent | WayIn::LongLived => Ok(Entrance::Consent),
        WayIn::Code => {
            let labels = words.labels(host.platform());
            output::err(&format!("\n{}\n", words.say("code-how", &labels)));
            let code: Secret = secrets::answer(words, Question::Code, question::code)?;
            Ok(Entrance::Code(code))
        }
        WayIn::ApiKey => {
            let read = |text: &str| api_key::parse_login(text).map_err(Misfit::from);
            let login = asked(words, Question::Login, None, read)?;
            let read = |text: &str| api_key::parse_key(text).map_err(Misfit::from);
            let key = secrets::answer(words, Question::ApiKey, read)?;
            Ok(Entrance::ApiKey(ApiKey { login, key }))
        }
    }
}

/// How an integration is made.
fn explain(host: &AccountHost, words: &Catalog) {
    let named = [("host", Arg::from(host.as_str()))];
    let how = match host.platform() {
        Platform::AmoCrm => words.say("integration-how-amocrm", &named),
        Platform::Kommo => words.say("integration-how-kommo", &named),
    };
    let uri = words.text("integration-redirect-uri");
    let rights = words.text("integration-rights-amocrm");
    output::err(&format!(
        "\n{how}\n{uri} {}\n{rights}\n\n",
        RedirectUri::DEFAULT
    ));
}
