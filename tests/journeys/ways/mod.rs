//! Every way in, on both platforms: in the wizard here, line by line and by command beside.

mod command;
mod plain;

use std::time::Duration;

use amokey::sandbox::{Options, Platform};

use crate::person::Person;
use crate::terminal::Terminal;

/// A way in, in the order of the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Consent,
    Code,
    LongLived,
    ApiKey,
}

const WAYS: [Way; 4] = [Way::Consent, Way::Code, Way::LongLived, Way::ApiKey];
const DAY: Duration = Duration::from_secs(86_400);

/// Each way in on both platforms, for somebody who has done nothing yet.
fn every_way(leads_in: impl Fn(Way, &Person)) {
    for platform in [Platform::AmoCrm, Platform::Kommo] {
        for way in WAYS {
            let options = Options { platform, ..Options::default() };
            leads_in(way, &Person::listening("en", &options));
        }
    }
}

impl Person {
    /// What is pasted instead of consent; for a key, the login before it.
    fn brings(&self, way: Way) -> Vec<String> {
        match way {
            Way::Consent => Vec::new(),
            Way::Code => vec![self.sandbox.fresh_code(None).unwrap()],
            Way::LongLived => vec![self.sandbox.long_lived(None, 30 * DAY).unwrap()],
            Way::ApiKey => {
                let (login, key) = self.sandbox.api_key(None).unwrap();
                vec![login, key]
            }
        }
    }
}

fn in_the_wizard(way: Way, person: &Person) -> Terminal {
    let ready = person.sandbox.ready();
    let mut terminal = person.runs(&["setup", "--sandbox", person.sandbox.origin()]);
    terminal.sees("amokey").types(&ready.account).types("<enter>").sees("›");
    for _ in 0..WAYS.iter().position(|it| *it == way).unwrap() {
        terminal.types("<down>");
    }
    terminal.types("<enter>");
    if way == Way::LongLived {
        terminal.sees("1 ").types("<enter>");
    } else {
        person.reads_how_it_is_made(&mut terminal);
        person.answers(&mut terminal, &ready.client_secret, &ready.redirect_uri);
    }
    match way {
        Way::Consent => {
            person.consents();
        }
        Way::Code | Way::LongLived => {
            // What the next step says first.
            terminal.sees(if way == Way::Code { "20 minutes" } else { "only one time" });
            terminal.pastes(&person.brings(way)[0]).types("<enter>");
        }
        Way::ApiKey => {
            let brought = person.brings(way);
            terminal.sees("2020").types(&brought[0]).types("<enter>");
            terminal.pastes(&brought[1]).types("<enter>");
        }
    }
    terminal
}

#[test]
fn every_way_leads_in_through_the_wizard() {
    every_way(|way, person| {
        let mut terminal = in_the_wizard(way, person);
        terminal.sees("is connected").types("<enter>").sees("1 profile").types("q");
        assert!(terminal.ends().success(), "{way:?}");
    });
}
