//! What every store keeps, as one suite that runs against each of them.

use super::{Store, StoreError};
use crate::domain::profile::ProfileName;
use crate::domain::record::Record;

pub(super) mod samples;

/// Runs the whole suite on a store in which no profile of the suite exists.
pub(super) fn is_kept_by(store: &dyn Store) {
    absent_is_none(store);
    every_record_comes_back(store);
    a_save_replaces_whole(store);
    profiles_do_not_touch_one_another(store);
    a_deleted_record_is_gone(store);
    readers_see_the_old_or_the_new(store);
    store.check().unwrap();
    store.check().unwrap();
    for name in NAMES {
        store.delete(&profile(name)).unwrap();
    }
}

const NAMES: [&str; 5] = ["contract", "Contract", "contract.0", "договор", "Договор"];

fn profile(name: &str) -> ProfileName {
    ProfileName::parse(name).unwrap()
}

fn absent_is_none(store: &dyn Store) {
    for name in NAMES {
        assert_eq!(store.load(&profile(name)), Ok(None));
        assert_eq!(store.delete(&profile(name)), Ok(()));
    }
    assert_eq!(listed(store), [""; 0]);
}

/// The profiles of the suite that the store says it has.
fn listed(store: &dyn Store) -> Vec<String> {
    let mut listed: Vec<_> = store
        .profiles()
        .unwrap()
        .into_iter()
        .map(String::from)
        .filter(|name| NAMES.contains(&&**name))
        .collect();
    listed.sort_unstable();
    listed
}

fn every_record_comes_back(store: &dyn Store) {
    let name = profile("contract");
    for record in samples::records() {
        store.save(&name, &record).unwrap();
        assert_eq!(store.load(&name), Ok(Some(record)));
    }
}

/// Long after short and short after long: nothing of the other may stay.
fn a_save_replaces_whole(store: &dyn Store) {
    let name = profile("contract");
    for size in [0, 9000, 10, 4000, 9000, 9000, 0] {
        let record = samples::of_size(size);
        store.save(&name, &record).unwrap();
        assert_eq!(store.load(&name), Ok(Some(record)));
    }
}

fn profiles_do_not_touch_one_another(store: &dyn Store) {
    let record = |n: usize| Record {
        generation: n as u64,
        ..samples::of_size(3000 + n)
    };
    for (n, name) in NAMES.into_iter().enumerate() {
        store.save(&profile(name), &record(n)).unwrap();
    }
    for (n, name) in NAMES.into_iter().enumerate() {
        assert_eq!(store.load(&profile(name)), Ok(Some(record(n))), "{name}");
    }
    let mut names = NAMES;
    names.sort_unstable();
    assert_eq!(listed(store), names);
}

fn a_deleted_record_is_gone(store: &dyn Store) {
    let name = profile("contract");
    for size in [10, 9000] {
        store.save(&name, &samples::of_size(size)).unwrap();
        store.delete(&name).unwrap();
        assert_eq!(store.load(&name), Ok(None));
    }
    assert!(store.load(&profile("Contract")).unwrap().is_some());
}

/// While one thread writes, another one reads: each record it sees is one that was written.
fn readers_see_the_old_or_the_new(store: &dyn Store) {
    let name = profile("contract");
    let written = |n: u64| Record {
        generation: n,
        ..samples::of_size(usize::try_from(n % 3).unwrap() * 4000)
    };
    store.save(&name, &written(0)).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for n in 1..=30 {
                store.save(&name, &written(n)).unwrap();
            }
        });
        let mut last = 0;
        while !writer.is_finished() {
            match store.load(&name) {
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
    assert_eq!(store.load(&name), Ok(Some(written(30))));
}

/// Every call of a store that cannot be used gives one error.
pub(super) fn is_refused_by(store: &dyn Store, error: &StoreError) {
    let name = profile("contract");
    assert_eq!(store.load(&name), Err(error.clone()), "load");
    assert_eq!(
        store.save(&name, &Record::empty()),
        Err(error.clone()),
        "save"
    );
    assert_eq!(store.delete(&name), Err(error.clone()), "delete");
    assert_eq!(store.profiles(), Err(error.clone()), "profiles");
    assert_eq!(store.check(), Err(error.clone()), "check");
}
