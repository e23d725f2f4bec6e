//! Real self-tests: each does the thing once and tells what it saw, in values.
//!
//! All of them run side by side and each is bounded in time. Nothing is mended here: whoever looks must not change
//! what there is to see. What asks the accounts themselves comes after them, and only when told to. What takes this process's environment or processes of its own is
//! in `runtime/doctor` and `runtime/schedule/installed.rs`.

pub mod accounts;
pub mod check;
pub mod proxy;

mod bounded;
mod certificates;
mod clock;
mod folder;
mod homes;
mod hosts;
mod ledger;
mod locks;
mod loopback;
mod records;
mod store;
mod subject;

use self::check::Check;
pub use self::subject::{Environment, HomePaths, Subject};

/// Runs all checks. What cron would see and what is installed take processes of their own, so whoever may
/// start them brings these.
pub async fn examine(
    subject: &Subject,
    cron: impl Future<Output = Check>,
    schedules: impl Future<Output = Vec<Check>>,
) -> Vec<Check> {
    let Subject { paths, homes, ledger, store, oauth, clock, environment } = subject;
    let profiles = ledger::profiles(ledger).await;
    let hosts = hosts::of(&profiles);
    let secrets = async {
        let tried = store::check(store).await;
        let records = records::check(subject, &profiles, &tried).await;
        [vec![tried], records, homes::check(store, homes).await].concat()
    };
    let network = async {
        let answers = hosts::ask(oauth, clock, hosts.clone()).await;
        let authorities = environment.authorities.as_deref();
        let certificates = answers.iter().map(|answer| certificates::check(answer, authorities));
        certificates.chain(answers.iter().map(clock::check)).collect()
    };
    let (folder, ledger, secrets, locks, loopback, proxy, network, cron, schedules) = tokio::join!(
        folder::check(paths),
        ledger::check(ledger, paths),
        secrets,
        locks::check(paths, &profiles),
        loopback::check(&profiles),
        proxy::check(&environment.proxy, &hosts),
        network,
        cron,
        schedules,
    );
    let settings = environment.settings.clone();
    let environment = vec![environment.browser.clone(), proxy];
    [
        vec![folder],
        settings,
        ledger,
        secrets,
        locks,
        loopback,
        environment,
        network,
        vec![cron],
        schedules,
    ]
    .concat()
}
