//! A profile that moves is in the one store or the other, whatever fails on the way, and moving it again ends well.

use super::*;
use crate::domain::profile::{NeedsAuthorization, StoreKind};
use crate::service::transfer::move_store::{Moved, move_all};
use crate::store::file::Key;
use crate::store::{SealedFile, Store, StoreError};

/// A scene whose profile is in its memory, and a sealed file to move it to.
struct Two {
    scene: Scene,
    from: Arc<dyn Store>,
    to: Arc<Faulty<SealedFile>>,
    context: Context,
    _folder: tempfile::TempDir,
}

impl Two {
    async fn new() -> Self {
        let scene = Scene::grace().await;
        let folder = tempfile::tempdir().unwrap();
        let key = Key::Raw([7; 32].into());
        SealedFile::create(folder.path(), &key).unwrap();
        let file = SealedFile::new(folder.path(), Box::new(move |_| Ok(key.clone())));
        let to = Arc::new(Faulty::new(file));
        Self {
            from: Arc::clone(&scene.store) as _,
            context: Context { store: Arc::clone(&to) as _, ..scene.context.clone() },
            scene,
            to,
            _folder: folder,
        }
    }

    async fn moves(&self) -> Vec<Moved> {
        move_all(&self.context, &self.from, Vec::new(), |_| {}).await.unwrap()
    }

    /// The record in each store.
    fn kept(&self) -> (Option<Record>, Option<Record>) {
        let name = &self.scene.name;
        (self.scene.stored(name.as_str()), self.to.inner().load(name).unwrap())
    }
}

#[tokio::test]
async fn it_is_in_the_other_store_and_its_row_says_so() {
    let two = Two::new().await;
    let (before, _) = two.kept();
    assert_eq!(two.scene.row().store, StoreKind::Memory);
    let done = two.moves().await;
    assert!(matches!(&done[..], [Moved { name, result: Ok(()) }] if *name == two.scene.name));
    assert_eq!(two.kept(), (None, before));
    assert_eq!(two.scene.row().store, StoreKind::File);
    assert!(two.moves().await.is_empty());
    // It goes on from there.
    let refreshed = refresh(&two.context, &two.scene.name, Need::Forced, &nobody()).await;
    assert!(refreshed.is_ok(), "{refreshed:?}");
}

#[tokio::test]
async fn whatever_fails_on_the_way_it_is_never_in_neither() {
    for after in [false, true] {
        for nth in 1..=4 {
            for source in [false, true] {
                let two = Two::new().await;
                let (before, _) = two.kept();
                let error = StoreError::TimedOut;
                if source {
                    two.scene.store.fail_once(nth, error, after);
                } else {
                    two.to.fail_once(nth, error, after);
                }
                let case = format!("call {nth} of source {source} failed, after it {after}");
                two.moves().await;
                let (here, there) = two.kept();
                assert!(here == before || there == before, "{case}");
                two.scene.store.mend();
                two.to.mend();
                two.moves().await;
                assert_eq!(two.kept(), (None, before), "{case}");
                assert_eq!(two.scene.row().store, StoreKind::File, "{case}");
            }
        }
    }
}

/// Killed between copy and deletion, then used where it was, or where it went.
#[tokio::test]
async fn the_one_that_was_used_since_is_kept() {
    for used_there in [false, true] {
        let two = Two::new().await;
        two.scene.store.fail_at(2, StoreError::Locked);
        assert!(matches!(&two.moves().await[..], [Moved { result: Err(_), .. }]));
        let context = if used_there { &two.context } else { &two.scene.context };
        refresh(context, &two.scene.name, Need::Forced, &nobody()).await.unwrap();
        let (here, there) = two.kept();
        let newest = if used_there { there } else { here };
        two.moves().await;
        let connection = |record: Option<Record>| record.and_then(|record| record.connection);
        let (gone, moved) = two.kept();
        assert_eq!((gone, connection(moved)), (None, connection(newest)));
    }
}

/// Killed half-way, the profile is in both stores, and what is tried with the spent pair raises its generation.
#[tokio::test]
async fn the_last_rotation_is_kept_and_not_the_last_attempt() {
    let marked = NeedsAuthorization { since: Timestamp::UNIX_EPOCH, hint: None, lost_at: None };
    let rotations: [fn(&mut OAuthGrant); 3] = [
        // Later.
        |grant| {
            grant.tokens.issued_at += SignedDuration::from_secs(1);
            grant.tokens.refresh = "def50200later".into();
        },
        // Within the same second.
        |grant| {
            grant.previous_refresh = Some(grant.tokens.refresh.clone());
            grant.tokens.refresh = "def50200next".into();
        },
        // Not at all: the other one needs a person.
        |_| {},
    ];
    for (story, rotate) in rotations.into_iter().enumerate() {
        for is_there in [false, true] {
            let two = Two::new().await;
            let mut live = two.kept().0.unwrap();
            let mut spent = live.clone();
            rotate(grant(&mut live));
            spent.generation += 7;
            spent.needs_authorization = (story == 2).then(|| marked.clone());
            let (here, there) = if is_there { (&spent, &live) } else { (&live, &spent) };
            let name = &two.scene.name;
            two.scene.store.inner().save(name, here).unwrap();
            two.to.inner().save(name, there).unwrap();
            two.moves().await;
            let (None, Some(moved)) = two.kept() else {
                panic!("{story}");
            };
            assert_eq!(
                (moved.connection, moved.needs_authorization),
                (live.connection, None),
                "{story}"
            );
            if !is_there {
                assert_eq!(moved.generation, spent.generation + 1, "{story}");
            }
            assert_eq!(two.scene.row().generation, moved.generation, "{story}");
        }
    }
}

#[tokio::test]
async fn another_connection_of_the_same_name_is_not_written_over() {
    let two = Two::new().await;
    let (here, _) = two.kept();
    let mut other = here.clone().unwrap();
    other.generation += 5;
    let client_id = ClientId::parse("00000000-0000-4000-8000-000000000000").unwrap();
    grant(&mut other).credentials.client_id = client_id;
    two.to.inner().save(&two.scene.name, &other).unwrap();
    let done = two.moves().await;
    let name = two.scene.name.to_string();
    let expected = Trouble::new(Cause::InBothStores { name });
    assert!(matches!(&done[..], [Moved { result: Err(trouble), .. }] if *trouble == expected));
    assert_eq!(two.kept(), (here, Some(other)));
}
