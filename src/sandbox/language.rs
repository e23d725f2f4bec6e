//! In which of two languages a client is spoken to.

use hyper::header;

use super::options::Platform;
use super::request::Request;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Russian,
    English,
}

impl Language {
    /// The cookie `user_lang`, else `Accept-Language`, else the platform's own.
    pub fn of(request: &Request, platform: Platform) -> Self {
        let cookie = request.header(header::COOKIE).and_then(|cookies| {
            cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix("user_lang="))
        });
        let tag = cookie.or_else(|| request.header(header::ACCEPT_LANGUAGE)).unwrap_or_default();
        match (tag.trim().get(..2), platform) {
            (Some("ru"), _) => Self::Russian,
            (Some("en"), _) | (_, Platform::Kommo) => Self::English,
            (_, Platform::AmoCrm) => Self::Russian,
        }
    }

    pub fn pick<'a>(self, russian: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Russian => russian,
            Self::English => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_cookies_then_the_browsers_then_the_platforms() {
        let of = |name: &'static str, value: &str| {
            let mut request = Request::default();
            request.headers.insert(name, value.parse().unwrap());
            Language::of(&request, Platform::AmoCrm)
        };
        assert_eq!(of("cookie", "a=b; user_lang=en"), Language::English);
        assert_eq!(of("accept-language", "en-US,en;q=0.9"), Language::English);
        assert_eq!(of("accept-language", "фф"), Language::Russian);
        assert_eq!(of("x-other", "en"), Language::Russian);
        let nothing = Request::default();
        assert_eq!(Language::of(&nothing, Platform::Kommo), Language::English);
    }
}
