//! `amokey lead contacts`: who is to be talked to about a lead, and whose they are.

use super::token;
use crate::cli::args::access::{LeadArgs, LeadCommand};
use crate::cli::args::profiles::Format;
use crate::cli::table::{plain, table};
use crate::cli::{Exit, Failure, Needs, Progress, chosen, context, output};
use crate::domain::account::lead::{LeadContacts, User};
use crate::i18n::Catalog;
use crate::service::access::lead_contacts::{LeadError, lead_contacts};

pub fn run(args: &LeadArgs, words: &Catalog) -> Result<Exit, Failure> {
    let LeadCommand::Contacts(args) = &args.command;
    context::run(Needs::Token, words, async |context| {
        let name = chosen(&context, args.profile.name()).await?;
        let watcher = Progress::alone(words, &name);
        match lead_contacts(&context, &name, args.lead_id, &watcher).await {
            Ok(found) if args.format == Format::Json => {
                let LeadContacts { lead, contacts } = found;
                let report =
                    serde_json::json!({ "version": 1, "lead": lead, "contacts": contacts });
                output::json(&report)
            }
            Ok(found) => output::out(&listed(&found, words)),
            Err(LeadError::NoSuchLead) => {
                Err(Failure::new(Exit::Failed, "cli-no-such-lead").with("id", args.lead_id))
            }
            Err(LeadError::Token(error)) => Err(token::failed(&context, &name, error, words).await),
            Err(LeadError::Trouble(trouble)) => Err(Failure::of(&name)(trouble)),
        }
    })
}

fn listed(found: &LeadContacts, words: &Catalog) -> String {
    let lead = &found.lead;
    let title = [
        ("id", lead.id.to_string().into()),
        ("name", plain(&lead.name).into()),
        ("user", plain(&user(lead.responsible_user.as_ref(), words)).into()),
    ];
    let title = words.say("cli-lead-title", &title);
    if found.contacts.is_empty() {
        return format!("{title}\n{}\n", words.text("cli-no-contacts"));
    }
    let heads = ["cli-head-contact", "cli-head-name", "cli-head-main", "cli-head-responsible"];
    let mut rows = vec![heads.map(|id| words.text(id))];
    rows.extend(found.contacts.iter().map(|contact| {
        let main = if contact.is_main { words.text("cli-contact-main") } else { "-".to_owned() };
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
        Some(User { name: Some(name), .. }) => name.clone(),
        Some(User { id, name: None }) => {
            words.say("cli-user-number", &[("id", id.to_string().into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::lead::{LeadContact, LeadFacts};
    use crate::domain::lang::Lang;

    fn found() -> LeadContacts {
        let user = |id, name: Option<&str>| {
            let name = name.map(ToOwned::to_owned);
            Some(User { id, name })
        };
        LeadContacts {
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
                LeadContact { id: 52, name: None, is_main: false, responsible_user: None },
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
        let found = LeadContacts { contacts: Vec::new(), ..found() };
        for (lang, words) in
            [(Lang::En, "no contacts"), (Lang::Ru, "нет контактов"), (Lang::Uk, "немає контактів")]
        {
            let text = listed(&found, &Catalog::new(lang));
            assert!(text.lines().count() == 2 && text.contains(words), "{text}");
        }
    }
}
