//! A question in words: what is advised before it, how it is asked first and again, and what is said of its answer.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::interview::{Interview, Place};
use crate::domain::account::{AccountHost, Platform};
use crate::domain::authorize::guide;
use crate::domain::authorize::question::{self, Question};
use crate::domain::authorize::redirect_uri::RedirectUriNote;
use crate::domain::authorize::{AuthMethod, ClientId, ClientSecret, RedirectUri};
use crate::domain::secret::Secret;
use crate::i18n::Catalog;

/// A question as it is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What there is to choose from.
    pub before: Vec<String>,
    /// How it is asked first.
    pub first: String,
    /// How it is asked after something else was said.
    pub short: String,
    pub takes: Takes,
}

/// What answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The number of a line, and which is taken on Enter alone, from 0.
    Number {
        count: usize,
        offered: usize,
    },
    Text(Question),
    Enter,
}

impl Interview {
    pub fn prompt(&self, place: Place, words: &Catalog, now: Timestamp) -> Prompt {
        match place {
            Place::Text(question) => self.text_prompt(question, words),
            Place::Again if self.instead.is_none() => Prompt {
                before: Vec::new(),
                first: words.text("plain-again"),
                short: words.text("plain-again"),
                takes: Takes::Enter,
            },
            Place::Resume | Place::Platform | Place::Whose | Place::Method | Place::Again => {
                let (mut before, lines) = self.choice(place, words, now);
                let numbered = (1..).zip(&lines).map(|(number, line)| format!("{number}. {line}"));
                before.extend(numbered);
                let offered = self.taken(place);
                let asked = format!("{} [{}]", words.text("asks-number"), offered + 1);
                let takes = Takes::Number { count: lines.len(), offered };
                Prompt { before, first: asked.clone(), short: asked, takes }
            }
        }
    }

    fn text_prompt(&self, question: Question, words: &Catalog) -> Prompt {
        let asked = words.ask(question);
        let (first, short) = if question.is_secret() {
            let what = [("what", asked.as_str().into())];
            let id = match self.text(question) {
                Some(_) => "plain-unseen-kept",
                None => "asks-unseen",
            };
            (words.say(id, &what), asked)
        } else {
            let offered = self.offered(question).map(|text| format!(" [{text}]"));
            let offered = offered.unwrap_or_default();
            let short = words.ask_again(question);
            let hint = match question {
                Question::RedirectUri => format!(" ({})", words.text("keys-redirect-uri-hint")),
                _ => String::new(),
            };
            (format!("{asked}{hint}{offered}"), format!("{short}{offered}"))
        };
        Prompt { before: Vec::new(), first, short, takes: Takes::Text(question) }
    }

    /// What a choice is about, and its lines.
    fn choice(&self, place: Place, words: &Catalog, now: Timestamp) -> (Vec<String>, Vec<String>) {
        let about = |step, title: &str| format!("{}: {title}", words.text(step));
        let host = self.host();
        let host = host.as_ref().map(AccountHost::as_str).unwrap_or_default();
        match place {
            Place::Resume => {
                let pending = self.start.pending.as_ref();
                let account = pending.map(|it| it.host.as_str()).unwrap_or_default();
                let minutes = pending.map_or(0, |pending| pending.minutes_left(now));
                let named = [("account", account.into()), ("minutes", minutes.into())];
                let told = words.say("resume-told", &named);
                let title = about("step-resume", &words.text("resume-title"));
                let lines = ["resume-continue", "resume-anew"].map(|id| words.text(id));
                (vec![title, told], lines.into())
            }
            Place::Platform => {
                let name = self.text(Question::Account).map(Secret::expose).unwrap_or_default();
                let title = words.say("account-platform", &[("name", name.into())]);
                let hosts = Platform::ALL.map(|it| format!("{name}.{}", it.domain()));
                (vec![about("step-account", &title)], hosts.into())
            }
            Place::Whose => {
                let title = words.say("account-existing", &[("host", host.into())]);
                let again = self.same_account().into_iter().map(|profile| {
                    words.say("account-again", &[("profile", profile.name.as_str().into())])
                });
                let lines = again.chain([words.text("account-other")]).collect();
                (vec![about("step-account", &title)], lines)
            }
            Place::Again => {
                let account = self.instead.as_ref().map(AccountHost::as_str).unwrap_or_default();
                let instead = words.say("consent-instead", &[("account", account.into())]);
                (Vec::new(), vec![words.text("consent-again"), instead])
            }
            Place::Method | Place::Text(_) => {
                let platform = self.host().map_or(Platform::AmoCrm, |host| host.platform());
                let lines = AuthMethod::ALL.map(|method| {
                    let name = words.auth_method(method, platform);
                    format!("{name}. {}", words.about_way_in(method, platform))
                });
                (vec![about("step-way-in", &words.text("way-title"))], lines.into())
            }
        }
    }

    /// What has to be done before it can be answered, and where the answer is found.
    pub fn advice(&self, place: Place, words: &Catalog) -> Option<String> {
        let (host, method) = (self.host()?, self.method());
        let platform = host.platform();
        let made = || {
            let uri = (method == AuthMethod::Consent).then_some(RedirectUri::DEFAULT);
            words.guide_lines(&guide::integration(platform, method), &host, uri)
        };
        let brought = || words.guide_lines(&guide::brought(platform, method), &host, None);
        let advice = match place {
            Place::Text(Question::ClientId) => made(),
            Place::Text(Question::LongLived) if !self.is_again() => made() + &brought(),
            Place::Text(Question::Code | Question::LongLived) => brought(),
            Place::Text(Question::ClientSecret) if self.is_again() => match platform {
                Platform::AmoCrm => return None,
                Platform::Kommo => words.text("keys-new-secret-kommo"),
            },
            Place::Text(_)
            | Place::Resume
            | Place::Platform
            | Place::Whose
            | Place::Method
            | Place::Again => return None,
        };
        Some(advice.trim_end().to_owned())
    }

    /// What helps whoever asks for help: the advice once more, and what an answer looks like.
    pub fn help(&self, place: Place, words: &Catalog, now: Timestamp) -> Vec<String> {
        let mut told: Vec<String> = self.advice(place, words).into_iter().collect();
        match place {
            Place::Text(Question::Account) => told.push(words.text("account-hint")),
            Place::Text(question) => {
                told.push(words.input_error(question, &question::InputError::Empty));
            }
            Place::Platform => told.push(words.text("account-platform-hint")),
            Place::Resume | Place::Whose | Place::Method | Place::Again => {
                told.extend(self.prompt(place, words, now).before);
            }
        }
        told.push(words.text("plain-keys"));
        told
    }

    /// What is said of a text that was taken: how long it is where nobody has seen it, and what may be wrong with it.
    pub fn heard(
        &self,
        question: Question,
        text: &Secret,
        words: &Catalog,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Vec<String> {
        let mut told = Vec::new();
        let count = words.say("keys-count", &[("count", text.chars().into())]);
        match question {
            Question::ClientSecret => {
                let secret = ClientSecret::parse(text.expose());
                let is_odd = secret.is_ok_and(|secret| !secret.has_usual_length());
                told.push(format!("{count}."));
                told.extend(is_odd.then(|| words.text("keys-unusual-length")));
            }
            Question::LongLived => {
                let Ok(token) = question::long_lived(text.expose(), now) else { return told };
                let end = words.spoken_day(token.ends_at, zone);
                let until = words.say("token-until", &[("end", end.into())]);
                told.push(format!("{count}, {until}."));
                told.extend(token.is_short.then(|| words.text("token-short")));
                let own = self.host().map(|host| host.platform());
                let other = token.platform.filter(|platform| Some(*platform) != own);
                told.extend(other.map(|platform| {
                    words.say("token-other-platform", &[("platform", platform.title().into())])
                }));
            }
            Question::Code | Question::ApiKey | Question::Landed => told.push(format!("{count}.")),
            Question::RedirectUri => {
                let note = RedirectUri::parse(text.expose()).ok().and_then(|uri| uri.note());
                told.extend(note.map(|note| match note {
                    RedirectUriNote::NoPath => words.text("uri-no-path"),
                    RedirectUriNote::PlainHttp => words.text("uri-plain-http"),
                }));
            }
            Question::ClientId => told.extend(self.elsewhere(text, words)),
            Question::Account | Question::Login => {}
        }
        told
    }

    /// That an integration is one of the other platform.
    fn elsewhere(&self, id: &Secret, words: &Catalog) -> Option<String> {
        let (id, host) = (ClientId::parse(id.expose()).ok()?, self.host()?);
        let profile = id.elsewhere(&self.start.known, host.platform())?;
        let named = [
            ("profile", profile.name.as_str().into()),
            ("platform", profile.host.platform().title().into()),
        ];
        Some(words.say("plain-other-platform", &named))
    }
}
