//! Without questions: what is secret comes on standard input or in the environment.

use std::process::Output;

use amokey::sandbox::{Options, Platform};

use super::{DAY, Way, every_way};
use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{command, connect, ended, given_lines, said, works, works_with};

impl Person {
    fn connects_with(&self, options: &[&str], input: &[&str]) -> Output {
        let ready = self.sandbox.ready();
        let mut args = vec!["connect", "--profile", "acme", "--account", &ready.account];
        args.extend(["--sandbox", &ready.origin]);
        args.extend(options);
        given_lines(self, &args, input)
    }
}

#[test]
fn every_way_leads_in_by_command() {
    every_way(|way, person| {
        let ready = person.sandbox.ready();
        let keys = ["--client-id", &ready.client_id, "--redirect-uri", &ready.redirect_uri];
        let brought = person.brings(way);
        let output = match way {
            Way::Consent => {
                let args = connect(person, "acme", &ready.account, &["--browser"]);
                let child = command(person, &args)
                    .env("AMOKEY_CLIENT_SECRET", &ready.client_secret)
                    .spawn()
                    .unwrap();
                person.consents();
                child.wait_with_output().unwrap()
            }
            Way::Code => person.connects_with(
                &[&keys[..], &["--code", "-"]].concat(),
                &[&ready.client_secret, &brought[0]],
            ),
            Way::LongLived => person.connects_with(&["--long-lived", "-"], &[&brought[0]]),
            Way::ApiKey => person.connects_with(
                &[&keys[..], &["--api-key", "-", "--login", &brought[0]]].concat(),
                &[&ready.client_secret, &brought[1]],
            ),
        };
        let (code, out, err) = said(&output);
        assert_eq!(code, Some(0), "{way:?}: {err}");
        let host = &ready.account;
        assert!(out.starts_with("acme is connected: ") && out.contains(host.as_str()), "{out}");
        // The consent page, with its state, is all that is said of secrets.
        assert!(!err.contains("def50200") && !err.contains("eyJ"), "{way:?}: {err}");
    });
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn the_address_that_was_landed_on_comes_on_standard_input() {
    for platform in [Platform::AmoCrm, Platform::Kommo] {
        landed_on_stdin(platform);
    }
}

fn landed_on_stdin(platform: Platform) {
    let person = Person::landing("en", platform, "https://example.com/hook");
    let person = person.keeping(Keychain::unlocked());
    let ready = person.sandbox.ready();
    let (id, uri) = (&*ready.client_id, &*ready.redirect_uri);
    let url = ["--client-id", id, "--redirect-uri", uri, "--url", "-"];
    // Somebody else's consent page, opened without a state of ours: it comes back without one.
    let page = format!("?client_id={}", ready.client_id);
    let landed = person.allows(&page);
    ended(&person.connects_with(&url, &[&ready.client_secret, &landed]), 0);
    works(&person, &["refresh", "--force", "acme"]);
    let token = works(&person, &["token"]);
    let status = http::account(&ready.origin, &ready.account, token.trim());
    assert_eq!(status, 200);
    // A state that nobody waits for is refused at once, and what is stored stays.
    let landed = person.allows(&format!("{page}&state={}", "0".repeat(64)));
    let output = given_lines(&person, &["authorize", "acme", "--url", "-"], &[&landed]);
    let (_, err) = ended(&output, 3);
    assert!(err.contains("amokey authorize acme"), "{err}");
    assert_eq!(works(&person, &["token"]), token);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn again_by_command_everything_else_is_kept() {
    let options = Options { limits: false, ..Options::default() };
    let person = Person::listening("en", &options).keeping(Keychain::unlocked());
    let ready = person.sandbox.ready();
    let keys = ["--client-id", &ready.client_id, "--redirect-uri", &ready.redirect_uri];
    let code = || person.sandbox.fresh_code(None).unwrap();
    let by_code = [&keys[..], &["--code", "-"]].concat();
    ended(&person.connects_with(&by_code, &[&ready.client_secret, &code()]), 0);
    let again = ["authorize", "acme", "--code", "-"];
    works_with(&person, &again, &[&code()]);
    // A new secret key that is none is refused, and the old one stays.
    let new_secret = ["authorize", "acme", "--client-secret", "-", "--code", "-"];
    let output = given_lines(&person, &new_secret, &[&"z9".repeat(32), &code()]);
    ended(&output, 3);
    works_with(&person, &again, &[&code()]);
    works_with(&person, &new_secret, &[&ready.client_secret, &code()]);
    // A token of its own is the next one of a long-lived profile, and no code is.
    let token = person.sandbox.long_lived(None, 30 * DAY).unwrap();
    let args = ["connect", "--profile", "bot", "--account", &ready.account];
    let args = [&args[..], &["--sandbox", &ready.origin, "--long-lived", "-"]].concat();
    works_with(&person, &args, &[&token]);
    let output = given_lines(&person, &["authorize", "bot", "--code", "-"], &[&code()]);
    let (_, err) = ended(&output, 2);
    assert!(err.contains("amokey authorize bot --long-lived -"), "{err}");
    let next = person.sandbox.long_lived(None, 60 * DAY).unwrap();
    works_with(&person, &["authorize", "bot", "--long-lived", "-"], &[&next]);
    assert_eq!(works(&person, &["token", "bot"]).trim(), next);
}

#[test]
fn what_is_wrong_is_said_before_anything_is_asked_and_is_never_repeated() {
    let person = Person::new("en");
    let ready = person.sandbox.ready();
    let (id, uri) = (&*ready.client_id, &*ready.redirect_uri);
    let keys = ["--client-id", id, "--redirect-uri", uri];
    let code = person.sandbox.fresh_code(None).unwrap();
    let wrong = |options: &[&str], input: &[&str], what: &str| {
        let (status, out, err) = said(&person.connects_with(options, input));
        assert_eq!((status, &*out), (Some(2), ""), "{options:?}: {err}");
        assert!(err.contains(what), "{options:?}: {err}");
        assert!(!err.contains(&ready.client_secret), "{err}");
        assert!(!err.contains("def50200ab") && !err.contains(&code), "{err}");
    };
    let by_code = [&keys[..], &["--code", "-"]].concat();
    let secret = &*ready.client_secret;
    wrong(&[&keys[..], &["--code", &code]].concat(), &[], "not said on the command line");
    wrong(&[&by_code[..], &[&code]].concat(), &[], "***");
    wrong(&keys, &[], "missing");
    wrong(
        &["--code", "-", "--client-id", secret, "--redirect-uri", uri],
        &[],
        "This is a secret key",
    );
    wrong(&by_code, &[], "Something is missing on standard input: Secret key");
    wrong(&by_code, &[secret], "Something is missing on standard input: The code");
    wrong(&by_code, &[secret, secret], "This is a secret key");
    wrong(&by_code, &[&code, secret], "This is an authorization code");
    wrong(&["--long-lived", "-"], &[&code], "This is an authorization code");
    let output = command(&person, &["setup", "--plain"]).output().unwrap();
    let (_, err) = ended(&output, 2);
    assert!(err.contains("--account") && err.contains("--client-id"), "{err}");
    assert_eq!(person.sandbox.stats().token_requests("authorization_code", "200"), 0);
}
