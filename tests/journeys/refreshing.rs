//! New tokens from the dashboard, asked for with a key.

use amokey::sandbox::Rotation;

use crate::script::{has_a_good_token, sealed, unlimited};

#[test]
fn a_key_brings_new_tokens_and_tells_so() {
    let person = sealed("en", &unlimited(Rotation::Grace));
    for (lang, key, renewed) in [
        ("en", "r refresh", "✓ refreshed"),
        ("ru", "r обновить", "✓ обновлён"),
        ("uk", "r оновити", "✓ оновлено"),
    ] {
        let before = has_a_good_token(&person);
        let mut terminal = person.speaks(lang).runs(&[]);
        assert!(terminal.sees(key).types("r").sees(renewed).types("q").ends().success());
        assert_eq!(terminal.left_behind(), "");
        assert_ne!(has_a_good_token(&person), before);
    }
}
