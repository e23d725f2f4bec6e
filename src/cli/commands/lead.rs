//! `amokey lead contacts`: who is to be talked to about a lead, and whose they are.

use super::{chosen, token, with_tokens};
use crate::cli::args::{Format, Lead, LeadCommand, LeadContacts};
use crate::cli::exit::Code;
use crate::cli::progress::Progress;
use crate::cli::table::{plain, table};
use crate::cli::{failure, output};
use crate::domain::lead::{self, User};
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};
use crate::service::lead_contacts::{LeadError, lead_contacts};

/// Asks about a lead.
pub fn run(args: &Lead, words: &Catalog) -> Code {
    match &args.what {
        LeadCommand::Contacts(args) => contacts(args, words),
    }
}

fn contacts(args: &LeadContacts, words: &Catalog) -> Code {
    with_tokens(words, async |context| {
        let name = match chosen(&context, args.profile.as_deref(), words).await {
            Ok(name) => name,
            Err(code) => return code,
        };
        let watcher = Progress::alone(words, &name);
        match lead_contacts(&context, &name, args.lead_id, &watcher).await {
            Ok(found) => match args.format {
                Format::Json => json(&found, words),
                Format::Table => output::out(&listed(&found, words)),
            },
            Err(LeadError::NoSuchLead) => {
                let id = [("id", Arg::from(args.lead_id.to_string()))];
                output::err(&format!("amokey: {}\n", words.say("cli-no-such-lead", &id)));
                Code::Failed
            }
            Err(LeadError::Token(error)) => token::failed(&context, &name, error, words).await,
            Err(LeadError::Trouble(trouble)) => failure::tell(words, &trouble, Some(&name)),
        }
    })
}

fn json(found: &lead::LeadContacts, words: &Catalog) -> Code {
    let lead::LeadContacts { lead, contacts } = found;
    let value = serde_json::json!({ "version": 1, "lead": lead, "contacts": contacts });
    match serde_json::to_string(&value) {
        Ok(text) => output::out(&format!("{text}\n")),
        Err(error) => failure::tell(words, &Trouble::noted(Cause::Internal, error), None),
    }
}

fn listed(found: &lead::LeadContacts, words: &Catalog) -> String {
    let lead = &found.lead;
    let title = [
        ("id", Arg::from(lead.id.to_string())),
        ("name", Arg::from(plain(&lead.name))),
        (
            "user",
            Arg::from(plain(&user(lead.responsible_user.as_ref(), words))),
        ),
    ];
    let title = words.say("cli-lead-title", &title);
    if found.contacts.is_empty() {
        return format!("{title}\n{}\n", words.text("cli-no-contacts"));
    }
    let heads = [
        "cli-head-contact",
        "cli-head-name",
        "cli-head-main",
        "cli-head-responsible",
    ];
    let mut rows = vec![heads.map(|id| words.text(id))];
    rows.extend(found.contacts.iter().map(|contact| {
        let main = if contact.is_main {
            words.text("cli-contact-main")
        } else {
            "-".to_owned()
        };
        [
            contact.id.to_string(),
            contact.name.clone().unwrap_or_else(|| "-".to_owned()),
            main,
            user(contact.responsible_user.as_ref(), words),
        ]
    }));
    format!("{title}\n{}", table(&rows))
}

/// A name, or the number of who has none that may be read.
fn user(user: Option<&User>, words: &Catalog) -> String {
    match user {
        None => "-".to_owned(),
        Some(User {
            name: Some(name), ..
        }) => name.clone(),
        Some(User { id, name: None }) => {
            words.say("cli-user-number", &[("id", Arg::from(id.to_string()))])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;
    use crate::domain::lead::{LeadContact, LeadFacts};

    fn found() -> lead::LeadContacts {
        let user = |id, name: Option<&str>| {
            let name = name.map(ToOwned::to_owned);
            Some(User { id, name })
        };
        lead::LeadContacts {
            lead: LeadFacts {
                id: 7,
                name: "Ремонт\u{1b}[2J".into(),
                responsible_user: user(1, Some("Анна")),
            },
            contacts: vec![
                LeadContact {
                    id: 51,
                    name: Some("Пётр".into()),
                    is_main: true,
                    responsible_user: user(2, None),
                },
                LeadContact {
                    id: 52,
                    name: None,
                    is_main: false,
                    responsible_user: None,
                },
            ],
        }
    }

    #[test]
    fn the_main_contact_is_marked_by_a_word() {
        assert_eq!(
            listed(&found(), &Catalog::new(Lang::En)),
            "Lead 7 · Ремонт[2J · responsible: Анна\n\
             CONTACT  NAME  MAIN  RESPONSIBLE\n\
             51       Пётр  main  user 2\n\
             52       -     -     -\n"
        );
    }

    #[test]
    fn a_lead_without_contacts_says_so() {
        let found = lead::LeadContacts {
            contacts: Vec::new(),
            ..found()
        };
        for (lang, words) in [
            (Lang::En, "no contacts"),
            (Lang::Ru, "нет контактов"),
            (Lang::Uk, "немає контактів"),
        ] {
            let text = listed(&found, &Catalog::new(lang));
            assert!(text.lines().count() == 2 && text.contains(words), "{text}");
        }
    }
}
