//! Whole or not there, and never open to others.
#![cfg(unix)]

use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::*;

fn one(text: &str) -> Written {
    Written::One(Secret::new(text))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_prepared_and_dropped_was_never_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens");
    fs::write(&path, "old").unwrap();
    let prepared = prepare(&path, &one("new")).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()).len(), 2);
    drop(prepared);
    assert_eq!(names(folder.path()), ["tokens"]);
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn a_file_that_others_could_read_is_closed_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let narrowed = prepare(&path, &one("new")).unwrap().publish().unwrap();
    assert_eq!(narrowed, std::slice::from_ref(&path));
    assert_eq!(
        (fs::read(&path).unwrap(), mode(&path)),
        (b"new".into(), 0o600)
    );
    let again = prepare(&path, &one("newer")).unwrap().publish().unwrap();
    assert!(again.is_empty());
}

#[test]
fn a_link_is_replaced_and_leads_nobody_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (path, elsewhere) = (folder.path().join("tokens"), folder.path().join("other"));
    fs::write(&elsewhere, "untouched").unwrap();
    symlink(&elsewhere, &path).unwrap();
    prepare(&path, &one("new")).unwrap().publish().unwrap();
    assert!(fs::symlink_metadata(&path).unwrap().is_file());
    assert_eq!(fs::read(&elsewhere).unwrap(), b"untouched");
}

#[test]
fn two_files_go_into_a_folder_that_is_made_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/tokens");
    let files = vec![("a.txt", Secret::new("1")), ("b.txt", Secret::new("2"))];
    prepare(&path, &Written::Folder(files))
        .unwrap()
        .publish()
        .unwrap();
    assert_eq!(names(&path), ["a.txt", "b.txt"]);
    assert_eq!((mode(&path), mode(&path.join("b.txt"))), (0o700, 0o600));
}

#[test]
fn a_place_that_takes_no_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_path_buf(), folder.path().join("no/such")] {
        let error = prepare(&path, &one("new")).unwrap_err();
        assert_eq!(error.path, path);
        assert!(names(folder.path()).is_empty());
    }
}
