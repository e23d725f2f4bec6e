//! What the last screen tells, in sentences: until when it works, where it is kept, and what comes next.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::profile::Profile;
use crate::domain::profile::next_command::NextCommand;
use crate::domain::tokens::health::seconds_left;
use crate::i18n::Catalog;

pub fn told(profile: &Profile, words: &Catalog, now: Timestamp, zone: &TimeZone) -> Vec<String> {
    let end = match (&profile.refresh, &profile.access) {
        (Some(refresh), _) => Some(("plain-until", refresh.estimated_expiry)),
        (None, Some(access)) => Some(("plain-until-long-lived", access.expires_at)),
        (None, None) => None,
    };
    let until = end.map(|(id, end)| {
        let day = words.spoken_day(end, zone);
        let left = words.spoken_left(seconds_left(profile, end, now));
        words.say(id, &[("day", day.into()), ("left", left.into())])
    });
    let store = words.say("plain-stored", &[("store", words.store(profile.store).into())]);
    let offered = NextCommand::ALL.into_iter().filter(|next| next.is_for(profile));
    let next = offered.map(|next| {
        let id = match next {
            NextCommand::Schedule => "plain-next-schedule",
            NextCommand::Export => "plain-next-export",
            NextCommand::Script => "plain-next-script",
        };
        words.say(id, &[("command", next.command(&profile.name).into())])
    });
    until.into_iter().chain([store]).chain(next).collect()
}
