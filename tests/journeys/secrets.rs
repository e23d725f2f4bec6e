//! A secret that was typed and pasted is nowhere but in the keychain.

use crate::http;
use crate::person::Person;

fn holds(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[test]
fn nothing_leaks_on_the_whole_way() {
    let person = Person::new("en");
    let ready = person.sandbox.ready();
    let mut terminal = person.sets_up();
    terminal.types(&ready.client_id).types("<enter>");
    // Half of it typed, half of it pasted.
    let (typed, pasted) = ready.client_secret.split_at(20);
    terminal.types(typed).pastes(pasted).types("<enter>");
    terminal.types("<ctrl-u>").types(&ready.redirect_uri).types("<enter>");
    let link = person.sees_the_page_open();
    let callback = person.allows(&link);
    let environment = std::fs::read(format!("/proc/{}/environ", terminal.pid())).unwrap();
    let arguments = std::fs::read(format!("/proc/{}/cmdline", terminal.pid())).unwrap();
    assert_eq!(http::visit(&callback).0, 200);
    terminal.sees("is connected").types("<enter>").sees("1 profile").types("v<ctrl-c>").ends();
    let value = |name: &str| {
        let url: url::Url = callback.parse().unwrap();
        url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned()
    };
    let secrets = [
        ready.client_secret.clone(),
        pasted.to_owned(),
        value("code"),
        value("state"),
        "eyJ0eXAi".into(),
        "def50200".into(),
    ];
    let mut places = person.files();
    places.push(("the screen".into(), terminal.everything()));
    places.push(("the environment".into(), environment));
    places.push(("the arguments".into(), arguments));
    for secret in &secrets {
        for (place, bytes) in &places {
            assert!(
                !holds(bytes, secret),
                "{} characters of a secret are in {place}",
                secret.len()
            );
        }
    }
    // What is looked for can be found.
    assert!(holds(callback.as_bytes(), &secrets[2]));
    assert!(places.iter().any(|(place, _)| place.ends_with("ledger.sqlite")));
}
