//! The requests an account answers to a good access token, as far as this program's clients ask them.

use std::time::Instant;

use hyper::Method;
use serde_json::{Value, json};

use super::data::{Account, Contact, Lead, Person};
use super::door::{self, Door, Visitor};
use super::language::Language;
use super::problem;
use super::reply::Reply;
use super::request::Request;
use super::vault::AccountId;
use super::world::World;

/// When everything in the accounts was made: Unix seconds, long ago.
const MADE_AT: i64 = 1_700_000_000;
/// The most entities a page holds.
const MAX_LIMIT: usize = 250;

/// Answers `/api/v4/…` at an account's host.
pub fn answer(
    world: &mut World,
    request: &Request,
    account: Option<AccountId>,
    at: Instant,
) -> Reply {
    let token = request.bearer().unwrap_or_default();
    let client_id = world.vault.client_of(token).map(str::to_owned);
    let visitor = Visitor {
        door: Door::Api,
        account,
        client_id: client_id.as_deref(),
        at,
    };
    let reply = door::pass(world, request, &visitor, |world, language| {
        authorized(world, request, account, language)
    });
    world.stats.count_api(door::outcome(&reply));
    reply
}

/// Answers `GET /oauth2/account/current/subdomain` at an `api_domain`, which is asked with a refresh token, and
/// `GET /oauth2/account/subdomain` at the platform, which is asked with an access token: what an account is called now.
pub fn current_subdomain(world: &mut World, request: &Request, at: Instant) -> Reply {
    let visitor = Visitor {
        door: Door::Api,
        account: None,
        client_id: None,
        at,
    };
    let reply = door::pass(world, request, &visitor, |world, language| {
        let now = world.clock.now();
        let bearer = match request.header("x-refresh-token") {
            Some(token) => world.vault.use_refresh(token, now),
            None => world
                .vault
                .use_access(request.bearer().unwrap_or_default(), now),
        };
        let account = bearer.and_then(|bearer| world.account_by_id(bearer.account));
        let Some(account) = account else {
            return problem::unauthorized(language);
        };
        let domain = world.platform.domain();
        let top_level_domain = domain.rsplit('.').next().unwrap_or_default();
        Reply::json(
            200,
            &json!({
                "id": account.id, "subdomain": account.subdomain, "domain": world.host_of(account),
                "top_level_domain": top_level_domain,
            }),
        )
    });
    world.stats.count_api(door::outcome(&reply));
    reply
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
        return problem::unauthorized(language);
    };
    if request.method != Method::GET {
        return problem::method_not_allowed();
    }
    let host = world.host_of(account);
    let desk = Desk {
        account,
        host: &host,
        request,
    };
    let path: Vec<_> = request
        .path
        .trim_start_matches("/api/v4/")
        .split('/')
        .collect();
    match path.as_slice() {
        ["account"] => Reply::hal(&desk.account()),
        ["users"] => desk.list("users", &all(&account.users), |user| desk.user(user)),
        ["users", id] => match find(&account.users, id, |user| user.id) {
            Some(user) => Reply::hal(&desk.user(user)),
            None => problem::not_found(language),
        },
        ["leads"] => desk.list("leads", &all(&account.leads), |lead| desk.lead(lead)),
        ["leads", id] => match find(&account.leads, id, |lead| lead.id) {
            Some(lead) => Reply::hal(&desk.lead(lead)),
            None => Reply::empty(204),
        },
        ["contacts"] => {
            let wanted = request.filter("id");
            let is_wanted = |contact: &&Contact| wanted.is_empty() || wanted.contains(&contact.id);
            let contacts: Vec<_> = account.contacts.iter().filter(is_wanted).collect();
            desk.list("contacts", &contacts, |contact| desk.contact(contact))
        }
        ["contacts", id] => match find(&account.contacts, id, |contact| contact.id) {
            Some(contact) => Reply::hal(&desk.contact(contact)),
            None => Reply::empty(204),
        },
        _ => problem::not_found(language),
    }
}

fn all<T>(entities: &[T]) -> Vec<&T> {
    entities.iter().collect()
}

fn find<'a, T>(entities: &'a [T], id: &str, id_of: impl Fn(&T) -> u64) -> Option<&'a T> {
    let id: u64 = id.parse().ok()?;
    entities.iter().find(|entity| id_of(entity) == id)
}

/// One account, written down for one request.
struct Desk<'a> {
    account: &'a Account,
    host: &'a str,
    request: &'a Request,
}

impl Desk<'_> {
    fn asks_with(&self, what: &str) -> bool {
        let with = self.request.parameter("with").unwrap_or_default();
        with.split(',').any(|part| part.trim() == what)
    }

    fn link(&self, path: &str) -> Value {
        json!({"self": {"href": format!("https://{}/api/v4/{path}", self.host)}})
    }

    fn account(&self) -> Value {
        let account = self.account;
        let mut body = json!({
            "id": account.id, "name": account.name, "subdomain": account.subdomain,
            "created_at": MADE_AT, "created_by": 0, "updated_at": MADE_AT, "updated_by": 0,
            "current_user_id": account.current_user_id,
            "country": "RU", "currency": "RUB", "currency_symbol": "₽",
            "customers_mode": "unavailable", "is_unsorted_on": true, "mobile_feature_version": 0,
            "is_loss_reason_enabled": true, "is_helpbot_enabled": false, "is_technical_account": false,
            "contact_name_display_order": 1,
            "_links": self.link("account"),
        });
        if self.request.host.ends_with("kommo.com") {
            merge(
                &mut body,
                json!({"country": "US", "currency": "USD", "currency_symbol": "$"}),
            );
        }
        if self.asks_with("datetime_settings") {
            let settings = json!({
                "date_pattern": "d.m.Y H:i", "short_date_pattern": "d.m.Y", "short_time_pattern": "H:i",
                "date_format": "d.m.Y", "time_format": "H:i:s",
                "timezone": "Europe/Moscow", "timezone_offset": "+03:00",
            });
            merge(
                &mut body,
                json!({"_embedded": {"datetime_settings": settings}}),
            );
        }
        body
    }

    fn user(&self, user: &Person) -> Value {
        json!({
            "id": user.id, "name": user.name, "email": user.email, "lang": "ru",
            "rights": {"is_admin": user.id == self.account.current_user_id, "is_free": false, "is_active": true},
            "_links": self.link(&format!("users/{}", user.id)),
        })
    }

    fn contact(&self, contact: &Contact) -> Value {
        json!({
            "id": contact.id, "name": contact.name, "first_name": "", "last_name": "",
            "responsible_user_id": contact.responsible_user_id, "group_id": 0,
            "created_by": self.account.current_user_id, "updated_by": self.account.current_user_id,
            "created_at": MADE_AT, "updated_at": MADE_AT, "closest_task_at": null,
            "is_deleted": false, "is_unsorted": false, "custom_fields_values": null,
            "account_id": self.account.id,
            "_links": self.link(&format!("contacts/{}", contact.id)),
            "_embedded": {"tags": [], "companies": []},
        })
    }

    fn lead(&self, lead: &Lead) -> Value {
        let mut embedded = json!({"tags": [], "companies": []});
        if self.asks_with("contacts") {
            let contacts: Vec<_> = (0..)
                .zip(&lead.contacts)
                .map(|(index, id)| {
                    json!({"id": id, "is_main": index == 0, "_links": self.link(&format!("contacts/{id}"))})
                })
                .collect();
            merge(&mut embedded, json!({"contacts": contacts}));
        }
        json!({
            "id": lead.id, "name": lead.name, "price": lead.price,
            "responsible_user_id": lead.responsible_user_id, "group_id": 0,
            "status_id": 142, "pipeline_id": 7_000_001, "loss_reason_id": null,
            "created_by": self.account.current_user_id, "updated_by": self.account.current_user_id,
            "created_at": MADE_AT, "updated_at": MADE_AT, "closed_at": null, "closest_task_at": null,
            "is_deleted": false, "custom_fields_values": null, "score": null,
            "account_id": self.account.id, "labor_cost": null,
            "_links": self.link(&format!("leads/{}", lead.id)),
            "_embedded": embedded,
        })
    }

    /// One page of a list, with a link to the next while there is one; 204 behind the last.
    fn list<T>(&self, name: &str, entities: &[&T], write: impl Fn(&T) -> Value) -> Reply {
        let number = |parameter: &str, default: usize| {
            let given = self.request.parameter(parameter);
            given
                .and_then(|text| text.parse().ok())
                .unwrap_or(default)
                .max(1)
        };
        let (page, limit) = (number("page", 1), number("limit", 50).min(MAX_LIMIT));
        let shown: Vec<_> = entities
            .iter()
            .skip((page - 1).saturating_mul(limit))
            .take(limit)
            .map(|entity| write(entity))
            .collect();
        if shown.is_empty() {
            return Reply::empty(204);
        }
        let href = |page: usize| {
            // What was asked for goes on to be: `with`, and filters.
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            let asked = url::form_urlencoded::parse(self.request.query.as_bytes());
            query.extend_pairs(asked.filter(|(name, _)| *name != "page" && *name != "limit"));
            query.extend_pairs(
                [("page", page), ("limit", limit)].map(|(name, n)| (name, n.to_string())),
            );
            let query = query.finish();
            json!({"href": format!("https://{}/api/v4/{name}?{query}", self.host)})
        };
        let mut links = json!({"self": href(page)});
        if page.saturating_mul(limit) < entities.len() {
            merge(&mut links, json!({"next": href(page + 1)}));
        }
        Reply::hal(&json!({"_page": page, "_links": links, "_embedded": {name: shown}}))
    }
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}
