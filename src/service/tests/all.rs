//! Many profiles at once.

use super::*;
use crate::service::at_once::ProfileResult;

impl Scene {
    /// Connects more profiles of the same account: every code begins a pair of its own.
    pub async fn more(&mut self, count: usize) -> Vec<ProfileName> {
        for number in 0..count {
            self.name = ProfileName::parse(&format!("demo-{number:02}")).unwrap();
            self.connect().await;
        }
        let profiles = self.context.ledger.profiles().unwrap();
        profiles.read.into_iter().map(|profile| profile.name).collect()
    }
}

#[tokio::test]
async fn each_is_told_once_and_no_429_is_provoked() {
    let mut scene = Scene::strict().await;
    let names = scene.more(15).await;
    let begun = Instant::now();
    let mut told = Vec::new();
    let tell = |done: &ProfileResult<Refreshed>| told.push(done.name.clone());
    let done = refresh_all(&scene.context, names.clone(), Need::Forced, |_, _| {}, tell).await;
    assert_eq!(done.len(), 16);
    for (done, name) in done.iter().zip(&names) {
        assert_eq!(done.name, *name);
        assert_eq!(done.result.as_ref().unwrap().outcome, Outcome::Rotated);
    }
    told.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    assert_eq!(told, names);
    assert_eq!(scene.sandbox.stats().token_requests("refresh_token", "200"), 16);
    // Seven at once, seven a second later, two a second after that.
    assert!(begun.elapsed() >= Duration::from_secs(2));
}

#[tokio::test]
async fn a_429_holds_all_of_the_account_and_loses_nobody() {
    let mut scene = Scene::strict().await;
    let names = scene.more(19).await;
    // Those that are under way with the first one may be answered so too; nobody asks after that.
    scene.sandbox.fault([Fault::TooMany; 7]);
    let done = refresh_all(&scene.context, names, Need::Forced, |_, _| {}, |_| {}).await;
    assert_eq!(done.len(), 20);
    for done in done {
        let trouble = done.result.unwrap_err();
        assert!(matches!(trouble.cause, Cause::TooManyRequests { .. }), "{trouble}");
    }
    let refused = scene.sandbox.stats().token_requests("refresh_token", "429");
    assert!((1..=7).contains(&refused), "{refused}");
    assert_eq!(scene.sandbox.stats().token_requests("refresh_token", "200"), 0);
    assert_eq!(scene.record().needs_authorization, None);
}
