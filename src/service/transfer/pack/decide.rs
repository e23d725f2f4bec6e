//! What becomes of a profile that is unpacked, by what is here already.

use std::cmp::Ordering;

use crate::domain::pack::{PackId, Purpose, Taken};
use crate::domain::tokens::Record;
use crate::domain::trouble::Trouble;
use crate::service::authorize::plan::may_replace;
use crate::service::transfer::move_store::succession;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    Take,
    /// What was begun here before has saved it already.
    Here,
    /// What is here comes after what is in the copy.
    Newer,
    Refuse(Refusal),
}

/// Why a profile is not taken. What is here stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotInPack,
    /// Somebody has taken it out of this file.
    TakenBefore(Taken),
    /// The name stands for another account or integration here.
    Another,
    /// The same account is in use here, by tokens of its own.
    InUse,
    /// Somebody else looks after it: a copy would be a second owner.
    Elsewhere,
    Trouble(Trouble),
}

/// A pack, as far as one profile is concerned.
#[derive(Clone, Copy)]
pub struct Offer<'a> {
    pub id: &'a PackId,
    pub purpose: Purpose,
    pub record: &'a Record,
    /// Who has taken it out of this file before.
    pub taken: Option<&'a Taken>,
    /// The generation that was here then, where that was this home, which did not come to its end.
    pub begun_over: Option<u64>,
}

impl Offer<'_> {
    pub fn decide(&self, here: &Record, again: bool) -> Decision {
        if let Some(taken) = self.taken
            && self.begun_over.is_none()
            && !again
        {
            return Decision::Refuse(Refusal::TakenBefore(taken.clone()));
        }
        let Some(connection) = &here.connection else { return Decision::Take };
        if self.begun_over.is_some_and(|before| before != here.generation) {
            return Decision::Here;
        }
        let fits = self.record.connection.as_ref().map(|new| may_replace(Some(connection), new));
        if fits.is_none_or(|fits| fits.is_err()) {
            return Decision::Refuse(Refusal::Another);
        }
        let is_away = here.elsewhere_since.is_some();
        match self.purpose {
            Purpose::Move if is_away => Decision::Take,
            Purpose::Move => Decision::Refuse(Refusal::InUse),
            Purpose::Copy if is_away => Decision::Refuse(Refusal::Elsewhere),
            Purpose::Copy => match succession(self.record, here) {
                Ordering::Greater => Decision::Take,
                Ordering::Less | Ordering::Equal => Decision::Newer,
            },
        }
    }

    /// Whether the profile went away from here in this very pack.
    pub fn is_from(&self, here: &Record) -> bool {
        here.packed_in().is_some_and(|mark| mark.id == *self.id)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::*;
    use crate::domain::tokens::record::{Connection, Grant, OAuthGrant};
    use crate::domain::tokens::{HandedTo, PackMark, TokenPair};

    fn record(subdomain: &str, hours: i64) -> Record {
        let issued_at = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let grant = Grant::OAuth(OAuthGrant {
            credentials: crate::domain::samples::credentials(),
            tokens: TokenPair {
                access: "eyJ0".into(),
                refresh: "def50200".into(),
                issued_at,
                expires_in: 86_400,
                clock_skew: 0,
                received_after: None,
            },
            previous_refresh: None,
            refreshing_since: None,
        });
        let host = crate::domain::account::AccountHost::parse(&format!("{subdomain}.amocrm.ru"));
        let connection = Connection { host: host.unwrap(), sandbox: None, grant };
        Record { generation: 1, connection: Some(connection), ..Record::default() }
    }

    fn away(handed_to: HandedTo) -> Record {
        let since = Some(Timestamp::UNIX_EPOCH);
        Record { elsewhere_since: since, handed_to: Some(handed_to), ..record("acme", 5) }
    }

    #[test]
    fn it_is_taken_where_nobody_loses_anything_by_it() {
        use Decision::{Here, Newer, Refuse, Take};
        use Purpose::{Copy, Move};
        let id = PackId::from_random([1; PackId::BYTES]);
        let packed = |id: [u8; PackId::BYTES]| {
            let id = PackId::from_random(id);
            away(HandedTo::Pack(PackMark { id, file: "/f".into() }))
        };
        let taken = Taken {
            home: "a5".into(),
            host: "laptop".into(),
            at: Timestamp::UNIX_EPOCH,
            profiles: std::collections::BTreeMap::new(),
            done: true,
        };
        let before = Refuse(Refusal::TakenBefore(taken.clone()));
        let (refused, busy) = (Refuse(Refusal::Another), Refuse(Refusal::InUse));
        let elsewhere = Refuse(Refusal::Elsewhere);
        let (nothing, other) = (Record::default(), record("other", 5));
        let [older, same, newer] = [3, 5, 7].map(|hours| record("acme", hours));
        let (this, before_this) = (packed([1; 16]), packed([2; 16]));
        let given = away(HandedTo::StandardOutput);
        // What is here; the pack: for what, taken by somebody, begun by this home over what; again; what follows.
        #[rustfmt::skip]
        let table = [
            (&nothing, Move, false, None, false, Take),
            (&nothing, Copy, false, None, false, Take),
            (&nothing, Move, true, None, false, before.clone()),
            (&nothing, Move, true, None, true, Take),
            (&nothing, Move, true, Some(0), false, Take),
            (&other, Move, false, None, false, refused.clone()),
            (&other, Copy, false, None, false, refused),
            (&same, Move, false, None, false, busy.clone()),
            (&same, Move, true, None, true, busy.clone()),
            (&same, Move, true, Some(1), false, busy),
            (&same, Move, true, Some(0), false, Here),
            (&this, Move, false, None, false, Take),
            (&this, Move, true, None, false, before),
            (&this, Move, true, Some(1), false, Take),
            (&before_this, Move, false, None, false, Take),
            (&before_this, Move, true, Some(1), false, Take),
            // It came, and has gone on since.
            (&before_this, Move, true, Some(0), false, Here),
            (&given, Move, false, None, false, Take),
            (&given, Copy, false, None, false, elsewhere),
            (&same, Copy, false, None, false, Newer),
            (&newer, Copy, false, None, false, Newer),
            (&older, Copy, false, None, false, Take),
        ];
        for (n, (here, purpose, is_taken, begun_over, again, expected)) in
            table.into_iter().enumerate()
        {
            let record = record("acme", 5);
            let taken = is_taken.then_some(&taken);
            let offer = Offer { id: &id, purpose, record: &record, taken, begun_over };
            assert_eq!(offer.decide(here, again), expected, "row {n}");
        }
    }
}
