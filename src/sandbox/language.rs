//! In which of two languages a client is spoken to.

use hyper::header;

use super::options::Platform;
use super::request::Request;

/// The language of messages: the cookie `user_lang`, else `Accept-Language`, else the platform's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Russian.
    Russian,
    /// English.
    English,
}

impl Language {
    /// What this client gets to read.
    pub fn of(request: &Request, platform: Platform) -> Self {
        let cookie = request.header(header::COOKIE).and_then(|cookies| {
            cookies
                .split(';')
                .find_map(|cookie| cookie.trim().strip_prefix("user_lang="))
        });
        cookie
            .or_else(|| request.header(header::ACCEPT_LANGUAGE))
            .and_then(Self::parse)
            .unwrap_or_else(|| Self::native_to(platform))
    }

    /// The platform's own language.
    pub fn native_to(platform: Platform) -> Self {
        match platform {
            Platform::AmoCrm => Self::Russian,
            Platform::Kommo => Self::English,
        }
    }

    fn parse(tag: &str) -> Option<Self> {
        match tag.trim().get(..2)? {
            "ru" => Some(Self::Russian),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The one of two texts that is in this language.
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

    fn request(name: &'static str, value: &'static str) -> Request {
        let mut request = Request::default();
        request.headers.insert(name, value.parse().unwrap());
        request
    }

    #[test]
    fn the_language_is_the_cookies_then_the_browsers_then_the_platforms() {
        let of = |name, value| Language::of(&request(name, value), Platform::AmoCrm);
        assert_eq!(of("cookie", "a=b; user_lang=en"), Language::English);
        assert_eq!(of("accept-language", "en-US,en;q=0.9"), Language::English);
        assert_eq!(of("accept-language", "фф"), Language::Russian);
        assert_eq!(of("x-other", "en"), Language::Russian);
        let nothing = Request::default();
        assert_eq!(Language::of(&nothing, Platform::Kommo), Language::English);
    }
}
