//! Somebody's crontab: bytes, of which only those between our marks are ours.

use thiserror::Error;

const BEGIN: &[u8] = b"# amokey begin";
const END: &[u8] = b"# amokey end";

/// Marks that do not come as a pair: nobody knows which lines are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the marks \"# amokey begin\" and \"# amokey end\" are there, but not once each and in this order"
)]
pub struct Torn;

/// A crontab around our lines.
struct Around<'a> {
    before: &'a [u8],
    ours: Option<&'a [u8]>,
    after: &'a [u8],
}

/// Our lines with their marks, where there are any.
pub fn installed(crontab: &[u8]) -> Result<Option<&[u8]>, Torn> {
    Ok(parse(crontab)?.ours)
}

/// The crontab with these lines in place of ours. New ones come first: what is set further down is not for them, and
/// a line that does not end stays the last one.
pub fn with(crontab: &[u8], block: &str) -> Result<Vec<u8>, Torn> {
    let Around { before, after, .. } = parse(crontab)?;
    Ok([before, block.as_bytes(), after].concat())
}

/// The crontab without our lines.
pub fn without(crontab: &[u8]) -> Result<Vec<u8>, Torn> {
    let Around { before, after, .. } = parse(crontab)?;
    Ok([before, after].concat())
}

fn parse(crontab: &[u8]) -> Result<Around<'_>, Torn> {
    let mut at = 0;
    let (mut begins, mut ends) = (Vec::new(), Vec::new());
    for line in crontab.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(BEGIN) {
            begins.push(at);
        }
        at += line.len();
        if line.starts_with(END) {
            ends.push(at);
        }
    }
    match (begins.as_slice(), ends.as_slice()) {
        ([], []) => Ok(Around {
            before: &[],
            ours: None,
            after: crontab,
        }),
        ([begin], [end]) if begin < end => {
            let (rest, after) = crontab.split_at(*end);
            let (before, ours) = rest.split_at(*begin);
            let ours = Some(ours);
            Ok(Around {
                before,
                ours,
                after,
            })
        }
        (_, _) => Err(Torn),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cron::block;
    use super::super::samples::{awkward, plain};
    use super::*;

    #[test]
    fn our_lines_are_replaced_where_they_are() {
        let old = block(&awkward());
        let new = block(&plain());
        let crontab = format!("MAILTO=anna\n{old}0 1 * * * backup");
        let expected = format!("MAILTO=anna\n{new}0 1 * * * backup");
        assert_eq!(with(crontab.as_bytes(), &new), Ok(expected.into_bytes()));
        assert_eq!(installed(crontab.as_bytes()), Ok(Some(old.as_bytes())));
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
            assert_eq!(with(torn.as_bytes(), &block), Err(Torn), "{torn}");
            assert_eq!(without(torn.as_bytes()), Err(Torn), "{torn}");
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
            let once = with(&crontab, &block(&awkward())).unwrap();
            prop_assert!(once.ends_with(&crontab));
            let other = with(&once, &block(&plain())).unwrap();
            let twice = with(&other, &block(&awkward())).unwrap();
            prop_assert_eq!(&twice, &once);
            prop_assert_eq!(without(&twice).unwrap(), crontab.clone());
            prop_assert_eq!(without(&crontab).unwrap(), crontab);
        }
    }
}
