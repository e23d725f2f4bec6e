//! A person's own request: with a good token, at the pace that is allowed, to one account.

use std::ops::ControlFlow;

use super::*;
use crate::domain::api_request::{ApiRequest, Method, Target};
use crate::oauth::scripted::{Scripted, say};
use crate::service::access::api::{ApiError, Piece, call, call_all};
use crate::service::access::session::Session;

pub fn get(path: &str) -> ApiRequest {
    ApiRequest {
        method: Method::Get,
        target: Target::parse(path).unwrap(),
        headers: Vec::new(),
        body: None,
    }
}

pub async fn ask(scene: &Scene, request: &ApiRequest) -> Result<String, ApiError> {
    let body = call(&scene.context, &scene.name, request, Lang::En, &nobody()).await?;
    Ok(String::from_utf8(body.to_vec()).unwrap())
}

impl Scene {
    /// Why the API refuses to tell of the account.
    pub async fn refused(&self) -> Cause {
        match ask(self, &get("/api/v4/account")).await {
            Err(ApiError::Refused(refusal)) if !refusal.body.is_empty() => refusal.trouble.cause,
            other => panic!("{other:?}"),
        }
    }
}

/// The ids of a list in pieces, and how many pieces there were.
async fn all(scene: &Scene, path: &str, most: usize) -> (Vec<u64>, usize, Result<(), ApiError>) {
    let (mut ids, mut pieces) = (Vec::new(), 0);
    let take = |piece| {
        pieces += 1;
        match piece {
            Piece::Whole(_) => {}
            Piece::Page(page) => ids.extend(page.lists["leads"].iter().map(|lead| {
                let lead: serde_json::Value = serde_json::from_str(lead.get()).unwrap();
                lead["id"].as_u64().unwrap()
            })),
        }
        if pieces == most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let (context, name) = (&scene.context, &scene.name);
    let result = call_all(context, name, &get(path), Lang::En, &nobody(), take).await;
    (ids, pieces, result)
}

#[tokio::test]
async fn access_that_was_taken_away_is_told_as_such() {
    let scene = Scene::grace().await;
    scene.sandbox.revoke("demo");
    let Err(ApiError::Refused(refusal)) = ask(&scene, &get("/api/v4/account")).await else {
        panic!("it was answered");
    };
    assert_eq!(refusal.trouble.cause, Cause::TokenRevoked);
    assert!(scene.record().needs_authorization.is_some());
}

#[tokio::test]
async fn a_token_that_somebody_else_renewed_is_taken_and_not_renewed_again() {
    let scene = Scene::grace().await;
    let mut session = Session::open(&scene.context, &scene.name, &nobody()).await.unwrap();
    scene.forced().await.unwrap();
    scene.sandbox.fault([Fault::Unauthorized]);
    let tokens = Mutex::new(Vec::new());
    let asked = session.ask(async |client, at, access| {
        tokens.lock().unwrap().push(access.clone());
        client.request(at, access, &get("/api/v4/account"), Lang::En).await
    });
    asked.await.unwrap();
    let grant = scene.grant();
    assert_eq!(tokens.lock().unwrap()[1], grant.tokens.access);
    assert_eq!(scene.pairs(), 1);
}

#[tokio::test]
async fn a_short_429_is_outwaited_and_a_long_one_is_told() {
    let scene = Scene::grace().await;
    scene.sandbox.fault([Fault::TooManyText]);
    ask(&scene, &get("/api/v4/account")).await.unwrap();
    scene.sandbox.fault([Fault::TooMany]);
    let retry_after = Some(300);
    assert_eq!(scene.refused().await, Cause::TooManyRequests { retry_after });
    let asked = scene.sandbox.stats().api_requests["429"];
    assert_eq!(asked, 2, "a closed door is not knocked at");
}

/// A page of something in between, at 200: no script may take it for an answer.
#[tokio::test]
async fn a_page_is_no_answer() {
    let scene = Scene::grace().await;
    scene.sandbox.fault([Fault::Page]);
    assert_eq!(scene.refused().await, Cause::BadAnswer);
}

#[tokio::test]
async fn a_list_is_read_to_its_end_no_faster_than_is_allowed() {
    let scene = Scene::limited().await;
    let begun = Instant::now();
    let (ids, pieces, result) = all(&scene, "/api/v4/leads?limit=3", 100).await;
    assert_eq!((ids.len(), pieces, result), (30, 10, Ok(())));
    assert!(ids.is_sorted() && ids[0] == 20_000_100);
    assert_eq!(scene.sandbox.stats().api_requests.get("429"), None);
    assert!(begun.elapsed() >= Duration::from_secs(1), "ten in a second");
}

#[tokio::test]
async fn whoever_has_enough_is_read_no_more_for() {
    let scene = Scene::grace().await;
    let (ids, pieces, result) = all(&scene, "/api/v4/leads?limit=3", 2).await;
    assert_eq!((ids.len(), pieces, result), (6, 2, Ok(())));
    assert_eq!(scene.sandbox.stats().api_requests["200"], 2);
}

#[tokio::test]
async fn what_has_one_page_or_is_no_list_comes_as_it_is() {
    let scene = Scene::grace().await;
    for path in ["/api/v4/leads?limit=50", "/api/v4/account", "/api/v4/leads/1"] {
        let (ids, pieces, result) = all(&scene, path, 100).await;
        assert_eq!((ids.len(), pieces, result), (0, 1, Ok(())), "{path}");
    }
}

#[tokio::test]
async fn a_token_that_ends_between_two_pages_is_renewed() {
    let scene = Scene::grace().await;
    scene.sandbox.fault([Fault::Slow(SOON), Fault::Slow(SOON), Fault::Unauthorized]);
    let (ids, pieces, result) = all(&scene, "/api/v4/leads?limit=10", 100).await;
    assert_eq!((ids.len(), pieces, result), (30, 3, Ok(())));
    assert_eq!(scene.pairs(), 1);
}

#[tokio::test]
async fn pages_that_lead_away_or_round_are_not_followed() {
    const AWAY: &str =
        r#"{"_links":{"next":{"href":"https://evil.com/api/v4/leads"}},"_embedded":{"leads":[]}}"#;
    const OTHER: &str = r#"{"_links":{"next":{"href":"https://acme.amocrm.ru/api/v4/leads"}},"_embedded":{"leads":[]}}"#;
    const ROUND: &str = r#"{"_links":{"next":{"href":"https://demo.amocrm.ru/api/v4/leads"}},"_embedded":{"leads":[]}}"#;
    for (bodies, expected) in [(vec![AWAY], 1), (vec![OTHER], 1), (vec![ROUND, ROUND], 2)] {
        let scene = Scene::grace().await;
        let server = Scripted::start(bodies.iter().map(|body| say("200 OK", "", body)).collect());
        let sandbox = server.acme("http").sandbox;
        scene.change(|record| record.connection.as_mut().unwrap().sandbox = sandbox).await;
        let (_, pieces, result) = all(&scene, "/api/v4/leads", 100).await;
        let Err(ApiError::Refused(refusal)) = result else {
            panic!("{result:?}");
        };
        assert_eq!((refusal.trouble.cause, pieces), (Cause::BadAnswer, expected));
        assert_eq!(server.ended().await.0.len(), expected);
    }
}

#[tokio::test]
async fn the_token_is_for_its_own_account_alone() {
    let scene = Scene::grace().await;
    let asked = scene.sandbox.stats();
    let answer = ask(&scene, &get("https://acme.amocrm.ru/api/v4/account")).await;
    let host = |text| AccountHost::parse(text).unwrap();
    let (named, own) = (host("acme.amocrm.ru"), host("demo.amocrm.ru"));
    assert_eq!(answer, Err(ApiError::AnotherAccount { named, own }));
    assert_eq!(scene.sandbox.stats(), asked);
    ask(&scene, &get("https://demo.amocrm.ru/api/v4/account")).await.unwrap();
}
