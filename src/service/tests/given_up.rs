//! A person gives up while an attempt is begun, or one that was gone on with: nothing is left over, and nothing is lost.

use tokio::sync::{mpsc, oneshot};

use super::*;
use crate::domain::authorize::api_key::ApiKey;
use crate::domain::authorize::pending::{Pending, StateHash, expiry};
use crate::domain::tokens::Draft;
use crate::service::authorize::{Person, authorize};

/// At which call of the store a person gives up, and whoever does.
type Patience = Arc<Mutex<(usize, Option<oneshot::Sender<()>>)>>;

/// A scene with nothing connected, in whose store a person can give up.
fn scene() -> (Scene, Patience) {
    let redirect_uri = "https://example.com/landed".into();
    let scene = Scene::bare(&Options { redirect_uri, limits: false, ..Options::default() });
    let patience = Patience::default();
    let shared = Arc::clone(&patience);
    let hook = move || {
        let mut patience = shared.lock().unwrap();
        patience.0 = patience.0.saturating_sub(1);
        if patience.0 == 0 {
            patience.1 = None;
        }
    };
    let store = Arc::new(Faulty::hooked(Memory::new(), hook));
    let context = Context { store: Arc::clone(&store) as _, ..scene.context.clone() };
    (Scene { store, context, ..scene }, patience)
}

fn waits_for(scene: &Scene) -> Vec<Pending> {
    scene.context.ledger.pending(scene.context.now()).unwrap()
}

/// An authorization that is given up at the `nth` call of its store; whether it waited for consent before.
async fn waited(
    scene: &Scene,
    patience: &Patience,
    nth: usize,
    order: AuthorizationRequest,
) -> bool {
    let (gives_up, giving_up) = oneshot::channel::<()>();
    let (_pastes, pastes) = mpsc::unbounded_channel();
    let (tell, mut told) = mpsc::unbounded_channel();
    let person = Person { pastes, gives_up: giving_up };
    *patience.lock().unwrap() = (nth, Some(gives_up));
    let shared = Arc::clone(patience);
    let tell = move |progress| {
        if matches!(progress, Progress::Waiting(_)) {
            // Whoever has not given up by then does now.
            shared.lock().unwrap().1 = None;
        }
        drop(tell.send(progress));
    };
    authorize(&scene.context, order, person, tell).await;
    let mut waited = false;
    while let Ok(progress) = told.try_recv() {
        assert!(!matches!(progress, Progress::Failed(_)), "{nth}: {progress:?}");
        waited |= matches!(progress, Progress::Waiting(_));
    }
    waited
}

fn pending(scene: &Scene, draft: &Draft) -> Pending {
    let now = scene.context.now();
    Pending {
        state: StateHash::from_hex("5a".repeat(32)),
        profile: scene.named("typed").profile,
        host: draft.host.clone(),
        client_id: draft.credentials.client_id.clone(),
        redirect_uri: draft.credentials.redirect_uri.clone(),
        sandbox: draft.sandbox.clone(),
        created_at: now,
        expires_at: expiry(now),
    }
}

fn draft(scene: &Scene) -> Draft {
    let NewConnection { host, sandbox, credentials, .. } = scene.named("typed");
    Draft { host, sandbox, credentials }
}

/// What was typed for a profile that is not there yet, with a code source of which nothing comes.
fn typed(scene: &Scene, code_source: CodeSource) -> AuthorizationRequest {
    AuthorizationRequest::New(scene.named("typed"), code_source)
}

#[tokio::test]
async fn whoever_gives_up_while_it_is_made_ready_leaves_nothing_behind() {
    let (scene, patience) = scene();
    for with_key in [false, true] {
        for nth in 1..=8 {
            let code_source = if with_key {
                CodeSource::ApiKey(ApiKey {
                    login: "anna@acme.example".into(),
                    key: Secret::new("0a".repeat(20)),
                })
            } else {
                CodeSource::Consent
            };
            let order = typed(&scene, code_source);
            if with_key {
                // Before the server could refuse it.
                assert!(!waited(&scene, &patience, nth.min(4), order).await);
            } else {
                waited(&scene, &patience, nth, order).await;
            }
            assert_eq!(waits_for(&scene), [], "call {nth}");
            assert_eq!(scene.stored("typed"), None, "call {nth}");
        }
    }
}

#[tokio::test]
async fn what_a_killed_program_left_can_be_gone_on_with_more_than_once() {
    let (scene, patience) = scene();
    // A program that is killed takes nothing back.
    let (name, kept) = (scene.named("typed").profile, draft(&scene));
    let left = kept.clone();
    scene.context.change(&name, |record| record.draft = Some(left)).await.unwrap();
    scene.context.ledger.begin(&pending(&scene, &kept)).unwrap();
    let go_on = || AuthorizationRequest::Reauthorize(Reauthorize::consent(name.clone()));
    for nth in 1..=12 {
        waited(&scene, &patience, nth, go_on()).await;
        assert_eq!(scene.stored("typed").unwrap().draft, Some(kept.clone()), "call {nth}");
        assert_eq!(waits_for(&scene).len(), 1, "call {nth}");
    }
    // And at last it is connected, with the keys that were typed before it was killed.
    let mut attempt = Attempt::begin(scene, go_on());
    let waiting = attempt.waits().await;
    attempt.is_pasted(&attempt.landed(&waiting, None));
    assert!(attempt.ends().await.is_ok());
}

#[tokio::test]
async fn what_was_replaced_is_not_waited_for_any_more() {
    let (scene, _) = scene();
    let mut replaced = draft(&scene);
    let another = ClientId::parse("00000000-a1e4-4d5d-a069-ee01422d8bef").unwrap();
    replaced.credentials.client_id = another;
    scene.context.ledger.begin(&pending(&scene, &replaced)).unwrap();
    let order = typed(&scene, CodeSource::Consent);
    let mut attempt = Attempt::begin(scene, order);
    attempt.waits().await;
    let waits: Vec<_> =
        waits_for(&attempt.scene).into_iter().map(|pending| pending.client_id).collect();
    assert_eq!(waits, [draft(&attempt.scene).credentials.client_id]);
}
