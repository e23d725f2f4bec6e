//! A person's own request: what is sent, what of the answer is passed on, and what never happens.

use super::super::{ApiPage, ApiRefusal, Client, HttpLimits, ResponseBody};
use super::limited;
use super::scripted::{Play, Scripted, Sent, say};
use crate::domain::api_request::{ApiRequest, Header, Method, Target};
use crate::domain::lang::Lang;
use crate::domain::secret::Secret;
use crate::domain::trouble::Cause;

fn request(method: Method, path: &str) -> ApiRequest {
    ApiRequest { method, target: Target::parse(path).unwrap(), headers: Vec::new(), body: None }
}

async fn asks(
    client: &Client,
    request: &ApiRequest,
    play: Play,
) -> (Result<ResponseBody, ApiRefusal>, Sent) {
    let server = Scripted::start(vec![play]);
    let access = Secret::new("eyJ0.access");
    let at = server.acme("http");
    let answer = client.request(&at, &access, request, Lang::Ru).await;
    let (mut sent, _) = server.ended().await;
    assert_eq!(sent.len(), 1);
    (answer, sent.remove(0))
}

#[tokio::test]
async fn it_is_sent_as_it_was_written() {
    let mut request = request(Method::Patch, "api/v4/leads?with=contacts");
    request.target = request.target.with("filter[id]=1 2").unwrap();
    request.headers = vec![Header::parse("X-Own: words").unwrap()];
    request.body = Some(b"[{\"id\":1}]".to_vec());
    let (answer, sent) = asks(&Client::new(), &request, say("200 OK", "", "{ \"b\":1}")).await;
    assert_eq!(answer.unwrap().as_slice(), b"{ \"b\":1}");
    assert_eq!(sent.line, "PATCH /api/v4/leads?with=contacts&filter%5Bid%5D=1+2 HTTP/1.1");
    assert_eq!(sent.body, "[{\"id\":1}]");
    assert_eq!(
        sent.headers,
        [
            ("accept", "*/*"),
            ("authorization", "Bearer eyJ0.access"),
            ("content-length", "10"),
            ("content-type", "application/json"),
            ("cookie", "user_lang=ru"),
            ("host", "acme.amocrm.ru"),
            ("user-agent", concat!("amokey/", env!("CARGO_PKG_VERSION"))),
            ("x-own", "words"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[tokio::test]
async fn what_is_said_of_the_body_and_the_language_is_said_once() {
    let mut request = request(Method::Post, "/api/v4/leads");
    request.body = Some(b"a=b".to_vec());
    request.headers = ["Content-Type: application/x-www-form-urlencoded", "Cookie: user_lang=en"]
        .map(|text| Header::parse(text).unwrap())
        .into();
    let (_, sent) = asks(&Client::new(), &request, say("200 OK", "", "")).await;
    assert_eq!(sent.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(sent.header("cookie"), Some("user_lang=en"));
}

/// Servers want to know that a body is not to come.
#[tokio::test]
async fn a_post_without_a_body_says_so() {
    let post = request(Method::Post, "/api/v4/leads/1/link");
    let (_, sent) = asks(&Client::new(), &post, say("200 OK", "", "")).await;
    assert_eq!((sent.header("content-length"), sent.header("content-type")), (Some("0"), None));
}

#[tokio::test]
async fn nothing_found_is_an_answer_and_a_refusal_keeps_its_body() {
    let get = request(Method::Get, "/api/v4/leads/1");
    let (answer, _) = asks(&Client::new(), &get, say("204 No Content", "", "")).await;
    assert_eq!(answer, Ok(ResponseBody::default()));
    let words = r#"{"title":"Bad Request","status":400,"detail":"Request validation failed"}"#;
    let play = say("400 Bad Request", "X-Request-Id: abc-1\r\n", words);
    let refusal = asks(&Client::new(), &get, play).await.0.unwrap_err();
    assert_eq!(refusal.body.as_slice(), words.as_bytes());
    let trouble = refusal.trouble;
    assert_eq!(trouble.cause, Cause::BadRequest);
    assert_eq!(trouble.detail.status, Some(400));
    assert_eq!(trouble.detail.request_id.as_deref(), Some("abc-1"));
    assert_eq!(trouble.detail.note.as_deref(), Some("Request validation failed"));
}

#[tokio::test]
async fn a_large_answer_comes_whole_and_an_endless_one_ends() {
    let client = limited(HttpLimits { page: 3_000_000, ..HttpLimits::default() });
    let get = request(Method::Get, "/api/v4/leads");
    let large = "x".repeat(2_500_000);
    let (answer, _) = asks(&client, &get, say("200 OK", "", &large)).await;
    assert_eq!(answer.unwrap().len(), large.len());
    let (answer, _) = asks(&client, &get, Play::Endless).await;
    assert_eq!(answer.unwrap_err().trouble.cause, Cause::BadAnswer);
}

#[test]
fn a_page_is_read_without_being_understood() {
    let page = ApiPage::read(
        br#"{"_page":1,"_links":{"self":{"href":"a"},"next":{"href":"https://acme.amocrm.ru/b"}},
            "_embedded":{"leads":[{"price":1.10,"id":1}],"facts":{"no":"list"}}}"#,
    )
    .unwrap();
    assert_eq!(page.next.as_deref(), Some("https://acme.amocrm.ru/b"));
    let lists: Vec<_> = page.lists.iter().collect();
    let [(name, values)] = lists.as_slice() else { panic!("one list, not {lists:?}") };
    assert_eq!(name.as_str(), "leads");
    assert_eq!(values[0].get(), r#"{"price":1.10,"id":1}"#);
    assert!(ApiPage::read(b"").is_none() && ApiPage::read(b"<p>").is_none());
    assert!(ApiPage::read(b"{}").is_some_and(|page| page.next.is_none()));
}
