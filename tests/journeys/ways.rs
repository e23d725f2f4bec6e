//! Every way in, on both platforms: in the wizard, line by line, and by command.

use std::io::Write as _;
use std::process::{Output, Stdio};
use std::time::Duration;

use amokey::sandbox::{Options, Platform};

use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{command, said};
use crate::terminal::Terminal;

/// A way in, in the order of the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Consent,
    Code,
    LongLived,
    ApiKey,
}

const WAYS: [Way; 4] = [Way::Consent, Way::Code, Way::LongLived, Way::ApiKey];
const DAY: Duration = Duration::from_secs(86_400);

fn on(platform: Platform, lang: &'static str) -> Person {
    let options = Options {
        platform,
        ..Options::default()
    };
    Person::listening(lang, &options)
}

impl Person {
    /// What is pasted instead of consent; for a key, the login before it.
    fn brings(&self, way: Way) -> Vec<String> {
        match way {
            Way::Consent => Vec::new(),
            Way::Code => vec![self.sandbox.fresh_code(None).unwrap()],
            Way::LongLived => vec![self.sandbox.long_lived(None, 30 * DAY).unwrap()],
            Way::ApiKey => {
                let (login, key) = self.sandbox.api_key(None).unwrap();
                vec![login, key]
            }
        }
    }

    fn connects_with(&self, options: &[&str], input: &[&str]) -> Output {
        let ready = self.sandbox.ready();
        let mut args = vec!["connect", "--profile", "acme", "--account", &ready.account];
        args.extend(["--sandbox", &ready.origin]);
        args.extend(options);
        self.gives(&args, input)
    }

    /// Runs a command with these lines on its standard input.
    fn gives(&self, args: &[&str], input: &[&str]) -> Output {
        let mut child = command(self, args).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A program that refuses does not read.
        let _ = stdin.write_all((input.join("\n") + "\n").as_bytes());
        drop(stdin);
        child.wait_with_output().unwrap()
    }
}

fn in_the_wizard(way: Way, person: &Person) -> Terminal {
    let ready = person.sandbox.ready();
    let mut terminal = person.runs(&["setup", "--sandbox", person.sandbox.origin()]);
    terminal
        .sees("amokey")
        .types(&ready.account)
        .types("<enter>");
    terminal.sees("›");
    for _ in 0..WAYS.iter().position(|it| *it == way).unwrap() {
        terminal.types("<down>");
    }
    terminal.types("<enter>");
    if way != Way::LongLived {
        person.reads_how_it_is_made(&mut terminal);
        person.answers(&mut terminal, &ready.client_secret, &ready.redirect_uri);
    }
    match way {
        Way::Consent => {
            let link = person.sees_the_page_open();
            assert_eq!(http::visit(&person.allows(&link)).0, 200);
        }
        Way::Code | Way::LongLived => {
            // What the next step says first.
            terminal.sees(if way == Way::Code {
                "20 minutes"
            } else {
                "only one time"
            });
            terminal.pastes(&person.brings(way)[0]).types("<enter>");
        }
        Way::ApiKey => {
            let brought = person.brings(way);
            terminal.sees("2020").types(&brought[0]).types("<enter>");
            terminal.pastes(&brought[1]).types("<enter>");
        }
    }
    terminal
}

#[test]
fn every_way_leads_in_through_the_wizard() {
    for platform in [Platform::AmoCrm, Platform::Kommo] {
        for way in WAYS {
            let person = on(platform, "en");
            let mut terminal = in_the_wizard(way, &person);
            terminal.sees("is connected").types("<enter>");
            terminal.sees("1 profile").types("q");
            assert!(terminal.ends().success(), "{way:?}");
        }
    }
}

#[test]
fn every_way_leads_in_line_by_line() {
    for platform in [Platform::AmoCrm, Platform::Kommo] {
        for way in WAYS {
            let person = on(platform, "en");
            let ready = person.sandbox.ready();
            let args = ["setup", "--plain", "--sandbox", person.sandbox.origin()];
            let mut terminal = person.runs(&args);
            terminal
                .sees("Account, such as")
                .types(&ready.account)
                .types("<enter>");
            let number = WAYS.iter().position(|it| *it == way).unwrap() + 1;
            terminal
                .sees("Number [1]:")
                .types(&format!("{number}<enter>"));
            if way != Way::LongLived {
                terminal
                    .sees("Integration ID:")
                    .types(&ready.client_id)
                    .types("<enter>");
                terminal
                    .sees("Secret key (")
                    .types(&ready.client_secret)
                    .types("<enter>");
                terminal
                    .sees("Redirect URI [")
                    .types(&ready.redirect_uri)
                    .types("<enter>");
            }
            match way {
                Way::Consent => {
                    let link = person.sees_the_page_open();
                    assert_eq!(http::visit(&person.allows(&link)).0, 200);
                }
                Way::Code => {
                    let code = &person.brings(way)[0];
                    terminal
                        .sees("The code from the settings")
                        .types(code)
                        .types("<enter>");
                }
                Way::LongLived => {
                    let token = &person.brings(way)[0];
                    terminal
                        .sees("Long-lived token (")
                        .types(token)
                        .types("<enter>");
                }
                Way::ApiKey => {
                    let brought = person.brings(way);
                    terminal.sees("Login,").types(&brought[0]).types("<enter>");
                    terminal
                        .sees("API key (")
                        .types(&brought[1])
                        .types("<enter>");
                }
            }
            terminal.sees("is connected:");
            assert!(terminal.ends().success(), "{way:?}");
            let shown = String::from_utf8(terminal.everything()).unwrap();
            for secret in person
                .brings(way)
                .iter()
                .skip(usize::from(way == Way::ApiKey))
            {
                assert!(!shown.contains(secret.as_str()), "{way:?}");
            }
            assert!(!shown.contains(&ready.client_secret), "{way:?}");
            assert_eq!(terminal.left_behind(), "", "{way:?}");
        }
    }
}

#[test]
fn every_way_leads_in_by_command() {
    for platform in [Platform::AmoCrm, Platform::Kommo] {
        for way in WAYS {
            let person = on(platform, "en");
            let ready = person.sandbox.ready();
            let keys = [
                "--client-id",
                &ready.client_id,
                "--redirect-uri",
                &ready.redirect_uri,
            ];
            let brought = person.brings(way);
            let output = match way {
                Way::Consent => {
                    let mut args = vec!["connect", "--profile", "acme", "--account"];
                    args.extend([&*ready.account, "--sandbox", &ready.origin, "--browser"]);
                    args.extend(keys);
                    let child = command(&person, &args)
                        .env("AMOKEY_CLIENT_SECRET", &ready.client_secret)
                        .spawn()
                        .unwrap();
                    let link = person.sees_the_page_open();
                    assert_eq!(http::visit(&person.allows(&link)).0, 200);
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
            assert!(
                out.starts_with("acme is connected: ") && out.contains(host.as_str()),
                "{out}"
            );
            // The consent page, with its state, is all that is said of secrets.
            assert!(
                !err.contains("def50200") && !err.contains("eyJ"),
                "{way:?}: {err}"
            );
        }
    }
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn the_address_that_was_landed_on_comes_on_standard_input() {
    for platform in [Platform::AmoCrm, Platform::Kommo] {
        landed_on_stdin(platform);
    }
}

fn landed_on_stdin(platform: Platform) {
    let options = Options {
        platform,
        redirect_uri: "https://example.com/hook".into(),
        ..Options::default()
    };
    let person = Person::with("en", &options).keeping(Keychain::unlocked());
    let ready = person.sandbox.ready();
    let (id, uri) = (&*ready.client_id, &*ready.redirect_uri);
    let url = ["--client-id", id, "--redirect-uri", uri, "--url", "-"];
    // Somebody else's consent page, opened without a state of ours: it comes back without one.
    let page = format!("?client_id={}", ready.client_id);
    let landed = person.allows(&page);
    let output = person.connects_with(&url, &[&ready.client_secret, &landed]);
    assert_eq!(said(&output).0, Some(0), "{output:?}");
    let (_, token, _) = said(&person.gives(&["token"], &[]));
    let status = http::account(&ready.origin, &ready.account, token.trim());
    assert_eq!(status, 200);

    // A state that nobody waits for is refused at once, and what is stored stays.
    let landed = person.allows(&format!("{page}&state={}", "0".repeat(64)));
    let output = person.gives(&["authorize", "acme", "--url", "-"], &[&landed]);
    let (code, _, err) = said(&output);
    assert_eq!(code, Some(3), "{err}");
    assert!(err.contains("amokey authorize acme"), "{err}");
    assert_eq!(said(&person.gives(&["token"], &[])).1, token);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn again_by_command_everything_else_is_kept() {
    let options = Options {
        limits: false,
        ..Options::default()
    };
    let person = Person::listening("en", &options).keeping(Keychain::unlocked());
    let ready = person.sandbox.ready();
    let keys = [
        "--client-id",
        &ready.client_id,
        "--redirect-uri",
        &ready.redirect_uri,
    ];
    let code = || person.sandbox.fresh_code(None).unwrap();
    let by_code = [&keys[..], &["--code", "-"]].concat();
    let output = person.connects_with(&by_code, &[&ready.client_secret, &code()]);
    assert_eq!(said(&output).0, Some(0), "{output:?}");

    let again = ["authorize", "acme", "--code", "-"];
    assert_eq!(said(&person.gives(&again, &[&code()])).0, Some(0));
    // A new secret key that is none is refused, and the old one stays.
    let new_secret = ["authorize", "acme", "--client-secret", "-", "--code", "-"];
    let output = person.gives(&new_secret, &[&"z9".repeat(32), &code()]);
    let (status, _, err) = said(&output);
    assert_eq!(status, Some(3), "{err}");
    assert_eq!(said(&person.gives(&again, &[&code()])).0, Some(0));
    let output = person.gives(&new_secret, &[&ready.client_secret, &code()]);
    assert_eq!(said(&output).0, Some(0), "{output:?}");
    // A token of its own is the next one of a long-lived profile, and no code is.
    let token = person.sandbox.long_lived(None, 30 * DAY).unwrap();
    let args = ["connect", "--profile", "bot", "--account", &ready.account];
    let args = [
        &args[..],
        &["--sandbox", &ready.origin, "--long-lived", "-"],
    ]
    .concat();
    assert_eq!(said(&person.gives(&args, &[&token])).0, Some(0));
    let (status, _, err) = said(&person.gives(&["authorize", "bot", "--code", "-"], &[&code()]));
    assert_eq!(status, Some(2));
    assert!(err.contains("amokey authorize bot --long-lived -"), "{err}");
    let next = person.sandbox.long_lived(None, 60 * DAY).unwrap();
    let output = person.gives(&["authorize", "bot", "--long-lived", "-"], &[&next]);
    assert_eq!(said(&output).0, Some(0), "{output:?}");
    assert_eq!(said(&person.gives(&["token", "bot"], &[])).1.trim(), next);
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
    wrong(
        &[&keys[..], &["--code", &code]].concat(),
        &[],
        "not said on the command line",
    );
    wrong(&[&by_code[..], &[&code]].concat(), &[], "***");
    wrong(&keys, &[], "missing");
    wrong(
        &["--code", "-", "--client-id", secret, "--redirect-uri", uri],
        &[],
        "This is a secret key",
    );
    wrong(
        &by_code,
        &[],
        "Something is missing on standard input: Secret key",
    );
    wrong(
        &by_code,
        &[secret],
        "Something is missing on standard input: The code",
    );
    wrong(&by_code, &[secret, secret], "This is a secret key");
    wrong(&by_code, &[&code, secret], "This is an authorization code");
    wrong(
        &["--long-lived", "-"],
        &[&code],
        "This is an authorization code",
    );
    let output = command(&person, &["setup", "--plain"]).output().unwrap();
    let (status, _, err) = said(&output);
    assert_eq!(status, Some(2));
    assert!(
        err.contains("--account") && err.contains("--client-id"),
        "{err}"
    );
    assert_eq!(
        person
            .sandbox
            .stats()
            .token_requests("authorization_code", "200"),
        0
    );
}

#[test]
fn line_by_line_the_address_that_was_landed_on_is_pasted() {
    for platform in [Platform::AmoCrm, Platform::Kommo] {
        let options = Options {
            platform,
            redirect_uri: "https://example.com/hook".into(),
            ..Options::default()
        };
        let person = Person::with("uk", &options);
        let ready = person.sandbox.ready();
        let mut terminal = person.runs(&["setup", "--plain", "--sandbox", person.sandbox.origin()]);
        terminal
            .sees("Акаунт, наприклад")
            .types(&ready.account)
            .types("<enter>");
        terminal.sees("Номер [1]:").types("<enter>");
        terminal
            .sees("ID інтеграції:")
            .types(&ready.client_id)
            .types("<enter>");
        terminal
            .sees("Секретний ключ (")
            .types(&ready.client_secret)
            .types("<enter>");
        terminal
            .sees("перенаправлення [")
            .types(&ready.redirect_uri)
            .types("<enter>");
        let landed = person.allows(&person.sees_the_page_open());
        terminal
            .sees("Адреса, на яку ви потрапили")
            .types("hello<enter>");
        terminal
            .sees_times("Адреса, на яку ви потрапили", 2)
            .types(&landed)
            .types("<enter>");
        terminal.sees("підключено:");
        assert!(terminal.ends().success());
        assert_eq!(terminal.left_behind(), "");
        let shown = String::from_utf8(terminal.everything()).unwrap();
        assert!(!shown.contains("def50200"), "{shown}");
    }
}

#[test]
fn line_by_line_what_is_wrong_is_asked_again() {
    let person = Person::new("ru");
    let ready = person.sandbox.ready();
    let mut terminal = person.runs(&["setup", "--plain", "--sandbox", person.sandbox.origin()]);
    terminal
        .sees("Аккаунт, например")
        .types("example.com<enter>");
    terminal
        .sees("это не адрес amoCRM")
        .types(&ready.account)
        .types("<enter>");
    terminal.sees("Номер [1]:").types("9<enter>");
    terminal.sees("Число от 1 до 4").types("2<enter>");
    terminal
        .sees("ID интеграции:")
        .types(&ready.client_id)
        .types("<enter>");
    terminal
        .sees("Секретный ключ (")
        .types(&"z9".repeat(32))
        .types("<enter>");
    terminal
        .sees("перенаправления [")
        .types(&ready.redirect_uri)
        .types("<enter>");
    let code = || person.sandbox.fresh_code(None).unwrap();
    terminal
        .sees("Код из настроек (")
        .types(&code())
        .types("<enter>");
    terminal
        .sees("нажмите Enter: всё введённое сохранилось")
        .types("<enter>");
    // Only what was refused is asked for again.
    terminal
        .sees_times("ID интеграции:", 2)
        .types(&ready.client_id)
        .types("<enter>");
    terminal
        .sees_times("Секретный ключ (", 2)
        .types(&ready.client_secret)
        .types("<enter>");
    terminal
        .sees_times("Код из настроек (", 2)
        .types(&code())
        .types("<enter>");
    terminal.sees("подключён:");
    assert!(terminal.ends().success());
}

#[test]
fn a_line_that_is_not_shown_is_given_up_and_the_terminal_is_as_it_was() {
    for signal in [None, Some(nix::sys::signal::Signal::SIGTERM)] {
        let person = Person::new("en");
        let mut terminal = person.runs(&["setup", "--plain", "--sandbox", person.sandbox.origin()]);
        terminal
            .sees("Account, such as")
            .types(&person.sandbox.ready().account)
            .types("<enter>");
        terminal
            .sees("Number [1]:")
            .types("3<enter>")
            .sees("Long-lived token (");
        match signal {
            Some(signal) => terminal.signal(signal),
            None => terminal.types("<ctrl-c>"),
        };
        assert_eq!(terminal.ends().exit_code(), 130);
        assert_eq!(terminal.left_behind(), "");
    }
}
