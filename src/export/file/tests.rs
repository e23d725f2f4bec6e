//! Whole or not there, and never open to others.
#![cfg(unix)]

use std::os::unix::fs::{PermissionsExt as _, symlink};

use crate::export::file::*;

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
    let published = prepare(&path, &one("new")).unwrap().publish().unwrap();
    assert_eq!(published.narrowed, std::slice::from_ref(&path));
    assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"new".into(), 0o600));
    let again = prepare(&path, &one("newer")).unwrap().publish().unwrap();
    assert_eq!(again, Published::default());
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
    prepare(&path, &Written::Folder(files)).unwrap().publish().unwrap();
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

/// The names of the temporary files of a target.
fn temporary_names(folder: &Path) -> Vec<String> {
    let names = names(folder).into_iter();
    names.filter(|name| name.starts_with(".amokey-")).collect()
}

#[test]
fn what_a_killed_process_left_goes_with_the_next_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens");
    // Two at once, killed: nothing cleans up, and their locks are gone.
    let files = [prepare(&path, &one("1")), prepare(&path, &one("2"))];
    for file in files {
        for (file, _) in file.unwrap().0 {
            file.keep().unwrap();
        }
    }
    assert_eq!(temporary_names(folder.path()).len(), 2);
    prepare(&path, &one("new")).unwrap().publish().unwrap();
    assert_eq!(names(folder.path()), ["tokens"]);
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
fn two_who_write_at_once_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens");
    let first = prepare(&path, &one("first")).unwrap();
    let second = prepare(&path, &one("second")).unwrap();
    first.publish().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"first");
    second.publish().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    std::thread::scope(|scope| {
        for text in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            let text = text.repeat(10_000);
            let path = &path;
            scope.spawn(move || {
                for _ in 0..20 {
                    prepare(path, &one(&text)).unwrap().publish().unwrap();
                    let read = fs::read(path).unwrap();
                    assert!(read.len() == 10_000 && read.iter().all(|byte| *byte == read[0]));
                }
            });
        }
    });
    assert_eq!(names(folder.path()), ["tokens"]);
}

#[test]
fn what_somebody_prepared_under_a_temporary_name_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let (path, elsewhere) = (folder.path().join("tokens"), folder.path().join("other"));
    fs::write(&elsewhere, "untouched").unwrap();
    prepare(&path, &one("x")).unwrap().0.remove(0).0.keep().unwrap();
    let name = temporary_names(folder.path()).remove(0);
    let stem = name.strip_suffix('1').unwrap();
    let prepared = |n: usize| folder.path().join(format!("{stem}{n}"));
    fs::remove_file(prepared(1)).unwrap();
    symlink(&elsewhere, prepared(1)).unwrap();
    fs::create_dir(prepared(2)).unwrap();
    for n in [3, 4] {
        fs::write(prepared(n), "").unwrap();
    }
    // Held by somebody who never ends.
    let held: Vec<_> = [3, 4].map(|n| File::open(prepared(n)).unwrap()).into();
    for file in &held {
        file.lock().unwrap();
    }
    prepare(&path, &one("new")).unwrap().publish().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    // No name is left.
    fs::create_dir(prepared(1)).unwrap();
    prepare(&path, &one("newer")).unwrap().publish().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"newer");
    assert_eq!(fs::read(&elsewhere).unwrap(), b"untouched");
    assert!(fs::read(prepared(3)).unwrap().is_empty());
}

/// Only root can give files away, so for others there is nothing to see.
#[test]
fn a_file_is_left_to_another_user_only_where_nobody_else_can_have_laid_it() {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let nobody = 65_534;
    for (mode, owner, is_given) in [(0o755, 0, true), (0o777, 0, false), (0o755, nobody, false)] {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        let path = folder.path().join("tokens");
        fs::write(&path, "old").unwrap();
        let given =
            chown(&path, Some(nobody), None).and_then(|()| chown(folder.path(), Some(owner), None));
        if given.is_err() {
            return;
        }
        let published = prepare(&path, &one("new")).unwrap().publish().unwrap();
        let (not_given, now) = (published.not_given, fs::metadata(&path).unwrap().uid());
        if is_given {
            assert_eq!((not_given, now), (vec![], nobody));
        } else {
            assert_eq!((not_given, now), (vec![(path, nobody)], 0));
        }
    }
}
