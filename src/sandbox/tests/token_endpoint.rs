//! Both grants, their refusals, and what goes wrong on the way.

use super::*;

#[test]
fn a_code_buys_a_pair_that_works() {
    let mut desk = Desk::new();
    let code = desk.code();
    let request = desk.code_request(&code);
    let reply = desk.token(&request);
    let answer = body(&reply);
    let told = ["token_type", "expires_in", "server_time"].map(|name| answer[name].clone());
    assert_eq!(told, [json!("Bearer"), json!(86_400), json!(START)]);
    assert_eq!(answer.as_object().unwrap().len(), 5);
    let (access, _) = pair(&reply);
    assert_eq!(desk.api("account", &access).status, 200);
    assert_eq!(refusal(&desk.token(&request)), hint(400, "Authorization code has been revoked"));
}

#[test]
fn every_refusal_comes_in_the_servers_order() {
    let mut desk = Desk::new();
    let code = desk.code();
    let good = desk.code_request(&code);
    // Each case mends the one before, and is refused for the next thing.
    let cases = [
        (json!({}), hint(400, "Check that all required parameters have been provided")),
        (json!({"grant_type": "authorization_code"}), hint(400, "Check the `client_id` parameter")),
        (without(good.clone(), "client_secret"), hint(400, "Check the `client_secret` parameter")),
        (with(good.clone(), &json!({"client_secret": "x"})), (401, None)),
        (with(good.clone(), &json!({"client_id": "x"})), (401, None)),
        (without(good.clone(), "redirect_uri"), hint(400, "Check the `redirect_uri` parameter")),
        (
            with(good.clone(), &json!({"redirect_uri": "http://localhost:18497/callback/"})),
            hint(400, "Redirect URI is not associated with client"),
        ),
        (with(good.clone(), &json!({"code": ""})), hint(400, "Check the `code` parameter")),
        (
            with(good.clone(), &json!({"code": "def50200"})),
            hint(400, "Cannot decrypt the authorization code"),
        ),
        (
            with(good.clone(), &json!({"grant_type": "refresh_token"})),
            hint(400, "Check the `refresh_token` parameter"),
        ),
    ];
    for (request, expected) in cases {
        assert_eq!(refusal(&desk.token(&request)), expected, "{request}");
    }
    assert_eq!(desk.token(&good).status, 200, "no refusal has spent the code");
}

#[test]
fn what_is_not_json_has_no_fields() {
    let mut desk = Desk::new();
    let code = desk.code();
    let good = desk.code_request(&code).to_string();
    let url = "demo.amocrm.ru/oauth2/access_token";
    let reply = desk.ask(Method::POST, url, &[("content-type", "text/plain")], &good);
    assert_eq!(refusal(&reply), hint(400, "Check that all required parameters have been provided"));
    assert_eq!(desk.get(url).status, 405);
}

#[test]
fn a_code_is_good_at_its_accounts_host_only() {
    let mut desk = Desk::with(&Options { accounts: 2, ..Options::default() });
    let code = text(&desk.control("code", &json!({"account": "demo2"})), "code");
    let request = desk.code_request(&code);
    assert_eq!(refusal(&desk.token(&request)), hint(400, "Invalid account"));
    let nowhere = desk.post("nobody.amocrm.ru/oauth2/access_token", &request);
    assert_eq!(refusal(&nowhere), hint(400, "Invalid account"));
    pair(&desk.post("demo2.amocrm.ru/oauth2/access_token", &request));
}

#[test]
fn faults_that_do_nothing_leave_the_token_alone() {
    let (mut desk, _, first) = Desk::strict().connected();
    let spoilers = ["drop_after_rotation", "cut", "slow", "no_refresh_token", "no_server_time"];
    let harmless: Vec<_> = super::super::Fault::names()
        .into_iter()
        .filter(|name| !spoilers.contains(&name.as_str()))
        .collect();
    assert_eq!(desk.control("faults", &json!({"next": harmless})).status, 200);
    for _ in &harmless {
        desk.refresh(&first);
    }
    pair(&desk.refresh(&first));
}

#[test]
fn a_pair_may_come_without_its_refresh_token_or_the_time() {
    for (fault, field) in [("no_refresh_token", "refresh_token"), ("no_server_time", "server_time")]
    {
        let (mut desk, _, first) = Desk::new().connected();
        desk.control("faults", &json!({"next": [fault]}));
        let answer = body(&desk.refresh(&first));
        assert_eq!((answer.get(field), answer.as_object().unwrap().len()), (None, 4));
    }
}

#[test]
fn the_bare_domain_sends_elsewhere_in_html() {
    let mut desk = Desk::new();
    let reply = desk.post("amocrm.ru/oauth2/access_token", &json!({}));
    assert_eq!(reply.status, 301);
    assert_eq!(header(&reply, "location"), Some("https://www.amocrm.ru/oauth2/access_token"));
    assert!(reply.body.contains("<center>nginx</center>"));
}

#[test]
fn a_new_secret_ends_everything() {
    let (mut desk, access, refresh) = Desk::new().connected();
    let old = desk.refresh_request(&refresh);
    let secret = text(&desk.control("secret", &json!({})), "client_secret");
    assert_eq!(refusal(&desk.token(&old)), (401, None));
    let new = with(old, &json!({"client_secret": secret}));
    assert_eq!(refusal(&desk.token(&new)), hint(401, "Token has been revoked"));
    assert_eq!(desk.api("account", &access).status, 401);
}

#[test]
fn who_asks_too_often_is_told_so_and_then_blocked() {
    let mut desk = Desk::new();
    let request = desk.refresh_request("def50200");
    let mut statuses = Vec::new();
    for _ in 0..40 {
        desk.at -= Duration::from_secs(1);
        statuses.push(desk.token(&request).status);
    }
    assert_eq!(statuses, [&[401; 7][..], &[429; 30], &[403; 3]].concat());
    desk.control("unblock", &json!({}));
    assert_eq!(desk.token(&request).status, 401);
}
