use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::*;

fn fault(path: &Path) -> Option<SealedFileError> {
    match read(path) {
        Err(StoreError::Sealed { fault, .. }) => Some(fault),
        Ok(_) | Err(_) => None,
    }
}

#[test]
fn who_may_own_and_open_it() {
    assert_eq!(may_be_used(1000, 0o100_600, 1000), Ok(()));
    assert_eq!(may_be_used(0, 0o100_400, 1000), Ok(()));
    assert_eq!(may_be_used(1001, 0o100_600, 1000), Err(SealedFileError::KeyNotOurs));
    assert_eq!(may_be_used(1000, 0o100_600, 0), Err(SealedFileError::KeyNotOurs));
    for open in [0o640, 0o604, 0o620, 0o602, 0o610, 0o666] {
        assert_eq!(may_be_used(0, open, 0), Err(SealedFileError::KeyExposed), "{open:o}");
    }
}

#[test]
fn a_new_key_file_is_closed_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("amokey.key");
    let key = Key::random().unwrap();
    create(&path, &key).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read(&path).unwrap();
    assert_eq!(before.len(), 65);
    assert!(create(&path, &Key::random().unwrap()).is_err());
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(read(&path), Ok(Key::Raw(key)));
}

#[test]
fn an_open_one_is_refused_until_it_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("amokey.key");
    create(&path, &Key::random().unwrap()).unwrap();
    for mode in [0o644, 0o640, 0o620, 0o666] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(fault(&path), Some(SealedFileError::KeyExposed), "{mode:o}");
        assert!(read_credential(&path).is_ok());
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(read(&path).is_ok());
}

#[test]
fn what_is_no_key_file_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("amokey.key");
    assert_eq!(fault(&path), Some(SealedFileError::KeyUnusable));
    assert!(fault(folder.path()).is_some());
    fs::write(&path, "not a key\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(fault(&path), Some(SealedFileError::KeyUnusable));
}
