//! What is learned of an access token by using it reaches the row.

use super::*;
use crate::domain::token_files::Form;
use crate::domain::tokens::health::{DEFAULT_WINDOW, Health};

pub const MONTH: Duration = Duration::from_secs(30 * 86_400);

impl Scene {
    fn health(&self) -> Health {
        Health::of(&self.row(), self.context.now(), DEFAULT_WINDOW)
    }

    /// How often it was noted that a token proved to be of no use, or of use.
    pub fn proofs(&self) -> Vec<Outcome> {
        let proofs = self.history().into_iter();
        let proofs = proofs.filter(|event| event.action == Action::Verify);
        proofs.map(|event| event.outcome).collect()
    }
}

/// The API refuses whatever it is sent.
#[tokio::test]
async fn a_permanent_401_costs_one_refresh_token_and_not_one_for_each_request() {
    let scene = Scene::grace().await;
    let refusal = Fault::Unauthorized;
    scene.sandbox.fault([refusal, Fault::NoServerTime, refusal, refusal, refusal]);
    for _ in 0..3 {
        assert_eq!(scene.refused().await, Cause::Unauthorized);
        assert_eq!(scene.health(), Health::NeedsAuthorization);
    }
    assert_eq!((scene.pairs(), scene.proofs()), (1, vec![Outcome::Refused]));
    ask(&scene, &get("/api/v4/account")).await.unwrap();
    assert_eq!(scene.health(), Health::Ok);
    // What is true of one token is not of the next.
    scene.sandbox.fault([refusal, Fault::NoServerTime, refusal]);
    assert_eq!(scene.refused().await, Cause::Unauthorized);
    assert_eq!(scene.health(), Health::NeedsAuthorization);
    scene.forced().await.unwrap();
    assert_eq!(scene.health(), Health::Ok);
}

#[tokio::test]
async fn a_dead_long_lived_token_is_not_fine() {
    let scene = Scene::grace().await;
    scene.is_long_lived(MONTH).await;
    scene.sandbox.revoke("demo");
    for _ in 0..2 {
        assert_eq!(scene.refused().await, Cause::Unauthorized);
        assert_eq!(scene.health(), Health::NeedsAuthorization);
    }
    assert_eq!(scene.proofs(), [Outcome::Refused]);
    // The record is read again and again, and the row keeps what only it knows.
    scene.context.load(&scene.name).await.unwrap();
    assert_eq!(scene.health(), Health::NeedsAuthorization);
    scene.verified().await.unwrap_err();
    assert_eq!(scene.health(), Health::NeedsAuthorization);
    scene.is_long_lived(MONTH).await;
    assert_eq!(scene.health(), Health::Ok);
}

#[tokio::test]
async fn a_long_lived_token_that_is_accepted_again_is_fine_again() {
    let scene = Scene::grace().await;
    scene.is_long_lived(MONTH).await;
    // The second one is the platform's, which is asked where the account is.
    scene.sandbox.fault([Fault::Unauthorized; 2]);
    scene.verified().await.unwrap_err();
    assert_eq!(scene.health(), Health::NeedsAuthorization);
    ask(&scene, &get("/api/v4/account")).await.unwrap();
    assert_eq!(scene.health(), Health::Ok);
}

#[tokio::test]
async fn a_long_lived_token_follows_its_account() {
    for by_api in [true, false] {
        let scene = Scene::grace().await;
        scene.is_long_lived(MONTH).await;
        assert!(scene.sandbox.rename("demo", "moved"));
        if by_api {
            ask(&scene, &get("/api/v4/account")).await.unwrap();
        } else {
            scene.verified().await.unwrap();
        }
        assert_eq!(scene.row().host.as_str(), "moved.amocrm.ru");
        assert_eq!(scene.health(), Health::Ok);
        assert!(scene.proofs().contains(&Outcome::Renamed));
        assert!(scene.works().await);
    }
}

#[tokio::test]
async fn a_keychain_that_is_locked_says_nothing_of_the_token() {
    let scene = Scene::grace().await;
    scene.store.fail_at(1, StoreError::Locked);
    scene.verified().await.unwrap_err();
    assert_eq!(scene.proofs(), [Outcome::StoreUnavailable]);
}

#[tokio::test]
async fn who_gets_a_long_lived_token_is_not_told_that_it_is_refreshed() {
    let scene = Scene::grace().await;
    for is_long_lived in [false, true] {
        if is_long_lived {
            scene.is_long_lived(MONTH).await;
        }
        let exported = scene.exports(Form::Json, None).await.unwrap();
        assert_eq!(exported.is_long_lived, is_long_lived);
    }
}
