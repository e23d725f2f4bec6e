//! The whole flow: what follows from which answer.

use jiff::Timestamp;

use super::account::{Account, Chosen};
use super::code::Code;
use super::consent::{About, Consent, Ended, Place};
use super::credentials::Credentials;
use super::done::Done;
use super::integration::Integration;
use super::long_lived::LongLived;
use super::resume::Answer;
use super::way_in::WayIn;
use super::{Finished, Step, Wizard, api_key};
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::model::Facts;
use crate::app::msg::Profiles;
use crate::app::ticket::Tickets;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::api_key::ApiKey;
use crate::domain::consent::{Again, Entrance, NewConnection, NewLongLived, Order, WayIn as Way};
use crate::domain::credentials as domain;
use crate::domain::profile::{GrantType, Profile, ProfileName};
use crate::domain::question;
use crate::domain::redirect_uri::RedirectUri;
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::secret::Secret;

/// The answer of a step.
pub enum Passed {
    Resume(Answer),
    Account(Chosen),
    WayIn(Way),
    Integration,
    Credentials(domain::Credentials),
    Code(Secret),
    LongLived(question::LongLived),
    ApiKey(ApiKey),
    Consent(Ended),
    Done(ProfileName),
}

/// The first question.
pub fn first_question(facts: &Facts) -> Step {
    Step::Account(Account::start(facts.demo.as_ref().map(|demo| &demo.host)))
}

/// Where a profile is authorized again: its token is pasted, or its consent is given.
pub fn again(
    profiles: &Profiles,
    name: ProfileName,
    now: Timestamp,
    tickets: &mut Tickets,
) -> (Step, Vec<Effect>) {
    let known = profiles.all.iter().find(|profile| profile.name == name);
    if let Some(profile) = known.filter(|profile| profile.grant == GrantType::LongLived) {
        let step = LongLived::start(profile.host.clone());
        return (Step::LongLived(step), Vec::new());
    }
    let about = About::profile(name.clone(), &profiles.all, &profiles.pending);
    let (consent, effect) = Consent::start(Order::Again(Again::consent(name)), about, now, tickets);
    (Step::Consent(consent), vec![effect])
}

impl Wizard {
    /// What follows from which answer.
    pub(super) fn forward(
        &mut self,
        passed: Passed,
        facts: &Facts,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        match passed {
            Passed::Resume(Answer::Anew) => self.enter(first_question(facts)),
            Passed::Resume(Answer::Continue) => match &self.step {
                Step::Resume(step) => {
                    let name = step.pending.profile.clone();
                    self.authorize_again(name, now, tickets)
                }
                _ => Turn::stay(),
            },
            Passed::Account(Chosen::Again(name)) => self.authorize_again(name, now, tickets),
            Passed::Account(Chosen::Host(host)) => {
                let mended = self.keep_name_only_of(&host);
                if mended && self.back_to_what_was_typed(&host) {
                    return Turn::stay();
                }
                match facts.demo {
                    // In the demo there is nothing to choose from: consent is what it shows.
                    Some(_) => self.explain_integration(host, facts),
                    None => self.enter(Step::WayIn(WayIn::start(host))),
                }
            }
            Passed::WayIn(way) => match &self.step {
                Step::WayIn(step) => {
                    let host = step.host.clone();
                    match way {
                        Way::Consent | Way::Code | Way::ApiKey => {
                            self.explain_integration(host, facts)
                        }
                        Way::LongLived => self.enter(Step::LongLived(LongLived::start(host))),
                    }
                }
                _ => Turn::stay(),
            },
            Passed::Integration => match &self.step {
                Step::Integration(step) => {
                    let host = step.host.clone();
                    let fields = match &facts.demo {
                        Some(demo) if demo.host == host => {
                            Credentials::known(host, &demo.credentials)
                        }
                        Some(_) | None => Credentials::start(host),
                    };
                    self.enter(Step::Credentials(Box::new(fields)))
                }
                _ => Turn::stay(),
            },
            Passed::Credentials(credentials) => match &self.step {
                Step::Credentials(step) => {
                    let host = step.host.clone();
                    match self.way() {
                        Way::Consent | Way::LongLived => {
                            self.authorize_new(Entrance::Consent, facts, now, tickets)
                        }
                        Way::Code => {
                            let step = Code::start(host, credentials.redirect_uri);
                            self.enter(Step::Code(step))
                        }
                        Way::ApiKey => self.enter(Step::ApiKey(api_key::ApiKey::start(host))),
                    }
                }
                _ => Turn::stay(),
            },
            Passed::Code(code) => self.authorize_new(Entrance::Code(code), facts, now, tickets),
            Passed::ApiKey(key) => self.authorize_new(Entrance::ApiKey(key), facts, now, tickets),
            Passed::LongLived(token) => self.connect_long_lived(token.token, facts, now, tickets),
            Passed::Consent(Ended::Connected(profile, unverified)) => {
                self.remember(&profile);
                let wished = match &self.step {
                    Step::Consent(step) => Some(step.about.profile.clone()),
                    _ => None,
                };
                self.enter(Step::Done(Done::start(profile, unverified, wished)))
            }
            Passed::Consent(Ended::Mend(place, trouble)) => {
                self.lead_to(place, trouble, facts);
                Turn::stay()
            }
            Passed::Consent(Ended::Instead(host, trouble)) => {
                self.again = None;
                self.lead_to(Place::Account, trouble, facts);
                if let Step::Account(step) = &mut self.step {
                    step.field = Field::filled(host.as_str());
                }
                Turn::stay()
            }
            Passed::Done(name) => Turn::done(Finished::Connected(name)),
        }
    }

    /// The way in that was chosen.
    fn way(&self) -> Way {
        let chosen = self.trail.iter().find_map(|step| match step {
            Step::WayIn(step) => Some(step.chosen()),
            _ => None,
        });
        chosen.unwrap_or(Way::Consent)
    }

    fn explain_integration(&mut self, host: AccountHost, facts: &Facts) -> Turn<Finished> {
        let uri = self.redirect_uri_to_register(facts);
        self.enter(Step::Integration(Integration::start(host, uri, facts)))
    }

    fn authorize_again(
        &mut self,
        name: ProfileName,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        self.again = Some(name.clone());
        let (step, effects) = again(&self.profiles, name, now, tickets);
        let mut turn = self.enter(step);
        turn.effects.extend(effects);
        turn
    }

    /// Authorizes with the credentials that were typed.
    fn authorize_new(
        &mut self,
        entrance: Entrance,
        facts: &Facts,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        let steps = self.trail.iter().chain([&self.step]);
        let typed = steps.into_iter().find_map(|step| match step {
            Step::Credentials(step) => Some((step.host.clone(), step.values()?)),
            _ => None,
        });
        let Some((host, credentials)) = typed else {
            return Turn::stay();
        };
        let integration = Some(&credentials.client_id);
        let profile = self.name_for(&host, GrantType::OAuth, integration, facts);
        let about = About {
            profile: profile.clone(),
            host: Some(host.clone()),
            client_id: Some(credentials.client_id.clone()),
            redirect_uri: Some(credentials.redirect_uri.clone()),
        };
        let new = NewConnection {
            sandbox: self.sandbox_of(&profile, facts),
            profile,
            host,
            credentials,
        };
        self.authorize(Order::New(new, entrance), about, now, tickets)
    }

    /// Connects with the token that was pasted.
    fn connect_long_lived(
        &mut self,
        token: Secret,
        facts: &Facts,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        let Step::LongLived(step) = &self.step else {
            return Turn::stay();
        };
        let host = step.host.clone();
        let profile = self.name_for(&host, GrantType::LongLived, None, facts);
        let about = About {
            profile: profile.clone(),
            host: Some(host.clone()),
            client_id: None,
            redirect_uri: None,
        };
        let new = NewLongLived {
            sandbox: self.sandbox_of(&profile, facts),
            profile,
            host,
            token,
        };
        self.authorize(Order::LongLived(new), about, now, tickets)
    }

    /// The stand-in that plays amoCRM: a profile of one stays with it, whatever the program was started with.
    fn sandbox_of(&self, profile: &ProfileName, facts: &Facts) -> Option<SandboxOrigin> {
        let known = self.profiles.all.iter().find(|it| it.name == *profile);
        known
            .and_then(|known| known.sandbox.clone())
            .or_else(|| facts.sandbox.clone())
    }

    fn authorize(
        &mut self,
        order: Order,
        about: About,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        let (consent, effect) = Consent::start(order, about, now, tickets);
        self.enter(Step::Consent(consent)).with(effect)
    }

    /// The redirect URI that is offered for copying: the one that was typed, if one was.
    fn redirect_uri_to_register(&self, facts: &Facts) -> String {
        self.ahead
            .iter()
            .find_map(|step| match step {
                Step::Credentials(fields) => Some(fields.redirect_uri.text()),
                _ => None,
            })
            .filter(|text| RedirectUri::parse(text).is_ok())
            .or_else(|| {
                let demo = facts.demo.as_ref()?;
                Some(demo.credentials.redirect_uri.as_str())
            })
            .unwrap_or(RedirectUri::DEFAULT)
            .to_owned()
    }

    /// The dashboard shall know the profile before it has read the ledger.
    fn remember(&mut self, profile: &Profile) {
        let Profiles {
            all,
            unreadable,
            pending,
        } = &mut self.profiles;
        unreadable.retain(|row| row.key != profile.name.as_str());
        all.retain(|known| known.name != profile.name);
        all.push(profile.clone());
        pending.retain(|pending| pending.profile != profile.name);
    }
}
