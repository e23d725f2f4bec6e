//! Guides in words: what to press is called as the platform's own interface prints it.

use std::fmt::Write as _;

use super::Catalog;
use super::word::variant;
use crate::domain::account::AccountHost;
use crate::domain::authorize::guide::{GuideLine, GuideText};

impl Catalog {
    /// What a line says: in words of the platform's own, where it has any.
    pub fn guide(&self, text: GuideText, host: &AccountHost) -> String {
        let platform = host.platform();
        let args = [("host", host.as_str().into())];
        let id = format!("guide-{}", variant(&text).0);
        let of_platform = format!("{id}-{}", platform.into_str());
        self.find(&of_platform, &args).unwrap_or_else(|| self.say(&id, &args))
    }

    /// A whole guide as lines of text, its steps numbered, for where nothing is drawn.
    pub fn guide_lines(
        &self,
        guide: &[GuideLine],
        host: &AccountHost,
        uri: Option<&str>,
    ) -> String {
        let mut text = String::new();
        let mut number = 0;
        for line in guide {
            // Writing into a text cannot fail.
            let _ = match (line, uri) {
                (GuideLine::Step(step), _) => {
                    number += 1;
                    writeln!(text, "{number}. {}", self.guide(*step, host))
                }
                (GuideLine::RedirectUri, Some(uri)) => writeln!(text, "{uri}"),
                (GuideLine::RedirectUri, None) => Ok(()),
                (GuideLine::Caution(said) | GuideLine::Note(said), _) => {
                    writeln!(text, "{}", self.guide(*said, host))
                }
            };
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::authorize::guide::{brought, integration};
    use crate::domain::authorize::{AuthMethod, RedirectUri};
    use crate::domain::lang::Lang;

    /// All guides of a language, one below the other.
    fn guides(lang: Lang) -> String {
        let words = Catalog::new(lang);
        let mut all = String::new();
        for host in ["acme.amocrm.ru", "acme.kommo.com"] {
            let host = AccountHost::parse(host).unwrap();
            for method in AuthMethod::ALL {
                let platform = host.platform();
                let uri = (method == AuthMethod::Consent).then_some(RedirectUri::DEFAULT);
                let made = words.guide_lines(&integration(platform, method), &host, uri);
                let found = words.guide_lines(&brought(platform, method), &host, None);
                writeln!(all, "{host} · {method:?}\n{made}---\n{found}").unwrap();
            }
        }
        all
    }

    #[test]
    fn every_guide_reads_well_in_every_language() {
        for lang in Lang::ALL {
            let said = guides(lang);
            assert!(!said.contains("guide-"), "{said}");
            insta::assert_snapshot!(format!("guides_{}", lang.code()), said);
        }
    }

    /// What Kommo's own pages print, in the languages that they print it in.
    #[test]
    fn kommo_s_labels_stand_beside_the_persons_language() {
        for lang in Lang::ALL {
            let said = guides(lang);
            for label in [
                "Keys and scopes",
                "Llaves y alcances",
                "Chaves e escopos",
                "Generate secret key",
                "Generate long-lived token",
                "Gerar token de longa duração",
            ] {
                assert!(said.contains(label), "{}: {label}", lang.code());
            }
        }
    }
}
