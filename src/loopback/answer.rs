//! Answers as bytes: printed by `tiny_http`, with the headers that keep a page to itself.

use std::io::Cursor;

use tiny_http::{HTTPVersion, Header, Response};
use url::Url;

use super::guard::Refusal;
use super::page::{self, PageWords};
use crate::domain::landing::Landing;

/// Sent with everything: nothing here is to be kept, guessed at, framed or told to others.
const ALWAYS: [(&str, &str); 6] = [
    ("Server", "amokey"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// The page that says what happened.
pub(super) fn page(landing: &Landing, words: &PageWords) -> Vec<u8> {
    let mut response = response(landing.status(), page::render(landing, words));
    add(&mut response, "Content-Type", "text/html; charset=utf-8");
    print(response)
}

/// The way from the short address to the consent page.
pub(super) fn redirect(to: &Url) -> Vec<u8> {
    see(302, to.as_str())
}

/// The way from a callback to its page.
pub(super) fn see_page(path: &str) -> Vec<u8> {
    see(303, path)
}

fn see(status: u16, location: &str) -> Vec<u8> {
    let mut response = response(status, String::new());
    add(&mut response, "Location", location);
    print(response)
}

/// For those who ask for what we do not have and do not miss it.
pub(super) fn nothing() -> Vec<u8> {
    print(response(204, String::new()))
}

/// A refusal. It has no body: nobody reads it, and a HEAD may not have one.
pub(super) fn refusal(refusal: Refusal) -> Vec<u8> {
    let mut response = response(refusal.status(), String::new());
    if refusal == Refusal::Method {
        add(&mut response, "Allow", "GET");
    }
    print(response)
}

type Bytes = Response<Cursor<Vec<u8>>>;

fn response(status: u16, body: String) -> Bytes {
    let mut response = Response::from_data(body).with_status_code(status);
    for (name, value) in ALWAYS {
        add(&mut response, name, value);
    }
    add(
        &mut response,
        "Content-Security-Policy",
        page::content_security_policy(),
    );
    response
}

fn add(response: &mut Bytes, name: &str, value: &str) {
    // Only a name or value outside ASCII fails, and there is none: a URL is written in ASCII.
    if let Ok(header) = Header::from_bytes(name, value) {
        response.add_header(header);
    }
}

fn print(response: Bytes) -> Vec<u8> {
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
    fn a_refusal_says_its_status_and_closes() {
        let text = String::from_utf8(refusal(Refusal::Method)).unwrap();
        assert!(
            text.starts_with("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n"),
            "{text}"
        );
        for line in ["Allow: GET", "Content-Length: 0", "Cache-Control: no-store"] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}: {text}");
        }
        assert!(text.ends_with("\r\n\r\n"));
    }

    #[test]
    fn a_url_cannot_add_a_header() {
        let url = Url::parse("https://www.amocrm.ru/oauth?state=a\r\nX-Evil: 1%0d%0aX: 2").unwrap();
        let text = String::from_utf8(redirect(&url)).unwrap();
        assert!(text.starts_with("HTTP/1.1 302 Found\r\n"));
        assert_eq!(text.matches("\r\nLocation: ").count(), 1);
        assert!(
            !text.contains("\r\nX-Evil") && !text.contains("\r\nX:"),
            "{text}"
        );
    }
}
