//! The sealed file with a key file, with one profile and with 10,000: `amokey token`, and what a rotation costs.

use amokey::domain::profile::ProfileName;
use amokey::sandbox::Options;
use amokey::store::{SealedFile, Store as _};
use nix::sys::resource::{UsageWho, getrusage};

use crate::figures::{AMOKEY, Times, program, time};
use crate::person::Person;
use crate::samples::name;
use crate::script;

const PROFILES: usize = 10_000;

pub fn ten_thousand() {
    let person = script::sealed("en", &Options { limits: false, ..Options::default() });
    let store = person.sealed_file();
    let token = || time(&mut program(&person, AMOKEY, &["token", "demo"])).0;
    let tokens = |of: &str| {
        let times = Times::new((0..200).map(|_| token()));
        times.tell(&format!("amokey token, {of}"), "(p95 at most 5 ms)");
    };
    tokens("one profile");
    fill(&store);
    tokens("10,000 profiles");
    rotations(&store);
    let peak = getrusage(UsageWho::RUSAGE_SELF).unwrap().max_rss();
    println!("  memory of this process, sandbox included: {peak} kB");
    refreshes(&person);
}

/// As many profiles as an agency has, each with tokens of the usual length.
fn fill(store: &SealedFile) {
    let record = store.load(&name("demo")).unwrap().unwrap();
    let names: Vec<ProfileName> = (1..PROFILES).map(|n| name(&format!("client-{n}"))).collect();
    // A few at once: otherwise their memory would be measured.
    for names in names.chunks(500) {
        store.save_all(names.iter().map(|name| (name, &record))).unwrap();
    }
    assert_eq!(store.profiles().unwrap().len(), PROFILES);
}

/// What a rotation asks of the store: read, mark, save.
fn rotations(store: &SealedFile) {
    let name = name("client-5000");
    Times::of(40, |_| {
        let mut record = store.load(&name).unwrap().unwrap();
        for _ in 0..2 {
            record.generation += 1;
            store.save(&name, &record).unwrap();
        }
    })
    .tell("one rotation, 10,000 profiles", "(at most 20 ms)");
    Times::of(40, |_| drop(store.load(&name).unwrap().unwrap())).tell("  one record read", "");
}

/// The whole command, request included.
fn refreshes(person: &Person) {
    let refresh = || time(&mut program(person, AMOKEY, &script::REFRESH)).0;
    Times::new((0..20).map(|_| refresh())).tell("amokey refresh, 10,000 profiles", "");
    let peak = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
    println!("  memory of the largest command: {peak} kB (at most 30,000)");
}
