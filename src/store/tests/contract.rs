//! What every store keeps, as one suite that runs against each of them.

use super::samples;
use crate::domain::profile::ProfileName;
use crate::domain::tokens::record::Record;
use crate::store::{Store, StoreError};

/// Runs the whole suite on a store in which no profile of the suite exists.
pub fn is_kept_by(store: &dyn Store) {
    is_kept_between(store, store);
}

/// The same with two openings of one store: the first writes, the second reads.
pub fn is_kept_between(to: &dyn Store, from: &dyn Store) {
    absent_is_none(to, from);
    every_record_comes_back(to, from);
    a_save_replaces_whole(to, from);
    profiles_do_not_touch_one_another(to, from);
    a_deleted_record_is_gone(to, from);
    readers_see_the_old_or_the_new(to, from);
    to.check().unwrap();
    to.check().unwrap();
    for name in NAMES {
        to.delete(&profile(name)).unwrap();
    }
}

const NAMES: [&str; 5] = ["contract", "Contract", "contract.0", "договор", "Договор"];

fn profile(name: &str) -> ProfileName {
    ProfileName::parse(name).unwrap()
}

fn absent_is_none(to: &dyn Store, from: &dyn Store) {
    for name in NAMES {
        assert_eq!(from.load(&profile(name)), Ok(None));
        assert_eq!(to.delete(&profile(name)), Ok(()));
    }
    assert_eq!(listed(from), [""; 0]);
}

/// The profiles of the suite that the store says it has.
fn listed(from: &dyn Store) -> Vec<String> {
    let listed = from.profiles().unwrap().into_iter().map(String::from);
    let mut listed: Vec<_> = listed.filter(|name| NAMES.contains(&&**name)).collect();
    listed.sort_unstable();
    listed
}

fn every_record_comes_back(to: &dyn Store, from: &dyn Store) {
    let name = profile("contract");
    for record in samples::records() {
        to.save(&name, &record).unwrap();
        assert_eq!(from.load(&name), Ok(Some(record)));
    }
}

/// Long after short and short after long: nothing of the other may stay.
fn a_save_replaces_whole(to: &dyn Store, from: &dyn Store) {
    let name = profile("contract");
    for size in [0, 9000, 10, 4000, 9000, 9000, 0] {
        let record = samples::of_size(size);
        to.save(&name, &record).unwrap();
        assert_eq!(from.load(&name), Ok(Some(record)));
    }
}

fn profiles_do_not_touch_one_another(to: &dyn Store, from: &dyn Store) {
    let record = |n: usize| Record { generation: n as u64, ..samples::of_size(3000 + n) };
    for (n, name) in NAMES.into_iter().enumerate() {
        to.save(&profile(name), &record(n)).unwrap();
    }
    for (n, name) in NAMES.into_iter().enumerate() {
        assert_eq!(from.load(&profile(name)), Ok(Some(record(n))), "{name}");
    }
    let mut names = NAMES;
    names.sort_unstable();
    assert_eq!(listed(from), names);
}

fn a_deleted_record_is_gone(to: &dyn Store, from: &dyn Store) {
    let name = profile("contract");
    for size in [10, 9000] {
        to.save(&name, &samples::of_size(size)).unwrap();
        to.delete(&name).unwrap();
        assert_eq!(from.load(&name), Ok(None));
    }
    assert!(from.load(&profile("Contract")).unwrap().is_some());
}

/// While one thread writes, another one reads: each record it sees is one that was written.
fn readers_see_the_old_or_the_new(to: &dyn Store, from: &dyn Store) {
    let name = profile("contract");
    let written = |n: u64| Record {
        generation: n,
        ..samples::of_size(usize::try_from(n % 3).unwrap() * 4000)
    };
    to.save(&name, &written(0)).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for n in 1..=30 {
                to.save(&name, &written(n)).unwrap();
            }
        });
        let mut last = 0;
        while !writer.is_finished() {
            match from.load(&name) {
                Ok(Some(record)) => {
                    assert_eq!(record, written(record.generation));
                    assert!(record.generation >= last);
                    last = record.generation;
                }
                other => panic!("{other:?}"),
            }
        }
        writer.join().unwrap();
    });
    assert_eq!(from.load(&name), Ok(Some(written(30))));
}

/// Every call of a store that cannot be used gives one error.
pub fn is_refused_by(store: &dyn Store, error: &StoreError) {
    let name = profile("contract");
    assert_eq!(store.load(&name), Err(error.clone()), "load");
    assert_eq!(store.save(&name, &Record::default()), Err(error.clone()), "save");
    assert_eq!(store.delete(&name), Err(error.clone()), "delete");
    assert_eq!(store.profiles(), Err(error.clone()), "profiles");
    assert_eq!(store.check(), Err(error.clone()), "check");
}
