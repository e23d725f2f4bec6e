//! The dashboard over profiles that the test gives.

use amokey::app::model::Entry;
use amokey::app::msg::Profiles;
use amokey::app::{Effect, Msg};
use amokey::domain::lang::Lang;

use crate::harness::{Journey, facts};
use crate::samples;

/// The dashboard with these profiles, read from the ledger, and the history of the chosen one.
pub fn dashboard(lang: Lang, profiles: &Profiles) -> Journey {
    let mut journey = Journey::begin(lang, facts(), profiles.clone(), Entry::Home);
    answer(&mut journey, profiles);
    journey
}

/// Answers what the dashboard asked of the ledger.
pub fn answer(journey: &mut Journey, profiles: &Profiles) {
    for effect in journey.effects() {
        match effect {
            Effect::LoadProfiles(ticket) => {
                journey.tell(Msg::Profiles(ticket, Ok(profiles.clone())));
            }
            Effect::LoadHistory(ticket, name) => {
                let whose = profiles.all.iter().find(|profile| profile.name == name);
                let events = whose.map(samples::history).unwrap_or_default();
                journey.tell(Msg::History(ticket, Ok(events)));
            }
            other => panic!("nobody asked for {other:?}"),
        }
    }
}
