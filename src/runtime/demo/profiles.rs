//! The profiles of the demo: their records, their rows and what has happened to them, and the accounts behind them.

use jiff::Timestamp;

use super::cast::{EXPIRED, GARBLED, Part, REVOKED, State};
use super::credentials;
use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::Credentials;
use crate::domain::authorize::pending::{self, Pending, StateHash};
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::profile::{
    AccountFacts, LastRefresh, NeedsAuthorization, Note, Profile, ProfileName, StoreKind, project,
};
use crate::domain::secret::Secret;
use crate::domain::tokens::{
    Connection, Draft, Grant, HandedTo, OAuthGrant, Record, TokenPair, three_months_after,
};
use crate::domain::trouble::Trouble;
use crate::sandbox::{AccountCard, Sandbox};
use crate::service::Context;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// How many nights before the last renewal are in its history.
const NIGHTS: i64 = 12;

/// One that is there from the beginning.
pub struct DemoProfile {
    name: ProfileName,
    record: Record,
    listed: Listed,
    events: Vec<Event>,
}

/// What the ledger knows of it.
enum Listed {
    Row(Box<Profile>),
    Pending(Box<Pending>),
}

/// Puts them where profiles are.
pub fn furnish(context: &Context, profiles: &[DemoProfile]) -> Result<(), Trouble> {
    for DemoProfile { name, record, listed, events } in profiles {
        context.store.save(name, record)?;
        match listed {
            Listed::Row(row) => {
                context.ledger.change_profile(name, |_| Some((**row).clone()))?;
            }
            Listed::Pending(pending) => context.ledger.begin(pending)?,
        }
        for event in events {
            context.ledger.record(event)?;
        }
    }
    Ok(())
}

/// So many, and their accounts: on amoCRM, and on Kommo.
pub fn all(
    [amocrm, kommo]: [&Sandbox; 2],
    count: usize,
    now: Timestamp,
) -> Result<Vec<DemoProfile>, String> {
    let parts = (0..count).filter_map(|number| Some((number, Part::numbered(number)?)));
    parts
        .map(|(number, part)| {
            let sandbox = if part.is_kommo { kommo } else { amocrm };
            let number = i64::try_from(number).unwrap_or_default();
            Scene::set(sandbox, &part, number, now.as_second())?.plays(&part)
        })
        .collect()
}

/// A profile's account, and the moment at which it is looked at.
struct Scene<'a> {
    sandbox: &'a Sandbox,
    card: AccountCard,
    host: AccountHost,
    origin: SandboxOrigin,
    credentials: Credentials,
    name: ProfileName,
    number: i64,
    now: i64,
}

impl<'a> Scene<'a> {
    fn set(sandbox: &'a Sandbox, part: &Part, number: i64, now: i64) -> Result<Self, String> {
        let card = sandbox.open_account(&part.subdomain, &part.company);
        let card = card.ok_or_else(|| format!("{} is there twice", part.subdomain))?;
        Ok(Self {
            host: AccountHost::parse(&card.host).map_err(|error| error.to_string())?,
            origin: SandboxOrigin::parse(sandbox.origin()).map_err(|error| error.to_string())?,
            credentials: credentials(sandbox)?,
            name: ProfileName::parse(&part.subdomain).map_err(|error| error.to_string())?,
            sandbox,
            card,
            number,
            now,
        })
    }

    fn plays(self, part: &Part) -> Result<DemoProfile, String> {
        let record = match part.state {
            State::Pending => return Ok(self.pending()),
            State::LongLived(days) => self.long_lived(days),
            State::LongLivedRefused => self.long_lived(300),
            State::Renewed(hours) => self.pair(self.now - hours * HOUR - self.number % 50 * 60),
            State::AboutToRenew => self.pair(self.now - DAY + 150 + self.number % 7 * 20),
            State::Idle(days) => self.pair(self.now - days * DAY),
            State::Ending(hours) => self.pair(issued_for(self.now + hours * HOUR)),
            State::Refused(EXPIRED) => self.pair(self.now - 97 * DAY),
            State::Refused(_) | State::Lost => self.pair(self.since() - 20 * HOUR),
            State::HandedOver => self.pair(self.since()),
        };
        let mut record = record.ok_or("the account gives no tokens")?;
        let needs = |hint: &str, lost_at| NeedsAuthorization {
            since: at(self.since()),
            hint: Some(hint.to_owned()),
            lost_at,
        };
        match part.state {
            State::Refused(hint) => {
                record.needs_authorization = Some(needs(hint, None));
                if hint == GARBLED {
                    garble(&mut record);
                }
            }
            State::Lost => {
                record.needs_authorization = Some(needs(REVOKED, Some(at(self.since() - DAY))));
            }
            State::HandedOver => {
                record.elsewhere_since = Some(at(self.since()));
                record.handed_to = Some(HandedTo::Place("/srv/bot/tokens.json".into()));
            }
            _ => {}
        }
        // What the profile knows of its tokens is what the account says of them.
        if matches!(part.state, State::Refused(REVOKED) | State::Lost | State::LongLivedRefused) {
            self.sandbox.revoke(&self.card.host);
        }
        self.listed(part, record).ok_or_else(|| "a connection without a row".to_owned())
    }

    /// When it came to what it is in.
    const fn since(&self) -> i64 {
        self.now - (1 + self.number % 5) * DAY - self.number % 11 * HOUR
    }

    fn pair(&self, issued: i64) -> Option<Record> {
        let ends = three_months_after(at(issued)).as_second();
        let given = self.sandbox.gave(&self.card.host, issued, ends)?;
        let tokens = TokenPair {
            access: Secret::new(given.access),
            refresh: Secret::new(given.refresh),
            issued_at: at(issued),
            expires_in: given.expires_in,
            clock_skew: 0,
            received_after: None,
        };
        Some(self.connected(Grant::OAuth(OAuthGrant {
            credentials: self.credentials.clone(),
            tokens,
            previous_refresh: None,
            refreshing_since: None,
        })))
    }

    fn long_lived(&self, days: i64) -> Option<Record> {
        let (made, ends) = (self.now - 400 * DAY, self.now + days * DAY + 5 * HOUR);
        let token = self.sandbox.made_long_lived(&self.card.host, made, ends)?;
        Some(self.connected(Grant::LongLived {
            token: Secret::new(token),
            expires_at: at(ends),
            issued_at: at(made),
        }))
    }

    fn connected(&self, grant: Grant) -> Record {
        let generation = match &grant {
            Grant::OAuth(_) => u64::try_from(20 + self.number * 7 % 190).unwrap_or(1),
            Grant::LongLived { .. } => 1,
        };
        let (host, sandbox) = (self.host.clone(), Some(self.origin.clone()));
        let connection = Some(Connection { host, sandbox, grant });
        Record { generation, connection, ..Record::default() }
    }

    fn pending(self) -> DemoProfile {
        let begun = at(self.now - 2 * 60);
        let pending = Pending {
            state: StateHash::of(&Secret::new(self.card.host)),
            profile: self.name.clone(),
            host: self.host.clone(),
            client_id: self.credentials.client_id.clone(),
            redirect_uri: self.credentials.redirect_uri.clone(),
            sandbox: Some(self.origin.clone()),
            created_at: begun,
            expires_at: pending::expiry(begun),
        };
        let draft =
            Draft { host: self.host, sandbox: Some(self.origin), credentials: self.credentials };
        DemoProfile {
            name: self.name,
            record: Record { generation: 1, draft: Some(draft), ..Record::default() },
            listed: Listed::Pending(Box::new(pending)),
            events: Vec::new(),
        }
    }

    fn listed(self, part: &Part, record: Record) -> Option<DemoProfile> {
        let kind = StoreKind::Memory;
        let mut row = project::profile(&self.name, kind, &record, None, at(self.now))?;
        let issued = record.oauth().map(|grant| grant.tokens.issued_at);
        let connected = issued.map_or(self.now - 400 * DAY, |issued| {
            issued.as_second() - (20 + self.number * 11 % 300) * DAY
        });
        row.created_at = at(connected);
        row.account = Some(AccountFacts {
            id: self.card.id,
            name: part.company.clone(),
            user_id: Some(self.card.user_id),
            user_name: Some(self.card.user_name.clone()),
        });
        row.last_refresh = issued.map(|at| LastRefresh { at, outcome: Outcome::Rotated });
        row.note = part.note.and_then(|text| Note::parse(text).ok());
        if part.state == State::LongLivedRefused
            && let Some(access) = &mut row.access
        {
            access.refused_at = Some(at(self.since()));
        }
        let events = self.events(&row);
        Some(DemoProfile { name: self.name, record, listed: Listed::Row(Box::new(row)), events })
    }

    /// From the oldest to the newest.
    fn events(&self, row: &Profile) -> Vec<Event> {
        let event = |when: i64, action, outcome| {
            Event::new(at(when), Some(self.name.clone()), action, outcome)
        };
        let mut events =
            vec![event(row.created_at.as_second(), Action::Authorize, Outcome::Authorized)];
        if let Some(last) = &row.last_refresh {
            for night in (0..NIGHTS).rev() {
                let when = last.at.as_second() - night * DAY;
                if (self.number + night) % 9 == 5 {
                    let failed = event(when - 120, Action::Refresh, Outcome::Temporary);
                    let detail = Some("status 504".to_owned());
                    events.push(Event { took_ms: Some(15_000), detail, ..failed });
                }
                let took = 170 + (self.number * 37 + night * 53) % 240;
                let renewed = event(when, Action::Refresh, Outcome::Rotated);
                events.push(Event { took_ms: u64::try_from(took).ok(), ..renewed });
            }
        }
        let since = self.since();
        if let Some(needs) = &row.needs_authorization {
            let refused = event(since, Action::Refresh, Outcome::NeedsAuthorization);
            events.push(Event { took_ms: Some(190), detail: needs.hint.clone(), ..refused });
        } else if row.elsewhere_since.is_some() {
            events.push(event(since, Action::Export, Outcome::HandedOver));
        } else if row.access.as_ref().is_some_and(|access| access.refused_at.is_some()) {
            events.push(event(since, Action::Verify, Outcome::Refused));
        } else if self.number % 3 == 0 {
            let proved = event(self.now - HOUR, Action::Verify, Outcome::Verified);
            events.push(Event { took_ms: Some(140), ..proved });
        }
        events
    }
}

/// When a pair was given whose refresh token ends then: months are of different lengths.
fn issued_for(ends: i64) -> i64 {
    let guess = ends - 92 * DAY;
    guess + ends - three_months_after(at(guess)).as_second()
}

/// What is no refresh token of anybody.
fn garble(record: &mut Record) {
    if let Some(Connection { grant: Grant::OAuth(grant), .. }) = &mut record.connection {
        let turned: String = grant.tokens.refresh.expose().chars().rev().collect();
        grant.tokens.refresh = Secret::new(turned);
    }
}

/// Nothing here is further away than some years.
fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}
