//! Tokens of other programs: what lives is taken over, what is dead is refused, and what was stored stays.

use super::attempt::Attempt;
use super::*;
use crate::domain::handing::{Form, Found, read};
use crate::domain::history::Action;
use crate::sandbox::Fault;
use crate::service::import::{ImportError, Lack, Order, Said, import};
use crate::service::token::valid;

impl Scene {
    pub fn everything(&self) -> Said {
        let (at, credentials) = (self.at(), self.credentials());
        Said {
            host: Some(at.host),
            sandbox: at.sandbox,
            client_id: Some(credentials.client_id),
            client_secret: Some(credentials.client_secret),
            redirect_uri: Some(credentials.redirect_uri),
        }
    }

    pub async fn imports(
        &self,
        found: Found,
        name: Option<&str>,
        said: Said,
    ) -> Result<Profile, ImportError> {
        let order = Order {
            found,
            profile: name.map(|name| ProfileName::parse(name).unwrap()),
            said,
        };
        let name = order.whose(&self.context).await?;
        import(&self.context, &name, &order, &nobody()).await
    }

    /// What another program has, after this profile was handed over to it.
    async fn handed_over(&self) -> Found {
        let text = self.hands_over(Form::Json, None).await.unwrap().text;
        read(&text.unwrap()).unwrap()
    }

    /// The other program refreshes what it has.
    async fn refreshed_elsewhere(&self, found: &Found) -> Found {
        let refresh = found.refresh.clone().unwrap();
        let (at, credentials) = (self.at(), self.credentials());
        let oauth = &self.context.oauth;
        let answer = oauth.refresh(&at, &credentials, &refresh).await.unwrap();
        Found {
            access: Some(answer.access),
            refresh: Some(answer.refresh),
            ..found.clone()
        }
    }

    fn stored(&self, name: &str) -> Option<Record> {
        self.store
            .inner()
            .load(&ProfileName::parse(name).unwrap())
            .unwrap()
    }
}

/// But for its generation, which only grows.
fn same(record: &Record, other: &Record) -> bool {
    let generation = record.generation;
    *record
        == Record {
            generation,
            ..other.clone()
        }
}

pub fn cause<T>(result: Result<T, ImportError>) -> Cause {
    match result {
        Err(ImportError::Trouble(trouble)) => trouble.cause,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was taken over"),
    }
}

#[tokio::test]
async fn every_form_with_a_refresh_token_makes_a_whole_profile() {
    for form in Form::ALL
        .into_iter()
        .filter(|form| form.takes_refresh() && !form.is_folder())
    {
        let scene = Scene::strict().await;
        let text = scene.hands_over(form, None).await.unwrap().text.unwrap();
        let found = read(&text).unwrap();
        let profile = scene
            .imports(found, Some("other"), scene.everything())
            .await
            .unwrap();
        assert!(
            profile.account.is_some() && profile.refresh.is_some(),
            "{form:?}"
        );
        let tokens = scene
            .stored("other")
            .unwrap()
            .oauth()
            .unwrap()
            .tokens
            .clone();
        let before = scene.grant().tokens;
        assert_eq!(
            (&tokens.access, &tokens.refresh),
            (&before.access, &before.refresh)
        );
        assert_eq!(tokens.access_expires_at(), before.access_expires_at());
        assert_eq!(
            scene.sandbox.stats().token_requests("refresh_token", "200"),
            0
        );
        let refreshed = refresh(&scene.context, &profile.name, Need::Forced, &nobody()).await;
        assert_eq!(refreshed.unwrap().outcome(), Outcome::Rotated);
    }
}

#[tokio::test]
async fn what_was_handed_over_is_taken_back_without_a_question() {
    let scene = Scene::strict().await;
    let verified = crate::service::verify::verify(&scene.context, &scene.name).await;
    verified.unwrap();
    let found = scene.handed_over().await;
    let found = scene.refreshed_elsewhere(&found).await;
    // The number in the token says which profile it is.
    let profile = scene
        .imports(
            Found {
                host: None,
                ..found.clone()
            },
            None,
            Said::default(),
        )
        .await;
    assert_eq!(profile.unwrap().elsewhere_since, None);
    let tokens = scene.grant().tokens;
    assert_eq!(
        (Some(tokens.access), Some(tokens.refresh)),
        (found.access, found.refresh)
    );
    assert_eq!(scene.record().elsewhere_since, None);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    let imported = &scene.history()[1];
    assert_eq!(
        (imported.action, imported.outcome),
        (Action::Import, Outcome::Imported)
    );
}

#[tokio::test]
async fn a_new_authorization_takes_it_back_too() {
    use crate::domain::consent::{Again, Entrance, Order, Progress};
    let scene = Scene::strict().await;
    scene.handed_over().await;
    let code = Secret::new(scene.sandbox.fresh_code(None).unwrap());
    let again = Order::Again(Again {
        profile: scene.name.clone(),
        secret: None,
        entrance: Entrance::Code(code),
    });
    let mut attempt = Attempt::begin(scene, again);
    attempt
        .next(|progress| matches!(progress, Progress::Connected(..)).then_some(()))
        .await;
    let scene = &attempt.scene;
    assert_eq!(
        (scene.record().elsewhere_since, scene.row().elsewhere_since),
        (None, None)
    );
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn a_pair_that_was_refreshed_since_is_refused_and_nothing_is_stored() {
    let scene = Scene::strict().await;
    let old = scene.handed_over().await;
    let new = scene.refreshed_elsewhere(&old).await;
    // Its use makes the pair before it worthless.
    let at = scene.at();
    scene
        .context
        .oauth
        .account(&at, new.access.as_ref().unwrap())
        .await
        .unwrap();
    let before = scene.record();
    for hours in [0, 25] {
        scene.pass(SignedDuration::from_hours(hours));
        let refused = scene.imports(old.clone(), None, scene.everything()).await;
        assert_eq!(cause(refused), Cause::TokenRevoked, "{hours}");
        assert!(same(&scene.record(), &before), "{hours}");
        let refused = scene
            .imports(old.clone(), Some("new"), scene.everything())
            .await;
        assert_eq!(cause(refused), Cause::TokenRevoked, "{hours}");
        assert_eq!(scene.stored("new"), None);
        let new = ProfileName::parse("new").unwrap();
        assert_eq!(scene.context.ledger.profile(&new).unwrap(), None);
    }
    assert_eq!(scene.row().elsewhere_since, before.elsewhere_since);
    assert_eq!(scene.history()[0].outcome, Outcome::NeedsAuthorization);
}

#[tokio::test]
async fn a_dead_access_token_is_no_reason_where_the_refresh_token_lives() {
    for name in [None, Some("new")] {
        let scene = Scene::strict().await;
        let found = scene.handed_over().await;
        scene.pass(SignedDuration::from_hours(25));
        let profile = scene
            .imports(found.clone(), name, scene.everything())
            .await
            .unwrap();
        assert!(profile.account.is_some());
        let record = scene.stored(name.unwrap_or("demo")).unwrap();
        let grant = record.oauth().unwrap();
        assert_ne!(Some(&grant.tokens.refresh), found.refresh.as_ref());
        assert_eq!(
            (grant.refreshing_since, record.elsewhere_since),
            (None, None)
        );
        let refreshed = refresh(&scene.context, &profile.name, Need::Forced, &nobody()).await;
        assert_eq!(refreshed.unwrap().outcome(), Outcome::Rotated);
    }
}

#[tokio::test]
async fn a_server_that_is_ill_leaves_everything_as_it_was() {
    let scene = Scene::grace().await;
    let found = scene.handed_over().await;
    let before = scene.record();
    scene.pass(SignedDuration::from_hours(25));
    scene.sandbox.fault([
        Fault::InternalError,
        Fault::InternalError,
        Fault::InternalError,
        Fault::InternalError,
    ]);
    let refused = scene.imports(found.clone(), None, Said::default()).await;
    assert_eq!(cause(refused), Cause::ServerError);
    assert!(same(&scene.record(), &before));
    assert!(scene.imports(found, None, Said::default()).await.is_ok());
}

#[tokio::test]
async fn a_store_that_fails_at_any_call_loses_no_tokens() {
    for nth in 1..=6 {
        for hours in [0, 25] {
            let scene = Scene::grace().await;
            let found = scene.handed_over().await;
            scene.pass(SignedDuration::from_hours(hours));
            scene.store.fail_at(nth, crate::store::StoreError::Full);
            let _ = scene.imports(found.clone(), None, Said::default()).await;
            scene.store.mend();
            let again = scene.imports(found, None, Said::default()).await;
            // Where the first try went well, what was found is spent by now.
            if let Err(error) = again {
                assert_eq!(cause::<()>(Err(error)), Cause::TokenRevoked);
            }
            assert_eq!(scene.forced().await, Ok(Outcome::Rotated), "{nth} {hours}");
        }
    }
}

#[tokio::test]
async fn an_access_token_alone_is_taken_where_it_lives_for_long() {
    let scene = Scene::grace().await;
    let alone = |token: Secret| Found {
        access: Some(token),
        ..Found::default()
    };
    let short = alone(scene.grant().tokens.access);
    let refused = scene.imports(short, None, scene.everything()).await;
    assert_eq!(refused, Err(ImportError::EndsSoon));
    let month = Duration::from_secs(30 * 86_400);
    let token = Secret::new(scene.sandbox.long_lived(None, month).unwrap());
    let profile = scene
        .imports(alone(token.clone()), Some("bot"), scene.everything())
        .await;
    assert!(profile.unwrap().refresh.is_none());
    assert_eq!(
        scene.stored("bot").unwrap().connection.unwrap().access(),
        &token
    );
    scene.pass(SignedDuration::from_hours(24 * 31));
    let refused = scene
        .imports(alone(token), Some("late"), scene.everything())
        .await;
    assert_eq!(refused, Err(ImportError::EndsSoon));
}

#[tokio::test]
async fn what_is_missing_is_named_before_anything_is_tried() {
    let scene = Scene::grace().await;
    let found = Found {
        host: None,
        ..scene.handed_over().await
    };
    let said = scene.everything();
    let lacks = async |found: &Found, said: Said| match scene
        .imports(found.clone(), Some("new"), said)
        .await
    {
        Err(ImportError::Lacks(lack)) => lack,
        other => panic!("{other:?}"),
    };
    let without = Said {
        host: None,
        ..said.clone()
    };
    assert_eq!(lacks(&found, without).await, Lack::Account);
    let without = Said {
        client_secret: None,
        ..said.clone()
    };
    assert_eq!(lacks(&found, without).await, Lack::ClientSecret);
    let without = Said {
        redirect_uri: None,
        ..said.clone()
    };
    assert_eq!(lacks(&found, without).await, Lack::RedirectUri);
    // The integration is in the access token; without it, it has to be said.
    let without = Said {
        client_id: None,
        ..said
    };
    let blind = Found {
        access: None,
        ..found
    };
    assert_eq!(lacks(&blind, without).await, Lack::ClientId);
    assert_eq!(
        scene
            .history()
            .iter()
            .filter(|event| event.action == Action::Import)
            .count(),
        0
    );
}

#[tokio::test]
async fn a_name_keeps_its_account_and_its_integration() {
    let scene = Scene::set(Options {
        accounts: 2,
        ..Options::default()
    })
    .await;
    let found = scene.handed_over().await;
    let before = scene.record();
    let other = ClientId::parse("00000000-1111-4222-8333-444444444444").unwrap();
    let said = Said {
        client_id: Some(other),
        ..scene.everything()
    };
    let refused = scene.imports(found.clone(), None, said.clone()).await;
    assert_eq!(cause(refused), Cause::WrongIntegration);
    let refused = scene.imports(found, Some("new"), said).await;
    assert_eq!(cause(refused), Cause::WrongIntegration);

    let code = Secret::new(scene.sandbox.fresh_code(Some("demo2")).unwrap());
    let at = Endpoint {
        host: AccountHost::parse("demo2.amocrm.ru").unwrap(),
        ..scene.at()
    };
    let answer = scene
        .context
        .oauth
        .exchange(&at, &scene.credentials(), &code)
        .await
        .unwrap();
    let found = Found {
        access: Some(answer.access),
        refresh: Some(answer.refresh),
        host: Some(at.host),
        ..Found::default()
    };
    let said = Said {
        host: None,
        ..scene.everything()
    };
    let refused = scene
        .imports(found.clone(), Some("demo"), said.clone())
        .await;
    assert!(matches!(
        cause(refused),
        Cause::TokensOfAnotherAccount { .. }
    ));
    assert_eq!(scene.record(), before);
    let profile = scene.imports(found, None, said).await.unwrap();
    assert_eq!(profile.name.as_str(), "demo2");
}

/// Of a token whose end nobody told, nobody knows how long it lives: the first who wants one gets a new one.
#[tokio::test]
async fn an_opaque_token_is_of_use_at_once() {
    let scene = Scene::grace().await;
    scene
        .context
        .change(&scene.name, |record| {
            if let Some(Grant::OAuth(grant)) = record.connection.as_mut().map(|it| &mut it.grant) {
                grant.tokens.access = Secret::new("opaque");
                grant.tokens.expires_in = 0;
            }
        })
        .await
        .unwrap();
    let ask = async |least| valid(&scene.context, &scene.name, least, true, &nobody()).await;
    let token = ask(SignedDuration::ZERO).await.unwrap();
    assert_eq!(token, scene.grant().tokens.access);
    assert!(scene.works().await);
    assert_eq!(ask(SignedDuration::from_mins(5)).await, Ok(token));
}

#[tokio::test]
async fn the_key_of_a_real_profile_goes_to_no_stand_in() {
    let scene = Scene::strict().await;
    let found = scene.handed_over().await;
    scene
        .context
        .change(&scene.name, |record| {
            record.connection.as_mut().unwrap().sandbox = None;
        })
        .await
        .unwrap();
    let (before, asked) = (scene.record(), scene.sandbox.stats());
    for said in [
        scene.everything(),
        Said {
            sandbox: scene.at().sandbox,
            ..Said::default()
        },
    ] {
        let refused = scene.imports(found.clone(), Some("demo"), said).await;
        let moves = Cause::MovesServer {
            from: scene.at().host.to_string(),
            to: scene.sandbox.origin().to_owned(),
        };
        assert_eq!(cause(refused), moves);
    }
    assert_eq!((scene.record(), scene.sandbox.stats()), (before, asked));
}
