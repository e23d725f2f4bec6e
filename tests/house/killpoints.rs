//! What lets a test kill the program is in debug builds alone.

use crate::source::sources;

const HOME: &str = "store/killpoint.rs";

#[test]
fn the_kill_points_are_in_one_file_and_nothing_of_them_in_a_release() {
    let source = sources();
    let there: Vec<_> = source
        .iter()
        .filter(|source| !source.is_test() && source.code().contains("AMOKEY_KILL_AT"))
        .map(|source| source.path.as_str())
        .collect();
    assert_eq!(there, [HOME]);
    let code = source.iter().find(|source| source.path == HOME).unwrap();
    let code = code.code();
    let (gated, rest) = code.split_once("#[cfg(not(all(debug_assertions, unix)))]").unwrap();
    assert!(gated.starts_with("\n#[cfg(all(debug_assertions, unix))]\npub fn passed("));
    assert_eq!(rest.trim(), "pub const fn passed(_step: &str) {}");
}
