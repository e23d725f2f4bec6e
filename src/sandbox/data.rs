//! The accounts of the sandbox and what is in them: made up, plausible, and always the same.

use super::dice::Dice;
use super::options::Platform;
use super::vault::AccountId;

/// One account with its users, contacts and leads.
#[derive(Clone)]
pub struct Account {
    /// The account's id.
    pub id: AccountId,
    /// `hash_uuid` of its tokens.
    pub uuid: String,
    /// The first label of its host; changes when it is renamed.
    pub subdomain: String,
    /// What its people call it.
    pub name: String,
    /// The administrator who gives consent.
    pub current_user_id: u64,
    /// The administrator's login, for `exchange_api_key`.
    pub login: String,
    /// The administrator's API key, for `exchange_api_key`.
    pub api_key: String,
    /// The users.
    pub users: Vec<Person>,
    /// The contacts.
    pub contacts: Vec<Contact>,
    /// The leads.
    pub leads: Vec<Lead>,
}

/// A user of an account.
#[derive(Debug, Clone)]
pub struct Person {
    /// The user's id.
    pub id: u64,
    /// The user's name.
    pub name: String,
    /// The user's address.
    pub email: String,
}

/// A contact.
#[derive(Debug, Clone)]
pub struct Contact {
    /// The contact's id.
    pub id: u64,
    /// The contact's name.
    pub name: String,
    /// Who looks after it.
    pub responsible_user_id: u64,
}

/// A lead.
#[derive(Debug, Clone)]
pub struct Lead {
    /// The lead's id.
    pub id: u64,
    /// What it is about.
    pub name: String,
    /// Its budget.
    pub price: u64,
    /// Who looks after it.
    pub responsible_user_id: u64,
    /// Its contacts' ids, the main one first; some leads have none.
    pub contacts: Vec<u64>,
}

struct Words {
    company: &'static str,
    users: [&'static str; 3],
    contacts: [&'static str; 8],
    leads: [&'static str; 6],
}

const RUSSIAN: Words = Words {
    company: "Ромашка",
    users: ["Анна Соколова", "Игорь Власов", "Мария Ким"],
    contacts: [
        "Пётр Ильин",
        "Ольга Жукова",
        "ООО «Вектор», приёмная",
        "Сергей Дроздов",
        "Наталья Белова",
        "Тимур Ахметов",
        "Екатерина Орлова",
        "Виктор Щукин",
    ],
    leads: [
        "Поставка оборудования",
        "Ремонт офиса на Лесной",
        "Годовое обслуживание",
        "Сайт и реклама",
        "Обучение сотрудников",
        "Повторная закупка",
    ],
};

const ENGLISH: Words = Words {
    company: "Daisy",
    users: ["Anna Falcone", "Igor Wallace", "Maria Kim"],
    contacts: [
        "Peter Ellis",
        "Olivia Beetle",
        "Vector Ltd, front desk",
        "Serge Thrush",
        "Natalie White",
        "Timur Ahmed",
        "Kate Eagle",
        "Victor Pike",
    ],
    leads: [
        "Equipment delivery",
        "Office renovation",
        "Yearly maintenance",
        "Website and ads",
        "Staff training",
        "Repeat purchase",
    ],
};

const LEADS: usize = 30;

impl Account {
    /// The account `demo`, `demo2`, `demo3` …
    pub fn numbered(number: usize, platform: Platform, dice: &mut Dice) -> Self {
        let words = match platform {
            Platform::AmoCrm => &RUSSIAN,
            Platform::Kommo => &ENGLISH,
        };
        let suffix = if number == 1 {
            String::new()
        } else {
            number.to_string()
        };
        let number = number as u64;
        let subdomain = format!("demo{suffix}");
        let users: Vec<_> = (0..)
            .zip(words.users)
            .map(|(index, name): (u64, _)| Person {
                id: 9_000_000 + number * 10 + index,
                name: name.to_owned(),
                email: format!("user{}@{subdomain}.example", index + 1),
            })
            .collect();
        let user = |index: usize| {
            let index = index % users.len().max(1);
            users.get(index).map_or(0, |user| user.id)
        };
        let contacts: Vec<_> = words
            .contacts
            .iter()
            .enumerate()
            .map(|(index, name)| Contact {
                id: 50_000_000 + number * 100 + index as u64,
                name: (*name).to_owned(),
                responsible_user_id: user(index + 1),
            })
            .collect();
        let leads = words
            .leads
            .iter()
            .cycle()
            .take(LEADS)
            .enumerate()
            .map(|(index, name)| Lead {
                id: 20_000_000 + number * 100 + index as u64,
                name: (*name).to_owned(),
                price: 15_000 * (1 + index as u64 % 7),
                responsible_user_id: user(index),
                // Three, then two, one and none.
                contacts: contacts
                    .iter()
                    .cycle()
                    .skip(index)
                    .take(3 - index % 4)
                    .map(|contact| contact.id)
                    .collect(),
            })
            .collect();
        Self {
            id: 31_400_000 + number,
            uuid: dice.uuid(),
            name: format!(
                "{}{}{suffix}",
                words.company,
                if suffix.is_empty() { "" } else { " " }
            ),
            current_user_id: user(0),
            login: format!("user1@{subdomain}.example"),
            api_key: dice.hex(40),
            users,
            contacts,
            leads,
            subdomain,
        }
    }
}
