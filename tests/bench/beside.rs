//! What the program takes beside the tool that a script would use in its place, the two in turn.

use std::fs;
use std::time::Duration;

use amokey::sandbox::Options;
use serde_json::{Value, json};

use crate::figures::{AMOKEY, Times, connected, program, time};
use crate::person::Person;
use crate::script::sealed;

const LOOKUP: [&str; 5] = ["lookup", "service", "amokey", "username", "demo"];

/// What a far server takes for an answer, a near one, and one that leaves our own work alone to be seen.
const LATENCIES: [Duration; 3] =
    [Duration::from_millis(300), Duration::from_millis(100), Duration::ZERO];

type Ran = (Duration, String);

/// Runs both so many times in turn, after once to warm up; `agree` compares what they print.
fn in_turn(
    rounds: usize,
    mut ours: impl FnMut() -> Ran,
    mut theirs: impl FnMut() -> Ran,
    agree: impl Fn(&str, &str) -> bool,
) -> [Times; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..=rounds {
        let ((ours, our_text), (theirs, their_text)) = (ours(), theirs());
        assert!(agree(&our_text, &their_text), "{our_text}\n{their_text}");
        times[0].push(ours);
        times[1].push(theirs);
    }
    times.map(|times| Times::new(times.into_iter().skip(1)))
}

fn in_either_store(options: &Options) -> [(&'static str, Person); 2] {
    [("keychain", connected(options)), ("sealed file", sealed("en", options))]
}

fn tell(what: &str, [ours, theirs]: &[Times; 2], most: &str) {
    let ratio = ours.median().as_secs_f64() / theirs.median().as_secs_f64();
    println!("{what}: {ours}\n  beside {:.1?}: {ratio:.2} times as long ({most})", theirs.median());
}

/// `amokey token` with a valid token beside `secret-tool lookup` of the same secret.
pub fn token() {
    let person = connected(&Options::default());
    let times = in_turn(
        200,
        || time(&mut program(&person, AMOKEY, &["token"])),
        || time(&mut program(&person, "secret-tool", &LOOKUP)),
        |token, record| record.contains(token.trim_end()),
    );
    tell("amokey token, secret-tool lookup", &times, "at most 1");
}

/// `amokey exec -- true` with a valid token beside `true` itself. What the keychain takes of that is seen in
/// `secret-tool lookup` of the same secret.
pub fn exec() {
    for (store, person) in in_either_store(&Options::default()) {
        let times = in_turn(
            200,
            || time(&mut program(&person, AMOKEY, &["exec", "demo", "--", "true"])),
            || time(&mut program(&person, "true", &[])),
            |_, _| true,
        );
        let adds = times[0].median().saturating_sub(times[1].median());
        println!("{store}: amokey exec -- true: {}, adds {adds:.1?} (under 10 ms)", times[0]);
        if store == "keychain" {
            let lookups = (0..200).map(|_| time(&mut program(&person, "secret-tool", &LOOKUP)).0);
            Times::new(lookups).tell("  secret-tool lookup alone", "");
        }
    }
}

/// `amokey api` beside `curl` with the same header. What curl does not do is to read the token out of the store.
pub fn api() {
    const LEADS: &str = "/api/v4/leads?limit=250";
    for latency in LATENCIES {
        let options = Options { latency, limits: false, ..Options::default() };
        for (store, person) in in_either_store(&options) {
            let ready = person.sandbox.ready();
            let (_, token) = time(&mut program(&person, AMOKEY, &["token"]));
            let host = format!("Host: {}", ready.account);
            let bearer = format!("Authorization: Bearer {}", token.trim_end());
            let url = format!("{}{LEADS}", ready.origin);
            let curl = ["--silent", "--fail", "--header", &host, "--header", &bearer, &url];
            let times = in_turn(
                100,
                || time(&mut program(&person, AMOKEY, &["api", LEADS])),
                || time(&mut program(&person, "curl", &curl)),
                |ours, theirs| ours == theirs,
            );
            tell(&format!("{store}, {latency:?}: amokey api, curl"), &times, "at most 1.2");
        }
    }
}

/// `amokey refresh` of one profile beside `curl` doing the same request. What curl does not do is to read the token out
/// of the keychain and to save the new one.
pub fn refresh() {
    has_no_kill_points();
    for latency in LATENCIES {
        let person = connected(&Options { latency, limits: false, ..Options::default() });
        let ready = person.sandbox.ready();
        let url = format!("{}/oauth2/access_token", ready.origin);
        let host = format!("Host: {}", ready.account);
        let body = person.home.path().join("body.json");
        let data = format!("@{}", body.display());
        let mut curl = vec!["--silent", "--fail", "--header", &host, "--data", &data, &url];
        curl.extend(["--header", "Content-Type: application/json"]);
        let mut request = json!({
            "client_id": ready.client_id, "client_secret": ready.client_secret,
            "grant_type": "authorization_code", "code": person.sandbox.fresh_code(None).unwrap(),
            "redirect_uri": ready.redirect_uri,
        });
        let times = in_turn(
            40,
            || time(&mut program(&person, AMOKEY, &["refresh", "--force", "demo"])),
            || {
                fs::write(&body, request.to_string()).unwrap();
                let (took, answer) = time(&mut program(&person, "curl", &curl));
                let answer: Value = serde_json::from_str(&answer).unwrap();
                // The first round gives curl its refresh token.
                request["grant_type"] = "refresh_token".into();
                request["refresh_token"] = answer["refresh_token"].clone();
                (took, String::new())
            },
            |_, _| true,
        );
        tell(&format!("{latency:?}: amokey refresh, curl"), &times, "at most 1.3");
    }
}

/// What is handed out cannot be told to die: the hook of the tests is in debug builds alone.
fn has_no_kill_points() {
    let binary = fs::read(AMOKEY).unwrap();
    let hook = b"AMOKEY_KILL_AT";
    let is_there = binary.windows(hook.len()).any(|bytes| bytes == hook);
    assert_eq!(is_there, cfg!(debug_assertions), "AMOKEY_KILL_AT");
}
