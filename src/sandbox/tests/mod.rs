//! The sandbox as its clients meet it: first as values through [`route`], then over real connections.

mod api;
mod consent;
mod control;
mod token_endpoint;
mod vault;
mod wire;

use std::time::{Duration, Instant};

use hyper::Method;
use hyper::body::Bytes;
use serde_json::{Value, json};

use super::clock::ServerClock;
use super::options::{Options, Platform, Rotation};
use super::random::Random;
use super::reply::Reply;
use super::request::Request;
use super::route;
use super::world::World;

const START: i64 = 1_720_000_000;

/// A world, and somebody who asks it things. Every request comes a second after the one before.
struct Desk {
    world: World,
    at: Instant,
}

impl Desk {
    fn new() -> Self {
        Self::with(&Options::default())
    }

    fn with(options: &Options) -> Self {
        let clock = ServerClock::stopped_at(START);
        Self { world: World::new(options, clock, Random::from_seed([3; 32])), at: Instant::now() }
    }

    fn strict() -> Self {
        Self::with(&Options { rotation: Rotation::Strict, ..Options::default() })
    }

    fn kommo() -> Self {
        Self::with(&Options { platform: Platform::Kommo, ..Options::default() })
    }

    fn ask(
        &mut self,
        method: Method,
        url: &str,
        headers: &[(&'static str, &str)],
        body: &str,
    ) -> Reply {
        self.at += Duration::from_secs(1);
        let (host, target) = url.split_once('/').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut request = Request {
            method,
            host: host.to_owned(),
            path: format!("/{path}"),
            query: query.to_owned(),
            body: Bytes::from(body.to_owned()),
            ..Request::default()
        };
        for (name, value) in headers {
            request.headers.insert(*name, value.parse().unwrap());
        }
        route::answer(&mut self.world, &request, self.at)
    }

    fn get(&mut self, url: &str) -> Reply {
        self.ask(Method::GET, url, &[], "")
    }

    fn api(&mut self, path: &str, token: &str) -> Reply {
        let bearer = format!("Bearer {token}");
        self.ask(
            Method::GET,
            &format!("demo.{}/api/v4/{path}", self.world.platform.domain()),
            &[("authorization", &bearer)],
            "",
        )
    }

    fn post(&mut self, url: &str, body: &Value) -> Reply {
        self.ask(Method::POST, url, &[("content-type", "application/json")], &body.to_string())
    }

    fn control(&mut self, command: &str, body: &Value) -> Reply {
        self.post(&format!("127.0.0.1/_sandbox/{command}"), body)
    }

    fn code(&mut self) -> String {
        text(&self.control("code", &json!({})), "code")
    }

    fn client(&self) -> Value {
        let own = &self.world.integrations[0];
        json!({"client_id": own.client_id, "client_secret": own.client_secret, "redirect_uri": own.redirect_uri})
    }

    fn code_request(&self, code: &str) -> Value {
        with(self.client(), &json!({"grant_type": "authorization_code", "code": code}))
    }

    fn refresh_request(&self, token: &str) -> Value {
        with(self.client(), &json!({"grant_type": "refresh_token", "refresh_token": token}))
    }

    fn token(&mut self, body: &Value) -> Reply {
        let url = format!("demo.{}/oauth2/access_token", self.world.platform.domain());
        self.post(&url, body)
    }

    fn refresh(&mut self, token: &str) -> Reply {
        let body = self.refresh_request(token);
        self.token(&body)
    }

    /// With its first pair, access and refresh.
    fn connected(mut self) -> (Self, String, String) {
        let (access, refresh) = self.connect();
        (self, access, refresh)
    }

    fn connect(&mut self) -> (String, String) {
        let code = self.code();
        let body = self.code_request(&code);
        pair(&self.token(&body))
    }
}

fn pair(reply: &Reply) -> (String, String) {
    assert_eq!(reply.status, 200, "{}", reply.body);
    (text(reply, "access_token"), text(reply, "refresh_token"))
}

fn body(reply: &Reply) -> Value {
    serde_json::from_str(&reply.body).unwrap()
}

fn text(reply: &Reply, field: &str) -> String {
    body(reply)[field].as_str().unwrap_or_else(|| panic!("no {field} in {}", reply.body)).to_owned()
}

/// Status and hint: all that tells refusals apart.
fn refusal(reply: &Reply) -> (u16, Option<String>) {
    (reply.status, body(reply)["hint"].as_str().map(str::to_owned))
}

fn hint(status: u16, hint: &str) -> (u16, Option<String>) {
    (status, Some(hint.to_owned()))
}

fn with(mut object: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        object[name] = value.clone();
    }
    object
}

fn without(mut object: Value, field: &str) -> Value {
    object.as_object_mut().unwrap().remove(field);
    object
}

fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
    let found = reply.headers.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| value.as_str())
}
