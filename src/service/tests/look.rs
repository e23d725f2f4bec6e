//! A look at the profiles reads them where something was written, by whomever.

use super::*;
use crate::ledger::{Ledger, LedgerVersion};
use crate::service::profiles::{Look, look};

impl Scene {
    /// The version, where the profiles had to be read; what is told is the row as it is.
    async fn looks(&self, known: Option<LedgerVersion>) -> Option<LedgerVersion> {
        match look(&self.context, known).await.unwrap() {
            Look::Unchanged(_) => None,
            Look::Read(profiles, version) => {
                assert_eq!(profiles.all, [self.row()]);
                Some(version)
            }
        }
    }
}

#[tokio::test]
async fn profiles_are_read_anew_where_something_was_written() {
    let scene = Scene::grace().await;
    let first = scene.looks(None).await;
    assert!(first.is_some());
    assert_eq!(scene.looks(first).await, None);
    scene.forced().await.unwrap();
    let second = scene.looks(first).await;
    assert!(second.is_some());
    assert_eq!(scene.looks(second).await, None);
}

#[tokio::test]
async fn what_another_process_wrote_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.sqlite");
    let [ours, theirs] = [(); 2].map(|()| Ledger::open(&path).unwrap());
    let before = ours.version().unwrap();
    assert_eq!(ours.version().unwrap(), before);
    theirs.put_profile(&crate::domain::samples::profile("acme")).unwrap();
    assert_ne!(ours.version().unwrap(), before);
}
