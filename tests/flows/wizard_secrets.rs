//! A marked secret goes through the whole wizard and is seen nowhere.

use crate::app::{Action, Effect, Msg};
use crate::domain::authorize::Progress;
use crate::domain::secret::Secret;
use crate::domain::trouble::Cause;

use super::connecting::{ID, SECRET, connected, ticket};
use super::harness::Journey;
use super::keys;

fn leaks(text: &str) -> bool {
    ["MARKED", "5kQ2mZ8rT1vB", "def50200"].iter().any(|mark| text.contains(mark))
}

struct Watched {
    journey: Journey,
    seen: usize,
}

impl Watched {
    /// After each step, everything that could be printed or is on the screen is looked at.
    fn look(&mut self) -> Vec<Effect> {
        let effects = self.journey.effects();
        self.seen += 1;
        for told in [
            format!("{:?}", self.journey.model),
            format!("{:#?}", self.journey.model),
            format!("{effects:?}"),
            self.journey.text(),
        ] {
            assert!(!leaks(&told), "{told}");
        }
        effects
    }

    fn tell(&mut self, msg: Msg) -> Vec<Effect> {
        assert!(!leaks(&format!("{msg:?}")), "{msg:?}");
        self.journey.tell(msg);
        self.look()
    }
}

#[test]
fn a_typed_and_a_pasted_secret_are_seen_nowhere() {
    for typed in [true, false] {
        let mut journey = Journey::first_time().at_keys();
        journey.keys(ID).keys("<enter>");
        let mut watched = Watched { journey, seen: 0 };
        if typed {
            for key in keys::parse(SECRET) {
                let action = crate::ui::keymap::action(watched.journey.model.focus(), key);
                // A tail of four is shown of a long secret, and never more.
                watched.tell(Msg::Act(action.unwrap()));
            }
        } else {
            watched.tell(Msg::Act(Action::Paste(Secret::new(SECRET))));
        }
        watched.tell(Msg::Act(Action::Submit));
        watched.tell(Msg::Act(Action::Submit));
        watched.journey.store_is(Ok(()));
        let consent = ticket(&watched.look());
        let waiting = watched.journey.waiting(Some("http://localhost:18497/x7f3k2"));
        watched.tell(Msg::Consent(consent, Progress::Waiting(Box::new(waiting))));
        let landed = format!(
            "http://localhost:18497/callback?code={}&state=MARKED&referer=acme.amocrm.ru",
            super::connecting::code()
        );
        watched.tell(Msg::Act(Action::Paste(Secret::new(landed))));
        watched.tell(Msg::Act(Action::CopyLink));
        watched.tell(Msg::Act(Action::PrintLink));
        watched.tell(Msg::Act(Action::QrCode));
        watched.tell(Msg::Act(Action::QrCode));
        let handed = watched.tell(Msg::Act(Action::Submit));
        assert!(matches!(handed[..], [Effect::Paste(..)]), "{handed:?}");
        watched.tell(Msg::Consent(consent, Progress::Stray(Cause::WrongAttempt.into())));
        watched.tell(Msg::Consent(consent, Progress::Exchanging));
        let done = Progress::Connected(Box::new(connected()), None);
        watched.tell(Msg::Consent(consent, done));
        watched.tell(Msg::Act(Action::Submit));
        assert!(watched.seen > 12);
    }
}

#[test]
fn a_secret_is_shown_only_while_it_is_asked_for() {
    let mut journey = Journey::first_time().at_keys();
    journey.keys("<tab>").paste(SECRET);
    assert!(!journey.text().contains("MARKED"));
    journey.keys("<ctrl-r>");
    assert!(journey.text().contains(SECRET));
    journey.keys("<tab>");
    assert!(!journey.text().contains("MARKED"));
    // And back: it stays covered until it is asked for again.
    journey.keys("<up>");
    assert!(!journey.text().contains("MARKED"));
}

#[test]
fn a_secret_in_the_wrong_field_is_covered_too() {
    for tabs in ["", "<tab><tab><ctrl-u>"] {
        let mut journey = Journey::first_time().at_keys();
        journey.keys(tabs).paste(SECRET).keys("<enter>");
        assert!(!leaks(&journey.text()), "{}", journey.text());
    }
    let mut journey = Journey::first_time();
    journey.paste(SECRET).keys("<enter>");
    assert!(!leaks(&journey.text()), "{}", journey.text());
}
