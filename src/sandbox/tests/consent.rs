//! From the consent URL to the redirect URI.

use super::*;

fn consent_url(desk: &Desk) -> String {
    let client_id = &desk.world.integrations[0].client_id;
    format!("www.amocrm.ru/oauth?client_id={client_id}&state=s%26t&mode=post_message")
}

fn press(desk: &mut Desk, form: &str) -> Vec<(String, String)> {
    let client_id = desk.world.integrations[0].client_id.clone();
    let reply = desk.ask(
        Method::POST,
        "127.0.0.1/oauth",
        &[("content-type", "application/x-www-form-urlencoded")],
        &format!("client_id={client_id}&{form}"),
    );
    assert_eq!(reply.status, 302);
    let location = url::Url::parse(header(&reply, "location").unwrap()).unwrap();
    assert!(location.as_str().starts_with("http://localhost:18497/callback?"));
    location.query_pairs().into_owned().collect()
}

#[test]
fn the_page_offers_every_account_and_both_answers() {
    let mut desk = Desk::with(&Options { accounts: 3, ..Options::default() });
    let reply = desk.get(&consent_url(&desk));
    assert_eq!(reply.status, 200);
    for part in [
        "value=\"demo\" checked",
        "value=\"demo3\"",
        "id=\"allow\"",
        "id=\"deny\"",
        "Разрешить",
        "Запретить",
        "name=\"state\" value=\"s&amp;t\"",
    ] {
        assert!(reply.body.contains(part), "{part}");
    }
    assert!(!reply.body.contains("{{"), "every placeholder is filled");
    assert!(!reply.body.contains("http"), "nothing comes from outside");
}

#[test]
fn kommo_speaks_english() {
    let mut desk = Desk::kommo();
    let client_id = desk.world.integrations[0].client_id.clone();
    let reply = desk.get(&format!("www.kommo.com/oauth?client_id={client_id}"));
    assert!(reply.body.contains(">Allow<") && !reply.body.contains("name=\"state\""));
    assert_eq!(text(&desk.token(&json!({})), "title"), "Invalid request");
}

#[test]
fn what_a_stranger_put_into_the_address_stays_text() {
    let mut desk = Desk::new();
    let url = format!("{}&state=", consent_url(&desk))
        .replace("s%26t", "%22%3E%3Cscript%3E%7B%7Ballow%7D%7D");
    let reply = desk.get(&url);
    assert!(reply.body.contains("&quot;&gt;&lt;script&gt;{{allow}}"));
}

#[test]
fn allow_leads_back_with_a_code_for_the_chosen_account() {
    let mut desk = Desk::with(&Options { accounts: 2, ..Options::default() });
    let pairs = press(&mut desk, "state=s%26t&account=demo2&decision=allow");
    let names: Vec<_> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["code", "state", "referer", "platform", "client_id"]);
    assert_eq!([1, 2, 3].map(|at| &*pairs[at].1), ["s&t", "demo2.amocrm.ru", "1"]);
    let request = desk.code_request(&pairs[0].1);
    pair(&desk.post("demo2.amocrm.ru/oauth2/access_token", &request));
}

#[test]
fn deny_says_so_and_a_missing_state_stays_missing() {
    let mut desk = Desk::new();
    let client_id = desk.world.integrations[0].client_id.clone();
    let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let denied = [own("error", "access_denied"), own("client_id", &client_id)];
    assert_eq!(press(&mut desk, "account=demo&decision=deny"), denied);
    let denied = [denied.as_slice(), &[own("state", "x")]].concat();
    assert_eq!(press(&mut desk, "state=x&account=demo&decision=deny"), denied);
}

#[test]
fn a_wrong_integration_silently_ends_on_the_home_page() {
    let mut desk = Desk::new();
    let right = consent_url(&desk);
    for url in [
        "www.amocrm.ru/oauth?client_id=00000000-0000-4000-a000-000000000000&state=x",
        "www.amocrm.ru/oauth",
        &right.replace("amocrm.ru", "kommo.com"),
    ] {
        let reply = desk.get(url);
        assert_eq!((reply.status, header(&reply, "location")), (302, Some("/")), "{url}");
    }
    assert_eq!(desk.get("www.amocrm.ru/").status, 200);
}
