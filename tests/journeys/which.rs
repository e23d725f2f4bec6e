//! `amokey which -`: somebody has found a token and wants to know whose it is.

use std::time::Duration;

use amokey::sandbox::{Options, Rotation};
use serde_json::{Value, json};

use crate::script::{
    LANGUAGES, command, connects_by_code, ended, fails, fails_in_each_language, given_lines,
    sealed, status, unlimited, works, works_with,
};

const WHICH: [&str; 2] = ["which", "-"];

#[test]
fn a_token_that_was_found_is_traced_to_its_profile() {
    let person = sealed("en", &unlimited(Rotation::Grace));
    let first = works(&person, &["token"]);
    let first = first.trim_end();
    let bearer = format!("Authorization: Bearer {first}");
    let in_use = works_with(&person, &WHICH, &[&bearer, "a second line is nobody's"]);
    let account = "31400001";
    let of = format!(") of account {account}; it ends in ");
    assert!(in_use.starts_with("This is an access token (") && in_use.contains(&of), "{in_use}");
    assert!(in_use.ends_with("\ndemo: the one in use\n"), "{in_use}");
    assert!(!in_use.contains(first), "{in_use}");
    let as_json = ["which", "-", "--format=json"];
    let told = |given: &str| -> Value {
        serde_json::from_str(&works_with(&person, &as_json, &[given])).unwrap()
    };
    let fingerprint = |status: &Value| status["profiles"][0]["access"]["fingerprint"].clone();
    let json = told(&format!("\"{first}\""));
    assert_eq!(json["fingerprint"], fingerprint(&status(&person)));
    assert_eq!(json["claims"]["account_id"], 31_400_001);
    assert_eq!(
        json["profiles"],
        json!([{"name": "demo", "kind": "access_token", "standing": "current"}])
    );
    let handed = works(&person, &["export", "--to=env", "--handover"]);
    let refresh = handed.lines().find_map(|line| line.strip_prefix("AMOCRM_REFRESH_TOKEN="));
    assert_eq!(told(refresh.unwrap())["profiles"][0]["kind"], "refresh_token");
    // The secret key is of all who are connected by the integration.
    connects_by_code(&person, "other");
    let secret = person.sandbox.ready().client_secret.clone();
    for (lang, key) in LANGUAGES.into_iter().zip(["secret key", "секретный ключ", "секретний ключ"])
    {
        let told = works_with(person.speaks(lang), &WHICH, &[&secret]);
        let lines: Vec<_> = told.lines().collect();
        assert!(lines.len() == 3 && lines[0].contains(key), "{told}");
        assert!(lines[1].starts_with("demo: ") && lines[2].starts_with("other: "), "{told}");
    }
    assert_eq!(person.sandbox.stats().token_requests("refresh_token", "200"), 0);
}

#[test]
fn what_belongs_to_nobody_says_what_it_is_and_ends_with_1() {
    let person = sealed("en", &Options { accounts: 2, ..unlimited(Rotation::Grace) });
    let stranger = person.sandbox.long_lived(Some("demo2"), Duration::from_secs(90_000_000));
    let code = person.sandbox.fresh_code(None).unwrap();
    let nobody = ["None of your profiles", "Ни у одного из ваших", "Жоден із ваших"];
    for (given, what) in [
        (stranger.unwrap(), ["a long-lived token", "долгосрочный токен", "довгостроковий токен"]),
        (code, ["an authorization code or", "код авторизации или", "код авторизації або"]),
        ("hello".into(), ["neither a token nor", "не токен и не код", "не токен і не код"]),
    ] {
        for at in 0..3 {
            let output = given_lines(person.speaks(LANGUAGES[at]), &WHICH, &[&given]);
            let (out, errors) = ended(&output, 1);
            assert!(out.contains(what[at]) && out.contains(nobody[at]), "{out}");
            assert!(errors.is_empty() && !out.contains(&given), "{out}{errors}");
        }
    }
    // What is said on the command line is refused, and not said again.
    let token = works(&person, &["token"]);
    let refused = ["where others can see it", "где его видят другие", "де його бачать інші"];
    fails_in_each_language(&person, &["which", "hello"], 2, refused, &["amokey which -"]);
    for args in [&["which", token.trim_end()][..], &["which", "-", "half-a-token"]] {
        let errors = fails(&person, args, 2, &["where others can see it"]);
        assert!(!errors.contains(args[args.len() - 1]), "{errors}");
    }
    let (_, errors) = ended(&command(&person, &WHICH).output().unwrap(), 2);
    assert!(errors.contains("no token or code"), "{errors}");
    // A sealed file that no key opens may have it.
    std::fs::rename(person.home.path().join("amokey.key"), person.home.path().join("x")).unwrap();
    ended(&given_lines(&person, &WHICH, &[token.trim_end()]), 5);
}
