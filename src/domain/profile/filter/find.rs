//! Which profiles a filter finds.

use jiff::Timestamp;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};

use super::keywords::alike;
use super::{Filter, Means, State};
use crate::domain::profile::Profile;
use crate::domain::tokens::health::{Call, Health};

/// The texts of a profile as they are searched: made once, for it takes longer than to search them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    name: Utf32String,
    host: Utf32String,
    /// How much of the host is the account's own.
    subdomain: usize,
    account: Utf32String,
    client: Utf32String,
    note: Utf32String,
}

/// A profile, and what was found out about it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub profile: &'a Profile,
    pub texts: &'a Texts,
    pub health: Health,
    /// Until when nobody has to do anything.
    pub deadline: Option<Timestamp>,
    pub now: Timestamp,
}

/// Asks for each of many profiles, with the memory it needs for that.
#[derive(Debug)]
pub struct Finder {
    terms: Vec<(bool, Wanted)>,
    matcher: Matcher,
}

#[derive(Debug)]
enum Wanted {
    Word(Needle),
    Means(Means),
}

/// A word that is looked for.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    word: Utf32String,
    /// With gaps between its letters.
    loose: Atom,
    /// So much a match with gaps has to be worth.
    least: u16,
}

/// From so many letters on a word may be the beginning of an ID: they are digits and letters without a meaning.
const ID: usize = 4;

impl Texts {
    pub fn of(profile: &Profile) -> Self {
        let account = profile.account.as_ref().map_or("", |account| &account.name);
        let note = profile.note.as_ref().map_or("", |note| note.as_str());
        let client = profile.client_id.as_ref().map_or("", |id| id.as_str());
        Self {
            name: searched(profile.name.as_str()),
            host: searched(profile.host.as_str()),
            subdomain: profile.host.subdomain().chars().count(),
            account: searched(account),
            client: searched(client),
            note: searched(note),
        }
    }
}

/// Sign by sign, so that a place in it is a place in the text.
pub(super) fn searched(text: &str) -> Utf32String {
    if text.is_ascii() {
        Utf32String::Ascii(text.to_ascii_lowercase().into())
    } else {
        Utf32String::Unicode(text.chars().map(alike).collect())
    }
}

impl Needle {
    pub fn new(word: &str) -> Self {
        let word: String = word.chars().map(alike).collect();
        let loose =
            Atom::new(&word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false);
        // A sign is worth 16, the first one of a word more; a gap takes away 3, and 1 for each sign but its first. Letters
        // that are strewn over a text are worth less than this.
        let least = u16::try_from(word.chars().count().saturating_mul(14)).unwrap_or(u16::MAX);
        Self { word: searched(&word), loose, least }
    }

    /// Where it stands in a text, in signs; not all of its letters have to be typed.
    pub fn loosely(&self, text: Utf32Str<'_>, matcher: &mut Matcher, at: &mut Vec<u32>) -> bool {
        let before = at.len();
        let found = self.loose.indices(text, matcher, at).is_some_and(|worth| worth >= self.least);
        if !found {
            at.truncate(before);
        }
        found || self.wholly(text, at)
    }

    /// The same for a text in which the word stands as it was typed.
    pub fn wholly(&self, text: Utf32Str<'_>, at: &mut Vec<u32>) -> bool {
        let place = place(text, self.word.slice(..)).and_then(|place| u32::try_from(place).ok());
        let length = u32::try_from(self.word.len()).unwrap_or(u32::MAX);
        at.extend(place.into_iter().flat_map(|place| place..place.saturating_add(length)));
        place.is_some()
    }

    fn stands_in(&self, texts: &Texts, matcher: &mut Matcher) -> bool {
        let mut loose = |text: Utf32Str<'_>| {
            self.loose.score(text, matcher).is_some_and(|worth| worth >= self.least)
        };
        loose(texts.name.slice(..))
            || loose(texts.host.slice(..texts.subdomain))
            || loose(texts.account.slice(..))
            || self.is_whole_in(texts)
    }

    /// As it was typed: in a longer text every short word has its letters somewhere, and what is taken away by `-` is not
    /// taken away for letters that are near one another.
    fn is_whole_in(&self, texts: &Texts) -> bool {
        let Texts { name, host, account, note, client, .. } = texts;
        [name, host, account, note].into_iter().any(|text| self.is_whole(text))
            || (self.word.len() >= ID && self.place_in(client) == Some(0))
    }

    fn is_whole(&self, text: &Utf32String) -> bool {
        self.place_in(text).is_some()
    }

    fn place_in(&self, text: &Utf32String) -> Option<usize> {
        place(text.slice(..), self.word.slice(..))
    }
}

/// Where a word begins in a text.
fn place(text: Utf32Str<'_>, word: Utf32Str<'_>) -> Option<usize> {
    let length = word.len();
    if length == 0 || length > text.len() {
        return None;
    }
    match (text, word) {
        (Utf32Str::Ascii(text), Utf32Str::Ascii(word)) => {
            text.windows(length).position(|part| part == word)
        }
        (Utf32Str::Unicode(text), word) => {
            text.windows(length).position(|part| part.iter().copied().eq(word.chars()))
        }
        (Utf32Str::Ascii(_), Utf32Str::Unicode(_)) => None,
    }
}

impl Finder {
    pub fn new(filter: &Filter) -> Self {
        let wanted = |means: &Means| match means {
            Means::Word(word) => Wanted::Word(Needle::new(word)),
            Means::Is(_) | Means::Within(_) | Means::On(_) => Wanted::Means(means.clone()),
        };
        let mut terms: Vec<_> =
            filter.terms.iter().map(|term| (term.negated, wanted(&term.means))).collect();
        // What is answered at once is asked first.
        terms.sort_by_key(|(_, wanted)| matches!(wanted, Wanted::Word(_)));
        Self { terms, matcher: Matcher::new(Config::DEFAULT) }
    }

    pub fn finds(&mut self, subject: &Subject<'_>) -> bool {
        let Self { terms, matcher } = self;
        terms.iter().all(|(negated, wanted)| {
            let holds = match wanted {
                Wanted::Word(word) if *negated => word.is_whole_in(subject.texts),
                Wanted::Word(word) => word.stands_in(subject.texts, matcher),
                Wanted::Means(means) => subject.is(means),
            };
            holds != *negated
        })
    }

    /// The same for a profile of which nothing can be read but its name: somebody has to look at it.
    pub fn finds_unreadable(&mut self, name: &str) -> bool {
        let name = searched(name);
        let Self { terms, matcher } = self;
        terms.iter().all(|(negated, wanted)| {
            let holds = match wanted {
                Wanted::Word(word) if *negated => word.is_whole(&name),
                Wanted::Word(word) => word.loosely(name.slice(..), matcher, &mut Vec::new()),
                Wanted::Means(means) => *means == Means::Is(State::NeedsYou),
            };
            holds != *negated
        })
    }
}

impl Subject<'_> {
    fn is(&self, means: &Means) -> bool {
        match means {
            Means::Is(state) => state.holds(self.profile, self.health, self.now),
            Means::Within(span) => {
                let until = self.now.checked_add(span.duration()).unwrap_or(Timestamp::MAX);
                // What has ended already is somebody's business now, and no longer within a time.
                self.health.calls() != Some(Call::Person)
                    && self.deadline.is_some_and(|deadline| deadline <= until)
            }
            Means::On(part) => self.profile.client_id.as_ref().is_some_and(|id| {
                id.as_str().to_ascii_lowercase().contains(&part.to_ascii_lowercase())
            }),
            // A word is looked for by its needle.
            Means::Word(_) => false,
        }
    }
}
