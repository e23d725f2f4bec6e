//! The languages of the interface: codes, own names, order.

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    Ru,
    Uk,
    En,
}

impl Lang {
    /// In the order in which F2 goes through them.
    pub const ALL: [Self; 3] = [Self::Ru, Self::Uk, Self::En];

    /// The ISO 639 code, as in `AMOKEY_LANG`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::Uk => "uk",
            Self::En => "en",
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Ru => "Русский",
            Self::Uk => "Українська",
            Self::En => "English",
        }
    }

    /// Takes a code or a locale such as `uk_UA.UTF-8`.
    pub fn parse(locale: &str) -> Option<Self> {
        let language = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(language))
    }

    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Ru => Self::Uk,
            Self::Uk => Self::En,
            Self::En => Self::Ru,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_of_every_system_are_understood() {
        assert_eq!(Lang::parse("uk_UA.UTF-8"), Some(Lang::Uk));
        assert_eq!(Lang::parse("ru-RU"), Some(Lang::Ru));
        assert_eq!(Lang::parse("EN"), Some(Lang::En));
        assert_eq!(Lang::parse("C.UTF-8"), None);
    }
}
