//! One paste for several fields, and several lines for none.

use crate::app::Effect;
use crate::domain::authorize::AuthMethod;
use crate::domain::lang::Lang;
use insta::assert_snapshot;

use super::connecting::{ID, SECRET, code, credentials, new_connection};
use super::harness::Journey;

#[test]
fn an_id_and_a_secret_key_copied_together_fill_their_fields() {
    for text in [
        format!("{ID}\n{SECRET}\n"),
        format!("{SECRET}\t{ID}"),
        format!("ID интеграции\n{ID}\nСекретный ключ\n{SECRET}"),
    ] {
        let mut journey = Journey::first_time().at_keys();
        journey.store_is(Ok(())).paste(&text).keys("<enter>");
        assert_eq!(new_connection(&journey.effects()).credentials, credentials(), "{text}");
    }
    // Wherever the cursor is; and the redirect URI with them.
    let mut journey = Journey::first_time().at_keys();
    journey.store_is(Ok(())).keys("<tab><tab>");
    journey.paste(&format!("Redirect URI: https://example.com/hook\n{SECRET}\n{ID}"));
    let new = new_connection(&journey.keys("<enter>").effects());
    assert_eq!(new.credentials.redirect_uri.as_str(), "https://example.com/hook");
    assert_eq!(new.credentials.client_id, credentials().client_id);
}

#[test]
fn what_is_pasted_in_pieces_is_seen_in_three_languages() {
    let frames = Lang::ALL.map(|lang| {
        let mut journey = Journey::first_time_in(lang).at_keys();
        let refused = journey.paste("one line\nand another").text();
        let filled = journey.paste(&format!("{ID} {SECRET}")).text();
        [refused, filled].join("────\n")
    });
    assert_snapshot!(frames.join("════\n"));
}

#[test]
fn several_lines_are_never_joined() {
    let mut journey = Journey::first_time();
    journey.paste("acme.amocrm.ru\nbeta.amocrm.ru");
    assert!(journey.text().contains("more than one value"), "{}", journey.text());
    // Nothing was put in, so that what is typed then is all there is.
    journey.keys("acme.amocrm.ru<enter>");
    assert!(journey.text().contains("how do you want to get in?"), "{}", journey.text());
    // What amoCRM wrapped is one value all the same.
    let mut journey = Journey::first_time().at_secret(AuthMethod::Code);
    let code = code();
    let (head, tail) = code.split_at(400);
    journey.paste(&format!("{head}\r\n{tail}"));
    assert!(matches!(journey.keys("<enter>").effects()[..], [Effect::Authorize(..)]));
    let (mut journey, _) = Journey::first_time().at_waiting();
    journey.effects();
    journey.paste("https://a.example/?code=1&state=2\nhttps://a.example/?code=3&state=4");
    assert!(journey.text().contains("more than one value"), "{}", journey.text());
    assert_eq!(journey.keys("<enter>").effects(), []);
}
