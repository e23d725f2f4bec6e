//! The consent page: who asks, for which account, allow or deny; and the way back to the redirect URI.

use std::fmt::Write as _;

use hyper::Method;
use url::form_urlencoded;

use super::language::Language;
use super::options::Platform;
use super::problem;
use super::reply::Reply;
use super::request::Request;
use super::vault::Bearer;
use super::world::World;

const PAGE: &str = include_str!("../../assets/sandbox/consent.html");
const HOME: &str = include_str!("../../assets/sandbox/home.html");
/// Inline style and nothing else. No `form-action`: browsers apply it to the redirect after the form, too.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/// What the person pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// «Разрешить».
    Allow,
    /// «Запретить».
    Deny,
}

/// Answers `/oauth`: the page, or what follows from pressing one of its buttons.
pub fn answer(world: &mut World, request: &Request) -> Reply {
    match request.method {
        Method::GET => {
            let client_id = request.parameter("client_id").unwrap_or_default();
            if world.integration(&client_id).is_none() {
                return unknown_client();
            }
            page(world, &client_id, request.parameter("state").as_deref())
        }
        Method::POST => {
            let decision = match request.form_field("decision").as_deref() {
                Some("allow") => Decision::Allow,
                Some("deny") => Decision::Deny,
                _ => return problem::not_found(Language::of(request, world.platform)),
            };
            let field = |name| request.form_field(name);
            let (client_id, state, account) =
                (field("client_id"), field("state"), field("account"));
            let answer = Answer {
                client_id: &client_id.unwrap_or_default(),
                state: state.as_deref(),
                account: account.as_deref(),
                decision,
            };
            decide(world, &answer).map_or_else(unknown_client, Reply::found)
        }
        _ => problem::method_not_allowed(),
    }
}

/// A filled-in consent page.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The integration that asks.
    pub client_id: &'a str,
    /// Echoed, if there was one.
    pub state: Option<&'a str>,
    /// The account chosen, else the first.
    pub account: Option<&'a str>,
    /// The button pressed.
    pub decision: Decision,
}

/// Where the browser is sent. `None`: no such integration or account, and the callback never hears of it.
pub fn decide(world: &mut World, answer: &Answer<'_>) -> Option<String> {
    let redirect_uri = world.integration(answer.client_id)?.redirect_uri.clone();
    let state = answer.state.map(|state| ("state", state));
    match answer.decision {
        Decision::Deny => {
            let mut pairs = vec![("error", "access_denied"), ("client_id", answer.client_id)];
            pairs.extend(state);
            Some(callback(&redirect_uri, &pairs))
        }
        Decision::Allow => {
            let account = world.account_or_first(answer.account)?;
            let (id, host) = (account.id, world.host_of(account));
            let code = world.issue_code(Bearer {
                account: id,
                client_id: answer.client_id.to_owned(),
            });
            let mut pairs = vec![("code", code.as_str())];
            pairs.extend(state);
            pairs.extend([
                ("referer", host.as_str()),
                ("platform", world.platform.number()),
                ("client_id", answer.client_id),
            ]);
            Some(callback(&redirect_uri, &pairs))
        }
    }
}

/// The redirect URI with these parameters added.
pub fn callback(redirect_uri: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let joint = if redirect_uri.contains('?') { '&' } else { '?' };
    format!("{redirect_uri}{joint}{query}")
}

/// Whether the settings form would take this as a redirect URI: something a browser can be sent to.
pub fn is_redirect_uri(text: &str) -> bool {
    // `Url` forgives spaces and line breaks, a `Location` header does not.
    let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
    let url = url::Url::parse(text);
    printable && url.is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// The platform's home page: where somebody with a wrong integration ID silently ends up.
pub fn home(platform: Platform) -> Reply {
    let language = Language::native_to(platform);
    let page = HOME
        .replace("{{lang}}", language.pick("ru", "en"))
        .replace("{{brand}}", brand(platform))
        .replace(
            "{{text}}",
            language.pick(
                "Главная страница. Настоящая продаёт CRM; эта — часть песочницы и никуда не ведёт.",
                "The home page. The real one sells a CRM; this one is part of the sandbox and leads nowhere.",
            ),
        );
    guarded(Reply::html(200, page))
}

fn unknown_client() -> Reply {
    Reply::found("/".to_owned())
}

fn page(world: &World, client_id: &str, state: Option<&str>) -> Reply {
    let language = Language::native_to(world.platform);
    let mut accounts = String::new();
    for (index, account) in world.accounts.iter().enumerate() {
        let checked = if index == 0 { " checked" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(
            accounts,
            "<label><input type=\"radio\" name=\"account\" value=\"{subdomain}\"{checked}>\
             <span><b>{name}</b><small>{host}</small></span></label>",
            subdomain = escape(&account.subdomain),
            name = escape(&account.name),
            host = escape(&world.host_of(account)),
        );
    }
    let state = state.map_or_else(String::new, |state| {
        format!(
            "<input type=\"hidden\" name=\"state\" value=\"{}\">",
            escape(state)
        )
    });
    let words = [
        ("{{lang}}", language.pick("ru", "en")),
        ("{{brand}}", brand(world.platform)),
        ("{{sandbox}}", language.pick("песочница", "sandbox")),
        (
            "{{title}}",
            language.pick(
                "Разрешить доступ к аккаунту?",
                "Allow access to the account?",
            ),
        ),
        (
            "{{who}}",
            language.pick(
                "Доступ запрашивает интеграция",
                "Access is requested by the integration",
            ),
        ),
        (
            "{{choose}}",
            language.pick("Выберите аккаунт", "Choose an account"),
        ),
        (
            "{{scopes}}",
            language.pick(
                "Доступ к данным аккаунта, файлам и уведомлениям",
                "Access to account data, files and notifications",
            ),
        ),
        ("{{allow}}", language.pick("Разрешить", "Allow")),
        ("{{deny}}", language.pick("Запретить", "Deny")),
        ("{{accounts}}", &accounts),
        ("{{client_id}}", &escape(client_id)),
        // Last, so that nothing a stranger wrote is looked into for placeholders.
        ("{{state}}", &state),
    ];
    let page = words.iter().fold(PAGE.to_owned(), |page, (mark, text)| {
        page.replace(mark, text)
    });
    guarded(Reply::html(200, page))
}

fn guarded(reply: Reply) -> Reply {
    reply
        .with("content-security-policy", POLICY)
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer")
        .with("x-content-type-options", "nosniff")
}

fn brand(platform: Platform) -> &'static str {
    match platform {
        Platform::AmoCrm => "amoCRM",
        Platform::Kommo => "Kommo",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
