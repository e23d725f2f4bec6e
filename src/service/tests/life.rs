//! A year under cron, and three idle months.

use super::*;
use crate::domain::tokens::due::is_due;
use crate::domain::tokens::health::{DEFAULT_WINDOW, Health};

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn a_daily_refresh_keeps_a_profile_alive_for_a_year() {
    let scene = Scene::strict().await;
    for day in 0..365 {
        scene.pass(DAY);
        // As `amokey refresh --all --due` does it from cron.
        let due = scene.context.ledger.profiles().unwrap().read;
        let now = scene.context.now();
        let due = due.into_iter().filter(|profile| is_due(profile, now));
        let names = due.map(|profile| profile.name).collect();
        let done = refresh_all(&scene.context, names, Need::Due, |_, _| {}, |_| {}).await;
        let outcomes: Vec<_> =
            done.iter().map(|done| done.result.as_ref().map(|it| it.outcome)).collect();
        assert_eq!(outcomes, [Ok(Outcome::Rotated)], "day {day}");
    }
    assert!(scene.works().await);
    let health = Health::of(&scene.row(), scene.context.now(), DEFAULT_WINDOW);
    assert_eq!(health, Health::Ok);
}

#[tokio::test]
async fn three_idle_months_need_a_person() {
    let scene = Scene::grace().await;
    scene.pass(DAY * 93);
    assert!(is_due(&scene.row(), scene.context.now()));
    assert_eq!(scene.forced().await, Err(Cause::TokenExpired));
    let row = scene.row();
    assert_eq!(
        row.needs_authorization.as_ref().unwrap().hint.as_deref(),
        Some("Token has expired")
    );
    assert!(!is_due(&row, scene.context.now()));
    let health = Health::of(&row, scene.context.now(), DEFAULT_WINDOW);
    assert_eq!(health, Health::NeedsAuthorization);
}
