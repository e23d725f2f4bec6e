//! The contract, and everything that can be done to a file from outside.

mod damage;
mod killed;
mod processes;

use std::fs;

use super::*;
use crate::store::tests::{contract, samples};

fn raw(byte: u8) -> Key {
    Key::Raw([byte; 32].into())
}

fn with(folder: &Path, key: &Key) -> SealedFile {
    let key = key.clone();
    SealedFile::new(folder, Box::new(move |_| Ok(key.clone())))
}

fn name(text: &str) -> ProfileName {
    ProfileName::parse(text).unwrap()
}

/// A record that can be told from others.
fn record(generation: u64) -> Record {
    Record { generation, ..samples::of_size(600) }
}

/// A folder with a sealed file of three profiles.
struct Scene(tempfile::TempDir);

const PROFILES: [&str; 3] = ["acme", "beta", "gamma"];

impl Scene {
    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        SealedFile::create(folder.path(), &raw(1)).unwrap();
        Self(folder)
    }

    fn new() -> Self {
        let scene = Self::empty();
        for (n, profile) in PROFILES.into_iter().enumerate() {
            let record = record(n as u64);
            scene.store().save(&name(profile), &record).unwrap();
        }
        scene
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn store(&self) -> SealedFile {
        with(self.folder(), &raw(1))
    }

    fn path(&self) -> PathBuf {
        SealedFile::path_in(self.folder())
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }

    fn put(&self, bytes: &[u8]) {
        fs::write(self.path(), bytes).unwrap();
    }

    fn refused(&self, fault: SealedFileError) -> StoreError {
        StoreError::refused(&self.path(), fault)
    }
}

#[test]
fn the_contract_is_kept_by_one_opening_and_between_two() {
    let scene = Scene::empty();
    contract::is_kept_by(&scene.store());
    assert_eq!(scene.store().profiles(), Ok(vec![]));
    contract::is_kept_between(&scene.store(), &scene.store());
}

#[test]
fn a_passphrase_opens_what_it_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let key = Key::Passphrase("correct horse".into());
    SealedFile::create(folder.path(), &key).unwrap();
    let kind = KeyKind::Passphrase(key::Argon2Cost::DEFAULT);
    assert_eq!(SealedFile::kind_in(folder.path()), Ok(kind));
    let store = with(folder.path(), &key);
    store.save(&name("acme"), &record(1)).unwrap();
    assert_eq!(store.load(&name("acme")), Ok(Some(record(1))));
}

#[test]
fn the_key_is_asked_for_once_and_only_when_it_is_needed() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    let scene = Scene::new();
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let source: KeySource = Box::new(move |kind| {
        assert_eq!(kind, KeyKind::Raw);
        counted.fetch_add(1, Ordering::SeqCst);
        Ok(raw(1))
    });
    let store = SealedFile::new(scene.folder(), source);
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    for profile in PROFILES {
        store.load(&name(profile)).unwrap().unwrap();
        store.save(&name(profile), &record(9)).unwrap();
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[test]
fn nothing_of_a_record_can_be_read_in_the_file() {
    let scene = Scene::new();
    let bytes = scene.bytes();
    let text = String::from_utf8_lossy(&bytes);
    for told in ["acme", "def50200", "refresh", "eeeeeeee"] {
        assert!(!text.contains(told), "{told}");
    }
}

#[test]
fn a_file_that_is_there_is_never_made_anew() {
    let scene = Scene::new();
    let before = scene.bytes();
    let exists = Err(scene.refused(SealedFileError::Exists));
    assert_eq!(SealedFile::create(scene.folder(), &raw(1)), exists);
    assert_eq!(scene.bytes(), before);
    scene.put(b"");
    assert_eq!(SealedFile::create(scene.folder(), &raw(1)), exists);
    assert_eq!(scene.bytes(), b"");
}

#[test]
fn without_a_file_nothing_is_made_by_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &raw(1));
    for result in [
        store.load(&name("acme")).map(drop),
        store.save(&name("acme"), &record(1)),
        store.delete(&name("acme")),
        store.check(),
    ] {
        let Err(StoreError::Sealed { fault, .. }) = result else {
            panic!("{result:?}");
        };
        assert_eq!(fault, SealedFileError::Absent);
    }
    assert!(!SealedFile::path_in(folder.path()).exists());
}

#[cfg(unix)]
#[test]
fn everything_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let scene = Scene::new();
    // A file that somebody opened to others is closed by the next save.
    fs::set_permissions(scene.path(), fs::Permissions::from_mode(0o644)).unwrap();
    scene.store().save(&name("acme"), &record(9)).unwrap();
    for entry in fs::read_dir(scene.folder()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_loses_nothing() {
    let scene = Scene::new();
    let before = scene.bytes();
    // Something that is no file, and cannot be removed as one, under the name of the file beside it.
    fs::create_dir(scene.path().with_extension("new")).unwrap();
    match scene.store().save(&name("acme"), &record(9)) {
        Err(StoreError::Sealed { fault, note, .. }) => {
            assert_eq!(fault, SealedFileError::Unusable);
            assert!(note.is_some());
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(scene.bytes(), before);
    assert_eq!(scene.store().load(&name("acme")), Ok(Some(record(0))));
}
