//! The requests an account answers to a good access token, as far as this program's clients ask them.

use std::time::Instant;

use hyper::Method;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::faults::RequestKind;
use super::language::Language;
use super::middleware::{self, Caller};
use super::refusal;
use super::reply::Reply;
use super::request::Request;
use super::tenant::{MADE_AT, Tenant, merge};
use super::vault::AccountId;
use super::world::World;

/// The most entities a page holds.
const MAX_LIMIT: usize = 250;

/// Answers `/api/v4/…` at an account's host.
pub fn answer(
    world: &mut World,
    request: &Request,
    account: Option<AccountId>,
    at: Instant,
) -> Reply {
    let bearer = world.vault.issued_to(request.bearer().unwrap_or_default());
    let client_id = bearer.map(|bearer| bearer.client_id.clone());
    let caller = Caller { kind: RequestKind::Api, account, client_id: client_id.as_deref(), at };
    middleware::handle(world, request, &caller, |world, language| {
        authorized(world, request, account, language)
    })
}

/// Answers `GET /oauth2/account/current/subdomain` at an `api_domain`, which is asked with a refresh token, and
/// `GET /oauth2/account/subdomain` at the platform, which is asked with an access token: what an account is called now.
pub fn current_subdomain(world: &mut World, request: &Request, at: Instant) -> Reply {
    let caller = Caller { kind: RequestKind::Api, account: None, client_id: None, at };
    middleware::handle(world, request, &caller, |world, language| {
        let now = world.clock.now();
        let bearer = match request.header("x-refresh-token") {
            Some(token) => world.vault.use_refresh(token, now),
            None => world.vault.use_access(request.bearer().unwrap_or_default(), now),
        };
        let account = bearer.and_then(|bearer| world.account_by_id(bearer.account));
        let Some(account) = account else {
            return refusal::api_error(401, language);
        };
        let top_level_domain = world.platform.domain().rsplit('.').next();
        Reply::json(
            200,
            &json!({
                "id": account.id, "subdomain": account.subdomain, "domain": world.host_of(account),
                "top_level_domain": top_level_domain,
            }),
        )
    })
}

fn authorized(
    world: &mut World,
    request: &Request,
    account: Option<AccountId>,
    language: Language,
) -> Reply {
    let now = world.clock.now();
    let bearer = request
        .bearer()
        .and_then(|token| world.vault.use_access(token, now))
        .filter(|bearer| Some(bearer.account) == account);
    let account = bearer.and_then(|bearer| world.account_by_id(bearer.account));
    let Some(account) = account else {
        return refusal::api_error(401, language);
    };
    if request.method != Method::GET {
        return refusal::api_error(405, language);
    }
    let host = world.host_of(account);
    let view = AccountView { account, host: &host, request };
    let path: Vec<_> = request.path.trim_start_matches("/api/v4/").split('/').collect();
    let (name, id) = match path.as_slice() {
        ["account"] => return hal(&view.account()),
        [name] => (*name, None),
        [name, id] => (*name, Some(id.parse::<u64>().unwrap_or_default())),
        _ => return refusal::api_error(404, language),
    };
    let Some(entities) = account.entities.get(name) else {
        return refusal::api_error(404, language);
    };
    let Some(id) = id else {
        return view.list(name, entities);
    };
    match entities.iter().find(|entity| entity["id"] == id) {
        Some(entity) => hal(&view.entity(name, entity)),
        None if name == "users" => refusal::api_error(404, language),
        None => Reply::empty(204),
    }
}

fn hal(body: &Value) -> Reply {
    Reply::new(200, "application/hal+json", body.to_string())
}

/// One account, shown to one request.
struct AccountView<'a> {
    account: &'a Tenant,
    host: &'a str,
    request: &'a Request,
}

impl AccountView<'_> {
    fn asks_with(&self, what: &str) -> bool {
        let with = self.request.parameter("with").unwrap_or_default();
        with.split(',').any(|part| part.trim() == what)
    }

    fn link(&self, path: &str) -> Value {
        json!({"self": {"href": format!("https://{}/api/v4/{path}", self.host)}})
    }

    fn add_links(&self, name: &str, entity: &mut Value) {
        let id = entity.get("id").cloned().unwrap_or_default();
        merge(entity, json!({"_links": self.link(&format!("{name}/{id}"))}));
    }

    fn account(&self) -> Value {
        let account = self.account;
        let kommo = self.request.host.ends_with("kommo.com");
        let (country, currency, symbol) =
            if kommo { ("US", "USD", "$") } else { ("RU", "RUB", "₽") };
        let mut body = json!({
            "id": account.id, "name": account.name, "subdomain": account.subdomain,
            "created_at": MADE_AT, "created_by": 0, "updated_at": MADE_AT, "updated_by": 0,
            "current_user_id": account.current_user_id,
            "country": country, "currency": currency, "currency_symbol": symbol,
            "customers_mode": "unavailable", "is_unsorted_on": true, "mobile_feature_version": 0,
            "is_loss_reason_enabled": true, "is_helpbot_enabled": false, "is_technical_account": false,
            "contact_name_display_order": 1,
            "_links": self.link("account"),
        });
        if self.asks_with("datetime_settings") {
            let settings = json!({
                "date_pattern": "d.m.Y H:i", "short_date_pattern": "d.m.Y", "short_time_pattern": "H:i",
                "date_format": "d.m.Y", "time_format": "H:i:s",
                "timezone": "Europe/Moscow", "timezone_offset": "+03:00",
            });
            merge(&mut body, json!({"_embedded": {"datetime_settings": settings}}));
        }
        body
    }

    /// A user, contact or lead with its links; a lead's contacts only where they were asked for.
    fn entity(&self, name: &str, entity: &Value) -> Value {
        let mut entity = entity.clone();
        self.add_links(name, &mut entity);
        if let Some(embedded) = entity.get_mut("_embedded").and_then(Value::as_object_mut) {
            if !self.asks_with("contacts") {
                embedded.remove("contacts");
            }
            let contacts = embedded.get_mut("contacts").and_then(Value::as_array_mut);
            for contact in contacts.into_iter().flatten() {
                self.add_links("contacts", contact);
            }
        }
        entity
    }

    /// One page of those that the filter leaves, with a link to the next while there is one; 204 behind the last.
    fn list(&self, name: &str, entities: &[Value]) -> Reply {
        let number = |parameter: &str, default: usize| {
            let given = self.request.parameter(parameter);
            given.and_then(|text| text.parse().ok()).unwrap_or(default).max(1)
        };
        let (page, limit) = (number("page", 1), number("limit", 50).min(MAX_LIMIT));
        let wanted = self.request.filter("id");
        let is_wanted =
            |entity: &&Value| wanted.is_empty() || wanted.iter().any(|id| entity["id"] == *id);
        let mut entities = entities.iter().filter(is_wanted).skip((page - 1).saturating_mul(limit));
        let shown: Vec<_> =
            entities.by_ref().take(limit).map(|entity| self.entity(name, entity)).collect();
        if shown.is_empty() {
            return Reply::empty(204);
        }
        let href = |page: usize| {
            // What was asked for goes on to be: `with`, and filters.
            let asked = form_urlencoded::parse(self.request.query.as_bytes());
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(asked.filter(|(name, _)| *name != "page" && *name != "limit"))
                .extend_pairs(
                    [("page", page), ("limit", limit)].map(|(name, n)| (name, n.to_string())),
                )
                .finish();
            json!({"href": format!("https://{}/api/v4/{name}?{query}", self.host)})
        };
        let mut links = json!({"self": href(page)});
        if entities.next().is_some() {
            merge(&mut links, json!({"next": href(page + 1)}));
        }
        hal(&json!({"_page": page, "_links": links, "_embedded": {name: shown}}))
    }
}
