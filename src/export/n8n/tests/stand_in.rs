//! A stand-in that holds variables as n8n does: a thousand characters, a key, pages.

use std::sync::{Arc, Mutex};

use crate::domain::token_files::{ACCESS_TOKEN, N8nUrl};

/// What an n8n knows, and every request it saw.
#[derive(Default)]
struct State {
    variables: Vec<(String, String)>,
    asked: Vec<String>,
}

/// The stand-in; it ends when it is dropped.
pub struct StandIn {
    state: Arc<Mutex<State>>,
    server: Arc<tiny_http::Server>,
}

/// The key that it accepts.
pub const KEY: &str = "MARKED-N8N-KEY";

impl StandIn {
    /// Starts with these variables; where a status is named, that is all it answers.
    pub fn start(first: &[(&str, &str)], answer: Option<u16>) -> Self {
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        for (key, value) in first {
            let pair = ((*key).to_owned(), (*value).to_owned());
            state.lock().unwrap().variables.push(pair);
        }
        let (door, known) = (Arc::clone(&server), Arc::clone(&state));
        std::thread::spawn(move || {
            for mut request in door.incoming_requests() {
                let (status, body) = match answer {
                    Some(status) => {
                        known.lock().unwrap().asked.push(request.url().to_owned());
                        (status, String::new())
                    }
                    None => respond(&mut request, &mut known.lock().unwrap()),
                };
                let elsewhere: tiny_http::Header = "Location: /api/v1/elsewhere".parse().unwrap();
                let response = tiny_http::Response::from_string(body).with_status_code(status);
                request.respond(response.with_header(elsewhere)).unwrap();
            }
        });
        Self { state, server }
    }

    /// Where it is.
    pub fn url(&self) -> N8nUrl {
        let port = self.server.server_addr().to_ip().unwrap().port();
        N8nUrl::parse(&format!("http://127.0.0.1:{port}/")).unwrap()
    }

    /// How many requests there were.
    pub fn asked(&self) -> usize {
        self.state.lock().unwrap().asked.len()
    }

    /// What a workflow reads.
    pub fn token(&self) -> String {
        let there = self.variables();
        let part =
            |name: &str| there.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        [ACCESS_TOKEN, "AMOCRM_ACCESS_TOKEN_2"].into_iter().filter_map(part).collect()
    }

    /// All variables, in the order in which they were made.
    pub fn variables(&self) -> Vec<(String, String)> {
        self.state.lock().unwrap().variables.clone()
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

fn respond(request: &mut tiny_http::Request, state: &mut State) -> (u16, String) {
    let (method, url) = (request.method().to_string(), request.url().to_owned());
    state.asked.push(format!("{method} {url}"));
    let known = |header: &&tiny_http::Header| header.field.equiv("X-N8N-API-KEY");
    if request.headers().iter().find(known).map(|it| it.value.as_str()) != Some(KEY) {
        return (401, "{}".into());
    }
    let mut body = String::new();
    request.as_reader().read_to_string(&mut body).unwrap();
    if method == "GET" {
        // Two to a page, so that pages are followed.
        let from = url.split_once("cursor=").map_or(0, |(_, at)| at.parse().unwrap());
        let page: Vec<_> = state.variables.iter().enumerate().skip(from).take(2).collect();
        let data: Vec<_> = page
            .iter()
            .map(|(id, (key, value))| serde_json::json!({"id": id.to_string(), "key": key, "value": value, "type": "string"}))
            .collect();
        let next = (from + 2 < state.variables.len()).then(|| (from + 2).to_string());
        return (200, serde_json::json!({"data": data, "nextCursor": next}).to_string());
    }
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    let (key, value) = (body["key"].as_str().unwrap(), body["value"].as_str().unwrap());
    if value.len() > 1000 {
        return (400, r#"{"message":"value must NOT have more than 1000 characters"}"#.into());
    }
    let pair = (key.to_owned(), value.to_owned());
    match method.as_str() {
        "POST" => {
            assert!(state.variables.iter().all(|(known, _)| known != key));
            state.variables.push(pair);
            (201, String::new())
        }
        "PUT" => {
            let id: usize = url.rsplit('/').next().unwrap().parse().unwrap();
            state.variables[id] = pair;
            (204, String::new())
        }
        other => panic!("{other}"),
    }
}
