//! Whether a profile opens its account: what is learned reaches the row, the history and whoever is to be called.

use super::*;
use crate::domain::hook::Happening;
use crate::domain::tokens::health::{DEFAULT_WINDOW, Health};
use crate::service::access::daily::unproved;
use crate::service::access::prove::{Asked, prove};

const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Scene {
    async fn proved(&self, asked: Asked) -> Result<Profile, Cause> {
        let proved = prove(&self.context, &self.name, asked, &nobody()).await;
        self.follows().await;
        proved.map_err(|trouble| trouble.cause)
    }

    fn asked(&self) -> u64 {
        self.sandbox.stats().api_requests.values().sum()
    }

    async fn unproved(&self) -> Vec<ProfileName> {
        unproved(&self.context).await.unwrap()
    }
}

#[tokio::test]
async fn an_account_is_asked_once_and_known_by_its_answer() {
    let scene = Scene::grace().await;
    scene.verified().await.unwrap();
    let knows = scene.row().account.unwrap();
    assert!(knows.user_name.is_some());
    let before = scene.asked();
    let row = scene.proved(Asked::ByPerson).await.unwrap();
    assert_eq!((scene.asked(), scene.pairs()), (before + 1, 0));
    assert_eq!((row.account.as_ref(), scene.row().account), (Some(&knows), Some(knows.clone())));
    assert_eq!(scene.proofs(), [Outcome::Verified; 2]);
}

#[tokio::test]
async fn a_token_that_has_ended_or_is_refused_is_refreshed_first_as_for_everybody() {
    let scene = Scene::strict().await;
    scene.pass(DAY);
    scene.proved(Asked::ByPerson).await.unwrap();
    assert_eq!(scene.pairs(), 1);
    assert_eq!(scene.grant().previous_refresh, None, "the new pair has worked");
    scene.sandbox.fault([Fault::Unauthorized]);
    scene.proved(Asked::ByPerson).await.unwrap();
    assert_eq!((scene.pairs(), scene.proofs()), (2, vec![Outcome::Verified; 2]));
}

#[tokio::test]
async fn a_refusal_is_noted_once_and_a_person_is_called() {
    let scene = Scene::grace().await;
    scene.hooks(Happening::NeedsPerson, &scene.notes());
    let refusal = Fault::Unauthorized;
    scene.sandbox.fault([refusal, Fault::NoServerTime, refusal, refusal]);
    for told in 1..=2 {
        assert_eq!(scene.proved(Asked::Unattended).await, Err(Cause::Unauthorized));
        assert_eq!(scene.proofs(), vec![Outcome::Refused; told]);
    }
    let health = Health::of(&scene.row(), scene.context.now(), DEFAULT_WINDOW);
    assert_eq!((scene.pairs(), health), (1, Health::NeedsAuthorization));
    assert_eq!(scene.told(), "AMOKEY_EVENT=needs-person\nAMOKEY_PROFILE=demo\n");
    scene.proved(Asked::ByPerson).await.unwrap();
    assert_eq!(scene.row().access.unwrap().refused_at, None);
}

#[tokio::test]
async fn access_that_was_taken_away_is_found_out_before_the_next_refresh() {
    let scene = Scene::strict().await;
    assert!(scene.sandbox.revoke("demo"));
    assert_eq!(scene.proved(Asked::Unattended).await, Err(Cause::TokenRevoked));
    assert!(scene.row().needs_authorization.is_some());
    let asked = scene.asked();
    let needs = scene.proved(Asked::ByPerson).await.unwrap_err();
    assert!(matches!(needs, Cause::NeedsAuthorization { .. }), "{needs}");
    assert_eq!(scene.asked(), asked, "what was refused is not asked again");
}

#[tokio::test]
async fn what_passes_changes_nothing() {
    let scene = Scene::grace().await;
    let (row, history) = (scene.row(), scene.history());
    scene.sandbox.fault([Fault::InternalError]);
    assert_eq!(scene.proved(Asked::Unattended).await, Err(Cause::ServerError));
    assert_eq!((scene.row(), scene.history()), (row.clone(), history));
    assert_eq!(
        scene.unproved().await,
        std::slice::from_ref(&scene.name),
        "it is asked again in the next run"
    );
    scene.sandbox.fault([Fault::InternalError]);
    assert_eq!(scene.proved(Asked::ByPerson).await, Err(Cause::ServerError));
    assert_eq!((scene.row(), scene.proofs()), (row, vec![Outcome::Temporary]));
}

#[tokio::test]
async fn each_is_asked_once_a_day_unless_somebody_else_has_asked() {
    let mut scene = Scene::grace().await;
    let names = scene.more(2).await;
    assert_eq!(scene.unproved().await, names);
    scene.verified().await.unwrap();
    assert_eq!(scene.unproved().await, names[..2]);
    // A refresh proves nothing of the API; nor is anybody asked for a token that has ended.
    scene.pass(DAY + SignedDuration::from_secs(1));
    assert_eq!(scene.unproved().await, []);
    scene.forced().await.unwrap();
    assert_eq!(scene.unproved().await, std::slice::from_ref(&scene.name));
    scene.sandbox.fault([Fault::PaymentRequired]);
    assert_eq!(scene.proved(Asked::Unattended).await, Err(Cause::SubscriptionOver));
    assert_eq!(scene.unproved().await, [], "it is told once a day");
    scene.name = names[0].clone();
    scene.forced().await.unwrap();
    assert_eq!(scene.unproved().await, std::slice::from_ref(&scene.name));
    scene.change(|record| record.elsewhere_since = Some(Timestamp::UNIX_EPOCH)).await;
    assert_eq!(scene.unproved().await, []);
}
