//! Requests that belong to no attempt. Any page in the browser can send them as fast as it likes: they are counted, per
//! kind and minute.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// The strays of one attempt, by their kind.
#[derive(Debug, Default)]
pub struct Strays(BTreeMap<String, Minute>);

#[derive(Debug)]
struct Minute {
    number: i64,
    /// How many came after the first one.
    more: u64,
}

/// What follows from a stray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It is the first of its kind in this minute. So many more came in the minute before.
    First {
        /// How many.
        before: u64,
    },
    /// It is one more.
    More,
}

impl Strays {
    /// Counts one.
    pub fn count(&mut self, kind: &str, now: Timestamp) -> Counted {
        let number = now.as_second() / 60;
        match self.0.get_mut(kind) {
            Some(minute) if minute.number == number => {
                minute.more += 1;
                Counted::More
            }
            Some(minute) => {
                let before = minute.more;
                *minute = Minute { number, more: 0 };
                Counted::First { before }
            }
            None => {
                self.0.insert(kind.to_owned(), Minute { number, more: 0 });
                Counted::First { before: 0 }
            }
        }
    }

    /// How many of which kind are not told yet.
    pub fn rest(self) -> impl Iterator<Item = (String, u64)> {
        let counted = self.0.into_iter().map(|(kind, minute)| (kind, minute.more));
        counted.filter(|(_, more)| *more > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_kind_and_minute_is_told_and_the_others_are_counted() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut strays = Strays::default();
        let first = |before| Counted::First { before };
        assert_eq!(strays.count("no state", at(0)), first(0));
        assert_eq!(strays.count("unknown", at(1)), first(0));
        assert_eq!(strays.count("no state", at(2)), Counted::More);
        assert_eq!(strays.count("no state", at(59)), Counted::More);
        assert_eq!(strays.count("no state", at(60)), first(2));
        assert_eq!(strays.count("no state", at(61)), Counted::More);
        let rest: Vec<_> = strays.rest().collect();
        assert_eq!(rest, [("no state".to_owned(), 1)]);
    }
}
