//! The page for a redirect URI on the person's own site: its template, filled with the words of all three languages.

use crate::domain::lang::Lang;
use crate::i18n::Catalog;
use crate::loopback::site;

pub use crate::loopback::site::is_ours;

pub fn page(port: u16) -> String {
    let catalogs = Lang::ALL.map(Catalog::new);
    site::render(port, |lang, name| {
        catalogs
            .iter()
            .find(|catalog| catalog.lang() == lang)
            .and_then(|catalog| catalog.site(name))
            .unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_page_has_words() {
        let page = page(18497);
        for lang in Lang::ALL {
            let empty = format!("<span lang=\"{}\"></span>", lang.code());
            assert!(!page.contains(&empty), "{page}");
        }
        assert!(!page.contains(">site-"), "{page}");
        assert!(page.contains("Завершить в amokey") && page.contains("Завершити в amokey"));
    }
}
