//! Tokens of other programs: what lives is taken over, what is dead is refused, and what was stored stays.

use super::*;
use crate::domain::token_files::{Form, ImportedTokens, read};
use crate::service::transfer::import::{
    ImportError, ImportRequest, MissingField, Overrides, import,
};

impl Scene {
    pub fn everything(&self) -> Overrides {
        let (at, credentials) = (self.at(), self.credentials());
        Overrides {
            host: Some(at.host),
            sandbox: at.sandbox,
            client_id: Some(credentials.client_id),
            client_secret: Some(credentials.client_secret),
            redirect_uri: Some(credentials.redirect_uri),
        }
    }

    pub async fn imports(
        &self,
        found: ImportedTokens,
        name: Option<&str>,
        said: Overrides,
    ) -> Result<Profile, ImportError> {
        let profile = name.map(|name| ProfileName::parse(name).unwrap());
        let order = ImportRequest { found, profile, said };
        let name = order.whose(&self.context).await?;
        import(&self.context, &name, &order, &nobody()).await
    }

    /// What another program has of an account.
    pub async fn pair_of(&self, account: &str) -> ImportedTokens {
        let host = AccountHost::parse(&format!("{account}.amocrm.ru")).unwrap();
        let at = Endpoint { host, ..self.at() };
        let answer = self.new_pair(&at).await;
        let (access, refresh) = (Some(answer.access), Some(answer.refresh));
        ImportedTokens { access, refresh, host: Some(at.host), ..ImportedTokens::default() }
    }

    /// What another program has, after this profile was handed over to it.
    async fn handed_over(&self) -> ImportedTokens {
        let text = self.hands_over(Form::Json, None).await.unwrap().text;
        read(&text.unwrap()).unwrap()
    }

    /// The other program refreshes what it has.
    async fn refreshed_elsewhere(&self, found: &ImportedTokens) -> ImportedTokens {
        let refresh = found.refresh.clone().unwrap();
        let (at, credentials) = (self.at(), self.credentials());
        let oauth = &self.context.oauth;
        let answer = oauth.refresh(&at, &credentials, &refresh).await.unwrap();
        let (access, refresh) = (Some(answer.access), Some(answer.refresh));
        ImportedTokens { access, refresh, ..found.clone() }
    }
}

/// But for its generation, which only grows.
pub fn same(record: &Record, other: &Record) -> bool {
    let generation = record.generation;
    *record == Record { generation, ..other.clone() }
}

pub fn cause<T>(result: Result<T, ImportError>) -> Cause {
    match result {
        Err(ImportError::Trouble(trouble)) => trouble.cause,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was taken over"),
    }
}

#[tokio::test]
async fn what_was_handed_over_makes_a_whole_profile() {
    let scene = Scene::strict().await;
    let found = scene.handed_over().await;
    let profile = scene.imports(found, Some("other"), scene.everything()).await.unwrap();
    assert!(profile.account.is_some() && profile.refresh.is_some());
    let tokens = scene.stored("other").unwrap().oauth().unwrap().tokens.clone();
    let before = scene.grant().tokens;
    assert_eq!((&tokens.access, &tokens.refresh), (&before.access, &before.refresh));
    assert_eq!(tokens.access_expires_at(), before.access_expires_at());
    assert_eq!(scene.pairs(), 0);
    assert_eq!(scene.forced_of(&profile.name).await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn what_was_handed_over_is_taken_back_without_a_question() {
    let scene = Scene::strict().await;
    scene.verified().await.unwrap();
    let found = scene.handed_over().await;
    let found = scene.refreshed_elsewhere(&found).await;
    // The number in the token says which profile it is.
    let unnamed = ImportedTokens { host: None, ..found.clone() };
    let profile = scene.imports(unnamed, None, Overrides::default()).await;
    assert_eq!(profile.unwrap().elsewhere_since, None);
    let tokens = scene.grant().tokens;
    assert_eq!((Some(tokens.access), Some(tokens.refresh)), (found.access, found.refresh));
    assert_eq!(scene.record().elsewhere_since, None);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    let imported = &scene.history()[1];
    assert_eq!((imported.action, imported.outcome), (Action::Import, Outcome::Imported));
}

#[tokio::test]
async fn a_new_authorization_takes_it_back_too() {
    let scene = Scene::strict().await;
    scene.handed_over().await;
    let again = scene.again(scene.code());
    let mut attempt = Attempt::begin(scene, again);
    attempt.next(|progress| matches!(progress, Progress::Connected(..)).then_some(())).await;
    let scene = &attempt.scene;
    assert_eq!((scene.record().elsewhere_since, scene.row().elsewhere_since), (None, None));
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn a_pair_that_was_refreshed_since_is_refused_and_nothing_is_stored() {
    let scene = Scene::strict().await;
    let old = scene.handed_over().await;
    let new = scene.refreshed_elsewhere(&old).await;
    // Its use makes the pair before it worthless.
    let at = scene.at();
    scene.context.oauth.account(&at, new.access.as_ref().unwrap()).await.unwrap();
    let before = scene.record();
    for hours in [0, 25] {
        scene.pass(SignedDuration::from_hours(hours));
        for name in [None, Some("new")] {
            let refused = scene.imports(old.clone(), name, scene.everything()).await;
            assert_eq!(cause(refused), Cause::TokenRevoked, "{name:?} {hours}");
            assert!(same(&scene.record(), &before), "{name:?} {hours}");
        }
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
        let profile = scene.imports(found.clone(), name, scene.everything()).await.unwrap();
        assert!(profile.account.is_some());
        let record = scene.stored(name.unwrap_or("demo")).unwrap();
        let grant = record.oauth().unwrap();
        assert_ne!(Some(&grant.tokens.refresh), found.refresh.as_ref());
        assert_eq!((grant.refreshing_since, record.elsewhere_since), (None, None));
        assert_eq!(scene.forced_of(&profile.name).await, Ok(Outcome::Rotated));
    }
}

#[tokio::test]
async fn a_store_that_fails_at_any_call_loses_no_tokens() {
    for nth in 1..=6 {
        for hours in [0, 25] {
            let scene = Scene::grace().await;
            let found = scene.handed_over().await;
            scene.pass(SignedDuration::from_hours(hours));
            scene.store.fail_at(nth, StoreError::Full);
            let _ = scene.imports(found.clone(), None, Overrides::default()).await;
            scene.store.mend();
            let again = scene.imports(found, None, Overrides::default()).await;
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
    let alone = |token: Secret| ImportedTokens { access: Some(token), ..ImportedTokens::default() };
    let short = alone(scene.grant().tokens.access);
    let refused = scene.imports(short, None, scene.everything()).await;
    assert_eq!(refused, Err(ImportError::EndsSoon));
    let token = Secret::new(scene.sandbox.long_lived(None, acceptance::MONTH).unwrap());
    let profile = scene.imports(alone(token.clone()), Some("bot"), scene.everything()).await;
    assert!(profile.unwrap().refresh.is_none());
    assert_eq!(scene.stored("bot").unwrap().connection.unwrap().access(), &token);
    scene.pass(SignedDuration::from_hours(24 * 31));
    let refused = scene.imports(alone(token), Some("late"), scene.everything()).await;
    assert_eq!(refused, Err(ImportError::EndsSoon));
}

#[tokio::test]
async fn what_is_missing_is_named_before_anything_is_tried() {
    let scene = Scene::grace().await;
    let found = ImportedTokens { host: None, ..scene.handed_over().await };
    let said = scene.everything();
    let lacks = async |found: &ImportedTokens, said: Overrides| match scene
        .imports(found.clone(), Some("new"), said)
        .await
    {
        Err(ImportError::Lacks(lack)) => lack,
        other => panic!("{other:?}"),
    };
    for (without, field) in [
        (Overrides { host: None, ..said.clone() }, MissingField::Account),
        (Overrides { client_secret: None, ..said.clone() }, MissingField::ClientSecret),
        (Overrides { redirect_uri: None, ..said.clone() }, MissingField::RedirectUri),
    ] {
        assert_eq!(lacks(&found, without).await, field);
    }
    // The integration is in the access token; without it, it has to be said.
    let without = Overrides { client_id: None, ..said };
    let blind = ImportedTokens { access: None, ..found };
    assert_eq!(lacks(&blind, without).await, MissingField::ClientId);
    assert_eq!(scene.history().iter().filter(|event| event.action == Action::Import).count(), 0);
}

#[tokio::test]
async fn a_name_keeps_its_account_and_its_integration() {
    let scene = Scene::set(Options { accounts: 2, ..Options::default() }).await;
    let found = scene.handed_over().await;
    let before = scene.record();
    let other = ClientId::parse("00000000-1111-4222-8333-444444444444").unwrap();
    let said = Overrides { client_id: Some(other), ..scene.everything() };
    for name in [None, Some("new")] {
        let refused = scene.imports(found.clone(), name, said.clone()).await;
        assert_eq!(cause(refused), Cause::WrongIntegration);
    }

    let found = scene.pair_of("demo2").await;
    let said = Overrides { host: None, ..scene.everything() };
    let refused = scene.imports(found.clone(), Some("demo"), said.clone()).await;
    assert!(matches!(cause(refused), Cause::TokensOfAnotherAccount { .. }));
    assert_eq!(scene.record(), before);
    let profile = scene.imports(found, None, said).await.unwrap();
    assert_eq!(profile.name.as_str(), "demo2");
}

/// Of a token whose end nobody told, nobody knows how long it lives: the first who wants one gets a new one.
#[tokio::test]
async fn an_opaque_token_is_of_use_at_once() {
    let scene = Scene::grace().await;
    let tokens = TokenPair { access: "opaque".into(), expires_in: 0, ..scene.grant().tokens };
    scene.change_grant(|grant| grant.tokens = tokens).await;
    let token = scene.token_for(SignedDuration::ZERO).await.unwrap();
    assert_eq!(token, scene.grant().tokens.access);
    assert!(scene.works().await);
    assert_eq!(scene.token_for(SignedDuration::from_mins(5)).await, Ok(token));
}

#[tokio::test]
async fn the_key_of_a_real_profile_goes_to_no_stand_in() {
    let scene = Scene::strict().await;
    let found = scene.handed_over().await;
    scene.change(|record| record.connection.as_mut().unwrap().sandbox = None).await;
    let (before, asked) = (scene.record(), scene.sandbox.stats());
    for said in
        [scene.everything(), Overrides { sandbox: scene.at().sandbox, ..Overrides::default() }]
    {
        let refused = scene.imports(found.clone(), Some("demo"), said).await;
        let (from, to) = (scene.at().host.to_string(), scene.sandbox.origin().to_owned());
        assert_eq!(cause(refused), Cause::MovesServer { from, to });
    }
    assert_eq!((scene.record(), scene.sandbox.stats()), (before, asked));
}
