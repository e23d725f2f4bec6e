//! Tokens on their way to other programs and back, each command in a process of its own.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use amokey::sandbox::{Options, Rotation};
use serde_json::Value;

use crate::files::{mode, set_mode};
use crate::person::Person;
use crate::script::{
    REFRESH, command, ended, fails, fails_in_each_language, given, has_a_good_token, said, script,
    sealed, status, unlimited, works,
};

/// A path that nobody has used yet.
fn place(person: &Person, name: &str) -> PathBuf {
    person.home.path().join(name)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn health(person: &Person) -> String {
    status(person)["profiles"][0]["health"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_handed_over_comes_back() {
    let person = sealed("en", &unlimited(Rotation::Strict));
    let path = place(&person, "tokens.json");
    fs::write(&path, "").unwrap();
    set_mode(&path, 0o644);
    let export = ["export", "demo", "--to", "php", "-o", text(&path), "--handover"];
    let (code, out, errors) = said(&script(&person, &export));
    assert_eq!((code, out.as_str()), (Some(0), ""), "{errors}");
    assert!(errors.contains("could be read by others until now"), "{errors}");
    assert!(errors.contains("belongs to the other program now"), "{errors}");
    assert_eq!(mode(&path), 0o600);
    let json: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(json["baseDomain"], "demo.amocrm.ru");
    assert!(json["refreshToken"].as_str().unwrap().starts_with("def50200"));
    assert_eq!(health(&person), "elsewhere");
    fails(&person, &REFRESH, 3, &[]);
    assert_eq!(script(&person, &["refresh", "--all", "--due"]).status.code(), Some(0));
    assert_eq!(given(&person), 0);
    let out = works(&person, &["import", text(&path)]);
    assert!(out.contains("demo.amocrm.ru are kept as demo"), "{out}");
    assert_eq!(health(&person), "ok");
    assert_eq!(script(&person, &REFRESH).status.code(), Some(0));
    has_a_good_token(&person);
    // What was imported is spent by now: it is refused by name, and what is kept stays.
    let words = ["no longer accepted", "больше не", "більше не"];
    fails_in_each_language(&person, &["import", text(&path)], 3, words, &[]);
    has_a_good_token(&person);
    assert_eq!(script(&person, &REFRESH).status.code(), Some(0));
}

#[test]
fn every_form_says_what_it_lacks() {
    let person = sealed("en", &Options::default());
    for (form, warned) in [
        ("env", true),
        ("json", true),
        ("curl", false),
        ("n8n", false),
        ("php", true),
        ("amocrm-js", true),
        ("aioamocrm", true),
    ] {
        let (out, errors) = ended(&script(&person, &["export", "--to", form]), 0);
        assert!(out.contains("eyJ") && !out.contains("def50200"), "{form}: {out}");
        assert_eq!(errors.contains("Without the refresh token"), warned, "{form}: {errors}");
    }
    fails(&person, &["export", "--to", "python"], 2, &["-o PATH"]);
    fails(
        &person,
        &["export", "--to", "perl"],
        2,
        &["env, json, curl, n8n, php, amocrm-js, python, aioamocrm"],
    );
    let keyless = ["export", "--to", "n8n", "--n8n-url", "http://127.0.0.1:9"];
    fails(&person, &keyless, 2, &["AMOKEY_N8N_API_KEY"]);
    let nobody = command(&person, &keyless).env("AMOKEY_N8N_API_KEY", "k").output();
    assert_eq!(nobody.unwrap().status.code(), Some(4));
}

#[test]
fn a_pasted_answer_makes_a_profile_and_no_secret_is_an_argument() {
    let person = sealed("en", &Options::default());
    let ready = person.sandbox.ready();
    let (_, answer, _) = said(&script(&person, &["export", "--to", "amocrm-js", "--handover"]));
    let origin = person.sandbox.origin().to_owned();
    let import = |args: &[&str], secret: Option<&str>| {
        let to = ["import", "-", "--profile", "second", "--sandbox", &origin];
        let mut child = command(&person, &[&to[..], args].concat())
            .envs(secret.map(|secret| ("AMOKEY_CLIENT_SECRET", secret)))
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(answer.as_bytes()).unwrap();
        said(&child.wait_with_output().unwrap())
    };
    let whole = ["--account", &ready.account, "--redirect-uri", &ready.redirect_uri];
    for (args, secret, words) in [
        (&whole[2..], Some(&*ready.client_secret), "--account"),
        (&whole[..2], Some(&*ready.client_secret), "--redirect-uri"),
        (&whole[..], None, "AMOKEY_CLIENT_SECRET"),
    ] {
        let (code, _, errors) = import(args, secret);
        assert_eq!(code, Some(2), "{errors}");
        assert!(errors.contains(words), "{errors}");
    }
    let (code, out, errors) = import(&whole, Some(&ready.client_secret));
    assert_eq!(code, Some(0), "{errors}");
    assert!(out.contains("second"), "{out}");
    works(&person, &["refresh", "--force", "second"]);
    // Neither ledger nor log has any of it.
    let pair: Value = serde_json::from_str(&answer).unwrap();
    for secret in
        [&pair["access_token"], &pair["refresh_token"], &Value::from(&*ready.client_secret)]
    {
        let secret = secret.as_str().unwrap().as_bytes();
        for (place, bytes) in person.files() {
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "{place}");
        }
    }
    fails(&person, &["import", "-"], 1, &[]);
}

#[test]
fn a_hook_has_run_when_a_refresh_has_ended_and_may_ask_for_the_token() {
    let person = sealed("en", &Options::default());
    let seen = place(&person, "seen");
    let program = env!("CARGO_BIN_EXE_amokey");
    // What it starts runs no hooks again, whatever it does.
    let script_text = format!("{program} token > {0} && {program} refresh --force", seen.display());
    let set = ["hooks", "set", "--on", "rotated", "--", "/bin/sh", "-c", &script_text];
    assert_eq!(script(&person, &set).status.code(), Some(0));
    let (_, shown, _) = said(&script(&person, &["hooks", "show"]));
    assert!(shown.starts_with("rotated") && shown.contains("/bin/sh -c"), "{shown}");
    assert_eq!(script(&person, &REFRESH).status.code(), Some(0));
    assert!(fs::read_to_string(&seen).unwrap().starts_with("eyJ"));
    assert_eq!(given(&person), 2);
    assert_eq!(script(&person, &["hooks", "remove", "--on", "rotated"]).status.code(), Some(0));
    assert_eq!(script(&person, &["hooks", "remove", "--on", "rotated"]).status.code(), Some(2));
    let (_, history, _) = said(&script(&person, &["history"]));
    assert_eq!(history.matches("rotated /bin/sh").count(), 1, "{history}");
}
