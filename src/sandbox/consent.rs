//! The consent page: who asks, for which account, allow or deny; and the way back to the redirect URI.

use std::fmt::Write as _;

use hyper::Method;
use url::form_urlencoded;

use super::language::Language;
use super::options::Platform;
use super::refusal;
use super::reply::Reply;
use super::request::Request;
use super::world::World;

const PAGE: &str = include_str!("../../assets/sandbox/consent.html");
const HOME: &str = include_str!("../../assets/sandbox/home.html");
/// Inline style and nothing else. No `form-action`: browsers apply it to the redirect after the form, too.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/// Answers `/oauth`: the page, or what follows from pressing one of its buttons.
pub fn answer(world: &mut World, request: &Request) -> Reply {
    match request.method {
        Method::GET => {
            let client_id = request.parameter("client_id").unwrap_or_default();
            if world.integration(&client_id).is_none() {
                return Reply::found("/");
            }
            page(world, &client_id, request.parameter("state").as_deref())
        }
        Method::POST => {
            let field = |name| request.form_field(name);
            let client_id = field("client_id").unwrap_or_default();
            let (state, account) = (field("state"), field("account"));
            let location = match field("decision").as_deref() {
                Some("allow") => allow(world, &client_id, state.as_deref(), account.as_deref()),
                Some("deny") => deny(world, &client_id, state.as_deref()),
                _ => return refusal::api_error(404, Language::of(request, world.platform)),
            };
            Reply::found(location.as_deref().unwrap_or("/"))
        }
        _ => refusal::api_error(405, Language::English),
    }
}

/// Where «Разрешить» sends the browser; without an account named, for the first.
/// `None`: no such integration or account, and the callback never hears of it.
pub fn allow(
    world: &mut World,
    client_id: &str,
    state: Option<&str>,
    account: Option<&str>,
) -> Option<String> {
    let redirect_uri = world.integration(client_id)?.redirect_uri.clone();
    let host = world.host_of(world.account(account).ok()?);
    let bearer = world.bearer(account, Some(client_id)).ok()?;
    let code = world.issue_code(bearer);
    let mut pairs = vec![("code", code.as_str())];
    pairs.extend(state.map(|state| ("state", state)));
    let platform = world.platform.number();
    pairs.extend([("referer", host.as_str()), ("platform", platform), ("client_id", client_id)]);
    Some(callback(&redirect_uri, &pairs))
}

/// Where «Запретить» sends the browser; `None`: no such integration.
fn deny(world: &World, client_id: &str, state: Option<&str>) -> Option<String> {
    let mut pairs = vec![("error", "access_denied"), ("client_id", client_id)];
    pairs.extend(state.map(|state| ("state", state)));
    Some(callback(&world.integration(client_id)?.redirect_uri, &pairs))
}

/// The redirect URI with these parameters added.
pub fn callback(redirect_uri: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let joint = if redirect_uri.contains('?') { '&' } else { '?' };
    format!("{redirect_uri}{joint}{query}")
}

/// The platform's home page: where somebody with a wrong integration ID silently ends up.
pub fn home(platform: Platform) -> Reply {
    filled(HOME, platform, &[])
}

fn page(world: &World, client_id: &str, state: Option<&str>) -> Reply {
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
        format!("<input type=\"hidden\" name=\"state\" value=\"{}\">", escape(state))
    });
    let values = [
        ("accounts", accounts),
        ("client_id", escape(client_id)),
        // Last, so that nothing a stranger wrote is looked into for placeholders.
        ("state", state),
    ];
    filled(PAGE, world.platform, &values)
}

/// A page in the platform's words, with these values.
fn filled(page: &str, platform: Platform, values: &[(&str, String)]) -> Reply {
    let words = platform.texts().page;
    let words = words.iter().map(|(name, text)| (name.as_str(), text));
    let values = values.iter().map(|(name, value)| (*name, value));
    let page = words.chain(values).fold(page.to_owned(), |page, (name, value)| {
        page.replace(&format!("{{{{{name}}}}}"), value)
    });
    Reply::html(200, page)
        .with("content-security-policy", POLICY)
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer")
        .with("x-content-type-options", "nosniff")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
