//! Requests as they are sent and answers as they come, against a server that does what it is told.

use std::net::TcpListener;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::json;

use super::super::{AccountLocation, Client, Endpoint, HttpLimits};
use super::limited;
use super::scripted::{Play, Scripted, acme, nobody_came, say, trap};
use crate::domain::account::AccountHost;
use crate::domain::profile::AccountFacts;
use crate::domain::samples::{credentials, jwt};
use crate::domain::secret::Secret;
use crate::domain::tokens::TokenResponse;
use crate::domain::trouble::{Cause, Detail, Trouble};

const GRANTED: &str = r#"{"token_type":"Bearer","expires_in":86400,"server_time":1720000000,"access_token":"eyJ0.access","refresh_token":"def50200"}"#;

fn answer(server_time: Option<&str>) -> TokenResponse {
    TokenResponse {
        access: Secret::new("eyJ0.access"),
        refresh: Secret::new("def50200"),
        expires_in: 86_400,
        server_time: server_time.map(|text| text.parse().unwrap()),
    }
}

/// A client that loses its patience quickly.
fn hasty() -> Client {
    limited(HttpLimits {
        token: Duration::from_millis(300),
        api: Duration::from_millis(300),
        ..HttpLimits::default()
    })
}

async fn refresh(client: &Client, at: &Endpoint) -> Result<TokenResponse, Trouble> {
    let token = Secret::new("def50200");
    client.refresh(at, &credentials(), &token).await
}

async fn refreshed(play: Play) -> Result<TokenResponse, Trouble> {
    let server = Scripted::start(vec![play]);
    let result = refresh(&hasty(), &server.acme("http")).await;
    server.ended().await;
    result
}

#[tokio::test]
async fn both_grants_are_asked_exactly_as_documented() {
    let granted = || say("200 OK", "", GRANTED);
    let server = Scripted::start(vec![granted(), granted()]);
    let (client, at) = (Client::new(), server.acme("http"));
    let code = Secret::new("def50200c0de");
    let exchanged = client.exchange(&at, &credentials(), &code).await;
    let expected = Ok(answer(Some("2024-07-03T09:46:40Z")));
    assert_eq!(exchanged, expected);
    assert_eq!(refresh(&client, &at).await, expected);
    let integration = json!({
        "client_id": "2912780f-a1e4-4d5d-a069-ee01422d8bef",
        "client_secret": "a1B2".repeat(16),
        "redirect_uri": "http://localhost:18497/callback",
    });
    let grants = [
        json!({"grant_type": "authorization_code", "code": "def50200c0de"}),
        json!({"grant_type": "refresh_token", "refresh_token": "def50200"}),
    ];
    let (sent, _) = server.ended().await;
    assert_eq!(sent.len(), grants.len());
    for (sent, grant) in sent.iter().zip(grants) {
        let mut expected = integration.clone();
        let fields = grant.as_object().unwrap().clone();
        expected.as_object_mut().unwrap().extend(fields);
        let body: serde_json::Value = serde_json::from_str(&sent.body).unwrap();
        assert_eq!(body, expected);
        assert_eq!(sent.line, "POST /oauth2/access_token HTTP/1.1");
        assert_eq!(
            sent.headers,
            [
                ("accept", "*/*"),
                ("content-length", &sent.body.len().to_string()),
                ("content-type", "application/json"),
                ("host", "acme.amocrm.ru"),
                ("user-agent", concat!("amokey/", env!("CARGO_PKG_VERSION"))),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
}

#[tokio::test]
async fn the_servers_clock_is_taken_from_wherever_it_is_told() {
    const DATE: &str = "Date: Sat, 21 Nov 2026 09:00:00 GMT\r\n";
    let body = |time: &str| GRANTED.replace("\"server_time\":1720000000,", time);
    for (headers, time, expected) in [
        (DATE, "", Some("2026-11-21T09:00:00Z")),
        (DATE, "\"server_time\":null,", Some("2026-11-21T09:00:00Z")),
        (DATE, "\"server_time\":0,", Some("2026-11-21T09:00:00Z")),
        // Milliseconds, which would be the year 56473.
        (DATE, "\"server_time\":1720000000000,", Some("2026-11-21T09:00:00Z")),
        (DATE, "\"server_time\":\"1720000000\",", Some("2024-07-03T09:46:40Z")),
        ("Date: yesterday\r\n", "", None),
        ("", "", None),
    ] {
        let told = refreshed(say("200 OK", headers, &body(time))).await;
        assert_eq!(told, Ok(answer(expected)), "{headers}{time}");
    }
}

#[tokio::test]
async fn the_life_of_a_token_is_sane_or_its_own() {
    let claimed = jwt(r#"{"iat":1720000000,"exp":1720003600}"#);
    let other = "eyJ0.access";
    for (life, token, expected) in [
        ("\"expires_in\":86400", other, 86_400),
        ("\"expires_in\":\"600\"", other, 600),
        ("\"expires_in\":600.0", other, 600),
        ("\"expires_in\":\"600.0\"", other, 600),
        ("\"expires_in\":0", claimed.expose(), 3600),
        ("\"expires_in\":-5", claimed.expose(), 3600),
        ("\"expires_in\":9007199254740993", other, 158_112_000),
        // Nobody tells: a pair is not thrown away for that, and a day is documented.
        ("\"expires_in\":0", other, 86_400),
        ("\"expires_in\":{}", other, 86_400),
        ("\"more\":1", other, 86_400),
    ] {
        let body = format!("{{{life},\"access_token\":\"{token}\",\"refresh_token\":\"r\"}}");
        let told = refreshed(say("200 OK", "", &body)).await;
        assert_eq!(told.unwrap().expires_in, expected, "{life}");
    }
}

#[tokio::test]
async fn an_answer_that_brings_no_tokens_says_why() {
    let lacks = |token: &str| format!("there is no {token} token in the answer");
    for (body, note) in [
        ("", "the answer is empty"),
        ("<html>Welcome to the hotel</html>", "the answer is not JSON"),
        (r#"{"token_type":"Bearer","acc"#, "the answer is cut"),
        (r#"{"expires_in":1,"access_token":"a"}"#, &lacks("refresh")),
        (r#"{"expires_in":1,"access_token":"a","refresh_token":""}"#, &lacks("refresh")),
        (r#"{"expires_in":1,"access_token":"a\r\nb","refresh_token":"r"}"#, &lacks("access")),
        (
            r#"{"access_token":["MARKED"],"refresh_token":"r"}"#,
            "the answer is JSON of another shape",
        ),
    ] {
        let expected = Trouble {
            cause: Cause::BadAnswer,
            detail: Detail { status: Some(200), note: Some(note.into()), ..Detail::default() },
        };
        assert_eq!(refreshed(say("200 OK", "", body)).await, Err(expected));
    }
    let nothing = refreshed(Play::Say("HTTP/1.1 204 No Content\r\n\r\n".into())).await;
    assert_eq!(nothing.unwrap_err().cause, Cause::BadAnswer);
}

#[tokio::test]
async fn an_answer_lost_on_its_way_is_temporary() {
    let cut = |length: usize| format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
    for (play, cause) in [
        (Play::Say(String::new()), Cause::BadAnswer),
        (Play::Say("HTTP/1.1 200".into()), Cause::BadAnswer),
        (Play::Say("SSH-2.0-OpenSSH\r\n".into()), Cause::BadAnswer),
        (Play::Say(cut(5000) + GRANTED), Cause::BadAnswer),
        (Play::Stall(String::new()), Cause::TimedOut),
        (Play::Stall(cut(5000) + GRANTED), Cause::TimedOut),
    ] {
        assert_eq!(refreshed(play).await.unwrap_err().cause, cause);
    }
}

#[tokio::test]
async fn what_was_sent_does_not_come_back_in_words() {
    let echo = r#"{"title":"Forbidden","status":403,"detail":"no short.token here"}"#;
    let server = Scripted::start(vec![say("403 Forbidden", "", echo)]);
    let access = Secret::new("short.token");
    let told = Client::new().account(&server.acme("http"), &access).await;
    let note = told.unwrap_err().detail.note;
    assert_eq!(note.as_deref(), Some("no … here"));
    server.ended().await;
    // In a body and in the number of a request as well.
    let secret = credentials().client_secret.secret().expose().to_owned();
    let cut: String = secret.chars().take(20).collect();
    let echo = format!(r#"{{"hint":"secret {secret} token spent","title":"x","detail":"{cut}"}}"#);
    let number = format!("X-Request-Id: {secret}\r\n");
    let told = refreshed(say("400 Bad Request", &number, &echo)).await.unwrap_err();
    assert_eq!(told.detail.hint.as_deref(), Some("secret … token spent"));
    assert!(!format!("{told} {told:?}").contains(&secret), "{told:?}");
}

/// A queue that is full: whoever wants to connect waits, and nothing is sent.
#[tokio::test]
async fn a_connection_that_takes_too_long_lost_no_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let soon = Duration::from_millis(100);
    let mut queue = Vec::new();
    while let Ok(stream) = std::net::TcpStream::connect_timeout(&address, soon) {
        queue.push(stream);
    }
    let client = limited(HttpLimits { connect: soon, ..HttpLimits::default() });
    let told = refresh(&client, &acme(&format!("http://{address}"))).await;
    assert_eq!(told.unwrap_err().cause, Cause::Unreachable);
}

#[tokio::test]
async fn a_refusal_cut_on_its_way_keeps_its_status_and_loses_nobodys_authorization() {
    let head = "HTTP/1.1 401 Unauthorized\r\nx-request-id: 5f3a\r\ncontent-length: 500\r\n\r\n";
    let told = refreshed(Play::Say(format!("{head}{{\"title\""))).await;
    let Trouble { cause, detail } = told.unwrap_err();
    assert_eq!((cause, detail.status), (Cause::BadAnswer, Some(401)));
    assert_eq!(detail.request_id.as_deref(), Some("5f3a"));
}

#[tokio::test]
async fn an_endless_body_is_left() {
    let server = Scripted::start(vec![Play::Endless]);
    let told = refresh(&Client::new(), &server.acme("http")).await;
    let (_, written) = server.ended().await;
    let trouble = told.unwrap_err();
    assert_eq!(trouble.cause, Cause::BadAnswer);
    assert_eq!(trouble.detail.note.as_deref(), Some("the answer is too large"));
    // What stands in the buffers of both sockets was written too.
    assert!(written < 16 << 20, "{written}");
}

#[tokio::test]
async fn nobody_listening_is_unreachable() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let told = refresh(&Client::new(), &acme(&format!("http://127.0.0.1:{port}"))).await;
    let trouble = told.unwrap_err();
    assert_eq!(trouble.cause, Cause::Unreachable);
    assert!(trouble.detail.note.is_some_and(|note| note.contains("refused")));
}

#[tokio::test]
async fn a_redirect_is_never_followed_with_a_secret() {
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let trap = trap();
        let target = trap.local_addr().unwrap();
        let server =
            Scripted::start(vec![say(status, &format!("Location: http://{target}/\r\n"), "")]);
        let told = refresh(&Client::new(), &server.acme("http")).await;
        assert_eq!(told.unwrap_err().cause, Cause::NoSuchAccount);
        assert_eq!(server.ended().await.0.len(), 1);
        nobody_came(&trap);
    }
}

#[tokio::test]
async fn an_account_is_asked_for_itself_and_another_time_for_its_user() {
    let account = r#"{"id":31337,"name":"Geo Drive","subdomain":"acme","current_user_id":504141,"country":"RU"}"#;
    let server = Scripted::start(vec![
        say("200 OK", "Content-Type: application/hal+json\r\n", account),
        say("200 OK", "", r#"{"id":504141,"name":"Анна"}"#),
    ]);
    let access = Secret::new("eyJ0.access");
    let (client, at) = (Client::new(), server.acme("http"));
    let facts = client.account(&at, &access).await;
    let expected = AccountFacts {
        id: 31337,
        name: "Geo Drive".into(),
        user_id: Some(504_141),
        user_name: None,
    };
    assert_eq!(facts, Ok(expected));
    let name = client.user_name(&at, &access, 504_141).await;
    assert_eq!(name, Ok(Some("Анна".into())));
    let (sent, _) = server.ended().await;
    let lines: Vec<_> = sent.iter().map(|sent| sent.line.as_str()).collect();
    assert_eq!(lines, ["GET /api/v4/account HTTP/1.1", "GET /api/v4/users/504141 HTTP/1.1"]);
    for sent in &sent {
        assert_eq!(sent.header("authorization"), Some("Bearer eyJ0.access"));
        assert_eq!(sent.header("host"), Some("acme.amocrm.ru"));
    }
}

#[tokio::test]
async fn an_account_that_is_not_there_is_said_to_be_so() {
    for (play, cause) in [
        (say("404 Not Found", "", r#"{"title":"Not Found","status":404}"#), Cause::NoSuchAccount),
        (Play::Say("HTTP/1.1 204 No Content\r\n\r\n".into()), Cause::NoSuchAccount),
        (say("401 Unauthorized", "", r#"{"title":"Unauthorized"}"#), Cause::Unauthorized),
        (say("200 OK", "", "<html>"), Cause::BadAnswer),
    ] {
        let server = Scripted::start(vec![play]);
        let told = Client::new().account(&server.acme("http"), &Secret::new("a")).await;
        assert_eq!(told.unwrap_err().cause, cause);
        server.ended().await;
    }
    // A token that cannot be a header is not sent at all.
    let told = Client::new().account(&acme("http://127.0.0.1:1"), &Secret::new("a\nb")).await;
    assert_eq!(told.unwrap_err().cause, Cause::Unauthorized);
}

#[tokio::test]
async fn a_renamed_account_is_asked_for_where_its_token_says() {
    let access = jwt(r#"{"api_domain":"api-b.amocrm.ru"}"#);
    let refresh = Secret::new("def50200");
    let told = |domain: &str| format!("{{\"id\":123,\"subdomain\":\"x\",\"domain\":\"{domain}\"}}");
    let host = |text: &str| AccountHost::parse(text).unwrap();
    for (play, expected) in [
        (
            say("200 OK", "", &told("acme-new.amocrm.ru")),
            Ok(AccountLocation::Moved(host("acme-new.amocrm.ru"))),
        ),
        (say("200 OK", "", &told("acme.amocrm.ru")), Ok(AccountLocation::Here)),
        (say("200 OK", "", &told("acme.amocrm.ru.evil.com")), Err(Cause::BadAnswer)),
        (say("200 OK", "", &told("acme.kommo.com")), Err(Cause::BadAnswer)),
        (say("200 OK", "", "{}"), Err(Cause::BadAnswer)),
        (say("401 Unauthorized", "", "{}"), Ok(AccountLocation::Here)),
        (say("404 Not Found", "", ""), Ok(AccountLocation::Here)),
        (say("503 Unavailable", "", ""), Err(Cause::ServerError)),
        (say("307 Temporary", "Location: https://evil.com/\r\n", ""), Err(Cause::NoSuchAccount)),
    ] {
        let server = Scripted::start(vec![play]);
        let renamed = Client::new().renamed(&server.acme("http"), &access, &refresh).await;
        assert_eq!(renamed.map_err(|trouble| trouble.cause), expected);
        let (sent, _) = server.ended().await;
        assert_eq!(sent[0].line, "GET /oauth2/account/current/subdomain HTTP/1.1");
        assert_eq!(sent[0].header("host"), Some("api-b.amocrm.ru"));
        assert_eq!(sent[0].header("x-refresh-token"), Some("def50200"));
        assert_eq!(sent[0].header("authorization"), None);
    }
}

#[tokio::test]
async fn a_refresh_token_is_not_sent_to_a_foreign_rename_host() {
    // Nobody listens there: any request at all would be an error.
    let nowhere = acme("http://127.0.0.1:1");
    for claims in [r#"{"api_domain":"evil.com"}"#, "{}"] {
        let renamed = Client::new().renamed(&nowhere, &jwt(claims), &"def50200".into()).await;
        assert_eq!(renamed, Ok(AccountLocation::Here));
    }
}

#[tokio::test]
async fn no_path_leads_a_secret_to_another_host() {
    for path in ["@evil.com/", ".evil.com/", ":8080/"] {
        let (at, access) = (acme("http://127.0.0.1:1"), Secret::new("a"));
        let told: Result<serde_json::Value, _> =
            Client::new().get(&at, &access, path, Duration::from_secs(1)).await;
        assert_eq!(told.unwrap_err().cause, Cause::Internal, "{path}");
    }
}

#[test]
fn a_client_costs_nothing_until_it_is_used() {
    assert!(Client::new().pools.lock().unwrap().is_empty());
}

#[test]
fn a_log_of_everything_holds_no_secret() {
    let log = tempfile::NamedTempFile::new().unwrap();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(Mutex::new(log.reopen().unwrap()))
        .finish();
    let secret = Secret::new("MARKED");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let echo = format!("{{\"title\":\"t\",\"hint\":\"{}\"}}", "MARKED".repeat(9));
    let server = Scripted::start(vec![
        say("401 Unauthorized", "", &echo),
        Play::Say("HTTP/1.1 200 MARKED\r\nMARKED".into()),
    ]);
    let at = server.acme("http");
    let client = hasty();
    tracing::subscriber::with_default(subscriber, || {
        runtime.block_on(async {
            for _ in 0..2 {
                let told = client.refresh(&at, &credentials(), &secret).await;
                let trouble = told.unwrap_err();
                assert!(!format!("{trouble} {trouble:?}").contains("MARKED"));
            }
        });
    });
    let log = std::fs::read_to_string(log.path()).unwrap();
    assert!(log.contains("/oauth2/access_token") && !log.contains("MARKED"), "{log}");
    assert!(!log.contains("a1B2"), "{log}");
}
