//! What an account answers to a good token, and to others.

use super::*;

#[test]
fn the_account_agrees_with_the_token() {
    let (mut desk, access, _) = Desk::new().connected();
    let account = body(&desk.api("account?with=datetime_settings", &access));
    let own = desk.world.accounts[0].clone();
    assert_eq!(account["id"], own.id);
    assert_eq!(account["subdomain"], "demo");
    assert_eq!(account["current_user_id"], own.current_user_id);
    assert_eq!(account["_embedded"]["datetime_settings"]["timezone"], "Europe/Moscow");
    assert_eq!(body(&desk.api("account", &access)).get("_embedded"), None);
    let reply = desk.api(&format!("users/{}", own.current_user_id), &access);
    assert_eq!(body(&reply)["name"], "Анна Соколова");
    assert_eq!(header(&reply, "content-type"), Some("application/hal+json"));
}

#[test]
fn a_lead_names_its_contacts_where_they_are_asked_for() {
    let (mut desk, access, _) = Desk::new().connected();
    let id = desk.world.accounts[0].entities["leads"][0]["id"].clone();
    for (with, count) in [("?with=contacts", Some(3)), ("", None)] {
        let lead = body(&desk.api(&format!("leads/{id}{with}"), &access));
        let contacts = lead["_embedded"].get("contacts");
        assert_eq!(contacts.map(|contacts| contacts.as_array().unwrap().len()), count);
    }
}

#[test]
fn nothing_found_is_204_for_leads_and_404_for_users() {
    let (mut desk, access, _) = Desk::new().connected();
    let nothing = desk.api("leads/1", &access);
    assert_eq!((nothing.status, nothing.body.as_str()), (204, ""));
    assert_eq!(desk.api("contacts/1", &access).status, 204);
    assert_eq!(desk.api("users/1", &access).status, 404);
}

#[test]
fn the_pages_of_a_list_link_to_the_next_until_the_last() {
    let (mut desk, access, _) = Desk::new().connected();
    let (mut path, mut seen, mut pages) = ("leads?limit=7".to_owned(), 0, 0);
    loop {
        let page = body(&desk.api(&path, &access));
        seen += page["_embedded"]["leads"].as_array().unwrap().len();
        pages += 1;
        let Some(next) = page["_links"]["next"]["href"].as_str() else { break };
        next.strip_prefix("https://demo.amocrm.ru/api/v4/").unwrap().clone_into(&mut path);
    }
    assert_eq!((seen, pages), (30, 5));
    assert_eq!(desk.api("leads?limit=7&page=6", &access).status, 204);
    assert_eq!(desk.api("leads?page=18446744073709551615&limit=0", &access).status, 204);
}

#[test]
fn tokens_that_ended_or_belong_elsewhere_get_the_misleading_401() {
    let (mut desk, access, refresh) =
        Desk::with(&Options { accounts: 2, ..Options::default() }).connected();
    let expected = json!({"title":"Unauthorized","type":"https://httpstatus.es/401","status":401,
        "detail":"Неверный логин или пароль"});
    let bearer = format!("Bearer {access}");
    let elsewhere =
        desk.ask(Method::GET, "demo2.amocrm.ru/api/v4/account", &[("authorization", &bearer)], "");
    assert_eq!(body(&elsewhere), expected);
    assert_eq!(body(&desk.api("account", &refresh)), expected);
    assert_eq!(body(&desk.get("demo.amocrm.ru/api/v4/account")), expected);
    desk.control("clock", &json!({"advance_seconds": 86_400}));
    assert_eq!(body(&desk.api("account", &access)), expected);
}

#[test]
fn a_renamed_account_is_found_by_its_refresh_token_without_spending_it() {
    let (mut desk, access, refresh) = Desk::strict().connected();
    desk.control("rename", &json!({"account": "demo", "to": "acme-new"}));
    assert_eq!(desk.refresh(&refresh).status, 404);
    assert_eq!(desk.api("account", &access).status, 401);
    let lookup = "api-b.amocrm.ru/oauth2/account/current/subdomain";
    let found = desk.ask(Method::GET, lookup, &[("x-refresh-token", &refresh)], "");
    let id = desk.world.accounts[0].id;
    assert_eq!(
        body(&found),
        json!({"id": id, "subdomain": "acme-new", "domain": "acme-new.amocrm.ru", "top_level_domain": "ru"})
    );
    assert_eq!(desk.get(lookup).status, 401);
    let request = desk.refresh_request(&refresh);
    pair(&desk.post("acme-new.amocrm.ru/oauth2/access_token", &request));
}

#[test]
fn a_long_lived_token_works_until_its_day_comes() {
    let mut desk = Desk::new();
    let token = text(&desk.control("long_lived", &json!({"days": 30})), "access_token");
    desk.control("clock", &json!({"advance_seconds": 30 * 86_400 - 1}));
    assert_eq!(desk.api("account", &token).status, 200);
    desk.control("clock", &json!({"advance_seconds": 1}));
    assert_eq!(desk.api("account", &token).status, 401);
}

#[test]
fn an_api_key_is_answered_202_and_a_callback_without_a_state() {
    let mut desk = Desk::new();
    let accounts = body(&desk.get("127.0.0.1/_sandbox/accounts"));
    let (own, client) = (&accounts["accounts"][0], desk.client());
    let mut request = json!({
        "login": own["login"], "api_key": own["api_key"],
        "client_uuid": client["client_id"], "client_secret": client["client_secret"],
    });
    let url = "demo.amocrm.ru/oauth2/exchange_api_key";
    let reply = desk.post(url, &request);
    assert_eq!((reply.status, reply.body.as_str()), (202, ""));
    let callback = url::Url::parse(&reply.callback.unwrap()).unwrap();
    let pairs: std::collections::HashMap<_, _> = callback.query_pairs().into_owned().collect();
    assert_eq!((pairs["from_exchange"].as_str(), pairs.get("state")), ("1", None));
    let exchange = desk.code_request(&pairs["code"]);
    pair(&desk.token(&exchange));
    request["api_key"] = json!("wrong");
    assert_eq!(desk.post(url, &request).status, 401);
}

/// Who is given this origin instead of an account's address has no host to name.
#[test]
fn at_the_loopback_address_the_token_says_which_account_is_meant() {
    let (mut desk, access, _) = Desk::new().connected();
    let bearer = format!("Bearer {access}");
    let mut at_loopback =
        |headers: &[_]| desk.ask(Method::GET, "127.0.0.1/api/v4/account", headers, "");
    let account = body(&at_loopback(&[("authorization", &bearer)]));
    assert_eq!(account["subdomain"], "demo");
    assert_eq!(at_loopback(&[]).status, 401);
}
