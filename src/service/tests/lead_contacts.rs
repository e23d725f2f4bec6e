//! A lead's contacts, as much of them as may be read.

use super::*;
use crate::domain::lead::{LeadContact, LeadContacts, LeadFacts, User};
use crate::sandbox::Fault;
use crate::service::lead_contacts::{LeadError, lead_contacts};

async fn ask(scene: &Scene, id: u64) -> Result<LeadContacts, LeadError> {
    lead_contacts(&scene.context, &scene.name, id, &nobody()).await
}

#[expect(clippy::unnecessary_wraps, reason = "as it is found in a lead")]
fn user(id: u64, name: &str) -> Option<User> {
    let name = Some(name.to_owned());
    Some(User { id, name })
}

#[tokio::test]
async fn every_contact_has_its_name_and_its_user() {
    let scene = Scene::grace().await;
    let contact = |id, name: &str, is_main, responsible_user| LeadContact {
        id,
        name: Some(name.to_owned()),
        is_main,
        responsible_user,
    };
    let expected = LeadContacts {
        lead: LeadFacts {
            id: 20_000_101,
            name: "Ремонт офиса на Лесной".into(),
            responsible_user: user(9_000_011, "Игорь Власов"),
        },
        contacts: vec![
            contact(
                50_000_101,
                "Ольга Жукова",
                true,
                user(9_000_012, "Мария Ким"),
            ),
            contact(
                50_000_102,
                "ООО «Вектор», приёмная",
                false,
                user(9_000_010, "Анна Соколова"),
            ),
        ],
    };
    assert_eq!(ask(&scene, 20_000_101).await, Ok(expected));
    // The lead, its contacts, the users.
    assert_eq!(scene.sandbox.stats().api_requests["200"], 3);
}

#[tokio::test]
async fn it_takes_three_requests_whatever_is_in_the_lead() {
    let scene = Scene::grace().await;
    let lead = ask(&scene, 20_000_104).await.unwrap();
    assert_eq!(lead.contacts.len(), 3);
    assert_eq!(scene.sandbox.stats().api_requests["200"], 3);
}

#[tokio::test]
async fn a_lead_may_have_no_contacts_and_may_not_be_there() {
    let scene = Scene::grace().await;
    assert_eq!(ask(&scene, 20_000_103).await.unwrap().contacts, []);
    assert_eq!(ask(&scene, 1).await, Err(LeadError::NoSuchLead));
}

/// Names that may not be read keep nobody from the rest.
#[tokio::test]
async fn what_is_forbidden_is_left_out() {
    let scene = Scene::grace().await;
    let as_it_should = || Fault::Slow(SOON);
    let nameless = |id| Some(User { id, name: None });
    // The contacts, and then the user: the lead's, for of the contacts nothing is known.
    scene
        .sandbox
        .fault([as_it_should(), Fault::Forbidden, Fault::Forbidden]);
    let lead = ask(&scene, 20_000_101).await.unwrap();
    assert_eq!(lead.lead.responsible_user, nameless(9_000_011));
    let contact = &lead.contacts[0];
    assert_eq!((&contact.name, &contact.responsible_user), (&None, &None));
    // All users may be asked for by an administrator alone; one or the other may be told all the same.
    scene.sandbox.fault([
        as_it_should(),
        as_it_should(),
        Fault::Forbidden,
        as_it_should(),
        Fault::Forbidden,
    ]);
    let lead = ask(&scene, 20_000_101).await.unwrap();
    assert_eq!(lead.lead.responsible_user, nameless(9_000_011));
    assert_eq!(
        lead.contacts[1].responsible_user,
        user(9_000_010, "Анна Соколова")
    );
    assert_eq!(
        lead.contacts[1].name.as_deref(),
        Some("ООО «Вектор», приёмная")
    );
    // The lead itself cannot be done without.
    scene.sandbox.fault([Fault::Forbidden]);
    let Err(LeadError::Trouble(trouble)) = ask(&scene, 20_000_101).await else {
        panic!("a forbidden lead was shown");
    };
    assert_eq!(trouble.cause, Cause::Forbidden);
}
