//! A profile that moves is in the one store or the other, whatever fails on the way, and moving it again ends well.

use super::*;
use crate::domain::profile::{NeedsAuthorization, StoreKind};
use crate::domain::record::OAuthGrant;
use crate::service::move_store::{Done, move_all};
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
            context: Context {
                store: Arc::clone(&to) as _,
                ..scene.context.clone()
            },
            scene,
            to,
            _folder: folder,
        }
    }

    async fn moves(&self) -> Vec<Done> {
        move_all(&self.context, &self.from, Vec::new(), |_| {})
            .await
            .unwrap()
    }

    /// The record in each store.
    fn kept(&self) -> (Option<Record>, Option<Record>) {
        let name = &self.scene.name;
        (
            self.scene.store.inner().load(name).unwrap(),
            self.to.inner().load(name).unwrap(),
        )
    }

    fn row(&self) -> Profile {
        let row = self.context.ledger.profile(&self.scene.name);
        row.unwrap().unwrap()
    }
}

#[tokio::test]
async fn it_is_in_the_other_store_and_its_row_says_so() {
    let two = Two::new().await;
    let (before, _) = two.kept();
    assert_eq!(two.row().store, StoreKind::Memory);
    let done = two.moves().await;
    assert!(matches!(&done[..], [Done { name, result: Ok(()) }] if *name == two.scene.name));
    assert_eq!(two.kept(), (None, before));
    assert_eq!(two.row().store, StoreKind::File);
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
                let faulty = |fail: &dyn Fn(usize, StoreError)| fail(nth, StoreError::TimedOut);
                match (source, after) {
                    (true, false) => faulty(&|nth, error| two.scene.store.fail_at(nth, error)),
                    (true, true) => faulty(&|nth, error| two.scene.store.fail_after(nth, error)),
                    (false, false) => faulty(&|nth, error| two.to.fail_at(nth, error)),
                    (false, true) => faulty(&|nth, error| two.to.fail_after(nth, error)),
                }
                let case = format!("call {nth} of source {source} failed, after it {after}");
                two.moves().await;
                let (here, there) = two.kept();
                assert!(here == before || there == before, "{case}");
                two.scene.store.mend();
                two.to.mend();
                two.moves().await;
                assert_eq!(two.kept(), (None, before), "{case}");
                assert_eq!(two.row().store, StoreKind::File, "{case}");
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
        assert!(matches!(
            &two.moves().await[..],
            [Done { result: Err(_), .. }]
        ));
        let context = if used_there {
            &two.context
        } else {
            &two.scene.context
        };
        refresh(context, &two.scene.name, Need::Forced, &nobody())
            .await
            .unwrap();
        let (here, there) = two.kept();
        let newest = if used_there { there } else { here };
        two.moves().await;
        let connection = |record: Option<Record>| record.and_then(|record| record.connection);
        let (gone, moved) = two.kept();
        assert_eq!((gone, connection(moved)), (None, connection(newest)));
    }
}

/// Changes what is in a record of a pair.
fn changed(record: Option<&Record>, change: impl FnOnce(&mut Record)) -> Record {
    let mut record = record.unwrap().clone();
    change(&mut record);
    record
}

fn grant(record: &mut Record) -> &mut OAuthGrant {
    match &mut record.connection.as_mut().unwrap().grant {
        Grant::OAuth(grant) => grant,
        Grant::LongLived { .. } => panic!("it is a pair"),
    }
}

/// What happened to a record, and how it changed.
type Change<'a> = (&'a str, Box<dyn Fn(&mut Record)>);

/// Killed half-way, the profile is in both stores, and what is tried with the spent pair raises its generation.
#[tokio::test]
async fn the_last_rotation_is_kept_and_not_the_last_attempt() {
    let marked = NeedsAuthorization {
        since: Timestamp::UNIX_EPOCH,
        hint: None,
        lost_at: None,
    };
    let live: [Change<'_>; 3] = [
        (
            "rotated later",
            Box::new(|record| {
                let tokens = &mut grant(record).tokens;
                tokens.issued_at += SignedDuration::from_secs(1);
                tokens.refresh = "def50200later".into();
            }),
        ),
        (
            "rotated within the same second",
            Box::new(|record| {
                let grant = grant(record);
                grant.previous_refresh = Some(grant.tokens.refresh.clone());
                grant.tokens.refresh = "def50200next".into();
            }),
        ),
        ("does not need a person", Box::new(|_| {})),
    ];
    for (story, rotate) in live {
        for is_there in [false, true] {
            let two = Two::new().await;
            let (kept, _) = two.kept();
            let live = changed(kept.as_ref(), &rotate);
            let spent = changed(kept.as_ref(), |record| {
                record.generation += 7;
                if story == "does not need a person" {
                    record.needs_authorization = Some(marked.clone());
                }
            });
            let (here, there) = if is_there {
                (spent.clone(), live.clone())
            } else {
                (live.clone(), spent.clone())
            };
            let name = &two.scene.name;
            two.scene.store.inner().save(name, &here).unwrap();
            two.to.inner().save(name, &there).unwrap();
            two.moves().await;
            let (gone, moved) = two.kept();
            let moved = moved.unwrap();
            assert_eq!(gone, None, "{story}");
            assert_eq!(moved.connection, live.connection, "{story}");
            assert_eq!(moved.needs_authorization, None, "{story}");
            if !is_there {
                assert_eq!(moved.generation, spent.generation + 1, "{story}");
            }
            assert_eq!(two.row().generation, moved.generation, "{story}");
        }
    }
}

#[tokio::test]
async fn another_connection_of_the_same_name_is_not_written_over() {
    let two = Two::new().await;
    let (here, _) = two.kept();
    let mut other = here.clone().unwrap();
    other.generation += 5;
    let connection = other.connection.as_mut().unwrap();
    let Grant::OAuth(grant) = &mut connection.grant else {
        panic!("{connection:?}");
    };
    grant.credentials.client_id = ClientId::parse("00000000-0000-4000-8000-000000000000").unwrap();
    two.to.inner().save(&two.scene.name, &other).unwrap();
    let done = two.moves().await;
    let name = two.scene.name.to_string();
    let expected = Trouble::new(Cause::InBothStores { name });
    assert!(matches!(&done[..], [Done { result: Err(trouble), .. }] if *trouble == expected));
    assert_eq!(two.kept(), (here, Some(other)));
}
