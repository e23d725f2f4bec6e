//! The sealed file with a key file: `amokey token` in under 5 ms for 95 of 100, and what a rotation costs in a file of
//! 10,000 profiles (at most 20 ms and 30 MB): how much of it is the copy that is written, and how much the disk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measurement says what went wrong by failing"
)]

mod stage;

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use amokey::domain::profile::ProfileName;
use amokey::sandbox::Options;
use amokey::store::{SealedFile, Store as _};
use jiff::SignedDuration;
use nix::sys::resource::{UsageWho, getrusage};
use stage::{Stage, middle, say, sealed_file, time};

const ROUNDS: usize = 200;
const PROFILES: usize = 10_000;

fn main() {
    let set = Set::new();
    set.tokens("one profile");
    set.fill();
    set.tokens("10,000 profiles");
    set.rotations();
    set.refreshes();
}

/// A stage whose profiles are in a sealed file.
struct Set(Stage);

impl Set {
    fn new() -> Self {
        let stage = Stage::sealed(&Options {
            limits: false,
            ..Options::default()
        });
        stage.connects("demo", SignedDuration::ZERO);
        Self(stage)
    }

    fn folder(&self) -> PathBuf {
        self.0.folder.path().join("data")
    }

    /// As many profiles as an agency has, each with tokens of the usual length.
    fn fill(&self) {
        let store = sealed_file(&self.folder());
        let record = store.load(&name("demo")).unwrap().unwrap();
        let names: Vec<ProfileName> = (1..PROFILES)
            .map(|n| name(&format!("client-{n}")))
            .collect();
        // A few at once: otherwise their memory would be measured.
        for names in names.chunks(500) {
            store
                .save_all(names.iter().map(|name| (name, &record)))
                .unwrap();
        }
        let file = fs::metadata(SealedFile::path_in(&self.folder())).unwrap();
        assert_eq!(store.profiles().unwrap().len(), PROFILES);
        say(&format!("{PROFILES} profiles: {:.1} MB", mega(file.len())));
    }

    fn tokens(&self, of: &str) {
        let mut took: Vec<Duration> = (0..ROUNDS)
            .map(|_| time(&mut self.0.amokey(&["token", "demo"])).0)
            .collect();
        took.sort_unstable();
        say(&format!(
            "amokey token, {of}: {:.1?}; p95 {:.1?} (at most 5 ms); slowest {:.1?}",
            took[ROUNDS / 2],
            took[ROUNDS * 95 / 100],
            took[ROUNDS - 1]
        ));
    }

    /// What a rotation asks of the store: read, mark, save.
    fn rotations(&self) {
        let store = sealed_file(&self.folder());
        let name = name("client-5000");
        let took = (0..40).map(|_| {
            let begun = Instant::now();
            let mut record = store.load(&name).unwrap().unwrap();
            record.generation += 1;
            store.save(&name, &record).unwrap();
            record.generation += 1;
            store.save(&name, &record).unwrap();
            begun.elapsed()
        });
        let (half, slowest) = middle(took.collect());
        say(&format!(
            "one rotation, {PROFILES} profiles: {half:.1?} (at most 20 ms); slowest {slowest:.1?}"
        ));
        let loads = (0..40).map(|_| {
            let begun = Instant::now();
            store.load(&name).unwrap().unwrap();
            begun.elapsed()
        });
        say(&format!(
            "  one record read: {:.1?}",
            middle(loads.collect()).0
        ));
        let [copied, synced, renamed] = self.by_hand();
        say(&format!(
            "  two files of this size by hand: copied in {:.1?}, on the disk in {:.1?}, in place of the old one in {:.1?}",
            copied * 2,
            synced * 2,
            renamed * 2
        ));
        let peak = getrusage(UsageWho::RUSAGE_SELF).unwrap().max_rss();
        say(&format!(
            "  memory of this process, sandbox included: {peak} kB"
        ));
    }

    /// A copy, a sync and a rename, and nothing else: no replacement is faster here.
    fn by_hand(&self) -> [Duration; 3] {
        let mut parts = [const { Vec::new() }; 3];
        let place = self.0.folder.path().join("copy");
        let beside = place.with_extension("new");
        for _ in 0..21 {
            let mut old = File::open(SealedFile::path_in(&self.folder())).unwrap();
            let begun = Instant::now();
            let mut new = File::create(&beside).unwrap();
            io::copy(&mut old, &mut new).unwrap();
            parts[0].push(begun.elapsed());
            let begun = Instant::now();
            new.sync_all().unwrap();
            parts[1].push(begun.elapsed());
            let begun = Instant::now();
            fs::rename(&beside, &place).unwrap();
            File::open(self.0.folder.path())
                .unwrap()
                .sync_all()
                .unwrap();
            parts[2].push(begun.elapsed());
        }
        parts.map(|times| middle(times).0)
    }

    /// The whole command, request included.
    fn refreshes(&self) {
        let took = (0..20).map(|_| time(&mut self.0.amokey(&["refresh", "--force", "demo"])).0);
        let (half, slowest) = middle(took.collect());
        let peak = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
        say(&format!(
            "amokey refresh, {PROFILES} profiles: {half:.1?}; slowest {slowest:.1?}; \
             memory of the largest command: {peak} kB (at most 30,000)"
        ));
    }
}

fn name(text: &str) -> ProfileName {
    ProfileName::parse(text).unwrap()
}

#[expect(clippy::cast_precision_loss, reason = "for people")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
