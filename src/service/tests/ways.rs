//! The ways in besides consent: the code from the settings, and the token that is pasted once.

use std::sync::Mutex;

use tokio::sync::{mpsc, oneshot};

use super::*;
use crate::domain::consent::{Again, Entrance, NewConnection, NewLongLived, Order, Progress};
use crate::domain::trouble::Severity;
use crate::sandbox::Fault;
use crate::service::authorize::{Person, authorize};
use crate::service::token::valid;

const DAY: Duration = Duration::from_secs(86_400);

impl Scene {
    async fn orders(&self, order: Order) -> Result<Profile, Cause> {
        let (_pastes, arriving) = mpsc::channel(1);
        let (_gives_up, giving_up) = oneshot::channel();
        let person = Person {
            pastes: arriving,
            gives_up: giving_up,
        };
        let told = Arc::new(Mutex::new(None));
        let last = Arc::clone(&told);
        authorize(&self.context, order, person, move |progress| {
            *last.lock().unwrap() = Some(progress);
        })
        .await;
        let told = told.lock().unwrap().take();
        match told {
            Some(Progress::Connected(profile, None)) => Ok(*profile),
            Some(Progress::Failed(trouble)) => Err(trouble.cause),
            other => panic!("{other:?}"),
        }
    }

    fn code(&self) -> Entrance {
        Entrance::Code(Secret::new(self.sandbox.fresh_code(None).unwrap()))
    }

    fn again(&self, entrance: Entrance) -> Order {
        Order::Again(Again {
            profile: self.name.clone(),
            secret: None,
            entrance,
        })
    }

    fn named(&self, name: &str) -> NewConnection {
        let at = self.at();
        NewConnection {
            profile: ProfileName::parse(name).unwrap(),
            host: at.host,
            credentials: self.credentials(),
            sandbox: at.sandbox,
        }
    }

    fn long_lived(&self, account: Option<&str>, name: &str) -> NewLongLived {
        let at = self.at();
        NewLongLived {
            profile: ProfileName::parse(name).unwrap(),
            host: at.host,
            sandbox: at.sandbox,
            token: Secret::new(self.sandbox.long_lived(account, DAY).unwrap()),
        }
    }
}

#[tokio::test]
async fn a_code_from_the_settings_connects_at_once() {
    for platform in [sandbox::Platform::AmoCrm, sandbox::Platform::Kommo] {
        let scene = Scene::set(Options {
            platform,
            ..Options::default()
        })
        .await;
        let profile = scene
            .orders(Order::New(scene.named("second"), scene.code()))
            .await
            .unwrap();
        assert_eq!(profile.name.as_str(), "second");
        assert!(profile.account.is_some() && profile.refresh.is_some());
    }
}

#[tokio::test]
async fn a_code_that_is_refused_leaves_the_tokens_as_they_were() {
    let scene = Scene::strict().await;
    let before = scene.grant();
    let used = scene.code();
    assert!(scene.orders(scene.again(used.clone())).await.is_ok());
    let now = scene.grant();
    assert_ne!(now.tokens, before.tokens);
    let late = scene.code();
    for (code, expected) in [
        (used, Cause::CodeUsed),
        (
            Entrance::Code(Secret::new("def50200ab".repeat(90))),
            Cause::CodeGarbled,
        ),
    ] {
        assert_eq!(scene.orders(scene.again(code)).await, Err(expected));
        assert_eq!(scene.grant(), now);
    }
    scene.pass(SignedDuration::from_mins(21));
    assert_eq!(
        scene.orders(scene.again(late)).await,
        Err(Cause::CodeExpired)
    );
    assert_eq!(scene.grant(), now);
    assert!(scene.works().await);
}

#[tokio::test]
async fn a_new_secret_key_alone_is_enough() {
    let scene = Scene::grace().await;
    let wrong = ClientSecret::parse(&"z9".repeat(32)).unwrap();
    let order = |secret| {
        Order::Again(Again {
            profile: scene.name.clone(),
            secret: Some(secret),
            entrance: scene.code(),
        })
    };
    let refused = scene.orders(order(wrong)).await;
    assert_eq!(refused, Err(Cause::WrongClient));
    let right = scene.credentials().client_secret;
    assert!(scene.orders(order(right)).await.is_ok());
}

#[tokio::test]
async fn a_name_keeps_its_integration() {
    let scene = Scene::grace().await;
    let before = scene.record();
    let mut new = scene.named("demo");
    new.credentials.client_id = ClientId::parse("00000000-1111-4222-8333-444444444444").unwrap();
    let order = Order::New(new, scene.code());
    assert_eq!(scene.orders(order).await, Err(Cause::WrongIntegration));
    assert_eq!(scene.record(), before);
}

#[tokio::test]
async fn a_name_of_amocrm_stays_there_and_one_of_a_stand_in_as_well() {
    let scene = Scene::grace().await;
    let real = |is_real: bool| {
        let change = move |record: &mut Record| {
            let sandbox = SandboxOrigin::parse("http://127.0.0.1:1").ok();
            record.connection.as_mut().unwrap().sandbox = sandbox.filter(|_| !is_real);
        };
        scene.context.change(&scene.name, change)
    };
    for is_real in [true, false] {
        real(is_real).await.unwrap();
        let (before, asked) = (scene.record(), scene.sandbox.stats());
        let (mut new, mut token) = (scene.named("demo"), scene.long_lived(None, "demo"));
        if !is_real {
            (new.sandbox, token.sandbox) = (None, None);
        }
        for order in [Order::New(new, scene.code()), Order::LongLived(token)] {
            let refused = scene.orders(order).await;
            assert!(
                matches!(refused, Err(Cause::MovesServer { .. })),
                "{refused:?}"
            );
        }
        assert_eq!(scene.record(), before);
        assert_eq!(scene.sandbox.stats(), asked);
    }
}

#[tokio::test]
async fn a_long_lived_token_is_verified_before_it_is_kept_and_never_refreshed() {
    let scene = Scene::grace().await;
    let new = scene.long_lived(None, "bot");
    let token = new.token.clone();
    let profile = scene.orders(Order::LongLived(new)).await.unwrap();
    assert!(profile.refresh.is_none() && profile.account.is_some());
    let bot = ProfileName::parse("bot").unwrap();
    let least = SignedDuration::ZERO;
    let given = valid(&scene.context, &bot, least, true, &nobody()).await;
    assert_eq!(given, Ok(token));
    assert_eq!(
        scene.sandbox.stats().token_requests("refresh_token", "200"),
        0
    );
}

#[tokio::test]
async fn a_long_lived_token_that_is_of_no_use_is_refused_by_name() {
    let scene = Scene::set(Options {
        accounts: 2,
        ..Options::default()
    })
    .await;
    let garbled = NewLongLived {
        token: Secret::new("eyJ0.e30.c2ln"),
        ..scene.long_lived(None, "bot")
    };
    let refused = scene.orders(Order::LongLived(garbled)).await;
    assert_eq!(refused, Err(Cause::LongLivedGarbled));
    let ended = scene.long_lived(None, "bot");
    scene.pass(SignedDuration::from_hours(25));
    let refused = scene.orders(Order::LongLived(ended)).await;
    assert_eq!(refused, Err(Cause::LongLivedEnded));
    scene.sandbox.fault([Fault::Unauthorized]);
    let refused = scene
        .orders(Order::LongLived(scene.long_lived(None, "bot")))
        .await;
    assert_eq!(
        refused.map_err(|cause| cause.severity()),
        Err(Severity::Person)
    );
    let bot = ProfileName::parse("bot").unwrap();
    assert_eq!(scene.store.inner().load(&bot).unwrap(), None);
}
