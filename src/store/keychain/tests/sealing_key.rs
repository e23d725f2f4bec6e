use super::*;
use crate::store::file::Key;

#[test]
fn it_is_kept_once_and_for_good() {
    let fake = Fake::with_limit(2560);
    let keychain = Keychain::of(HomeId::First, Box::new(fake.clone()));
    assert_eq!(keychain.sealing_key(), Ok(None));
    let (first, second) = (Key::random().unwrap(), Key::random().unwrap());
    let kept = Key::Raw(first.clone());
    assert_eq!(keychain.keep_sealing_key(&first), Ok(kept.clone()));
    assert_eq!(keychain.keep_sealing_key(&second), Ok(kept.clone()));
    assert_eq!(keychain.sealing_key(), Ok(Some(kept)));
    assert_eq!(fake.names(), ["#sealing-key.amokey"]);
}
