use super::*;
use crate::store::contract;

fn raw(byte: u8) -> Key {
    Key::Raw([byte; 32].into())
}

fn with(folder: &Path, key: &Key) -> SealedFile {
    let key = key.clone();
    SealedFile::new(folder, Box::new(move |_| Ok(key.clone())))
}

#[test]
fn the_contract_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    SealedFile::create(folder.path(), &raw(1)).unwrap();
    contract::is_kept_by(&with(folder.path(), &raw(1)));
}
