//! Real self-tests: each does the thing once and tells what it saw, in values.
//!
//! All of them run side by side and each is bounded in time. Nothing is mended here: whoever looks must not change
//! what there is to see.

pub mod browser;
pub mod certificates;
pub mod clock;
pub mod cron;
pub mod folder;
pub mod homes;
pub mod ledger;
pub mod locks;
pub mod loopback;
pub mod proxy;
pub mod records;
pub mod schedule;
pub mod store;

mod asked;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::context::Clock;
use crate::domain::home_id::HomeId;
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Ledger;
use crate::oauth::Client;
use crate::store::Store;

/// How long one check may take. Work waits longer for a busy store; whoever asks what is wrong wants to know it now.
pub const PATIENCE: Duration = Duration::from_secs(6);

/// What is examined: the adapters as far as they could be opened, and what the environment says.
#[derive(Clone)]
pub struct Subject {
    /// The folder, or why there is none.
    pub places: Result<Places, Trouble>,
    /// The homes of this user that are still there.
    pub homes: Vec<HomeId>,
    /// The ledger, or why it could not be opened.
    pub ledger: Result<Arc<Ledger>, Trouble>,
    /// Where secrets are.
    pub store: Arc<dyn Store>,
    /// amoCRM.
    pub oauth: Client,
    /// The time.
    pub clock: Clock,
    /// What the environment says.
    pub environment: Environment,
}

/// The folder and what is in it.
#[derive(Clone, Debug)]
pub struct Places {
    /// `AMOKEY_HOME`.
    pub folder: PathBuf,
    /// The ledger's file.
    pub ledger: PathBuf,
    /// The folder of the lock files.
    pub locks: PathBuf,
    /// The folder of the logs.
    pub logs: PathBuf,
}

/// What the environment says.
#[derive(Clone, Debug)]
pub struct Environment {
    /// What would open a page.
    pub browser: browser::Seen,
    /// Which proxy stands in the environment.
    pub proxy: proxy::Settings,
    /// `SSL_CERT_FILE`, where it is set.
    pub authorities: Option<PathBuf>,
}

/// One check.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its name for programs; what it was about follows a colon, where there may be several: `loopback:18497`.
    pub name: String,
    /// What was seen.
    pub finding: Finding,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It works.
    Ok,
    /// It works, or may, but is worth a look.
    Attention,
    /// It does not work.
    Failed,
    /// There is nothing to check here.
    NotApplicable,
}

/// What was seen, by check.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// The folder: closed to others, and it can be written.
    Folder(folder::Seen),
    /// Every page of the ledger.
    Ledger(ledger::Seen),
    /// Write, read back, delete.
    Store(store::Seen),
    /// Records against their rows.
    Records(records::Seen),
    /// What in the keychain belongs to a home that is gone.
    Homes(homes::Seen),
    /// Who holds a profile.
    Locks(locks::Seen),
    /// The way back from the browser.
    Loopback(loopback::Seen),
    /// What would open a page.
    Browser(browser::Seen),
    /// The proxy on the way to the platform.
    Proxy(proxy::Seen),
    /// Whether the platform's certificate is believed.
    Certificates(certificates::Seen),
    /// Our clock against the server's.
    Clock(clock::Seen),
    /// What cron would see.
    Cron(cron::Seen),
    /// The schedule that is installed.
    Schedule(schedule::Seen),
}

impl Finding {
    /// How the check ended.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Folder(seen) => seen.verdict(),
            Self::Ledger(seen) => seen.verdict(),
            Self::Store(seen) => seen.verdict(),
            Self::Records(seen) => seen.verdict(),
            Self::Homes(seen) => seen.verdict(),
            Self::Locks(seen) => seen.verdict(),
            Self::Loopback(seen) => seen.verdict(),
            Self::Browser(seen) => seen.verdict(),
            Self::Proxy(seen) => seen.verdict(),
            Self::Certificates(seen) => seen.verdict(),
            Self::Clock(seen) => seen.verdict(),
            Self::Cron(seen) => seen.verdict(),
            Self::Schedule(seen) => seen.verdict(),
        }
    }
}

impl Check {
    fn new(name: &str, finding: Finding) -> Self {
        Self {
            name: name.to_owned(),
            finding,
        }
    }

    fn about(name: &str, what: impl std::fmt::Display, finding: Finding) -> Self {
        Self {
            name: format!("{name}:{what}"),
            finding,
        }
    }
}

/// Runs all checks. What cron would see and what is installed take processes of their own, so whoever may start them
/// brings these.
pub async fn examine(
    subject: &Subject,
    cron: impl Future<Output = cron::Seen>,
    schedules: impl Future<Output = Vec<schedule::Seen>>,
) -> Vec<Check> {
    let profiles = ledger::profiles(&subject.ledger).await;
    let hosts = asked::hosts(&profiles);
    let kept = async {
        let store = store::check(&subject.store).await;
        let records = records::check(subject, &profiles, &store).await;
        let homes = homes::check(&subject.store, &subject.homes).await;
        (store, records, homes)
    };
    let network = async {
        let answers = asked::all(&subject.oauth, &subject.clock, hosts.clone()).await;
        (
            certificates::check(subject, &answers),
            clock::check(&answers),
        )
    };
    let (
        folder,
        ledger,
        (store, records, homes),
        locks,
        loopback,
        proxy,
        (certificates, clock),
        cron,
        schedules,
    ) = tokio::join!(
        folder::check(&subject.places),
        ledger::check(&subject.ledger, &subject.places),
        kept,
        locks::check(&subject.places, &profiles),
        loopback::check(&profiles),
        proxy::check(&subject.environment.proxy, &hosts),
        network,
        cron,
        schedules,
    );
    let browser = subject.environment.browser.clone();
    let mut checks = vec![Check::new("folder", Finding::Folder(folder))];
    checks.extend(ledger);
    checks.push(Check::new("store", Finding::Store(store)));
    checks.extend(records);
    checks.extend(homes);
    checks.extend(locks);
    checks.extend(loopback);
    checks.push(Check::new("browser", Finding::Browser(browser)));
    checks.push(Check::new("proxy", Finding::Proxy(proxy)));
    checks.extend(certificates);
    checks.extend(clock);
    checks.push(Check::new("cron", Finding::Cron(cron)));
    checks.extend(schedules.into_iter().map(|seen| match seen.with() {
        Some(with) => Check::about("schedule", with.id(), Finding::Schedule(seen)),
        None => Check::new("schedule", Finding::Schedule(seen)),
    }));
    checks
}

/// Runs what blocks beside the loop, for as long as a check may take. `None`: it did not end in time.
async fn bounded<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(work))
        .await
        .ok()?
        .ok()
}

/// What is said of a check that did not end in time.
fn too_slow() -> Trouble {
    Trouble::noted(
        Cause::TimedOut,
        format!("no end after {} s", PATIENCE.as_secs()),
    )
}

fn millis_since(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
}
