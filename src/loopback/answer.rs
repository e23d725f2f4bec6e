//! Answers as bytes: printed by `tiny_http`, with the headers that keep a page to itself.

use tiny_http::{HTTPVersion, Header, Response};

use super::guard::Rejection;
use super::page::{self, PageWords};
use crate::domain::authorize::callback_page::CallbackPage;

/// Sent with everything: nothing here is to be kept, guessed at, framed or told to others.
const ALWAYS: [(&str, &str); 6] = [
    ("Server", "amokey"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

pub(super) fn page(landing: &CallbackPage, words: &PageWords) -> Vec<u8> {
    let html = ("Content-Type", "text/html; charset=utf-8");
    print(landing.status(), &[html], page::render(landing, words))
}

/// A redirect: 302 from the short address to the consent page, 303 from a callback to its page.
pub(super) fn redirect(status: u16, location: &str) -> Vec<u8> {
    print(status, &[("Location", location)], String::new())
}

/// For those who ask for what we do not have and do not miss it.
pub(super) fn no_content() -> Vec<u8> {
    print(204, &[], String::new())
}

/// It has no body: nobody reads it, and a HEAD may not have one.
pub(super) fn rejection(rejection: Rejection) -> Vec<u8> {
    let allow = [("Allow", "GET")];
    let headers = if rejection == Rejection::Method { &allow[..] } else { &[] };
    print(rejection as u16, headers, String::new())
}

fn print(status: u16, headers: &[(&str, &str)], body: String) -> Vec<u8> {
    let mut response = Response::from_data(body).with_status_code(status);
    let policy = ("Content-Security-Policy", page::content_security_policy());
    for (name, value) in ALWAYS.iter().chain([&policy]).chain(headers) {
        // Only a name or value outside ASCII fails, and there is none: a URL is written in ASCII.
        if let Ok(header) = Header::from_bytes(*name, *value) {
            response.add_header(header);
        }
    }
    let mut printed = Vec::with_capacity(8 * 1024);
    // Writing to memory cannot fail.
    let _ = response.raw_print(&mut printed, HTTPVersion(1, 1), &[], false, None);
    // tiny_http keeps this header to itself and says it only to those who keep a connection.
    if let Some(end) = printed.windows(2).position(|bytes| bytes == b"\r\n") {
        printed.splice(end..end, *b"\r\nConnection: close");
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_cannot_add_a_header() {
        let url =
            url::Url::parse("https://www.amocrm.ru/oauth?state=a\r\nX-Evil: 1%0d%0aX: 2").unwrap();
        let text = String::from_utf8(redirect(302, url.as_str())).unwrap();
        assert!(text.starts_with("HTTP/1.1 302 Found\r\n"));
        assert_eq!(text.matches("\r\nLocation: ").count(), 1);
        assert!(!text.contains("\r\nX-Evil") && !text.contains("\r\nX:"), "{text}");
    }
}
