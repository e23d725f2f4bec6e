//! The keychain fails when the server has already given a new pair: it exists in memory only, which is said loudly,
//! and is saved as soon as that is possible.

use std::io::{BufRead as _, BufReader};
use std::time::Duration;

use crate::keychain::Keychain;
use crate::script::{LANGUAGES, ended, given, has_a_good_token, strict, waits_for_an_answer};

/// What happens to the keychain meanwhile, and what is said then, in three languages.
fn meanwhile(happens: fn(&mut Keychain), words: [&str; 3]) {
    let loud = [
        "THE NEW TOKENS ARE NOT SAVED YET",
        "НОВЫЕ ТОКЕНЫ ЕЩЁ НЕ СОХРАНЕНЫ",
        "НОВІ ТОКЕНИ ЩЕ НЕ ЗБЕРЕЖЕНО",
    ];
    for ((lang, loud), words) in LANGUAGES.into_iter().zip(loud).zip(words) {
        let mut person = strict(lang);
        let before = has_a_good_token(&person);
        let mut child = waits_for_an_answer(&person, Duration::from_secs(1));
        happens(person.keychain.as_mut().unwrap());
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut says = String::new();
        errors.read_line(&mut says).unwrap();
        assert!(says.contains(loud) && says.contains(words), "{says}");
        person.keychain.as_mut().unwrap().unlock();
        ended(&child.wait_with_output().unwrap(), 0);
        assert_ne!(has_a_good_token(&person), before);
        assert_eq!(given(&person), 1, "asked once more for what was there");
    }
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn the_keychain_goes_away_or_is_locked_while_the_server_is_asked() {
    meanwhile(Keychain::leaves, ["no keychain here", "нет хранилища", "немає сховища"]);
    meanwhile(
        Keychain::lock,
        ["keychain is locked", "Хранилище паролей заблокировано", "Сховище паролів заблоковано"],
    );
}
