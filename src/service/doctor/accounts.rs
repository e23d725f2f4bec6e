//! Whether each profile opens its account: asked as everybody asks, so an access token that has ended is refreshed.

use super::check::{Check, CheckStatus};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::tokens::Refreshing;
use crate::domain::trouble::Trouble;
use crate::ledger::Ledger;
use crate::service::access::prove::{Asked, passes, prove_all};
use crate::service::at_once::ProfileResult;
use crate::service::context::Context;

/// The checks without which nobody can be asked.
const NEEDED: [&str; 3] = ["folder", "ledger", "store"];

/// Why nobody is asked, where one of these checks has failed.
pub fn not_asked(seen: &[Check]) -> Option<Check> {
    let in_the_way = |check: &&Check| {
        check.status == CheckStatus::Failed && NEEDED.contains(&check.name.as_str())
    };
    seen.iter().find(in_the_way)?;
    Some(Check::not_applicable("accounts", "doctor-accounts-not-asked"))
}

/// A check for each profile, in their order.
pub async fn check(
    context: &Context,
    watch: impl Fn(&ProfileName, Refreshing) + Send + Sync + 'static,
) -> Vec<Check> {
    let rows = match context.with_ledger(Ledger::profiles).await {
        Ok(rows) => rows.read,
        Err(trouble) => return vec![Check::trouble("accounts", trouble)],
    };
    if rows.is_empty() {
        return vec![Check::not_applicable("accounts", "doctor-no-profiles")];
    }
    let (elsewhere, ours): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.elsewhere_since.is_some());
    let names = ours.into_iter().map(|row| row.name).collect();
    let asked = prove_all(context, names, Asked::ByPerson, watch, |_| {}).await;
    let elsewhere = elsewhere
        .iter()
        .map(|row| Check::not_applicable(named(&row.name), "doctor-account-elsewhere"));
    asked.into_iter().map(told).chain(elsewhere).collect()
}

fn named(profile: &ProfileName) -> String {
    format!("account:{profile}")
}

fn told(done: ProfileResult<Profile>) -> Check {
    let name = named(&done.name);
    match done.result {
        Ok(profile) => {
            let account = profile.account.as_ref().map_or("", |account| &account.name);
            Check::ok(name, "doctor-account-answers")
                .text("account", account)
                .text("host", &profile.host)
        }
        Err(trouble) => failed(name, &done.name, trouble),
    }
}

fn failed(name: String, profile: &ProfileName, trouble: Trouble) -> Check {
    let command = trouble.cause.command(profile);
    let check = if passes(&trouble) {
        Check::attention(name, "doctor-trouble").because(trouble)
    } else {
        Check::trouble(name, trouble)
    };
    match command {
        Some(command) => check.run(command),
        None => check,
    }
}
