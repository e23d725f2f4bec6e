//! The dashboard over profiles that the test gives.

use crate::app::model::StartAt;
use crate::app::{Effect, Msg};
use crate::domain::lang::Lang;
use crate::domain::profile::rows::Profiles;

use super::harness::{Journey, settings};
use super::samples;

/// The dashboard with these profiles, read from the ledger, and the history of the chosen one.
pub fn dashboard(lang: Lang, profiles: &Profiles) -> Journey {
    let mut journey = Journey::begin(lang, settings(), profiles.clone(), StartAt::Home);
    answer(&mut journey, profiles);
    journey
}

/// One of each kind, and acme is chosen.
pub fn at_acme(lang: Lang) -> Journey {
    let mut journey = dashboard(lang, &samples::zoo());
    journey.keys("/acme<enter><esc>");
    answer(&mut journey, &samples::zoo());
    journey
}

pub fn answer(journey: &mut Journey, profiles: &Profiles) {
    let mut effects = journey.effects();
    while let Some(effect) = effects.pop() {
        match effect {
            Effect::LoadProfiles(ticket) => {
                journey.tell(Msg::Profiles(ticket, Ok(profiles.clone())));
            }
            // What happened is of no interest to most.
            Effect::LoadLog(ticket) => {
                journey.tell(Msg::Log(ticket, Ok(Vec::new())));
            }
            Effect::LoadHistory(ticket, name) => {
                let whose = profiles.all.iter().find(|profile| profile.name == name);
                let past = whose.map(samples::past).unwrap_or_default();
                journey.tell(Msg::History(ticket, Ok(past)));
            }
            other => panic!("nobody asked for {other:?}"),
        }
        effects.extend(journey.effects());
    }
}
