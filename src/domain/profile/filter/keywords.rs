//! The keywords of the filter in every language: the one table of them. All are understood whatever the person's language
//! is; what is offered is in that language. Every sign of them is on its language's keyboard.

use crate::domain::account::Platform;
use crate::domain::lang::Lang;
use crate::domain::profile::{GrantType, Profile, StoreKind};
use crate::domain::tokens::health::{Call, Health};
use jiff::Timestamp;

/// A word in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InLanguages {
    pub en: &'static str,
    pub ru: &'static str,
    pub uk: &'static str,
}

/// What a thing is called, and what else is understood for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyword {
    pub words: InLanguages,
    pub also: &'static [&'static str],
}

impl InLanguages {
    pub const fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Ru => self.ru,
            Lang::Uk => self.uk,
        }
    }
}

impl Keyword {
    /// Its word in each language, the one's own first.
    pub fn offered(self, first: Lang) -> impl Iterator<Item = &'static str> {
        let InLanguages { en, ru, uk } = self.words;
        [self.words.of(first), en, ru, uk].into_iter()
    }

    pub fn all(self) -> impl Iterator<Item = &'static str> {
        self.offered(Lang::En).chain(self.also.iter().copied())
    }
}

/// What stands before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Is,
    On,
    Within,
}

impl Head {
    pub const ALL: [Self; 3] = [Self::Is, Self::On, Self::Within];

    pub const fn keyword(self) -> Keyword {
        let (en, ru, uk, also): (_, _, _, &[&str]) = match self {
            Self::Is => ("is", "это", "це", &[]),
            Self::On => ("on", "на", "на", &["интеграция", "інтеграція"]),
            // For `<`, which a Cyrillic keyboard has not.
            Self::Within => ("within", "до", "до", &[]),
        };
        Keyword { words: InLanguages { en, ru, uk }, also }
    }

    pub(super) fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|head| is_one_of(text, head.keyword()))
    }

    pub(super) fn words() -> impl Iterator<Item = &'static str> {
        words(Self::ALL.map(Self::keyword))
    }
}

/// What a profile may be said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing works until a person has done something.
    NeedsYou,
    /// Its end is near.
    Soon,
    Fine,
    /// Its access token has ended.
    Ended,
    /// The server refuses its tokens.
    Revoked,
    Unfinished,
    Elsewhere,
    OAuth,
    LongLived,
    AmoCrm,
    Kommo,
    Keychain,
    File,
    Sandbox,
}

impl State {
    /// In the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::NeedsYou,
        Self::Soon,
        Self::Fine,
        Self::Ended,
        Self::Revoked,
        Self::Unfinished,
        Self::Elsewhere,
        Self::LongLived,
        Self::OAuth,
        Self::AmoCrm,
        Self::Kommo,
        Self::Keychain,
        Self::File,
        Self::Sandbox,
    ];

    pub const fn keyword(self) -> Keyword {
        let (en, ru, uk, also): (_, _, _, &[&str]) = match self {
            Self::NeedsYou => ("needs-you", "ждёт", "чекає", &["needsyou"]),
            Self::Soon => ("soon", "скоро", "скоро", &["expiring", "истекает", "спливає"]),
            Self::Fine => ("fine", "в-порядке", "гаразд", &["ok"]),
            Self::Ended => {
                ("ended", "закончился", "закінчився", &["expired", "истёк", "скінчився"])
            }
            Self::Revoked => ("revoked", "отозван", "відкликано", &["refused", "відкликаний"]),
            Self::Unfinished => ("unfinished", "не-готов", "не-готовий", &["незавершён"]),
            Self::Elsewhere => ("elsewhere", "передан", "передано", &["переданий"]),
            Self::OAuth => ("oauth", "oauth", "oauth", &[]),
            Self::LongLived => {
                ("long-lived", "долгосрочный", "довгостроковий", &["longlived", "бессрочный"])
            }
            Self::AmoCrm => ("amocrm", "amocrm", "amocrm", &["амо"]),
            Self::Kommo => ("kommo", "kommo", "kommo", &["коммо"]),
            Self::Keychain => ("keychain", "хранилище", "сховище", &[]),
            Self::File => ("file", "файл", "файл", &[]),
            Self::Sandbox => ("sandbox", "песочница", "пісочниця", &[]),
        };
        Keyword { words: InLanguages { en, ru, uk }, also }
    }

    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| is_one_of(text, state.keyword()))
    }

    pub(super) fn words() -> impl Iterator<Item = &'static str> {
        words(Self::ALL.map(Self::keyword))
    }

    /// Whether a profile is so, given how it was judged.
    pub fn holds(self, profile: &Profile, health: Health, now: Timestamp) -> bool {
        let access = profile.access.as_ref();
        match self {
            Self::NeedsYou => health.calls() == Some(Call::Person),
            Self::Soon => health == Health::Expiring,
            Self::Fine => health == Health::Ok,
            Self::Ended => {
                access.is_some_and(|access| access.expires_at <= profile.server_time(now))
            }
            Self::Revoked => {
                profile.needs_authorization.is_some()
                    || access.is_some_and(|access| access.refused_at.is_some())
            }
            Self::Unfinished => health == Health::Unknown,
            Self::Elsewhere => health == Health::Elsewhere,
            Self::OAuth => profile.grant == GrantType::OAuth,
            Self::LongLived => profile.grant == GrantType::LongLived,
            Self::AmoCrm => profile.host.platform() == Platform::AmoCrm,
            Self::Kommo => profile.host.platform() == Platform::Kommo,
            Self::Keychain => profile.store == StoreKind::Keychain,
            Self::File => profile.store == StoreKind::File,
            Self::Sandbox => profile.sandbox.is_some(),
        }
    }
}

fn words<const N: usize>(keywords: [Keyword; N]) -> impl Iterator<Item = &'static str> {
    let mut seen = Vec::new();
    keywords.into_iter().flat_map(Keyword::all).filter(move |word| {
        let is_new = !seen.contains(word);
        seen.push(*word);
        is_new
    })
}

/// Whether a text is one of a keyword's words: small or capital letters, with `ё` or `е`.
pub(super) fn is_one_of(text: &str, keyword: Keyword) -> bool {
    keyword.all().any(|word| folded(word).eq(folded(text)))
}

/// Whether a word begins so.
pub(super) fn begins(word: &str, text: &str) -> bool {
    let mut word = folded(word);
    folded(text).all(|c| word.next() == Some(c))
}

/// Without what is typed in more than one way.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(alike)
}

/// One sign for those that are typed for one another: small and capital letters, `ё` and `е`, three apostrophes.
pub(super) fn alike(c: char) -> char {
    match c.to_lowercase().next().unwrap_or(c) {
        'ё' => 'е',
        '\u{2019}' | '\u{2bc}' => '\'',
        lower => lower,
    }
}
