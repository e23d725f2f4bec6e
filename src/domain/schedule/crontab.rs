//! Somebody's crontab: bytes, of which only those between the marks of this home are ours.

use std::ops::Range;

use thiserror::Error;

use super::cron;

const BEGIN: &[u8] = b"# amokey begin";
const END: &[u8] = b"# amokey end";
/// What follows the home in the first mark, and the mark itself where no home is in it.
const EXPLAINED: &[u8] = b": written by";

/// Marks that do not come as pairs, or two blocks of one home: nobody knows which lines are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the marks \"# amokey begin\" and \"# amokey end\" are there, but not once each and in this order"
)]
pub struct UnmatchedMarkers;

/// The lines of a home with their marks, where there are any.
pub fn installed<'a>(crontab: &'a [u8], home: &str) -> Result<Option<&'a [u8]>, UnmatchedMarkers> {
    let ours = find(crontab, home)?;
    Ok(ours.and_then(|range| crontab.get(range)))
}

/// The crontab with these lines in place of those of a home. New ones come first: what is set further down is not for
/// them, and a line that does not end stays the last one.
pub fn with(crontab: &[u8], home: &str, block: &str) -> Result<Vec<u8>, UnmatchedMarkers> {
    let ours = find(crontab, home)?.unwrap_or(0..0);
    let (before, rest) = crontab.split_at(ours.start);
    let after = rest.get(ours.len()..).unwrap_or_default();
    Ok([before, block.as_bytes(), after].concat())
}

/// The block of a home: its marks name it, or, where they were written before there could be several, its line does.
fn find(crontab: &[u8], home: &str) -> Result<Option<Range<usize>>, UnmatchedMarkers> {
    let is_ours = |block: &Block<'_>| {
        if let Some(named) = block.home {
            return named == home.as_bytes();
        }
        let lines = String::from_utf8_lossy(crontab.get(block.range.clone()).unwrap_or_default());
        // Whose it is if its line was changed by hand, nobody knows better than who asks.
        cron::read(&lines).is_none_or(|started| started.is_of(home) || !started.names_home())
    };
    let mut ours = blocks(crontab)?.into_iter().filter(is_ours);
    match (ours.next(), ours.next()) {
        (block, None) => Ok(block.map(|block| block.range)),
        (_, Some(_)) => Err(UnmatchedMarkers),
    }
}

/// The lines between two marks, and these.
struct Block<'a> {
    range: Range<usize>,
    /// `None`: written before there could be several.
    home: Option<&'a [u8]>,
}

fn blocks(crontab: &[u8]) -> Result<Vec<Block<'_>>, UnmatchedMarkers> {
    let (mut at, mut blocks, mut open) = (0, Vec::new(), None);
    for line in crontab.split_inclusive(|byte| *byte == b'\n') {
        let start = at;
        at += line.len();
        let line = line.trim_ascii_end();
        if let Some(rest) = line.strip_prefix(BEGIN) {
            let explained = rest.windows(EXPLAINED.len()).rposition(|it| it == EXPLAINED);
            let named = explained.and_then(|end| rest.get(..end)).unwrap_or_default();
            if open.replace((start, named.strip_prefix(b" "))).is_some() {
                return Err(UnmatchedMarkers);
            }
        } else if let Some(rest) = line.strip_prefix(END) {
            let (start, home) = open.take().ok_or(UnmatchedMarkers)?;
            if home != rest.strip_prefix(b" ") {
                return Err(UnmatchedMarkers);
            }
            blocks.push(Block { range: start..at, home });
        }
    }
    if open.is_some() { Err(UnmatchedMarkers) } else { Ok(blocks) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cron::block;
    use super::super::samples::{awkward, plain};
    use super::*;

    const HOME: &str = "/home/anna/.local/share/amokey";

    fn without(crontab: &[u8], home: &str) -> Result<Vec<u8>, UnmatchedMarkers> {
        with(crontab, home, "")
    }

    /// As a block was written before there could be several.
    fn nameless(block: &str) -> String {
        let lines = block.lines().map(|line| match line.split_once(": written by") {
            Some((_, rest)) => format!("# amokey begin: written by{rest}\n"),
            None if line.starts_with("# amokey end") => "# amokey end\n".to_owned(),
            None => format!("{line}\n"),
        });
        lines.collect()
    }

    #[test]
    fn our_lines_are_replaced_where_they_are() {
        let new = block(&plain());
        for old in [new.replace("17,47", "1,31"), nameless(&new)] {
            let crontab = format!("MAILTO=anna\n{old}0 1 * * * backup");
            let expected = format!("MAILTO=anna\n{new}0 1 * * * backup");
            let bytes = crontab.as_bytes();
            assert_eq!(installed(bytes, HOME), Ok(Some(old.as_bytes())));
            assert_eq!(with(bytes, HOME, &new), Ok(expected.into_bytes()));
            let expected = "MAILTO=anna\n0 1 * * * backup";
            assert_eq!(without(bytes, HOME), Ok(expected.into()));
        }
    }

    #[test]
    fn the_lines_of_another_home_are_not_ours() {
        let own = block(&plain());
        for other in [block(&awkward()), nameless(&block(&awkward()))] {
            assert_eq!(installed(other.as_bytes(), HOME), Ok(None));
            assert_eq!(without(other.as_bytes(), HOME), Ok(other.clone().into()));
            let both = format!("{own}{other}");
            assert_eq!(with(other.as_bytes(), HOME, &own), Ok(both.clone().into()));
            let theirs = awkward();
            assert_eq!(without(both.as_bytes(), &theirs.folder), Ok(own.clone().into()));
            assert_eq!(without(both.as_bytes(), HOME), Ok(other.into()));
        }
    }

    #[test]
    fn what_was_written_is_read_again() {
        for task in [plain(), awkward()] {
            let started = cron::read(&block(&task)).unwrap();
            assert_eq!(task.clone().installed_as(started.clone()), task);
            assert!(started.is_of(&task.folder));
        }
    }

    #[test]
    fn marks_that_are_no_pair_are_left_alone() {
        let block = block(&plain());
        let (begin, end) = ("# amokey begin\n", "# amokey end\n");
        for torn in [
            begin.to_owned(),
            end.to_owned(),
            format!("{end}{begin}"),
            format!("{begin}{begin}{end}"),
            format!("{block}{block}"),
        ] {
            assert_eq!(with(torn.as_bytes(), HOME, &block), Err(UnmatchedMarkers), "{torn}");
            assert_eq!(without(torn.as_bytes(), HOME), Err(UnmatchedMarkers), "{torn}");
        }
    }

    proptest! {
        /// Any bytes, and lines that are nearly marks.
        #[test]
        fn foreign_bytes_stay_as_they_are(
            crontab in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..200),
                "(|MAILTO=a|[ #]amokey begin|#amokey end|[0-9*]{1,3} \\* \\* \\* \\* x %|\r|\n){0,12}"
                    .prop_map(String::into_bytes),
            ],
        ) {
            let task = awkward();
            let once = with(&crontab, &task.folder, &block(&task)).unwrap();
            prop_assert!(once.ends_with(&crontab));
            let both = with(&once, HOME, &block(&plain())).unwrap();
            let one = without(&both, HOME).unwrap();
            prop_assert_eq!(&one, &once);
            prop_assert_eq!(without(&one, &task.folder).unwrap(), crontab.clone());
            prop_assert_eq!(without(&crontab, HOME).unwrap(), crontab);
        }
    }
}
