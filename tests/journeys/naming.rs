//! Which profile is meant: by its place, by `--profile`, by the environment, and by a name that is nearly right.

use std::time::Duration;

use amokey::sandbox::Options;

use crate::script::{
    command, connects_by_code, ended, fails, fails_in_each_language, sealed, status, until, works,
};

#[test]
fn a_profile_is_named_by_its_place_or_by_an_option() {
    let person = sealed("en", &Options::default());
    connects_by_code(&person, "other");
    let token = works(&person, &["token", "other"]);
    for args in [
        &["token"][..],
        &["refresh"],
        &["status"],
        &["history"],
        &["api", "/api/v4/account"],
        &["lead", "contacts", "20000101"],
        &["export", "--to", "env"],
    ] {
        works(&person, &[args, &["--profile=demo"]].concat());
    }
    fails(&person, &["token"], 2, &["several profiles"]);
    let given = ["exec", "--profile", "other", "--", "sh", "-c", "echo $AMOCRM_ACCESS_TOKEN"];
    assert_eq!(works(&person, &given), token);
    assert_eq!(works(&person, &["status", "--profile=demo", "--profile=other"]).lines().count(), 3);
    let conflict = ["cannot be combined", "нельзя указать вместе", "не можна вказати разом"];
    fails_in_each_language(&person, &["token", "demo", "--profile", "other"], 2, conflict, &[]);
    for args in [&["status", "demo"][..], &["refresh", "--all"], &["forget", "demo", "--yes"]] {
        fails(&person, &[args, &["--profile=other"]].concat(), 2, &["cannot be combined"]);
    }
    fails(&person, &["api", "demo", "/api/v4/account", "--profile=other"], 2, &["[P] [METHOD]"]);
    fails(&person, &["forget", "--yes"], 2, &["--profile"]);
    works(&person, &["forget", "--profile=other", "--yes"]);
    // What was done with it is still told; of whom nobody has heard, that.
    assert!(works(&person, &["history", "--profile=other"]).contains("other"));
    let nobody = ["no profile called nobody", "Профиля nobody нет", "Профілю nobody немає"];
    fails_in_each_language(&person, &["history", "nobody"], 1, nobody, &[]);
}

#[test]
fn a_name_that_is_nearly_right_is_answered_with_the_right_one() {
    let person = sealed("en", &Options::default());
    let meant = [
        "Did you mean demo?",
        "Возможно, вы имели в виду demo?",
        "Можливо, ви мали на увазі demo?",
    ];
    fails_in_each_language(&person, &["token", "dmeo"], 1, meant, &["dmeo"]);
    for args in [
        &["refresh", "Demo"][..],
        &["status", "--profile=demo1"],
        &["history", "dem"],
        &["api", "dmo", "/api/v4/account"],
        &["exec", "demoo", "--", "true"],
        &["export", "emo", "--to=env"],
        &["authorize", "demi", "--browser"],
        &["forget", "de-mo", "--yes"],
    ] {
        fails(&person, args, 1, &["no profile called", "Did you mean demo?"]);
    }
    let errors = fails(&person, &["token", "something-else"], 1, &["mistyped, renamed or deleted"]);
    assert!(!errors.contains("demo"), "{errors}");
}

#[test]
fn what_is_due_is_all_that_is_due_whoever_is_meant_elsewhere() {
    let options = Options { access_ttl: Duration::from_secs(1), ..Options::default() };
    let person = sealed("en", &options);
    connects_by_code(&person, "other");
    until("both ended", || {
        let both = status(&person);
        (0..2).all(|at| both["profiles"][at]["health"] == "expired")
    });
    let due = command(&person, &["refresh", "--due"]).env("AMOKEY_PROFILE", "demo").output();
    let (out, _) = ended(&due.unwrap(), 0);
    let mut lines: Vec<_> = out.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["demo: refreshed", "other: refreshed"]);
}
