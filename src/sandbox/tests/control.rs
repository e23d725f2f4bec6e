//! What may be asked of the sandbox itself, by whom, and what is not understood.

use super::super::faults::RequestKind;
use super::*;

#[test]
fn only_loopback_hosts_steer_and_no_web_page_does() {
    let mut desk = Desk::new();
    for host in ["demo.amocrm.ru", "www.amocrm.ru", "api-b.amocrm.ru", "example.com"] {
        assert_eq!(desk.get(&format!("{host}/_sandbox/stats")).status, 404, "{host}");
    }
    assert_eq!(desk.get("localhost/_sandbox/stats").status, 200);
    let origin = [("origin", "https://example.com")];
    let page =
        desk.ask(Method::POST, "127.0.0.1/_sandbox/revoke", &origin, "{\"account\":\"demo\"}");
    assert_eq!(page.status, 403);
}

#[test]
fn a_wish_that_is_not_understood_changes_nothing_and_says_why() {
    let mut desk = Desk::new();
    for (wish, wrong) in [
        ("faults", json!({"next": ["500", "501"]})),
        ("faults", json!({"next": "500"})),
        ("faults", json!({"then": []})),
        ("clock", json!({"advance_seconds": -1})),
        ("clock", json!({})),
        ("code", json!({"account": "nobody"})),
        ("code", json!({"client_id": "nobody"})),
        ("revoke", json!({"account": "nobody"})),
        ("rename", json!({"account": "demo", "to": "Not A Host"})),
        ("rename", json!({"account": "demo", "to": "demo"})),
        ("long_lived", json!({"days": 0})),
        ("integration", json!({"redirect_uri": "http://localhost/\r\nX: y"})),
        ("integration", json!({"redirect_uri": "javascript:alert(1)"})),
    ] {
        let reply = desk.control(wish, &wrong);
        assert_eq!(reply.status, 400, "{wish} {wrong}");
        assert!(!text(&reply, "error").is_empty());
    }
    assert_eq!(desk.control("nonsense", &json!({})).status, 404);
    assert_eq!(desk.world.faults.take(RequestKind::Token("other"), None), None);
    assert_eq!(desk.world.clock.now(), START);
    assert_eq!(desk.world.accounts[0].subdomain, "demo");
}

#[test]
fn requests_are_counted_by_grant_and_status() {
    let (mut desk, access, refresh) = Desk::new().connected();
    desk.api("account", &access);
    desk.control("faults", &json!({"next": ["500", "drop_before"]}));
    desk.refresh(&refresh);
    desk.refresh(&refresh);
    desk.refresh(&refresh);
    desk.token(&json!({}));
    assert_eq!(
        body(&desk.get("127.0.0.1/_sandbox/stats")),
        json!({
            "token_requests": {
                "authorization_code": {"200": 1},
                "refresh_token": {"500": 1, "dropped": 1, "200": 1},
                "other": {"400": 1},
            },
            "api_requests": {"200": 1},
        })
    );
}

#[test]
fn taking_access_away_ends_tokens_of_that_account_only() {
    let (mut desk, access, refresh) =
        Desk::with(&Options { accounts: 2, ..Options::default() }).connected();
    assert_eq!(desk.control("revoke", &json!({"account": "demo2.amocrm.ru"})).status, 200);
    assert_eq!(desk.api("account", &access).status, 200);
    assert_eq!(desk.control("revoke", &json!({"account": "demo.amocrm.ru"})).status, 200);
    assert_eq!(desk.api("account", &access).status, 401);
    assert_eq!(refusal(&desk.refresh(&refresh)), hint(401, "Token has been revoked"));
}

#[test]
fn latency_is_added_to_what_an_account_answers_and_not_to_control() {
    let latency = Duration::from_millis(120);
    let mut desk = Desk::with(&Options { latency, ..Options::default() });
    assert_eq!(desk.token(&json!({})).delay, latency);
    assert_eq!(desk.api("account", "").delay, latency);
    desk.control("faults", &json!({"next": ["slow:30"]}));
    assert_eq!(desk.token(&json!({})).delay, latency + Duration::from_millis(30));
    assert_eq!(desk.control("code", &json!({})).delay, Duration::ZERO);
}
