//! Who plays in the demo, and in which state each is found: by its number alone.

/// How a profile is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Renewed so many hours ago.
    Renewed(i64),
    /// Its access token ends while somebody looks.
    AboutToRenew,
    /// Nobody has renewed it for so many days.
    Idle(i64),
    /// Nobody has renewed it for almost three months: so many hours are left.
    Ending(i64),
    /// amoCRM has refused its refresh token, with this hint.
    Refused(&'static str),
    /// The answer that held its new tokens was lost.
    Lost,
    /// A long-lived token that ends in so many days, or ended so many days ago.
    LongLived(i64),
    /// A long-lived token that its account does not accept any more.
    LongLivedRefused,
    /// Another program looks after it.
    HandedOver,
    /// Consent was begun and is waited for.
    Pending,
}

pub const REVOKED: &str = "Token has been revoked";
pub const EXPIRED: &str = "Token has expired";
pub const GARBLED: &str = "Cannot decrypt the refresh token";

/// Two of three are fine: a house in which somebody has work to do, and not too much.
const STATES: [State; 30] = [
    State::Renewed(2),
    State::Refused(REVOKED),
    State::AboutToRenew,
    State::Ending(20),
    State::Renewed(9),
    State::LongLived(700),
    State::Renewed(5),
    State::Refused(EXPIRED),
    State::Ending(3 * 24),
    State::Renewed(1),
    State::HandedOver,
    State::Renewed(12),
    State::LongLived(5),
    State::Pending,
    State::Idle(4),
    State::Renewed(7),
    State::Lost,
    State::Renewed(3),
    State::Ending(6 * 24),
    State::Renewed(16),
    State::LongLived(-3),
    State::Idle(47),
    State::Refused(GARBLED),
    State::Idle(19),
    State::Renewed(6),
    State::LongLived(210),
    State::Renewed(14),
    State::LongLivedRefused,
    State::Ending(30 * 24),
    State::Renewed(8),
];

/// On amoCRM: the first part of its address, and what it calls itself.
const AMOCRM: [(&str, &str); 16] = [
    ("romashka", "Ромашка"),
    ("geodrive", "ГеоДрайв, прокат"),
    ("pekarnya17", "Пекарня №17"),
    ("lesnoydvor", "Лесной двор"),
    ("vektor", "ООО «Вектор»"),
    ("klinikarost", "Клиника «Рост»"),
    ("oknaveka", "Окна века"),
    ("turparus", "Турагентство «Парус»"),
    ("mebelural", "Мебель Урала"),
    ("avtoplus", "АвтоПлюс"),
    ("shkolayaz", "Школа «Язык»"),
    ("stroydom", "СтройДом"),
    ("fitnespik", "Фитнес «Пик»"),
    ("sklad24", "Склад 24"),
    ("uborka", "Чистый дом"),
    ("reforyou", "Ре Фор Ю"),
];

/// The same for those on Kommo.
const KOMMO: [(&str, &str); 10] = [
    ("acme", "Acme"),
    ("shopkyiv", "Крамниця «Київ»"),
    ("greencafe", "Green Café"),
    ("lvivcoffee", "Львівська кава"),
    ("casaverde", "Casa Verde"),
    ("studionord", "Studio Nord"),
    ("smile", "Smile Dental"),
    ("bluetravel", "Blue Travel"),
    ("dnipro", "Дніпро Логістика"),
    ("saopaulo", "Imóveis São Paulo"),
];

const NOTES: [&str; 6] = [
    "бот для сделок",
    "n8n",
    "отчёты по понедельникам",
    "звітність, питати Олену",
    "website forms",
    "обмен с 1С",
];

/// One of them, by its number.
pub struct Part {
    pub state: State,
    pub is_kommo: bool,
    /// The first part of its address, which is its name as well.
    pub subdomain: String,
    pub company: String,
    pub note: Option<&'static str>,
}

impl Part {
    pub fn numbered(number: usize) -> Option<Self> {
        let is_kommo = number % 3 == 2;
        // How many of its platform came before.
        let before = if is_kommo { number / 3 } else { number - number / 3 };
        let names: &[(&str, &str)] = if is_kommo { &KOMMO } else { &AMOCRM };
        let (subdomain, company) = names.get(before % names.len())?;
        let (subdomain, company) = match before / names.len() {
            0 => ((*subdomain).to_owned(), (*company).to_owned()),
            round => (format!("{subdomain}-{}", round + 1), format!("{company} {}", round + 1)),
        };
        let note = (number % 4 == 1).then(|| NOTES.get(number / 4 % NOTES.len()).copied());
        let state = *STATES.get(number % STATES.len())?;
        Some(Self { state, is_kommo, subdomain, company, note: note.flatten() })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn forty_are_of_every_state_and_a_thousand_have_their_own_names() {
        let parts: Vec<_> = (0..1_000).filter_map(Part::numbered).collect();
        let names: HashSet<_> = parts.iter().map(|part| &part.subdomain).collect();
        assert_eq!((parts.len(), names.len()), (1_000, 1_000));
        for state in STATES {
            assert!(parts.iter().take(40).any(|part| part.state == state), "{state:?}");
        }
        assert!(parts.iter().take(3).any(|part| part.is_kommo));
    }
}
