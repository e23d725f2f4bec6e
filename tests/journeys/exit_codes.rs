//! Every exit code, from the real binary, with its words in three languages.

use std::io::{BufRead as _, BufReader};
use std::process::Child;
use std::time::{Duration, Instant};

use amokey::sandbox::Fault;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::person::Person;
use crate::script::{
    LANGUAGES, REFRESH, command, connected, fails, given, quietly, said, script, status,
    waits_for_an_answer, works,
};
use crate::terminal::PATIENCE;

type Said = (Option<i32>, String, String);

/// A situation, the code it ends with, and words by which it is known, in English, Russian and Ukrainian.
type Row = (&'static str, fn(&mut Person) -> Said, i32, [&'static str; 3]);

/// In this order: a later one may need what an earlier one left behind.
#[rustfmt::skip]
const TABLE: [Row; 14] = [
    ("a token is there",        |person| runs(person, &["token"]),      0, ["eyJ", "eyJ", "eyJ"]),
    ("refreshed",               |person| runs(person, &REFRESH),        0, ["refreshed", "обновлён", "оновлено"]),
    ("nobody pays",             |person| meets(person, Fault::PaymentRequired, 1),
                                                                                    1, ["subscription is over", "Подписка аккаунта закончилась", "Підписка акаунта закінчилася"]),
    ("no rights",               |person| meets(person, Fault::Forbidden, 1),
                                                                                    1, ["may not do that", "нет прав", "немає прав"]),
    ("no such profile",         |person| runs(person, &["token", "nobody"]),
                                                                                    1, ["no profile called nobody", "Профиля nobody нет", "Профілю nobody немає"]),
    ("an unknown option",       |person| runs(person, &["token", "--sideways"]),
                                                                                    2, ["not an option", "нет параметра", "немає параметра"]),
    ("longer than any token",   |person| runs(person, &["token", "--min-valid", "7d"]),
                                                                                    2, ["lives 1 day", "живёт всего 1 день", "живе лише 1 день"]),
    ("the server is ill",       |person| meets(person, Fault::InternalError, 4),
                                                                                    4, ["trouble of its own", "На сервере неполадки", "На сервері негаразди"]),
    ("the server is closed",    |person| meets(person, Fault::TooMany, 1),
                                                                                    4, ["in 5 minutes", "через 5 минут", "через 5 хвилин"]),
    ("no keychain",             without_a_keychain,                                 5, ["no keychain here", "нет хранилища паролей", "немає сховища паролів"]),
    ("a locked keychain",       with_a_locked_keychain,                             5, ["keychain is locked", "Хранилище паролей заблокировано", "Сховище паролів заблоковано"]),
    ("interrupted",             interrupted,                                        130, ["what is under way", "Заканчиваем начатое", "Завершуємо розпочате"]),
    ("access was taken away",   without_access,                                     3, ["amokey authorize demo", "Refresh-токен больше не принимают", "Refresh-токен більше не приймають"]),
    ("something needs a person", |person| runs(person, &["status", "--check"]),
                                                                                    7, ["needs you", "ждёт вас", "чекає на вас"]),
];

fn runs(person: &Person, args: &[&str]) -> Said {
    said(&script(person, args))
}

/// Refreshes while something goes wrong, so many times.
fn meets(person: &Person, fault: Fault, times: usize) -> Said {
    person.sandbox.fault(std::iter::repeat_n(fault, times));
    let said = runs(person, &REFRESH);
    person.may_ask_again();
    said
}

fn without_a_keychain(person: &mut Person) -> Said {
    let nowhere = person.home.path().join("nowhere");
    let nowhere = format!("unix:path={}", nowhere.display());
    said(&command(person, &["token"]).env("DBUS_SESSION_BUS_ADDRESS", nowhere).output().unwrap())
}

fn with_a_locked_keychain(person: &mut Person) -> Said {
    person.keychain.as_mut().unwrap().lock();
    let said = runs(person, &["token"]);
    person.keychain.as_mut().unwrap().unlock();
    said
}

/// Ctrl+C while the server thinks: what is under way is finished first, so that nothing is lost.
fn interrupted(person: &mut Person) -> Said {
    let child = waits_for_an_answer(person, Duration::from_secs(1));
    signals(&child, Signal::SIGINT);
    let (code, out, errors) = said(&child.wait_with_output().unwrap());
    let pairs = given(person);
    works(person, &["token", "--no-refresh"]);
    assert_eq!(pairs, given(person), "the pair that came was not saved");
    (code, out, errors)
}

fn without_access(person: &mut Person) -> Said {
    person.sandbox.fault([Fault::Unauthorized]);
    let before = given(person);
    // A token that is refused is renewed once.
    assert!(quietly(person, &["api", "/api/v4/account"]).contains("Ромашка"));
    assert_eq!(given(person), before + 1);
    assert!(person.sandbox.revoke("demo"));
    let (code, out, errors) = runs(person, &REFRESH);
    assert_eq!(out, "");
    assert!(errors.contains("Token has been revoked"), "{errors}");
    // The next ones say it without asking the server.
    fails(person, &["token"], 3, &["amokey authorize demo"]);
    for _ in 0..2 {
        fails(person, &["api", "/api/v4/account"], 3, &["amokey authorize demo"]);
    }
    assert_eq!(given(person), before + 1);
    assert_eq!(status(person)["profiles"][0]["health"], "needs_authorization");
    assert!(errors.contains("amokey authorize demo"), "{errors}");
    (code, out, errors)
}

fn signals(child: &Child, signal: Signal) {
    kill(Pid::from_raw(child.id().try_into().unwrap()), signal).unwrap();
}

fn every_code(lang: &'static str) {
    let mut person = connected(lang);
    let at = LANGUAGES.iter().position(|known| *known == lang).unwrap();
    for (situation, arrange, expected, words) in TABLE {
        let (code, out, errors) = arrange(&mut person);
        let story = format!("{situation}, {lang}: {out}{errors}");
        assert_eq!(code, Some(expected), "{story}");
        // Answers are on standard output, everything else on standard error.
        let place = if matches!(expected, 0 | 7) { &out } else { &errors };
        assert!(place.contains(words[at]), "{story}");
    }
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_script_is_told_every_code_in_every_language() {
    std::thread::scope(|scope| {
        for lang in LANGUAGES {
            scope.spawn(move || every_code(lang));
        }
    });
}

/// 6: half a minute is waited, in three languages at the same time.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn who_refreshes_what_somebody_holds_waits_half_a_minute() {
    let person = connected("en");
    let mut holder = waits_for_an_answer(&person, Duration::from_secs(600));
    // It stays where it is for as long as we like.
    signals(&holder, Signal::SIGSTOP);
    let who = format!("amokey refresh (pid {})", holder.id());
    let words = [
        "Another amokey works on this profile",
        "С этим профилем работает другой amokey",
        "Із цим профілем працює інший amokey",
    ];
    let waiting = LANGUAGES.map(|lang| {
        let begun = Instant::now();
        (command(&person, &REFRESH).env("AMOKEY_LANG", lang).spawn().unwrap(), begun)
    });
    // Who waits can leave at once: nothing has begun.
    let begun = Instant::now();
    let mut leaves = command(&person, &REFRESH).spawn().unwrap();
    let mut says = String::new();
    let mut errors = BufReader::new(leaves.stderr.take().unwrap());
    errors.read_line(&mut says).unwrap();
    assert!(says.contains(&who), "{says}");
    signals(&leaves, Signal::SIGINT);
    assert_eq!(leaves.wait().unwrap().code(), Some(130));
    assert!(begun.elapsed() < PATIENCE);
    for ((child, begun), words) in waiting.into_iter().zip(words) {
        let (code, out, errors) = said(&child.wait_with_output().unwrap());
        let waited = begun.elapsed();
        assert_eq!((code, out.as_str()), (Some(6), ""), "{errors}");
        assert!(errors.contains(words) && errors.contains(&who), "{errors}");
        assert!(waited >= Duration::from_secs(30), "{waited:?}");
    }
    // What does not need the profile for itself is not kept waiting.
    assert_eq!(script(&person, &["status"]).status.code(), Some(0));
    assert_eq!(script(&person, &["token"]).status.code(), Some(0));
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert_eq!(script(&person, &REFRESH).status.code(), Some(0));
}
